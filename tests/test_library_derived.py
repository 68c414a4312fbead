"""Derived indexes are trusted only when generation, count and checksums agree; else made again."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys

import pytest
from library_world import ROBOTS, sources, write

from ingest.danish import terms
from ingest.library.library import Library
from ingest.library.places import EmbeddedPlace
from ingest.pipeline import sync


@pytest.fixture
def directory(tmp_path, folder, opened):
    library = opened()
    sync(folder, library)
    library.close()
    return tmp_path / "bibliotek"


@pytest.fixture
def rebuilt(monkeypatch):
    """Count how often each index was made again."""
    times = {"words": 0, "vectors": 0}
    for module, name in (("words", "WordIndex"), ("vectors", "VectorIndex")):
        index = getattr(__import__(f"ingest.library.{module}", fromlist=[name]), name)

        def rebuild(self, original=index.rebuild, module=module):
            times[module] += 1
            original(self)

        monkeypatch.setattr(index, "rebuild", rebuild)
    return times


def answers(library: Library):
    by_words = library.search_words([(term, 1.0) for term in terms("borgere")], 5)
    by_vectors = library.search_vectors(library.encoder.query("borgere"), 5)
    return by_words, [(identifier, round(cosine, 6)) for identifier, cosine in by_vectors]


def flip(file):
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 0xFF
    file.write_bytes(data)


def cut(file):
    file.write_bytes(file.read_bytes()[:-1])


def remove(file):
    file.unlink()


@pytest.mark.parametrize("harm", [flip, cut, remove])
@pytest.mark.parametrize("index", ["words", "vectors"])
def test_harm_to_any_file_of_an_index_is_mended(directory, opened, index, harm):
    expected = answers(library := opened())
    library.close()
    names = [f for f in (directory / index).rglob("*") if f.is_file() and f.stat().st_size]
    assert len(names) >= 5
    for name in names:
        if name.exists():  # its name may be new after the index was made again
            harm(name)
            assert answers(library := opened()) == expected
            library.close()


def test_each_index_may_be_missing(directory, opened):
    expected = answers(library := opened())
    library.close()
    shutil.rmtree(directory / "words")
    shutil.rmtree(directory / "vectors")
    assert answers(opened()) == expected


def test_an_older_copy_of_an_index_is_brought_up_to_date(directory, folder, opened, rebuilt):
    shutil.copytree(directory / "words", directory / "old-words")
    shutil.copytree(directory / "vectors", directory / "old-vectors")
    library = opened()
    write(folder / "ny.md", "# Ny\n\nBorgere får nye senge.\n")
    sync(folder, library)
    expected = answers(library)
    library.close()
    for index in ("words", "vectors"):
        shutil.rmtree(directory / index)
        (directory / f"old-{index}").rename(directory / index)
    assert answers(opened()) == expected and rebuilt == {"words": 0, "vectors": 0}


def test_a_healthy_index_is_not_made_again(directory, opened, rebuilt):
    answers(library := opened())
    library.close()
    opened()
    assert rebuilt == {"words": 0, "vectors": 0}


def test_new_documents_are_added_and_removed_ones_make_it_again(directory, folder, opened, rebuilt):
    library = opened()
    write(folder / "ny.md", "# Ny\n\nBorgere får nye senge.\n")
    sync(folder, library)
    assert rebuilt == {"words": 0, "vectors": 0}
    (folder / "ny.md").unlink()
    sync(folder, library)
    assert rebuilt == {"words": 1, "vectors": 1}


def test_as_many_passages_as_before_but_others_make_it_again(directory, folder, opened):
    library = opened()
    write(folder / "robotter.md", ROBOTS.replace("borgere", "beboere"))
    sync(folder, library)
    assert len(answers(library)[0]) == 1 and library.document_frequency(terms("beboere")[0]) == 1


def test_a_renamed_file_leaves_the_vectors_alone(directory, folder, opened, monkeypatch):
    library = opened()
    monkeypatch.setattr(EmbeddedPlace, "break_seal", lambda self: pytest.fail("written"))
    (folder / "robotter.md").rename(folder / "a.md")
    sync(folder, library)
    assert len(answers(library)[1]) == 3


def test_a_process_killed_while_it_answers_leaves_the_indexes_healthy(directory, opened, rebuilt):
    program = (
        "import os, sys; from pathlib import Path; from ingest.library import Library\n"
        "from ingest.embed import HashingEncoder\n"
        "library = Library.open(Path(sys.argv[1]), encoder=HashingEncoder()); library.warm()\n"
        "os.kill(os.getpid(), 9)"
    )
    run = subprocess.run([sys.executable, "-c", program, directory], timeout=300, check=False)
    assert run.returncode == -signal.SIGKILL
    answers(opened())
    assert rebuilt == {"words": 0, "vectors": 0}


def test_another_version_of_chroma_makes_the_vectors_again(directory, opened, monkeypatch, rebuilt):
    monkeypatch.setattr("ingest.library.vectors.version", lambda package: "2.0")
    assert answers(opened())[1] and rebuilt == {"words": 0, "vectors": 1}


def test_another_analysis_makes_the_terms_names_and_words_again(
    directory, opened, monkeypatch, rebuilt
):
    monkeypatch.setattr("ingest.fingerprint.of_analysis", lambda: "newer")
    monkeypatch.setattr("ingest.danish.terms", lambda text: ["nyt"])
    monkeypatch.setattr("ingest.danish.leading_names", lambda text: "nye navne")
    library = opened()
    assert {row[0] for row in library.database.rows("SELECT names FROM documents")} == {"nye navne"}
    assert library.document_frequency("nyt") == library.passages
    assert rebuilt == {"words": 1, "vectors": 0}


def test_what_chroma_reports_as_broken_is_mended_at_the_next_start(directory, opened, rebuilt):
    from chromadb.errors import InternalError

    from ingest.errors import LibraryError

    library = opened()
    place = library._vectors._place
    with pytest.raises(LibraryError, match="start Velfærd igen"), place.collection():
        raise InternalError("segment reader")
    library.close()
    assert answers(opened())[1] and rebuilt["vectors"] == 1


def test_the_old_index_is_searched_until_the_new_one_is_made(
    directory, folder, opened, monkeypatch
):
    library = opened()
    (folder / "robotter.md").unlink()
    seen = []
    for index in (library._words, library._vectors):
        write_all = index._write
        look = lambda *a, w=write_all, **k: (seen.append(answers(library)), w(*a, **k))  # noqa: E731
        monkeypatch.setattr(index, "_write", look)
    sync(folder, library)
    assert [len(by_vectors) for _, by_vectors in seen] == [2, 2]
    assert len(answers(library)[1]) == 2


def test_the_files_are_for_their_owner_only(directory):
    assert directory.stat().st_mode & 0o077 == 0
    assert os.access(directory, os.W_OK)


def test_a_passage_is_found_by_its_publisher_as_soon_as_it_has_one(directory, folder, opened):
    library = opened()
    asked = [(term, 1.0) for term in terms("Lyngsø")]
    assert library.search_words(asked, 5) == []
    sources(folder, '["robotter.md"]\npublisher = "Lyngsø Kommune"\n')
    sync(folder, library)
    found = library.chunks_by_id([identifier for identifier, _ in library.search_words(asked, 5)])
    texts = [chunk.text for chunk in found]
    assert texts and all("obotstøvsuger" in text for text in texts)
