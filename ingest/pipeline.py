"""The spine of reading: a folder of files becomes a library that holds exactly that folder."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ingest import danish, fingerprint
from ingest.embed import vector_key
from ingest.errors import Rejected, UsageError
from ingest.folder import File, check_folder, digest, files, is_settled, state
from ingest.library.library import Library
from ingest.library.records import KnownFile, Parsed
from ingest.library.stored import known_files, left_out, stored_keys
from ingest.library.write import put_document, put_rejected, put_states, remove_files
from ingest.metadata import Source, load_sources
from ingest.report import SyncReport, report_of

if TYPE_CHECKING:
    from ingest.parse import Outcome

Progress = Callable[[float, int], None]

_BATCH_TEXTS = 256  # texts looked up and sorted together; documents are stored after each batch
_ENCODED_TEXTS = 32  # in one call: full speed, and a question asked meanwhile waits for a second


def sync(
    folder: Path,
    library: Library,
    *,
    progress: Progress | None = None,
    allow_empty: bool = False,
) -> SyncReport:
    """Make the library hold exactly the folder.

    Args:
        folder: Every file below it is read, hidden ones and `sources.toml` excepted.
        library: Held by this process.
        progress: Called with files done, fractions included, and files to read.
        allow_empty: Empty the library when the folder has no file.

    Raises:
        UsageError: The folder is none, or is empty and the library is not.
        SettingsError: Its `sources.toml` is wrong.
        LibraryError: The disk is full or cannot be written; what was stored before stays.
    """
    check_folder(folder)
    with library.syncing:
        return _sync(folder, library, progress, allow_empty)


def _sync(
    folder: Path, library: Library, progress: Progress | None, allow_empty: bool
) -> SyncReport:
    from ingest.parse import parse_all

    began = time.monotonic()
    sources = load_sources(folder)
    before = known_files(library.database)
    now = list(_look(folder, sources, before))
    kept = sum(not known.rejected for known in before.values())
    if not now and kept and not allow_empty:
        raise UsageError(
            f"Mappen {folder} er tom, men biblioteket har dokumenter ({kept}); "
            "tøm det med --allow-empty, hvis det er meningen."
        )
    library.begin_sync(folder)
    work = [(file, known) for file, known in now if not _is_same(known, before.get(file.path))]
    if work:  # what takes a second each is loaded beside other work
        _in_background(danish.language, "og")
    embedded, done = 0, 0.0
    for batch in _batches(parse_all(work, sources)):
        if not done:
            _in_background(import_module, "chromadb")
        for texts, share in _store(library, batch):
            embedded += texts
            if progress:
                progress(done + share * len(batch), len(work))
        done += len(batch)
    gone = sorted(set(before) - {file.path for file, _ in now})
    remove_files(library.database, gone)
    put_states(library.database, _moved_states(now, before))
    library.end_sync()
    return report_of(
        before,
        now,
        {file.path for file, _ in work},
        tuple(library.rejected()),
        sources,
        chunks=library.passages,
        seconds=time.monotonic() - began,
        embedded=embedded,
        left_out=left_out(library.database),
    )


def _in_background(work: Callable[[str], object], name: str) -> None:
    Thread(target=work, args=(name,), daemon=True).start()


def _look(
    folder: Path, sources: Mapping[str, Source], before: Mapping[str, KnownFile]
) -> Iterator[tuple[File, KnownFile]]:
    """Yield every file as it is now; the bytes of one that looks untouched are not read."""
    reader = fingerprint.of_reading()
    started = time.time_ns()
    for file in files(folder):
        old = before.get(file.path)
        try:
            looks = state(file)
            sha256 = old.sha256 if old and old.state == looks else digest(file.file)
        except Rejected as error:
            looks = sha256 = error.reason_code  # a file without readable bytes is known by this
        trusted = looks if is_settled(looks, started) else ""
        yield file, KnownFile(sha256, trusted, reader, _described(sources.get(file.path)))


def _described(source: Source | None) -> str:
    """Return what changes when a file's table in `sources.toml` does, without its text."""
    text = json.dumps(asdict(source), sort_keys=True) if source else ""
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def _is_same(now: KnownFile, old: KnownFile | None) -> bool:
    if old is None or (now.sha256, now.reader) != (old.sha256, old.reader):
        return False
    return old.rejected or now.source == old.source


def _moved_states(
    now: Iterable[tuple[File, KnownFile]], before: Mapping[str, KnownFile]
) -> dict[str, str]:
    return {
        file.path: known.state
        for file, known in now
        if file.path in before and known.state != before[file.path].state
    }


def _batches(outcomes: Iterable[Outcome]) -> Iterator[list[Outcome]]:
    batch: list[Outcome] = []
    texts = 0
    for outcome in outcomes:
        batch.append(outcome)
        if isinstance(outcome[2], Parsed):
            texts += len(outcome[2].texts)
        if texts >= _BATCH_TEXTS:
            yield batch
            batch, texts = [], 0
    if batch:
        yield batch


def _store(library: Library, batch: list[Outcome]) -> Iterator[tuple[int, float]]:
    """Embed what is new in a batch and store it; yield texts embedded and the share done."""
    parsed = [outcome for _, _, outcome in batch if isinstance(outcome, Parsed)]
    keys = {
        text: vector_key(library.encoder.fingerprint, text)
        for document in parsed
        for text in document.texts
    }
    stored = stored_keys(library.database, list(keys.values()))
    new = sorted((t for t in keys if keys[t] not in stored), key=lambda t: (len(t), t))
    vectors: dict[bytes, NDArray[np.float32]] = {}
    for start in range(0, len(new), _ENCODED_TEXTS):
        texts = new[start : start + _ENCODED_TEXTS]
        rows = library.encoder.passages(texts)
        vectors |= {keys[text]: row for text, row in zip(texts, rows, strict=True)}
        yield len(texts), len(vectors) / len(new)
    for _, known, outcome in batch:
        if isinstance(outcome, Parsed):
            put_document(library.database, outcome, keys, vectors)
        else:
            put_rejected(library.database, outcome, known)
    yield 0, 1.0
