"""Who somebody is stands beside the name, not in what else is said of the person."""

import pytest

from assistant.roles import as_who, asked_of

_TEXT = """# Nyt fra Birkeby

Vera Holst fremhævede, at gangbarerne sparer løft hver morgen.

Dagen sluttede med en samtale mellem Bo Lindgren, driftschef på Solsiden, og Vera Holst,
ergoterapeut i Birkeby.

Projektleder Ulla Krag takkede for kaffen. Ulla Krag mener, at gangbarerne er for lave.
"""


@pytest.mark.parametrize(
    ("question", "told", "other"),
    [
        ("Hvem er Vera Holst?", "ergoterapeut i Birkeby", "løft"),
        ("Hvilken stilling har Bo Lindgren?", "driftschef på Solsiden", "løft"),
        ("Hvad er Ulla Krags titel?", "Projektleder Ulla Krag", "for lave"),
    ],
)
def test_who_somebody_is_stands_beside_the_name(answered, question, told, other):
    shown = " ".join(answered(_TEXT, question))
    assert told in shown
    assert other not in shown


def test_a_row_tells_who_somebody_is(answered):
    rows = "| Vera Holst | Terapeut |\n| Bo Lindgren | Jurist |\n"
    text = f"# Kontakter\n\n| Navn | Titel |\n|---|---|\n{rows}"
    assert answered(text, "Hvem er Vera Holst?") == ["Navn: Vera Holst; Titel: Terapeut"]


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Hvem er Vera Holst?", "Vera Holst"),
        ("hvem er borgmester Bo Lindgren", "Bo Lindgren"),
        ("Hvilken titel har Vera von Holst?", "Vera von Holst"),
        ("Hvem er formand for KL?", ""),
        ("Hvem er ansvarlig?", ""),
        ("Hvem er Vera Holst gift med?", ""),
    ],
)
def test_whom_a_question_is_about(question, name):
    assert asked_of(question) == name


def test_what_post_somebody_has_is_who_it_is():
    assert as_who("Hvad er Bo Lindgrens stilling?") == "Hvem er Bo Lindgren?"
    assert as_who("Hvad er Solsidens adresse?") == "Hvad er Solsidens adresse?"


def test_who_somebody_is_may_be_asked_where_the_documents_tell(answered):
    text = "# Nyt\n\nBirkebys borgmester Ole Bondo Christensen (A) åbnede huset.\n"
    assert "borgmester" in " ".join(answered(text, "Hvem er Ole Bondo Christensen?"))
