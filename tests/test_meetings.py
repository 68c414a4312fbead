"""Minutes tell who came, where and when; of two meetings the one that is meant is told of."""

import pytest

from assistant.answer import Assistant
from ingest.library import Library
from ingest.pipeline import sync

_APRIL = """# Referat af møde i Brugerrådet

Dato: 9. april 2025
Sted: Biblioteket, sal 2
Til stede: Ulla Krag (formand), Bo Lindgren
Afbud fra: Vera Holst
Referent: Bo Lindgren

## Dagsorden

- Kørsel til dagtilbud
- Nye hjælpemidler

## 1. Kørsel til dagtilbud

Bo Lindgren fortalte, at bussen kører hver onsdag. Rådet besluttede at spørge brugerne.

## 2. Nye hjælpemidler

### Beslutning

- Der prøves tre gangbarer.
- Rollatorer ses efter hvert halve år.

## 3. Eventuelt

Ulla Krag har bestilt nye stole.
"""
_JUNE = """# Referat af møde i Brugerrådet

Dato: 18. juni 2025
Sted: Medborgerhuset
Til stede: Ulla Krag (formand), Vera Holst, Aksel Due
Afbud fra: Bo Lindgren
Referent: Aksel Due

## 1. Kørsel til dagtilbud

Rådet besluttede at flytte bussens afgang til kl. 9.
"""
_FAIR = """# Hjælpemiddelmesse

Messen havde 40 udstillere. Vera Holst holdt oplæg om rollatorer.
"""


@pytest.fixture(scope="module")
def council(tmp_path_factory):
    folder = tmp_path_factory.mktemp("minutes")
    for name, text in {"april": _APRIL, "juni": _JUNE, "messe": _FAIR}.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    with Library.open(tmp_path_factory.mktemp("library") / "library") as library:
        sync(folder, library)
        yield Assistant(library)


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("Hvem meldte afbud til mødet i april 2025?", ["Afbud fra: Vera Holst"]),
        ("Hvem deltog ikke i mødet i april 2025?", ["Afbud fra: Vera Holst"]),
        ("Hvem kunne ikke komme til mødet i april 2025?", ["Afbud fra: Vera Holst"]),
        ("hvem var ikke til stede på mødet den 18. juni", ["Afbud fra: Bo Lindgren"]),
        ("Hvem skrev referatet af mødet den 9. april 2025?", ["Referent: Bo Lindgren"]),
        ("Hvor foregik mødet i Brugerrådet den 18. juni 2025?", ["Sted: Medborgerhuset"]),
        ("Hvem deltog i Brugerrådets møde i juni?",
         ["Til stede: Ulla Krag (formand), Vera Holst, Aksel Due"]),
        ("Hvad stod på dagsordenen til mødet i april?",
         ["Kørsel til dagtilbud\nNye hjælpemidler"]),
        ("Hvad blev sagt under eventuelt på mødet i april?", ["Ulla Krag har bestilt nye stole."]),
        ("Hvad blev besluttet om kørsel på mødet i juni 2025?",
         ["Rådet besluttede at flytte bussens afgang til kl. 9."]),
    ],
)  # fmt: skip
def test_minutes_of_the_meeting_that_is_meant_answer(council, question, lines):
    assert [one.quote for one in council.ask(question).citations] == lines


def test_all_meetings_that_can_be_meant_are_told_of(council):
    quotes = [one.quote for one in council.ask("Hvem meldte afbud til mødet?").citations]
    assert sorted(quotes) == ["Afbud fra: Bo Lindgren", "Afbud fra: Vera Holst"]


@pytest.mark.parametrize(
    "question",
    [
        "Hvem meldte afbud til mødet i Seniorrådet?",
        "Hvem meldte afbud til messen?",
        "Hvem skrev referatet af mødet den 2. september 2025?",
        "Hvem meldte afbud til Brugerrådets møde i januar 2025?",
    ],
)
def test_other_meetings_are_not_told_of(council, question):
    quotes = [one.quote for one in council.ask(question).citations]
    assert not any(quote.startswith(("Afbud", "Referent")) for quote in quotes)
