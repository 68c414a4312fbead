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


@pytest.fixture(scope="module")
def survey(tmp_path_factory):
    folder = tmp_path_factory.mktemp("rows")
    (folder / "undersoegelse.csv").write_bytes(_SURVEY.encode("cp1252"))
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
