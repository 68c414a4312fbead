"""The vectors of the passages: derived from the database, searched exactly."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from ingest.library.database import Database
from ingest.library.stored import unit_rows


class VectorIndex:
    """Unit vectors → passages."""

    def __init__(self) -> None:
        """Start empty."""
        self._ids: list[str] = []
        self._documents: NDArray[np.str_] = np.empty(0, dtype="U64")
        self._rows: NDArray[np.float32] = np.empty((0, 0), dtype=np.float32)

    def rebuild(self, database: Database) -> None:
        """Load every passage's vector."""
        rows = database.rows(
            "SELECT chunks.id, sha256, vectors.vector FROM chunks "
            "JOIN documents ON documents.id = document JOIN vectors ON vectors.id = chunks.vector "
            "ORDER BY document, start"
        )
        self._ids = [row[0] for row in rows]
        self._documents = np.array([row[1] for row in rows], dtype="U64")
        self._rows = unit_rows([row[2] for row in rows]) if rows else self._rows[:0]

    def search(
        self, vector: NDArray[np.float32], k: int, documents: Collection[str] | None
    ) -> list[tuple[str, float]]:
        """Return at most k (chunk id, cosine), best first."""
        if not self._ids or k < 1:
            return []
        cosines = self._rows @ vector
        if documents is not None:
            cosines[~np.isin(self._documents, list(documents))] = -2.0
        best = np.argsort(-cosines, kind="stable")[:k]
        return [(self._ids[i], float(cosines[i])) for i in best if cosines[i] > -2.0]
