"""One file becomes passages and sentences with the texts to embed: read → describe → chunk."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

from ingest.chunk import chunk, sentences
from ingest.cpr import mask
from ingest.danish import leading_names, terms
from ingest.embed import embedding_text, sentence_text
from ingest.errors import Rejected
from ingest.folder import File, state
from ingest.library.records import KnownFile, Parsed, RejectedFile
from ingest.metadata import Source, describe
from ingest.read import read
from ingest.read.reasons import rejected
from ingest.records import Document

Outcome = tuple[File, KnownFile, Parsed | RejectedFile]

_READERS = 2  # files parsed at once, each in a process of its own
_AHEAD = 8  # files parsed before they are embedded: bounds what waits in memory
_log = logging.getLogger(__name__)


def parse_all(
    work: Iterable[tuple[File, KnownFile]], sources: Mapping[str, Source]
) -> Iterator[Outcome]:
    """Parse files side by side and yield each in order, read or rejected."""
    pool = ThreadPoolExecutor(_READERS)
    waiting: deque[Future[Outcome]] = deque()
    try:
        for file, known in work:
            waiting.append(pool.submit(_outcome, file, known, sources))
            if len(waiting) >= _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _outcome(file: File, known: KnownFile, sources: Mapping[str, Source]) -> Outcome:
    try:
        return file, known, parse(file, known, sources)
    except Rejected as error:
        return file, known, RejectedFile(file.path, error.reason_code, error.reason)
    except Exception:  # noqa: BLE001  # one file's misfortune must not stop the rest of the folder
        _log.warning("could not read %r", file.path, exc_info=_log.isEnabledFor(logging.DEBUG))
        crash = rejected("crashed")
        return file, known, RejectedFile(file.path, crash.reason_code, crash.reason)


def parse(file: File, known: KnownFile, sources: Mapping[str, Source]) -> Parsed:
    """Read one file.

    Raises:
        Rejected: It cannot be read.
    """
    state(file)  # a link that leads out is not followed, though it looked well a moment ago
    return prepare(_without_numbers(describe(read(file.file, file.path), sources)), known)


def prepare(document: Document, known: KnownFile) -> Parsed:
    """Cut a document into passages and sentences, and say what is embedded and searched of each."""
    chunks = chunk(document)
    grains = sentences(document)
    return Parsed(
        document=document,
        known=replace(known, sha256=document.sha256),
        chunks=chunks,
        sentences=grains,
        names=leading_names(document.text),
        terms=tuple(" ".join(terms(passage.text)) for passage in chunks),
        section_terms=tuple(" ".join(terms(" ".join(passage.section))) for passage in chunks),
        chunk_texts=tuple(embedding_text(document, passage) for passage in chunks),
        sentence_texts=tuple(sentence_text(document, sentence) for sentence in grains),
    )


def _without_numbers(document: Document) -> Document:
    """Mask CPR numbers in what did not come from the text: `sources.toml` wins over the reader."""
    return replace(
        document,
        title=mask(document.title)[0],
        publisher=mask(document.publisher)[0] if document.publisher else None,
        address=mask(document.address)[0] if document.address else None,
    )
