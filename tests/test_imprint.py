"""Who made a document, and when, is told from its front."""

import pytest

from assistant.answer import Assistant
from ingest.library import Library
from ingest.pipeline import sync

_STRATEGY = """# Et godt hjemmeliv

Strategi for hjælpemidler

Vedtaget af Seniorudvalget den 3. marts 2022

Udarbejdet af Center for Hverdag

## Forord

Hjælpemidler skal gøre det lettere at blive boende. Udvalget vil have færre ventelister.
"""
_GUIDE = """# Vejledning i brug af badestole

Gælder fra den 1. maj 2024

Badestolen rengøres efter hvert bad. Der må højst sidde én person i stolen.
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fronts")
    (folder / "strategi.md").write_text(_STRATEGY, encoding="utf-8")
    (folder / "vejledning.md").write_text(_GUIDE, encoding="utf-8")
    with Library.open(tmp_path_factory.mktemp("library") / "library") as opened:
        sync(folder, opened)
        yield Assistant(opened)


@pytest.mark.parametrize(
    ("question", "line"),
    [
        (
            "Hvornår blev strategien for hjælpemidler vedtaget?",
            "Vedtaget af Seniorudvalget den 3. marts 2022",
        ),
        ("Hvem har vedtaget strategien?", "Vedtaget af Seniorudvalget den 3. marts 2022"),
        ("Hvem har skrevet strategien?", "Udarbejdet af Center for Hverdag"),
        ("Hvornår trådte vejledningen om badestole i kraft?", "Gælder fra den 1. maj 2024"),
    ],
)
def test_the_front_tells_who_made_a_document_and_when(library, question, line):
    assert line in [one.quote for one in library.ask(question).citations]


@pytest.mark.parametrize(
    "question",
    ["Hvornår blev vejledningen om badestole vedtaget?", "Hvem har vedtaget kørselsordningen?"],
)
def test_the_front_of_another_document_does_not(library, question):
    assert not any("Vedtaget" in one.quote for one in library.ask(question).citations)
