"""The canonical database on SQLite: connection, transactions and facts of the library.

Rows are written in `write.py` and read in `stored.py`. Everything else on disk can be made again
from here.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ingest.errors import LibraryError
from ingest.library.schema import SCHEMA_VERSION, TABLES


class Database:
    """The database of one library; safe to call from several threads."""

    def __init__(self, path: Path) -> None:
        """Open or make the database.

        Raises:
            LibraryError: It is no database of ours, or of another schema version.
        """
        self._lock = threading.RLock()
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.execute("PRAGMA secure_delete = ON")
        self._connection.execute("PRAGMA foreign_keys = ON")
        if not self.rows("SELECT 1 FROM sqlite_master WHERE name = 'meta'"):
            with self.transaction():
                for statement in TABLES.split(";"):
                    self._connection.execute(statement)
                self.set_meta("schema", str(SCHEMA_VERSION))
                self.set_meta("generation", "0")
        if self.meta("schema") != str(SCHEMA_VERSION):
            raise LibraryError("Biblioteket er lavet af en anden udgave af Velfærd; lav det på ny.")

    def close(self) -> None:
        """Close the connection; the write-ahead log is folded in."""
        with self._lock:
            self._connection.close()

    def rows(self, statement: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a query."""
        with self._lock:
            return self._connection.execute(statement, values).fetchall()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Do everything inside or nothing."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def meta(self, key: str) -> str | None:
        """Return a stored fact of the library."""
        found = self.rows("SELECT value FROM meta WHERE key = ?", (key,))
        return found[0][0] if found else None

    def set_meta(self, key: str, value: str) -> None:
        """Store a fact of the library."""
        with self._lock:
            self._connection.execute("REPLACE INTO meta VALUES (?, ?)", (key, value))

    @property
    def generation(self) -> int:
        """Number of changes to what can be found since the library was made."""
        return int(self.meta("generation") or 0)

    def next_generation(self) -> int:
        """Count one more change; called inside the transaction that makes it."""
        generation = self.generation + 1
        self.set_meta("generation", str(generation))
        return generation
