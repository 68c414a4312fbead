"""Documents that hold several municipalities: a row is one's own, and each has its line."""

import pytest

from assistant.answer import Assistant
from assistant.each_place import asks_who_has_most
from ingest.library import Library
from ingest.pipeline import sync

_REGISTER = """Kommune;Indsats;Begyndt;Budget;Ansvarlig;Firma
Birkevad;Loftlifte;2021;820.000 kr.;Rikke Holst;Løftegruppen A/S
Birkevad;Vendelagner;2022;310.000 kr.;Jens Lund;Tekstilhuset
Mosehøj;Loftlifte;2020;1.400.000 kr.;Grete Falk;Kranmager ApS
Mosehøj;Vasketoiletter;2023;560.000 kr.;Poul Dahl;
Skovlunde;Vendelagner;2019;205.000 kr.;Mia Storm;Tekstilhuset
"""
_DEPOT = """Vare;Firma;Købspris (kr.);Årligt eftersyn (kr.);Levering
Badebænk;Hjælpegrej;640;90;3 dage
Rampe;Jernvarer;2300;;2 uger
"""
_COSTS = """# Evaluering af loftlifte i Birkevad Kommune

## Økonomi

| Post | 2021 | 2022 |
|---|---|---|
| Køb af skinner | 300.000 kr. | 120.000 kr. |
| Oplæring | 45.000 kr. | 15.000 kr. |
| I alt | 345.000 kr. | 135.000 kr. |
"""
_MEETING = """# Referat af netværksmøde for Birkevad Kommune, Mosehøj Kommune og Skovlunde Kommune

## Runde

Birkevad: 64 beboere har nu loftlift.

Mosehøj: Loftliften er i brug hos 171 beboere.
"""
_MAIL = """# Brev om vendelagner i Skovlunde Kommune

Fra: Mia Storm, 4. april 2024

Kære Jens

Vi har 38 vendelagner i drift.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    folder = tmp_path_factory.mktemp("flere")
    (folder / "oversigt.csv").write_text(_REGISTER, encoding="utf-8")
    (folder / "depot.csv").write_text(_DEPOT, encoding="utf-8")
    (folder / "birkevad-loftlifte.md").write_text(_COSTS, encoding="utf-8")
    (folder / "netvaerk.md").write_text(_MEETING, encoding="utf-8")
    (folder / "skovlunde.md").write_text(_MAIL, encoding="utf-8")
    with Library.open(tmp_path_factory.mktemp("library") / "library") as library:
        sync(folder, library)
        yield Assistant(library)


def _quotes(assistant, question):
    return "\n".join(one.quote for one in assistant.ask(question).citations)


@pytest.mark.parametrize(
    ("question", "own"),
    [
        ("Hvem er ansvarlig for loftlifte i Birkevad?", "Rikke Holst"),
        ("Hvem er ansvarlig for loftlifte i Mosehøj?", "Grete Falk"),
        ("Hvad er budgettet for vendelagner i Skovlunde?", "205.000"),
    ],
)
def test_row_of_the_municipality_that_is_asked_about_answers_alone(assistant, question, own):
    quotes = _quotes(assistant, question)
    assert own in quotes
    assert quotes.count("Kommune: ") == 1


@pytest.mark.parametrize(
    "question",
    [
        "Hvem er ansvarlig for loftlifte i Skovlunde?",
        "Hvem er ansvarlig for vendelagner i Mosehøj?",
        "Hvad er budgettet for vasketoiletter i Birkevad?",
        "Hvilket firma leverer vasketoiletter i Mosehøj?",  # the cell is empty
        "Hvad koster en loftlift i Mosehøj?",  # a budget is no price
        "Hvad koster årligt eftersyn af en rampe?",
    ],
)
def test_neither_anothers_row_nor_an_empty_cell_answers(assistant, question):
    assert not _quotes(assistant, question)


def test_greeting_of_a_letter_names_nobody_and_no_day(assistant):
    assert "Fra:" not in _quotes(assistant, "Hvornår blev vendelagner taget i brug i Skovlunde?")


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("Hvad kostede loftliftene i Birkevad i 2022?", "I alt"),
        ("Hvad kostede oplæring i loftlifte i Birkevad i 2022?", "Oplæring"),
    ],
)
def test_what_all_of_it_cost_is_in_the_row_that_sums_up(assistant, question, row):
    assert _quotes(assistant, question).startswith(f"Post: {row}; ")


@pytest.mark.parametrize(
    "question",
    ["Hvilken kommune har flest beboere med loftlift?", "Hvem har flest beboere med loftlift?"],
)
def test_who_has_most_is_told_by_a_line_of_each(assistant, question):
    assert list(filter(None, _quotes(assistant, question).splitlines())) == [
        "Birkevad: 64 beboere har nu loftlift.",
        "Mosehøj: Loftliften er i brug hos 171 beboere.",
    ]


def test_without_figures_nobody_has_most(assistant):
    assert not _quotes(assistant, "Hvilken kommune har flest beboere med badebænk?")


def test_dearest_project_is_told_by_the_budget(assistant):
    assert "1.400.000" in _quotes(assistant, "Hvilken kommune har den dyreste indsats?")


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Hvilken kommune har flest fald?", True),
        ("Hvem har færrest ansatte?", True),
        ("Hvem har flest stemmer?", False),
        ("Hvilke kommuner har loftlifte?", False),
    ],
)
def test_who_has_most_asks_for_a_municipality(question, asked):
    assert asks_who_has_most(question) == asked


def test_who_of_two_named_groups_has_most_is_not_asked_of_municipalities():
    assert not asks_who_has_most("Hvem har flest borgere, distrikt Nord eller Syd?")


def test_a_house_that_is_said_to_have_most_answers_who(answered):
    text = "# GPS på plejecentrene\n\nPlejecenter Solgård har flest brugere af GPS.\n"
    assert "Solgård" in " ".join(answered(text, "Hvem har flest brugere af GPS?"))


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("Den samlede udgift til en rampe er 2.300 kr.", "2.300"),
        ("| Vare | Pris i rammeaftalen |\n|---|---|\n| Rampe | 2.300 kr. |", "2.300"),
    ],
)
def test_the_whole_price_of_one_and_one_by_a_framework_agreement_is_a_price(answered, text, price):
    shown = answered(f"# Hjælpemidler\n\n{text}\n", "Hvad koster en rampe?")
    assert price in " ".join(shown)


def test_who_sends_a_letter_tells_how_to_reach_them(answered):
    text = "# Brev om ramper\n\nFra: Lis Holm, telefon 12 34 56 78\n\nVi har 38 ramper i drift.\n"
    shown = answered(text, "Hvad er telefonnummeret til Lis Holm?")
    assert "12 34 56 78" in " ".join(shown)
