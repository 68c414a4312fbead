"""The vectors of the passages in Chroma: derived from the database, searched by cosine.

Chroma gets ids, vectors and the row id of the document, never text. Where it lives is the business
of `places.py`.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from importlib.metadata import version
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.library.database import Database
from ingest.library.derived import Seal
from ingest.library.places import Place
from ingest.library.stored import unit_rows

_ROWS = 2000  # passages sent at once; Chroma takes 5,461
_DOCUMENTS = 10_000  # in one filter; Chroma's own database breaks beyond some 16,000


class VectorIndex:
    """Unit vectors → passages."""

    def __init__(self, database: Database, place: Place, encoder: str) -> None:
        """Name the place; nothing is opened yet.

        Args:
            database: Where it is made from.
            place: Where the collection lives.
            encoder: Fingerprint of the encoder.
        """
        self.recipe = f"vectors 1 chroma {version('chromadb')} {encoder}"
        self._database = database
        self._place = place
        self._lock = threading.RLock()  # Chroma is thread-safe; opening and closing it are not

    def seal(self) -> Seal | None:
        """Return what the index holds, or None when that cannot be trusted."""
        return self._place.seal()

    def set_seal(self, seal: Seal) -> None:
        """Vouch for what it holds."""
        with self._lock:
            self._place.set_seal(seal)

    def rebuild(self) -> None:
        """Make all of it anew beside the old, which is searched until the new takes its place."""
        fresh = self._place.aside()
        self._write(fresh, since=-1)
        with self._lock:
            self._place.take(fresh)

    def extend(self, since: int) -> None:
        """Add the passages of documents that are newer than a generation."""
        self._place.break_seal()
        self._write(self._place, since)

    def _write(self, place: Place, since: int) -> None:
        rows = self._database.each(
            "SELECT chunks.id, document, vector FROM chunks "
            "JOIN documents ON documents.id = document JOIN vectors ON vectors.id = vector_id "
            "WHERE documents.generation > ? ORDER BY document, start",
            (since,),
        )
        while batch := list(islice(rows, _ROWS)):
            with self._lock, place.collection() as collection:
                collection.add(
                    ids=[row[0] for row in batch],
                    metadatas=[{"document": row[1]} for row in batch],
                    embeddings=unit_rows([row[2] for row in batch]),
                )

    def search(
        self, vector: NDArray[np.float32], k: int, documents: Sequence[int] | None
    ) -> list[tuple[str, float]]:
        """Return at most k (chunk id, cosine), best first.

        Args:
            vector: (dimensions,) float32 of unit length.
            k: At least 1.
            documents: Row ids of the documents to search in; None searches all.
        """
        if documents is None:
            return self._query(vector, k, None)
        found = []
        for start in range(0, len(documents), _DOCUMENTS):
            part = list(documents[start : start + _DOCUMENTS])
            found += self._query(vector, k, {"document": {"$in": part}})
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))[:k]

    def _query(
        self, vector: NDArray[np.float32], k: int, where: dict[str, Any] | None
    ) -> list[tuple[str, float]]:
        with self._lock, self._place.collection() as collection:
            found = collection.query(
                query_embeddings=[vector], n_results=k, where=where, include=["distances"]
            )
        hits = zip(found["ids"][0], found["distances"][0], strict=True)
        cosines = [(identifier, 1.0 - float(distance)) for identifier, distance in hits]
        return sorted(cosines, key=lambda hit: (-hit[1], hit[0]))

    def close(self) -> None:
        """Let go of the place."""
        with self._lock:
            self._place.close()
