"""The pages' own SQLite file: conversations, feedback, sessions. What is deleted is gone."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SCHEMA = """
CREATE TABLE IF NOT EXISTS conversation (
    id TEXT PRIMARY KEY, user TEXT NOT NULL, title TEXT NOT NULL,
    created REAL NOT NULL, changed REAL NOT NULL);
CREATE TABLE IF NOT EXISTS turn (
    conversation TEXT NOT NULL REFERENCES conversation(id) ON DELETE CASCADE,
    n INTEGER NOT NULL, asked REAL NOT NULL, record TEXT NOT NULL, PRIMARY KEY (conversation, n));
CREATE TABLE IF NOT EXISTS feedback (
    id INTEGER PRIMARY KEY, created REAL NOT NULL, user TEXT NOT NULL,
    conversation TEXT NOT NULL, turn INTEGER NOT NULL, verdict TEXT NOT NULL, reasons TEXT NOT NULL,
    comment TEXT NOT NULL, question TEXT NOT NULL, record TEXT NOT NULL, settings TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'new', UNIQUE (conversation, turn));
CREATE TABLE IF NOT EXISTS session (
    token TEXT PRIMARY KEY, user TEXT NOT NULL, expires REAL NOT NULL);
"""


class Database:
    """One connection that the server's threads share, one transaction at a time.

    No write-ahead log: it would keep deleted text until the next checkpoint.
    """

    def __init__(self, path: Path | str) -> None:
        """Open or create the file, readable by its owner only."""
        if path != ":memory:":
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            Path(path).touch(mode=0o600)
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        self._lock = threading.RLock()
        self._connection.executescript(
            "PRAGMA journal_mode=TRUNCATE; PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON;"
            + _SCHEMA
        )

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Give the connection for one transaction: all of it happens, or nothing."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def rows(self, query: str, parameters: tuple[object, ...] = ()) -> list[sqlite3.Row]:
        """Return every row of a query."""
        with self._lock:
            return self._connection.execute(query, parameters).fetchall()

    def compact(self) -> None:
        """Give freed pages back to the file system."""
        with self._lock:
            self._connection.execute("VACUUM")

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()
