"""The records that the library hands out and takes in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from ingest.records import Chunk, Document, Kind, Notice, Sentence


class DocumentFilters(Protocol):
    """What `assistant.records.Filters` offers; an empty field limits nothing."""

    def __hash__(self) -> int:
        """Filters are remembered."""

    @property
    def kinds(self) -> Sequence[Kind]:
        """Accepted kinds."""

    @property
    def publishers(self) -> Sequence[str]:
        """Accepted publishers."""

    @property
    def documents(self) -> Sequence[str]:
        """Accepted paths."""

    @property
    def folders(self) -> Sequence[str]:
        """Accepted folders: whatever lies below one of them."""

    @property
    def year_from(self) -> int | None:
        """First year, inclusive."""

    @property
    def year_to(self) -> int | None:
        """Last year, inclusive."""


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """What the library knows of a file without its text.

    Attributes:
        path: POSIX path in the synced folder.
        chunks: Number of passages.
        other_paths: Other files in the folder with the same content.
    """

    path: str
    sha256: str
    title: str
    kind: Kind
    publisher: str | None
    year: int | None
    language: str
    address: str | None
    pages: int | None
    notices: tuple[Notice, ...]
    chunks: int
    other_paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredSentence:
    """A sentence with its vector.

    Attributes:
        sha256: Its document.
        chunk_id: The passage that it was asked for with.
        names: What `ingest.danish.leading_names` gives for its document.
        vector: (dimensions,) float32 of unit length.
    """

    sentence: Sentence
    sha256: str
    chunk_id: str
    names: str
    vector: NDArray[np.float32]


class RejectedFile(NamedTuple):
    """A file of the folder that could not be read: code and one Danish sentence."""

    path: str
    reason_code: str
    reason: str


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file as the last sync saw it.

    Attributes:
        state: As `ingest.folder.state` says; "" when the bytes must be read again.
        source: Changes when its table in `sources.toml` does.
        reader: Fingerprint of the code that read it.
        rejected: Whether it could not be read; then there is no source.
    """

    sha256: str
    state: str
    reader: str
    source: str = ""
    rejected: bool = False


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document ready to be stored, with the texts to embed.

    Attributes:
        names: What the document is full of, as `ingest.danish.leading_names` gives it.
        terms: Search terms of each chunk, joined with spaces.
        section_terms: The same of each chunk's heading path.
        chunk_texts: What is embedded for each chunk.
        sentence_texts: What is embedded for each sentence.
    """

    document: Document
    known: KnownFile
    chunks: tuple[Chunk, ...]
    sentences: tuple[Sentence, ...]
    names: str
    terms: tuple[str, ...]
    section_terms: tuple[str, ...]
    chunk_texts: tuple[str, ...]
    sentence_texts: tuple[str, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything to embed."""
        return self.chunk_texts + self.sentence_texts
