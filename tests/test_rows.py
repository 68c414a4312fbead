"""A question picks among the rows of a table: the highest, the lowest, or who said no."""

import re

import pytest

from assistant.answer import Assistant
from assistant.rows import pick_of
from ingest.library import Library
from ingest.pipeline import sync

_SURVEY = """Plejehjem;Distrikt;Besvarelser;Tilfredse med loftlift (pct.);Vil købe;Mangler sejl
Rosenbo;Nord;41;71;Ja;Nej
Egehøj;Nord;9;88,5;Nej;Nej
Mølletoft;Syd;37;64;Ja;Ja
Strandgården;Syd;1.204;49;ja;Nej
I alt;;1.291;66;;
"""


_REGISTER = """System;Leverandør;Pris pr. år (kr.);Opsigelse;Databehandleraftale
Vagtplan;Nordvej;520.000;3 måneder;Ja
Pillelog;Ordværk;1.460.000;2 uger;Ja
Skiltestyring;Vejmand;27.000;10 dage;Nej
"""
_DEVICES = """Nr.;Apparat;Afdeling;Antal;Købt
A1;Sansegynge;Lærken;4;2021
A2;Duftlampe;Lærken;31;2023
A3;Sansegynge;Viben;2;2024
"""
_BUDGET = """Formål;2029;2030;2031
Cykelhjelme;310;420;510
Gangbarer;95;160;170
Løftestole;0;75;240
Sum;405;655;920
"""
_PRICES = """Varenr.;Vare;Lager;Farver;Pris (kr.);Vægt (kg)
7;Gangbar med kurv;Hal 2;Grå, blå;1450;8
8;Løftestol;Hal 1;Brun;9800;41
"""
_CASES = """Sagsnr.;Modtaget;Emne;Ansvarlig;Status
31;04-02-2027;Hul i hegnet ved Solhaven;Bente Lyng;Lukket
32;17-02-2027;Ønske om ramper på kajen;Bo Krag;Til høring
33;21-09-2028;Klage over støj fra kajen;Bo Krag;Lukket
"""
_LEASES = """Lejemål;Udlejer;Leje pr. md. (kr.);Begyndt;Udløber;Stand;Kan forlænges
Åkanten 2;Sydbo;9.400;01-05-2016;30-04-2026;I brug;2 år
Mosevej 8;Kildehus;7.250;15-08-2021;14-08-2031;Tom;Ingen
Tårnet;Sydbo;21.000;01-01-2012;30-11-2026;I brug;Nej
"""
_STRATEGY = """# Digital strategi

Vi lukker et system, når aftalen er dyrere end gevinsten. Hvert system har en systemejer, og før et
system købes, skal der foreligge en databehandleraftale. Et system gennemgås hvert år.
"""
_NOTES = """Opsamling fra temadag om aflastning

Forslag: en bus til udflugter
Forslag: længere åbningstid

Afstemning med kryds

Hjemlån af udstyr: 17 kryds
Akutplads til aflastning: 26 kryds
Gåture på tværs: 5 kryds
"""
_VOTE = """Borgermøde om stier

Gruppe 1 ville have lys. Gruppe 2 ville have bænke.

AFSTEMNING
Lys på Åstien ........ 14
Bænke ved søen ....... 38
Hundeskov ............ 9
"""


@pytest.fixture(scope="module")
def survey(tmp_path_factory):
    folder = tmp_path_factory.mktemp("rows")
    (folder / "undersoegelse.csv").write_bytes(_SURVEY.encode("cp1252"))
    (folder / "register.csv").write_text(_REGISTER, encoding="utf-8")
    (folder / "apparater.csv").write_text(_DEVICES, encoding="utf-8")
    (folder / "budget.csv").write_text(_BUDGET, encoding="utf-8")
    (folder / "sager.csv").write_text(_CASES, encoding="utf-8")
    (folder / "lejemaal.csv").write_text(_LEASES, encoding="utf-8")
    (folder / "prisliste.csv").write_text(_PRICES, encoding="utf-8")
    (folder / "strategi.md").write_text(_STRATEGY, encoding="utf-8")
    (folder / "stier.txt").write_text(_VOTE, encoding="utf-8")
    (folder / "temadag.txt").write_text(_NOTES, encoding="utf-8")
    with Library.open(tmp_path_factory.mktemp("library") / "library") as library:
        sync(folder, library)
        yield Assistant(library)


def _homes(answer):
    return [home for one in answer.citations for home in re.findall(r"Plejehjem: (\w+)", one.quote)]


@pytest.mark.parametrize(
    ("question", "homes"),
    [
        ("Hvilket plejehjem er mest tilfreds med loftliften?", ["Egehøj"]),
        ("Hvilket plejehjem er mindst tilfreds med loftliften?", ["Strandgården"]),
        ("Hvilket plejehjem i distrikt Nord er mindst tilfreds med loftliften?", ["Rosenbo"]),
        ("Hvilket plejehjem har flest besvarelser?", ["Strandgården"]),
        ("Hvilke plejehjem vil ikke købe flere loftlifte?", ["Egehøj"]),
        ("Hvilke plejehjem vil købe flere loftlifte?", ["Rosenbo", "Mølletoft", "Strandgården"]),
    ],
)
def test_picked_rows_alone_answer(survey, question, homes):
    assert _homes(survey.ask(question)) == homes


@pytest.mark.parametrize(
    ("question", "system"),
    [
        ("Hvilket system er det dyreste pr. år?", "Pillelog"),
        ("Hvilket system har den længste opsigelse?", "Vagtplan"),
        ("hvilke systemer mangler databehandleraftale", "Skiltestyring"),
    ],
)
def test_a_table_of_what_is_asked_for_answers_before_prose(survey, question, system):
    quotes = [one.quote for one in survey.ask(question).citations]
    assert len(quotes) == 1
    assert quotes[0].startswith(f"System: {system}; ")


@pytest.mark.parametrize(("most", "number"), [("flest", "A2"), ("færrest", "A3")])
def test_what_there_is_most_of_is_told_by_the_column_that_counts(survey, most, number):
    quotes = [one.quote for one in survey.ask(f"Hvilket apparat er der {most} af?").citations]
    assert [quote.partition(";")[0] for quote in quotes] == [f"Nr.: {number}"]


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Hvilke af kommunens apparater er sansegynger?", ["A1", "A3"]),
        ("Hvilke apparater hører til Viben?", ["A3"]),
        ("Hvilke systemer leverer Ordværk?", ["Pillelog"]),
    ],
)
def test_rows_of_the_kind_that_is_named_answer(survey, question, rows):
    answer = survey.ask(question)
    assert [re.split(r": |; ", one.quote)[1] for one in answer.citations] == rows


def test_rows_of_a_kind_do_not_answer_what_is_not_told_of_them(survey):
    quotes = [one.quote for one in survey.ask("Hvilke sansegynger er blevet kasseret?").citations]
    assert not quotes


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("Hvor meget er der afsat til gangbarer i 2030?", "Gangbarer; 2029: 95"),
        ("Hvad er budgettet til løftestole i 2031?", "Løftestole; 2029: 0"),
        ("Hvad er det samlede budget i 2030?", "Sum; 2029: 405"),
        ("Hvor meget er der afsat i alt i 2031?", "Sum; 2029: 405"),
        ("Hvad kostede løftestolen?", "Løftestol; Lager: Hal 1"),
        ("Hvad er status på sagen om ramper på kajen?", "Sagsnr.: 32"),
    ],
)
def test_row_that_names_all_that_is_asked_about_answers_alone(survey, question, quote):
    (only,) = survey.ask(question).citations
    assert quote in only.quote


@pytest.mark.parametrize(
    ("question", "leases"),
    [
        ("Hvilke lejemål udløber i 2026?", ["Åkanten 2", "Tårnet"]),
        ("Hvilket lejemål udløber i november 2026?", ["Tårnet"]),
        ("Hvilke lejemål er begyndt før 2015?", ["Tårnet"]),
        ("Hvilket lejemål udløber sidst?", ["Mosevej 8"]),
        ("Hvad er det billigste lejemål?", ["Mosevej 8"]),
        ("Hvilke lejemål er ikke i brug?", ["Mosevej 8"]),
        ("Hvilke lejemål kan ikke forlænges?", ["Mosevej 8", "Tårnet"]),
    ],
)
def test_rows_are_picked_by_day_price_and_what_they_are_not(survey, question, leases):
    quotes = [one.quote for one in survey.ask(question).citations]
    assert re.findall(r"Lejemål: ([^;]+)", "\n".join(quotes)) == leases


@pytest.mark.parametrize(
    "question",
    [
        "Hvor meget er der afsat til gangbarer i 2033?",
        "Hvad er det samlede budget i 2035?",
        "Hvad koster det at leje en løftestol om måneden?",
        "Hvem har lånt gangbaren med kurv?",
        "Hvad koster gangbar model 1450?",
    ],
)
def test_row_that_lacks_what_is_asked_about_does_not_answer(survey, question):
    assert not survey.ask(question).citations


def test_lines_that_count_are_rows_too(survey):
    answer = survey.ask("Hvilket forslag fik flest kryds på temadagen?")
    assert [one.quote for one in answer.citations] == ["Akutplads til aflastning: 26 kryds"]


def test_lines_whose_dots_lead_to_a_count_are_rows_and_no_table_of_contents(survey):
    answer = survey.ask("Hvilket forslag om stier fik flest stemmer på borgermødet?")
    assert [citation.quote for citation in answer.citations] == ["Bænke ved søen ....... 38"]


def test_column_that_says_what_lacks_picks_nothing(survey):
    assert len(_homes(survey.ask("Hvilke plejehjem har ikke fået sejl?"))) > 1


@pytest.mark.parametrize(
    ("question", "pick"),
    [
        ("Hvilken kommune har færrest fald?", "least"),
        ("Hvilke huse bruger mindst to timer?", "yes"),
        ("Hvilke kommuner har ingen strategi?", "no"),
        ("Hvor mange har flest fald?", None),
        ("Hvorfor er Egehøj mest tilfreds?", None),
    ],
)
def test_questions_that_ask_for_no_row_pick_none(question, pick):
    assert pick_of(question) == pick


def test_a_charge_is_a_price_without_its_currency(tmp_path):
    (tmp_path / "folder").mkdir()
    rates = "Ydelse;Takst 2025\nHårvask;175,00\nNeglepleje;240,00\n"
    (tmp_path / "folder" / "takster.csv").write_text(rates, encoding="utf-8")
    with Library.open(tmp_path / "library") as library:
        sync(tmp_path / "folder", library)
        answer = Assistant(library).ask("Hvad koster neglepleje?")
    assert [one.quote for one in answer.citations] == ["Ydelse: Neglepleje; Takst 2025: 240,00"]
