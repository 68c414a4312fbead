"""Libraries made of a library's documents, some changed: known vectors are not made again."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.embed import vector_key
from ingest.library import Library
from ingest.library.records import KnownFile, Parsed
from ingest.library.stored import unit_rows
from ingest.library.write import put_document
from ingest.parse import prepare
from ingest.records import Document

_READER = "variant"


class Workshop:
    """Makes libraries of documents; keeps what was prepared and embedded between them."""

    def __init__(self, library: Library) -> None:
        """Take over the vectors of a library."""
        self.encoder = library.encoder
        self._base = library
        self._prepared: dict[tuple[str, str], Parsed] = {}
        self._vectors: dict[bytes, NDArray[np.float32]] = {}
        rows = library.database.rows("SELECT key, vector FROM vectors")
        if rows:
            self._vectors = dict(
                zip((row[0] for row in rows), unit_rows([row[1] for row in rows]), strict=True)
            )

    def documents(self) -> list[Document]:
        """The base library's documents, by path."""
        return [self._base.document(info.path) for info in self._base.documents()]

    @contextmanager
    def library(
        self, documents: Sequence[Document], directory: Path | None = None
    ) -> Iterator[Library]:
        """Yield a library that holds documents, stored in the order given.

        Args:
            documents: Each under its path.
            directory: Where it stays; None deletes it afterwards.
        """
        with tempfile.TemporaryDirectory(prefix="velfaerd-") as temporary:
            place = directory or Path(temporary)
            with Library.open(place, encoder=self.encoder) as library:
                for document in documents:
                    self._put(library, document)
                library.end_sync()
                yield library

    def _put(self, library: Library, document: Document) -> None:
        parsed = self._prepare(document)
        keys = {text: vector_key(self.encoder.fingerprint, text) for text in parsed.texts}
        self._embed({text: key for text, key in keys.items() if key not in self._vectors})
        put_document(library.database, parsed, keys, self._vectors)

    def _prepare(self, document: Document) -> Parsed:
        key = (document.path, document.sha256)
        if key not in self._prepared:
            known = KnownFile(document.sha256, "", _READER)
            self._prepared[key] = prepare(document, known)
        return self._prepared[key]

    def _embed(self, missing: dict[str, bytes]) -> None:
        texts = sorted(missing)
        if texts:
            rows = self.encoder.passages(texts)
            self._vectors |= {missing[text]: row for text, row in zip(texts, rows, strict=True)}


def replaced(documents: Iterable[Document], changed: Iterable[Document]) -> list[Document]:
    """The documents with those of the same path replaced."""
    by_path = {document.path: document for document in changed}
    return [by_path.get(document.path, document) for document in documents]
