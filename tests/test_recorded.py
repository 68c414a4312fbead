"""What a document records under a heading of its own is told from there: decisions and grounds."""

import pytest

from assistant.answer import Assistant
from assistant.asks import asks_for_decision
from ingest.library import Library
from ingest.pipeline import sync

_MINUTES = """# Referat af Omsorgsudvalgets møde den 4. marts 2024

## Punkt 1: Udbud af nødkald

### Sagsfremstilling

Kommunen har i dag 1.870 nødkald. De bruger 2G-nettet, som slukkes i 2025, og de skal udskiftes.

### Indstilling

Forvaltningen indstiller, at nødkald udbydes sammen med nabokommunerne i et fireårigt udbud.

### Beslutning

Indstillingen blev tiltrådt med den bemærkning, at pris højst må vægte 40 pct. Fraværende: Ib Juul.

## Punkt 2: Dagligt besøg i aflastningen

### Sagsfremstilling

Aflastningen har 12 pladser, og pårørende ønsker længere åbningstid for besøg.

### Beslutning

Besøgstiden forlænges til kl. 21 fra den 1. maj.
"""
_LABELLED = """# Seniorudvalget den 9. maj 2023

## 1. Robotstøvsugere på Bøgelunden

Bøgelunden har prøvet to robotstøvsugere. Forvaltningen indstiller, at der købes otte til.

Beslutning: Indstillingen blev godkendt. Robotstøvsugere måles igen om et år.

## 2. Nattevagt på Bøgelunden

Der er ønske om en nattevagt mere.

Beslutning: Nattevagten på Bøgelunden ansættes fra august.

## 3. Eventuelt

Ruth Agger spurgte til ventelisten til varmtvandsbassinet.
"""
_SLIDES = """# Workshop om digital træning

## Formål

Deltagerne drøftede, hvordan digital træning kan foregå hjemme hos borgeren.

## Beslutninger

- Videokonsultation afprøves fra september.
- It undersøger, om login kan huskes i 30 dage.

## Næste møde

Digital træning drøftes igen den 3. juni.
"""
_LETTER = """# Afslag på ansøgning om elscooter

Vi modtog ansøgningen om elscooter den 2. november 2023. Borgeren kan ikke længere gå til indkøb.

## Afgørelse

Vi kan ikke bevilge en elscooter.

## Begrundelse

Funktionsnedsættelsen er ikke varig. Der kan opereres i april.

## Klage

Afgørelsen kan påklages inden fire uger.
"""


@pytest.fixture
def ask(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "referat.md").write_text(_MINUTES, encoding="utf-8")
    (folder / "senior.md").write_text(_LABELLED, encoding="utf-8")
    (folder / "afslag.md").write_text(_LETTER, encoding="utf-8")
    (folder / "workshop.md").write_text(_SLIDES, encoding="utf-8")
    with Library.open(tmp_path / "library") as library:
        sync(folder, library)
        yield lambda question: Assistant(library).ask(question)


def _quotes(answer):
    return [citation.quote for citation in answer.citations]


def test_a_decision_is_told_with_the_proposal_that_it_follows(ask):
    assert _quotes(ask("Hvad blev besluttet om udbud af nødkald?")) == [
        "Forvaltningen indstiller, at nødkald udbydes sammen med nabokommunerne i et fireårigt "
        "udbud.",
        "Indstillingen blev tiltrådt med den bemærkning, at pris højst må vægte 40 pct.",
    ]


def test_what_was_only_asked_about_was_not_decided(ask):
    assert ask("Hvad blev besluttet om varmtvandsbassinet?").status == "not_found"


def test_the_decision_is_of_the_point_that_is_asked_about(ask):
    told = _quotes(ask("Hvad besluttede udvalget om besøg i aflastningen?"))
    assert told == ["Besøgstiden forlænges til kl. 21 fra den 1. maj."]


def test_a_decision_that_a_paragraph_is_labelled_with_is_told_with_its_proposal(ask):
    assert _quotes(ask("Hvad blev besluttet om robotstøvsugere på Bøgelunden?")) == [
        "Forvaltningen indstiller, at der købes otte til.\n\n"
        "Beslutning: Indstillingen blev godkendt. Robotstøvsugere måles igen om et år."
    ]
    assert _quotes(ask("Hvad blev besluttet om nattevagten på Bøgelunden?")) == [
        "Beslutning: Nattevagten på Bøgelunden ansættes fra august."
    ]


def test_decisions_that_stand_as_a_list_come_whole(ask):
    assert _quotes(ask("Hvad blev deltagerne enige om på workshoppen om digital træning?")) == [
        "Videokonsultation afprøves fra september.\nIt undersøger, om login kan huskes i 30 dage."
    ]


def test_the_grounds_for_a_decision_are_told_from_under_their_heading(ask):
    told = _quotes(ask("Hvad var begrundelsen for afslaget på elscooter?"))
    assert told[:1] == ["Funktionsnedsættelsen er ikke varig. Der kan opereres i april."]


def test_other_questions_on_the_same_point_are_answered_as_ever(ask):
    told = _quotes(ask("Hvor mange nødkald har kommunen?"))
    assert "Kommunen har i dag 1.870 nødkald." in told


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Hvad blev besluttet?", True),
        ("Hvad besluttede udvalget om skærme?", True),
        ("Hvad er man blevet enige om?", True),
        ("Hvilke beslutninger blev der truffet på mødet?", True),
        ("What was decided about the alarms?", True),
        ("Hvornår blev det besluttet?", False),
        ("Hvorfor besluttede udvalget at vente?", False),
        ("Hvad koster aftalen?", False),
    ],
)
def test_what_asks_for_a_decision(question, asked):
    assert asks_for_decision(question) == asked
