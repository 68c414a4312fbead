"""Editions of a document: the old one, the new one, the one of some years; and later figures."""

import pytest

from assistant.answer import Assistant
from assistant.editions import without_age
from ingest.library import Library
from ingest.pipeline import sync

OLD = "# Strategi for fodpleje 2018-2021\n\n## Mål\n\nMålet er 40 fodbade om ugen.\n"
NEW = "# Strategi for fodpleje 2024-2027\n\n## Mål\n\nMålet er 90 fodbade om ugen.\n"
SOURCES = """
["gammel.md"]
year = 2018
["ny.md"]
year = 2024
"""


@pytest.fixture
def assistant(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "gammel.md").write_text(OLD, encoding="utf-8")
    (folder / "ny.md").write_text(NEW, encoding="utf-8")
    (folder / "sources.toml").write_text(SOURCES, encoding="utf-8")
    with Library.open(tmp_path / "library") as library:
        sync(folder, library)
        yield Assistant(library)


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("Hvor mange fodbade er målet i den gamle strategi?", {"gammel.md"}),
        ("Hvor mange fodbade er målet i den nuværende strategi?", {"ny.md"}),
        ("Hvor mange fodbade er målet i strategien 2018-2021?", {"gammel.md"}),
    ],
)
def test_the_edition_that_is_asked_about_answers_alone(assistant, question, documents):
    answer = assistant.ask(question)
    assert {citation.document for citation in answer.citations} == documents


def test_what_tells_the_old_from_the_new_need_not_stand_in_either():
    assert without_age("Hvad var målet i den gamle strategi?") == "Hvad var målet i den strategi?"
    assert without_age("Hvad gør gamle mennesker?") == "Hvad gør gamle mennesker?"


def test_a_later_document_s_figure_is_shown_beside_an_older_one(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "avis.md").write_text(
        "# Fodbade i Sandby\n\n18 borgere i Sandby Kommune har nu et fodbad.\n", encoding="utf-8"
    )
    (folder / "referat.md").write_text(
        "# Referat fra Sandby Kommune\n\nIda Lund fortalte, at 45 borgere nu har et fodbad.\n",
        encoding="utf-8",
    )
    (folder / "sources.toml").write_text(
        '["avis.md"]\nyear = 2019\n["referat.md"]\nyear = 2024\n', encoding="utf-8"
    )
    with Library.open(tmp_path / "library") as library:
        sync(folder, library)
        shown = Assistant(library).ask("Hvor mange borgere har et fodbad i Sandby?")
    text = " ".join(sentence.text for sentence in shown.sentences)
    assert "18 borgere" in text and "45 borgere" in text
    assert "2019 og 2024" in text


@pytest.mark.parametrize(
    ("titles", "question"),
    [
        (
            ("Rapport om fodbade 2019", "Rapport om havearbejde 2023"),
            "Hvor mange fodbade nævner den nyeste rapport?",
        ),
        (
            ("Strategi for pleje i Odense 2019", "Strategi for pleje i Vejle 2023"),
            "Hvor mange fodbade nævner den nyeste strategi?",
        ),
    ],
)
def test_another_thing_or_place_is_no_newer_edition(tmp_path, titles, question):
    folder = tmp_path / "folder"
    folder.mkdir()
    for title, told in zip(titles, ("40 fodbade", "7 fodbade"), strict=True):
        year = title[-4:]
        text = f"# {title}\n\n## Tal\n\nVi nævner {told} om ugen.\n"
        (folder / f"{year}.md").write_text(text, encoding="utf-8")
    (folder / "sources.toml").write_text(
        '["2019.md"]\nyear = 2019\n["2023.md"]\nyear = 2023\n', encoding="utf-8"
    )
    with Library.open(tmp_path / "library") as library:
        sync(folder, library)
        cited = {one.document for one in Assistant(library).ask(question).citations}
    assert "2019.md" in cited
