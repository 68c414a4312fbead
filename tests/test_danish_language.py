"""The language is told by small words; what is too short to tell is Danish."""

import pytest

from ingest.danish import language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "KL strategi 2023",
        "chef aarhus",
        "Hvad mener KL?",
        "best practice i kommunerne",
        "Hvornår holdes konferencen?",
        "Fortæl om robotter",
        "Hvem er Chief Medical Officer i Lundbeck?",
        "Kommunerne forventer en øget indsats omkring velfærdsteknologi fremover.",
        "velfaerdsteknologi i kommunen",
        "Er der penge nok?",
        "Hvad betyder 'return on investment' for kommunerne?",
    ],
)
def test_danish(text):
    assert language(text) == "da"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("What is the budget?", "en"),
        ("Who leads CareNet?", "en"),
        ("How many municipalities answered?", "en"),
        ("What did Ivan Kjær Lauridsen say?", "en"),
        ("When is the conference in Odense held?", "en"),
        ("welfare technology barriers", "en"),
        ("Hva er velferdsteknologi, og hvordan brukes den?", "no"),
        ("Hvilke kommuner har tatt i bruk teknologien etter 2020?", "no"),
        ("Vad är välfärdsteknik?", "sv"),
        ("Vilka kommuner använder det och varför?", "sv"),
        ("Was ist Wohlfahrtstechnologie?", "de"),
        ("Die Gemeinden werden mit der Technik arbeiten.", "de"),
    ],
)
def test_others(text, code):
    assert language(text) == code
