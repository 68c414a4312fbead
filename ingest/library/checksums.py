"""Checksums of what is canonical: a flipped bit in a stored text must not become a quotation.

SQLite tells a broken structure, not a changed letter. Texts with what is shown of their files are
checked at every start (50 ms for 10,000 passages); passages, sentences and vectors by the doctor.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable

from ingest.library.database import Database

_TEXT = (
    "SELECT sha256, CAST(text AS BLOB), CAST(blocks AS BLOB), CAST(notices AS BLOB), pages "
    "FROM documents WHERE id = ?",
    "SELECT CAST(path AS BLOB), CAST(title AS BLOB), kind, CAST(publisher AS BLOB), year, "
    "language, CAST(address AS BLOB) FROM files WHERE document = ? ORDER BY path",
)
_PARTS = (
    "SELECT chunks.id, start, stop, CAST(section AS BLOB), page, vector FROM chunks "
    "JOIN vectors ON vectors.id = vector_id WHERE document = ? ORDER BY chunks.id",
    "SELECT start, stop, block, vector FROM sentences "
    "JOIN vectors ON vectors.id = vector_id WHERE document = ? ORDER BY start",
)


def seal_text(connection: sqlite3.Connection, document: int) -> None:
    """Keep the checksum of a document's text and of what is shown of its files."""
    connection.execute(
        "INSERT INTO checksums VALUES (?1, ?2, x'') "
        "ON CONFLICT (document) DO UPDATE SET text = excluded.text",
        (document, _sum(connection, _TEXT, document)),
    )


def seal_parts(connection: sqlite3.Connection, document: int) -> None:
    """Keep the checksum of a document's passages, sentences and their vectors."""
    connection.execute(
        "INSERT INTO checksums VALUES (?1, x'', ?2) "
        "ON CONFLICT (document) DO UPDATE SET parts = excluded.parts",
        (document, _sum(connection, _PARTS, document)),
    )


def damaged_texts(database: Database) -> int:
    """Count the documents whose text or origin is not what was stored."""
    return _damaged(database, "text", _TEXT)


def damaged_parts(database: Database) -> int:
    """Count the documents whose passages, sentences or vectors are not what was stored."""
    return _damaged(database, "parts", _PARTS)


def _damaged(database: Database, column: str, queries: Iterable[str]) -> int:
    sealed = dict(database.rows(f"SELECT document, {column} FROM checksums"))
    documents = [row[0] for row in database.rows("SELECT id FROM documents")]
    with database.reading() as connection:
        changed = sum(_sum(connection, queries, d) != sealed.get(d) for d in documents)
    return changed + len(sealed.keys() - set(documents))


def _sum(connection: sqlite3.Connection, queries: Iterable[str], document: int) -> bytes:
    digest = hashlib.blake2b(digest_size=16)
    for query in queries:
        for row in connection.execute(query, (document,)):
            for value in row:
                digest.update(value if isinstance(value, bytes) else str(value).encode())
                digest.update(b"\0")
        digest.update(b"\1")
    return digest.digest()
