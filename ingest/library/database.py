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
from ingest.library.schema import CHECKSUMS, NAMES, NOTICES, SCHEMA_VERSION, TABLES

_ROWS = 1000  # fetched at once: about 1 MB of vectors
_AGAIN = "lav det på ny med »velfaerd sync MAPPE --renew«"
_TROUBLES = {
    "SQLITE_FULL": "Disken er fuld, så biblioteket kan ikke gemme mere; det gemte er uændret.",
    "SQLITE_READONLY": "Biblioteket kan ikke skrives; kontrollér rettighederne til det.",
    "SQLITE_CANTOPEN": "Biblioteket kan ikke åbnes; kontrollér rettighederne til det.",
    "SQLITE_PERM": "Biblioteket kan ikke åbnes; kontrollér rettighederne til det.",
    "SQLITE_IOERR": "Disken kan ikke læses eller skrives, hvor biblioteket ligger.",
    "SQLITE_CORRUPT": f"Biblioteket er beskadiget; {_AGAIN}.",
    "SQLITE_NOTADB": f"Biblioteket er beskadiget; {_AGAIN}.",
}


class Database:
    """The database of one library; safe to call from several threads."""

    def __init__(self, path: Path) -> None:
        """Open or make the database.

        Raises:
            LibraryError: It cannot be used, or is of another schema version.
        """
        self._lock = threading.RLock()
        with _in_danish():
            self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        try:
            self._prepare()
        except BaseException:
            self._connection.close()
            raise

    def _prepare(self) -> None:
        with _in_danish():
            for pragma in (
                "auto_vacuum = INCREMENTAL",
                "journal_mode = WAL",
                "synchronous = NORMAL",
                "secure_delete = ON",  # deleted text is overwritten, not only unlinked
                "foreign_keys = ON",
            ):
                self._connection.execute(f"PRAGMA {pragma}")
        if not self.rows("SELECT 1 FROM sqlite_master WHERE name = 'meta'"):
            with self.transaction() as connection:
                for statement in TABLES.split(";"):
                    connection.execute(statement)
                self.set_meta("schema", str(SCHEMA_VERSION))
                self.set_meta("generation", "0")
        if self.meta("schema") == "1":
            self._add_checksums()
        if self.meta("schema") == "2":
            self._add_names()
        if self.meta("schema") != str(SCHEMA_VERSION):
            raise LibraryError(f"Biblioteket er lavet af en anden udgave af Velfærd; {_AGAIN}.")
        if not self.rows("SELECT 1 FROM sqlite_master WHERE name = 'documents_by_notices'"):
            with self.transaction() as connection:
                connection.execute(NOTICES)

    def _add_checksums(self) -> None:
        """Bring a library of the first schema up to the second; what it holds is trusted."""
        from ingest.library.checksums import seal_parts, seal_text

        with self.transaction() as connection:
            connection.execute(CHECKSUMS)
            for (document,) in connection.execute("SELECT id FROM documents").fetchall():
                seal_text(connection, document)
                seal_parts(connection, document)
            self.set_meta("schema", "2")

    def _add_names(self) -> None:
        """Make room for the names that each document is full of; the next analysis fills it."""
        with self.transaction() as connection:
            connection.execute(NAMES)
            connection.execute("DELETE FROM meta WHERE key = 'analysis'")
            self.set_meta("schema", "3")

    def close(self) -> None:
        """Close the connection; the write-ahead log is folded in."""
        with self._lock:
            self._connection.close()

    def rows(self, statement: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a query."""
        with self._lock, _in_danish():
            return self._connection.execute(statement, values).fetchall()

    def each(self, statement: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query without holding all of them."""
        with self._lock, _in_danish():
            cursor = self._connection.execute(statement, values)
        while True:
            with self._lock, _in_danish():
                rows = cursor.fetchmany(_ROWS)
            if not rows:
                return
            yield from rows

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Lend the connection for reading."""
        with self._lock, _in_danish():
            yield self._connection

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Do everything inside or nothing."""
        with self._lock, _in_danish():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def compact(self) -> None:
        """Give the space of deleted rows back to the disk."""
        with self._lock, _in_danish():
            # Only a script is stepped to its end: `execute` would free a single page.
            self._connection.executescript("PRAGMA incremental_vacuum")

    def fold(self) -> None:
        """Fold the write-ahead log in and empty it: it holds old text, and new that is unsynced."""
        with self._lock, _in_danish():
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def require_sound_texts(self) -> None:
        """Refuse to quote from texts that are not what was stored.

        Raises:
            LibraryError: At least one document was changed behind the library's back.
        """
        from ingest.library.checksums import damaged_texts

        if damaged := damaged_texts(self):
            raise LibraryError(_damaged(damaged))

    def check(self) -> str | None:
        """Read the whole database and return what is wrong with it, or None."""
        from ingest.library.checksums import damaged_parts

        found = self.rows("PRAGMA integrity_check(1)")[0][0]
        if found != "ok":
            return f"Biblioteket er beskadiget; {_AGAIN}."
        damaged = damaged_parts(self)
        return _damaged(damaged) if damaged else None

    def meta(self, key: str) -> str | None:
        """Return a stored fact of the library."""
        found = self.rows("SELECT value FROM meta WHERE key = ?", (key,))
        return str(found[0][0]) if found else None

    def set_meta(self, key: str, value: str) -> None:
        """Store a fact of the library."""
        with self._lock, _in_danish():
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


def _damaged(documents: int) -> str:
    what = "et dokument" if documents == 1 else f"{documents} dokumenter"
    return f"Biblioteket er beskadiget: {what} er ikke længere, som det blev gemt; {_AGAIN}."


@contextmanager
def _in_danish() -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        name = getattr(error, "sqlite_errorname", "")
        for code, sentence in _TROUBLES.items():
            if name.startswith(code):
                raise LibraryError(sentence) from error
        if "decode to UTF-8" in str(error):  # Python's own finding, without SQLite's name
            raise LibraryError(_TROUBLES["SQLITE_CORRUPT"]) from error
        raise
