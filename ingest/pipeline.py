"""The spine of reading: a folder of files becomes a library that holds exactly that folder."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.embed import embedding_text, sentence_text, vector_key
from ingest.errors import Rejected, UsageError
from ingest.library.library import Library
from ingest.library.records import KnownFile, Parsed, RejectedFile
from ingest.library.stored import known_files, stored_keys
from ingest.library.write import put_document, put_rejected, put_state, remove_files
from ingest.metadata import Source, describe, load_sources

Progress = Callable[[int, int], None]

_READERS = 2  # child processes that parse at once
_BATCH_TEXTS = 512  # texts embedded together: large enough to keep every core busy
_SOURCES = "sources.toml"


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a sync did; its JSON form is the contract of `velfaerd sync --json`.

    Attributes:
        chunks: Passages in the library afterwards.
        seconds: Wall-clock time.
        embedded: Texts that were turned into vectors.
    """

    added: int
    changed: int
    removed: int
    unchanged: int
    rejected: tuple[RejectedFile, ...]
    chunks: int
    seconds: float
    embedded: int = 0

    def to_json(self) -> dict[str, object]:
        """Return the contract's form."""
        return {
            "added": self.added,
            "changed": self.changed,
            "removed": self.removed,
            "unchanged": self.unchanged,
            "rejected": [file._asdict() for file in self.rejected],
            "chunks": self.chunks,
            "seconds": round(self.seconds, 3),
            "embedded": self.embedded,
        }


@dataclass(frozen=True, slots=True)
class _File:
    path: str
    file: Path
    known: KnownFile


def sync(folder: Path, library: Library, *, progress: Progress | None = None) -> SyncReport:
    """Make the library hold exactly the folder.

    Args:
        progress: Called with (files done, files to read).

    Raises:
        UsageError: The folder does not exist.
        SettingsError: Its `sources.toml` is wrong.
    """
    began = time.monotonic()
    if not folder.is_dir():
        raise UsageError(f"Mappen {folder} findes ikke.")
    sources = load_sources(folder)
    before = known_files(library.database)
    seen = {file.path: file for file in _walk(folder, sources, before)}
    work = [file for file in seen.values() if not _is_same(file.known, before.get(file.path))]
    library.database.set_meta("folder", str(folder.resolve()))
    added = changed = embedded = 0
    for batch in _batches(_parse_all(work, sources)):
        embedded += _store(library, [item for item in batch if isinstance(item, Parsed)])
        for item in batch:
            if not isinstance(item, Parsed):
                put_rejected(library.database, item[0], item[1])
    for file in work:
        old = before.get(file.path)
        added += old is None or old.rejected
        changed += old is not None and not old.rejected
    gone = sorted(set(before) - set(seen))
    remove_files(library.database, gone)
    put_state(library.database, {path: file.known.state for path, file in seen.items()})
    library.derive()
    rejected = tuple(library.rejected())
    return SyncReport(
        added=added - sum(file.path in {f.path for f in rejected} for file in work),
        changed=changed,
        removed=sum(not before[path].rejected for path in gone),
        unchanged=len(seen) - len(work),
        rejected=rejected,
        chunks=library.passages,
        seconds=time.monotonic() - began,
        embedded=embedded,
    )


def _walk(
    folder: Path, sources: Mapping[str, Source], before: Mapping[str, KnownFile]
) -> Iterator[_File]:
    root = folder.resolve()
    for directory, names, files in os.walk(folder):
        names[:] = sorted(name for name in names if not name.startswith("."))
        for name in sorted(files):
            file = Path(directory, name)
            path = file.relative_to(folder).as_posix()
            if name.startswith(".") or path == _SOURCES:
                continue
            if not file.resolve().is_relative_to(root) or not file.is_file():
                continue
            stat = file.stat()
            state = f"{stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns} {stat.st_ino}"
            old = before.get(path)
            sha256 = old.sha256 if old and old.state == state else _digest(file)
            source = json.dumps(asdict(sources[path]), sort_keys=True) if path in sources else ""
            yield _File(path, file, KnownFile(sha256, state, _reader(), source))


def _reader() -> str:
    return "1"


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _is_same(now: KnownFile, old: KnownFile | None) -> bool:
    if old is None or now.sha256 != old.sha256 or now.reader != old.reader:
        return False
    return old.rejected or now.source == old.source


def _parse_all(
    work: list[_File], sources: Mapping[str, Source]
) -> Iterator[Parsed | tuple[RejectedFile, KnownFile]]:
    def parse(file: _File) -> Parsed | tuple[RejectedFile, KnownFile]:
        try:
            return _parse(file, sources)
        except Rejected as error:
            return RejectedFile(file.path, error.reason_code, error.reason), file.known

    with ThreadPoolExecutor(_READERS) as pool:
        yield from pool.map(parse, work)


def _parse(file: _File, sources: Mapping[str, Source]) -> Parsed:
    from ingest.chunk import chunk, sentences
    from ingest.danish import terms
    from ingest.read import read

    document = describe(read(file.file, file.path), sources)
    chunks = chunk(document)
    grains = sentences(document)
    return Parsed(
        document=document,
        known=file.known,
        chunks=chunks,
        sentences=grains,
        terms=tuple(" ".join(terms(c.text)) for c in chunks),
        chunk_texts=tuple(embedding_text(document, c.start, c.end, c.section) for c in chunks),
        sentence_texts=tuple(sentence_text(document, s) for s in grains),
    )


def _batches(
    items: Iterator[Parsed | tuple[RejectedFile, KnownFile]],
) -> Iterator[list[Parsed | tuple[RejectedFile, KnownFile]]]:
    batch: list[Parsed | tuple[RejectedFile, KnownFile]] = []
    texts = 0
    for item in items:
        batch.append(item)
        if isinstance(item, Parsed):
            texts += len(item.chunk_texts) + len(item.sentence_texts)
        if texts >= _BATCH_TEXTS:
            yield batch
            batch, texts = [], 0
    if batch:
        yield batch


def _store(library: Library, batch: list[Parsed]) -> int:
    texts = {text for item in batch for text in (*item.chunk_texts, *item.sentence_texts)}
    keys = {text: vector_key(library.encoder.fingerprint, text) for text in texts}
    have = stored_keys(library.database, list(keys.values()))
    missing = sorted((text for text in texts if keys[text] not in have), key=lambda t: (len(t), t))
    vectors: dict[bytes, NDArray[np.float32]] = {}
    if missing:
        rows = library.encoder.passages(missing)
        vectors = {keys[text]: row for text, row in zip(missing, rows, strict=True)}
    for item in batch:
        put_document(library.database, item, keys, vectors)
    return len(missing)
