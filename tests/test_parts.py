"""A question of several parts is taken apart; a simple one is not."""

import pytest

from assistant.parts import split_parts


def _typed(question):
    return [part.typed for part in split_parts(question)]


def test_two_questions_in_one_are_two():
    parts = split_parts("Hvor mange borgere har en lås, og hvad koster den?")
    assert [part.typed for part in parts] == ["Hvor mange borgere har en lås", "hvad koster den?"]
    assert parts[1].standalone == "Hvad koster en lås?"


@pytest.mark.parametrize(
    "question",
    [
        "Hvad siger ledere og medarbejdere om oplæring?",
        "Hvilke barrierer og gevinster er der?",
        "Hvad sker der, når en borger siger nej?",
        "Hvor?",
    ],
)
def test_a_simple_question_is_one(question):
    assert _typed(question) == [question]


def test_two_sentences_are_two_parts():
    assert len(_typed("Hvem ejer låsen? Hvornår blev den sat op?")) == 2


def test_a_list_of_questions_gives_the_first_three():
    assert len(_typed("Hvad er A? Hvad er B? Hvad er C? Hvad er D?")) <= 3


def test_places_named_in_a_row_are_asked_for_one_by_one():
    assert _typed("Sammenlign skærmbesøg i Odense, Vejle og Viborg") == [
        "Sammenlign skærmbesøg i Odense",
        "Sammenlign skærmbesøg i Vejle",
        "Sammenlign skærmbesøg i Viborg",
    ]


@pytest.mark.parametrize(
    "question",
    [
        "Hvad sagde Aarhus om Odense?",
        "Hvad er aftalen mellem Aarhus og Odense?",
        "Gælder tallet Vejle eller Vejen?",
    ],
)
def test_places_that_belong_together_stay_together(question):
    assert _typed(question) == [question]


def test_a_yes_no_question_before_another_is_a_part():
    typed = _typed("Er låsen købt, og i hvilken kommune sidder den?")
    assert typed == ["Er låsen købt", "i hvilken kommune sidder den?"]


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("Hvor lange er forløb i Kolding og i Åbjerg?", ["Kolding", "Åbjerg"]),
        ("Hvor lange er forløb i Åbjerg og Lyngsø?", ["Åbjerg", "Lyngsø"]),
        ("Hvor lange er forløb i Lyngsø Kommune og Kolding?", ["Lyngsø Kommune", "Kolding"]),
    ],
)
def test_places_that_no_list_has_are_asked_for_too(question, places):
    assert _typed(question) == [f"Hvor lange er forløb i {place}?" for place in places]


def test_units_and_committees_in_a_row_stay_together():
    question = "Hvem er med i Social og Sundhedsudvalget?"
    assert _typed(question) == [question]


def test_places_that_only_the_documents_know_are_asked_for_one_by_one():
    question = "Hvor mange bruger dem i henholdsvis Fjordby og Lindeborg?"
    assert [part.typed for part in split_parts(question, {"fjordby", "lindeborg"})] == [
        "Hvor mange bruger dem i Fjordby?",
        "Hvor mange bruger dem i Lindeborg?",
    ]
    assert _typed(question) == [question]


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "Hvor mange fik skærmbesøg i 2021 og 2022?",
            ["Hvor mange fik skærmbesøg i 2021?", "Hvor mange fik skærmbesøg i 2022?"],
        ),
        (
            "Hvor mange fald var der i 2019, 2020 og i 2021?",
            [f"Hvor mange fald var der i {year}?" for year in (2019, 2020, 2021)],
        ),
        ("Hvad er forskellen på 2021 og 2022?", ["Hvad er forskellen på 2021 og 2022?"]),
        ("Hvad står der i strategi 2023-2026?", ["Hvad står der i strategi 2023-2026?"]),
        ("Hvad skete den 1.1.2021 og 2.2.2022?", ["Hvad skete den 1.1.2021 og 2.2.2022?"]),
    ],
)
def test_years_in_a_row_are_asked_of_one_by_one(question, parts):
    assert [part.standalone for part in split_parts(question)] == parts


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "Bruger både Fjordby og Odense loftlifte?",
            ["Bruger Fjordby loftlifte?", "Bruger Odense loftlifte?"],
        ),
        (
            "Hvor mange beholdt liften, Fjordby eller Odense?",
            ["Hvor mange beholdt liften i Fjordby?", "Hvor mange beholdt liften i Odense?"],
        ),
        ("Bruger Fjordby eller Odense lifte?", ["Bruger Fjordby eller Odense lifte?"]),
        (
            "Hvem har flest lifte, Odense eller Vejle?",
            ["Hvem har flest lifte, Odense eller Vejle?"],
        ),
    ],
)
def test_both_and_either_are_asked_of_one_by_one_but_not_who_has_more(question, parts):
    assert [part.standalone for part in split_parts(question, {"fjordby"})] == parts


def test_an_indirect_question_is_no_part():
    question = "Kan familien se, hvornår bleen er våd?"
    assert [part.standalone for part in split_parts(question)] == [question]
    listed = "Hvad koster en lås, hvem betaler den, og hvor længe holder den?"
    assert len(split_parts(listed)) == 3
