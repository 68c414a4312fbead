"""The library on disk: what goes in comes out, two ways to search, one process at a time."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import threading

import numpy as np
import pytest
from library_world import ROBOTS, fill, sources, write

from assistant.records import Filters
from ingest.danish import terms
from ingest.embed import HashingEncoder
from ingest.errors import EncoderMismatch, LibraryError, LibraryLocked
from ingest.library import Library
from ingest.pipeline import sync


@pytest.fixture
def library(folder, opened):
    library = opened()
    sync(folder, library)
    return library


def paths(library, hits, filters=None):
    chunks = list(library.chunks_by_id([hit for hit, _ in hits]))
    return [document.path for document in library.documents_of(chunks, filters)]


def words(library, question, k=5, filters=None):
    return library.search_words([(term, 1.0) for term in terms(question)], k, filters)


def vectors(library, question, k=5, filters=None):
    return library.search_vectors(library.encoder.query(question), k, filters)


def test_a_document_comes_back_as_it_was_read(folder, library):
    document = library.document("furesø/skærmbesøg.md")
    assert document.title == "Skærmbesøg i Furesø"
    kinds = [block.kind for block in document.blocks]
    assert kinds == ["heading", "paragraph", "list_item", "list_item"]
    assert document.blocks[2].section == ("Skærmbesøg i Furesø",)


def test_chunks_and_sentences_are_spans_of_the_text(library):
    for info in library.documents():
        document = library.document(info.path)
        chunks = library.chunks(info.sha256)
        assert len(chunks) == info.chunks
        assert all(document.text[c.start : c.end] == c.text for c in chunks)
        for found in library.sentences(c.id for c in chunks):
            assert document.text[found.sentence.start : found.sentence.end].strip()


def test_a_sentence_has_the_vector_of_its_text(library):
    from ingest.embed import sentence_text

    document = library.document("robotter.md")
    found = library.sentences(c.id for c in library.chunks(document.sha256))
    expected = library.encoder.passages([sentence_text(document, s.sentence) for s in found])
    assert np.allclose([s.vector for s in found], expected, atol=1e-3)
    assert np.allclose(np.linalg.norm([s.vector for s in found], axis=1), 1, atol=1e-6)


def test_words_find_other_forms_of_a_word(library):
    assert paths(library, words(library, "kompetence hos medarbejder"))[0] == "barrierer.md"


def test_vectors_find_the_nearest_passage_first(library):
    chunk = library.chunks(library.document("robotter.md").sha256)[0]
    hits = vectors(library, chunk.text)
    assert hits[0][0] == chunk.id and hits[0][1] > 0.9
    assert hits == sorted(hits, key=lambda hit: -hit[1])


def test_filters_act_inside_both_searches(library):
    filters = Filters(documents=("robotter.md",))
    assert paths(library, words(library, "barriere kommune", 1, filters)) == []
    assert paths(library, words(library, "borgere", 1, filters)) == ["robotter.md"]
    assert paths(library, vectors(library, "Økonomi er den største barriere", 1, filters)) == [
        "robotter.md"
    ]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(kinds=("report",)), {"robotter.md"}),
        (Filters(publishers=("KL",)), {"barrierer.md"}),
        (Filters(year_from=2014), {"barrierer.md"}),
        (Filters(year_to=2013), {"robotter.md"}),
        (Filters(year_from=2013, year_to=2023), {"robotter.md", "barrierer.md"}),
        (Filters(folders=("furesø",)), {"furesø/skærmbesøg.md"}),
        (Filters(folders=("fure",)), set()),
        (Filters(kinds=("law",)), set()),
        (Filters(), {"robotter.md", "barrierer.md", "furesø/skærmbesøg.md"}),
    ],
)
def test_each_filter_limits_what_is_found(folder, library, filters, expected):
    sources(
        folder,
        '["robotter.md"]\nkind = "report"\nyear = 2013\n'
        '["barrierer.md"]\nkind = "survey"\npublisher = "KL"\nyear = 2023\n'
        '["furesø/skærmbesøg.md"]\nkind = "article"\n',
    )
    sync(folder, library)
    assert set(paths(library, vectors(library, "borgere", 10, filters), filters)) == expected


def test_the_same_content_is_found_once_and_under_the_path_that_was_asked_for(folder, library):
    shutil.copy(folder / "robotter.md", folder / "kopi.md")
    sync(folder, library)
    assert paths(library, words(library, "robotstøvsuger")) == ["kopi.md"]
    filters = Filters(documents=("robotter.md",))
    assert paths(library, words(library, "robotstøvsuger", 5, filters), filters) == ["robotter.md"]


def test_k_below_one_is_refused(library):
    with pytest.raises(ValueError, match="got 0"):
        words(library, "borgere", 0)


def test_an_empty_library_finds_nothing(opened):
    library = opened()
    assert words(library, "borgere") == vectors(library, "borgere") == []
    assert (library.state(), library.passages, library.is_filled) == ((0, 0), 0, False)


def test_frequencies_and_vocabulary_count_passages(library):
    assert library.document_frequency(terms("robotstøvsugere")[0]) == 1
    assert set(terms("ventetid")) <= set(library.vocabulary())


def test_what_is_not_there_is_an_error_not_an_empty_answer(library):
    with pytest.raises(LibraryError, match="findes-ikke.md"):
        library.document("findes-ikke.md")
    with pytest.raises(LibraryError, match="0-1"):
        next(library.chunks_by_id(["0-1"]))


def test_the_original_is_given_while_it_is_what_was_read(folder, library):
    assert library.original("robotter.md") == folder / "robotter.md"
    write(folder / "robotter.md", ROBOTS + "Ny linje.\n")
    assert library.original("robotter.md") is None
    (folder / "robotter.md").unlink()
    assert library.original("robotter.md") is None


def test_a_library_is_the_same_after_it_was_closed(folder, opened):
    first = opened()
    sync(folder, first)
    before = first.state(), words(first, "borgere"), vectors(first, "borgere")
    first.close()
    second = opened()
    assert (second.state(), words(second, "borgere"), vectors(second, "borgere")) == before


def test_a_second_process_is_refused_with_the_holder_named(library):
    program = (
        "import sys; from pathlib import Path; from ingest.library import Library\n"
        "from ingest.errors import LibraryLocked\n"
        "try: Library.open(Path(sys.argv[1]))\n"
        "except LibraryLocked as error: print(error.pid, error)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, library.directory],
        capture_output=True, text=True, check=True, timeout=300,
    )  # fmt: skip
    pid, _, sentence = run.stdout.partition(" ")
    assert int(pid) == os.getpid() and str(os.getpid()) in sentence


def test_a_second_library_in_this_process_is_refused_too(library, opened):
    with pytest.raises(LibraryLocked):
        opened()


def test_a_lock_left_by_a_dead_process_is_taken_over(tmp_path, opened):
    (tmp_path / "bibliotek").mkdir()
    (tmp_path / "bibliotek" / "lock").write_text(str(os.getpid()))  # even a pid that lives again
    assert opened().state() == (0, 0)


def test_another_encoder_is_refused_and_may_begin_anew(folder, opened, library, tmp_path):
    other = HashingEncoder()
    other.fingerprint = "hashing:2"
    library.close()
    with pytest.raises(EncoderMismatch, match="hashing:2"):
        Library.open(tmp_path / "bibliotek", encoder=other)
    with Library.open(tmp_path / "bibliotek", encoder=other, renew=True) as renewed:
        assert sync(folder, renewed).added == 3


def test_beginning_anew_leaves_other_things_in_the_directory(library, opened, tmp_path):
    library.close()
    (tmp_path / "bibliotek" / "web.sqlite").write_text("samtaler")
    assert opened(renew=True).state() == (0, 0)
    assert (tmp_path / "bibliotek" / "web.sqlite").read_text() == "samtaler"


def test_a_damaged_database_is_named_and_may_be_made_anew(library, opened, tmp_path):
    library.close()
    (tmp_path / "bibliotek" / "library.sqlite").write_bytes(b"no database" * 1000)
    with pytest.raises(LibraryError, match="beskadiget"):
        opened()
    assert opened(renew=True).state() == (0, 0)


def _changed(directory, old: bytes, new: bytes):
    """Change bytes of the database behind its back, as a failing disk does."""
    file = directory / "library.sqlite"
    data = file.read_bytes()
    assert old in data
    file.write_bytes(data.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"400 borgere", b"900 borgere"), (b"400 borgere", b"\xff00 borgere"), (b"fures", b"fares")],
)
def test_a_changed_letter_in_a_stored_text_is_found_at_the_start(
    library, opened, tmp_path, old, new
):
    library.close()
    _changed(tmp_path / "bibliotek", old, new)
    with pytest.raises(LibraryError, match="beskadiget.*--renew"):
        opened()
    assert opened(renew=True).state() == (0, 0)


def test_a_changed_vector_is_found_by_the_deep_check(library, opened, tmp_path):
    vector = library.database.rows("SELECT vector FROM vectors LIMIT 1")[0][0]
    assert library.database.check() is None
    library.close()
    _changed(tmp_path / "bibliotek", vector, bytes([vector[0] ^ 1]) + vector[1:])
    assert "et dokument er ikke længere" in opened().database.check()


def test_a_library_of_the_first_schema_gets_checksums_and_leading_names(library, opened, tmp_path):
    library.close()
    connection = sqlite3.connect(tmp_path / "bibliotek" / "library.sqlite")
    with connection:
        connection.execute("DROP TABLE checksums")
        connection.execute("ALTER TABLE documents DROP COLUMN names")
        connection.execute("UPDATE meta SET value = '1' WHERE key = 'schema'")
    connection.close()
    again = opened()
    assert again.database.check() is None and again.state()[1] == 3
    assert ("furesø",) in again.database.rows("SELECT names FROM documents")


def test_a_directory_that_cannot_be_made_is_a_danish_sentence(tmp_path):
    (tmp_path / "fil").write_text("ikke en mappe")
    with pytest.raises(LibraryError, match="kan ikke åbnes"):
        Library.open(tmp_path / "fil" / "bibliotek")


def test_odd_places_work(tmp_path, folder):
    with Library.open(tmp_path / "æøå med mellemrum", encoder=HashingEncoder()) as library:
        assert sync(folder, library).added == 3


def test_questions_may_be_asked_while_a_sync_runs(tmp_path, library, folder):
    fill(folder, {f"{n}.md": f"# Nummer {n}\n\nBorgere i gruppe {n}.\n" for n in range(30)})
    running = threading.Thread(target=sync, args=(folder, library))
    running.start()
    while running.is_alive():
        assert words(library, "borgere") and vectors(library, "borgere")
    assert len(vectors(library, "borgere", 100)) == 33


def test_of_passages_that_score_alike_the_same_ones_are_found_wherever_the_cut_falls(
    tmp_path, opened
):
    texts = {f"{n}.md": ROBOTS + "\n" * n for n in range(12)}  # other files, the same passage
    library = opened()
    sync(fill(tmp_path / "kopier", texts), library)
    for search in (words, vectors):
        alike = search(library, "robotstøvsugere", 12)
        assert len(alike) == 12 and {score for _, score in alike} == {alike[0][1]}
        assert search(library, "robotstøvsugere", 3) == sorted(alike)[:3]
