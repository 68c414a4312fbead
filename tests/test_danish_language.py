"""The language is told by how common the words are in each; what cannot be told is as expected."""

import pytest

from ingest.danish import has_other_script, language


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
        "Hvem får pengene, når projektet giver mere, end det har kostet?",
        "Sensoren melder, når en beboer falder.",
        "It-chefpanelet 2020: Hovedresultater",
        "business case",
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
        ("What rules apply to municipal loans for housing construction?", "en"),
        ("Hva er velferdsteknologi, og hvordan brukes den?", "no"),
        ("Hvilke kommuner har tatt i bruk teknologien etter 2020?", "no"),
        ("Eldre får hjelp hjemme med digital teknologi.", "no"),
        ("Vad är välfärdsteknik?", "sv"),
        ("Vilka kommuner använder det och varför?", "sv"),
        ("Was ist Technologie für alte Menschen?", "de"),
        ("Die Gemeinden werden mit der Technik arbeiten.", "de"),
        ("Gemeinden haben 2,4 Millionen Kronen bereitgestellt.", "de"),
    ],
)
@pytest.mark.parametrize("expected", ["da", "en"])
def test_others_whatever_is_expected(text, code, expected):
    assert language(text, expected) == code


SHORT_ENGLISH = [
    "Staff at Lemvig use tablets for video calls.",
    "Screen visits replace some physical visits.",
    "Brunshøj received two tender complaints.",
    "Every child gets lunch for 600 kroner per month.",
    "Men over 65 use help least.",
    "Viborg expects savings of 3 percent.",
    "Robots clean floors in nursing homes.",
    "Lighting reduced falls at Fyrrehøj.",
    "Employees need better training.",
]


@pytest.mark.parametrize("text", SHORT_ENGLISH)
def test_short_english_with_few_function_words(text):
    assert language(text) == "en"


@pytest.mark.parametrize("text", ["Region Midtjylland leads CareNet.", "STAR", "58 kr.", ""])
def test_what_cannot_be_told_is_in_the_language_that_is_expected(text):
    assert [language(text, code) for code in ("da", "en")] == ["da", "en"]


@pytest.mark.parametrize("expected", ["en", "sv", "de"])
def test_danish_is_told_where_another_language_is_expected(expected):
    for text in ("Skærmbesøg erstatter fysiske besøg.", "Kommunen sparer penge på kørsel."):
        assert language(text, expected) == "da"


def test_a_word_in_other_letters_than_latin_ones():
    texts = [
        "2021年预算为240万克朗。",
        "Lemvig 在 2021 年拨款",
        "Бюджет",
        "Ærø, Ängelholm 5 µg",
        "β-blokker",
    ]
    assert [has_other_script(text) for text in texts] == [True, True, True, False, False]
