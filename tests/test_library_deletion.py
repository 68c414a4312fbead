"""What leaves the folder leaves the disk: text, search terms, vectors."""

from __future__ import annotations

import numpy as np
import pytest
from library_world import fill, holds, write

from ingest.danish import terms
from ingest.library.write import VECTOR_TYPE
from ingest.pipeline import sync

SECRET = "# Fortroligt\n\nOpkaldet fra Kvadratrodsbakken handlede om xylofonundervisning.\n"


@pytest.fixture
def held(tmp_path, folder, opened):
    """A library with a secret document, and what of it could be on the disk."""
    write(folder / "fortroligt.md", SECRET)
    library = opened()
    sync(folder, library)
    document = library.document("fortroligt.md")
    chunk = library.chunks(document.sha256)[0]
    vector = library.encoder.passages([f"{' › '.join(chunk.section)}\n{chunk.text}".strip()])[0]
    traces = [
        b"Kvadratrodsbakken", b"xylofonundervisning", chunk.id.encode(), b"fortroligt",
        terms("kvadratrodsbakken")[0].encode(), vector.astype(VECTOR_TYPE).tobytes(),
        vector.astype(VECTOR_TYPE).astype(np.float32)[:8].tobytes(),
    ]  # fmt: skip
    return library, traces, tmp_path / "bibliotek"


def found(traces, directory):
    return [holds(directory, trace) for trace in traces]


def test_the_traces_are_there_before(held):
    library, traces, directory = held
    library.close()
    assert all(found(traces[:3], directory)) and found(traces[5:6], directory) != [[]]


def test_a_removed_document_leaves_no_trace(held, folder):
    library, traces, directory = held
    (folder / "fortroligt.md").unlink()
    sync(folder, library)
    assert not any(found(traces, directory))
    library.close()
    assert not any(found(traces, directory))


def test_an_overwritten_document_leaves_no_trace(held, folder):
    library, traces, directory = held
    write(folder / "fortroligt.md", "# Andet\n\nNoget helt andet.\n")
    sync(folder, library)
    library.close()
    assert not any(found(traces[:3] + traces[4:], directory))


def test_a_sync_that_was_cut_short_is_swept_by_the_next(held, folder, monkeypatch):
    library, traces, directory = held
    (folder / "fortroligt.md").unlink()
    with monkeypatch.context() as patch:
        patch.setattr(type(library), "end_sync", lambda self: None)
        sync(folder, library)
    assert any(found(traces, directory))
    sync(folder, library)
    library.close()
    assert not any(found(traces, directory))


def test_the_disk_gets_its_space_back(tmp_path, opened):
    texts = {f"{n}.md": f"# {n}\n\n" + f"En lang sætning nummer {n}. " * 300 for n in range(20)}
    folder = fill(tmp_path / "store", texts)
    library = opened()
    sync(folder, library)
    database = tmp_path / "bibliotek" / "library.sqlite"
    before = database.stat().st_size
    for name in list(texts)[1:]:
        (folder / name).unlink()
    sync(folder, library)
    assert database.stat().st_size < before / 3
