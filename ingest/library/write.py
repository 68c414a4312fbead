"""Writing the canonical database: one document is one transaction.

Each transaction that changes what can be found raises the generation by one. A vector that no
passage and no sentence uses any longer is deleted in the same transaction: text can be recovered
from a vector, so it goes with its document.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import asdict

import numpy as np
from numpy.typing import NDArray

from ingest.library.database import Database
from ingest.library.records import KnownFile, Parsed, RejectedFile
from ingest.records import Document

VECTOR_TYPE = np.dtype("<f2")  # half the space of float32; a cosine moves by less than 0.0005


def put_document(
    database: Database,
    parsed: Parsed,
    keys: Mapping[str, bytes],
    vectors: Mapping[bytes, NDArray[np.float32]],
) -> None:
    """Store a file and, unless the same reader stored it before, its document.

    Args:
        keys: Vector key of every embedded text.
        vectors: By key; those that the database already holds may be left out.
    """
    document = parsed.document
    with database.transaction() as connection:
        generation = database.next_generation()
        _forget_file(connection, document.path)
        found = connection.execute(
            "SELECT id, reader FROM documents WHERE sha256 = ?", (document.sha256,)
        ).fetchone()
        if found is None or found[1] != parsed.known.reader:
            old = set() if found is None else _delete_parts(connection, found[0])
            identifier = _insert_document(connection, parsed, generation, found and found[0])
            _insert_parts(connection, identifier, parsed, keys, vectors)
            _delete_unused_vectors(connection, old)
        else:
            identifier = found[0]
            connection.execute(
                "UPDATE documents SET generation = ? WHERE id = ?", (generation, identifier)
            )
        _insert_file(connection, identifier, document, parsed.known)
        _delete_unused_documents(connection)


def put_rejected(database: Database, file: RejectedFile, known: KnownFile) -> None:
    """Note that a file cannot be read; what it held before goes."""
    with database.transaction() as connection:
        if _forget_file(connection, file.path):
            database.next_generation()
        _delete_unused_documents(connection)
        connection.execute(
            "INSERT INTO rejected VALUES (?, ?, ?, ?, ?, ?)",
            (file.path, known.sha256, known.state, known.reader, file.reason_code, file.reason),
        )


def put_state(database: Database, states: Mapping[str, str]) -> None:
    """Note new times of files whose bytes are the same."""
    with database.transaction() as connection:
        values = [(state, path) for path, state in states.items()]
        connection.executemany("UPDATE files SET state = ? WHERE path = ?", values)
        connection.executemany("UPDATE rejected SET state = ? WHERE path = ?", values)


def remove_files(database: Database, paths: Iterable[str]) -> None:
    """Delete files, each with its document unless another file has the same content."""
    for path in paths:
        with database.transaction() as connection:
            if _forget_file(connection, path):
                database.next_generation()
            _delete_unused_documents(connection)


def _forget_file(connection: sqlite3.Connection, path: str) -> bool:
    connection.execute("DELETE FROM rejected WHERE path = ?", (path,))
    return connection.execute("DELETE FROM files WHERE path = ?", (path,)).rowcount > 0


def _insert_document(
    connection: sqlite3.Connection, parsed: Parsed, generation: int, identifier: int | None
) -> int:
    document = parsed.document
    cursor = connection.execute(
        "REPLACE INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            identifier,
            document.sha256,
            document.text,
            json.dumps([_compact(asdict(block)) for block in document.blocks], ensure_ascii=False),
            document.pages,
            json.dumps([[notice.code, notice.count] for notice in document.notices]),
            parsed.known.reader,
            generation,
        ),
    )
    return int(cursor.lastrowid or 0)


def _compact(block: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in block.items() if value or name == "start"}


def _insert_parts(
    connection: sqlite3.Connection,
    identifier: int,
    parsed: Parsed,
    keys: Mapping[str, bytes],
    vectors: Mapping[bytes, NDArray[np.float32]],
) -> None:
    def vector(text: str) -> int:
        key = keys[text]
        found = connection.execute("SELECT id FROM vectors WHERE key = ?", (key,)).fetchone()
        if found:
            return int(found[0])
        blob = vectors[key].astype(VECTOR_TYPE).tobytes()
        cursor = connection.execute("INSERT INTO vectors (key, vector) VALUES (?, ?)", (key, blob))
        return int(cursor.lastrowid or 0)

    connection.executemany(
        "INSERT INTO chunks VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (c.id, identifier, c.start, c.end, json.dumps(c.section), c.page, terms, vector(text))
            for c, terms, text in zip(parsed.chunks, parsed.terms, parsed.chunk_texts, strict=True)
        ],
    )
    connection.executemany(
        "INSERT INTO sentences VALUES (?, ?, ?, ?, ?)",
        [
            (identifier, s.start, s.end, s.block, vector(text))
            for s, text in zip(parsed.sentences, parsed.sentence_texts, strict=True)
        ],
    )


def _insert_file(
    connection: sqlite3.Connection, identifier: int, document: Document, known: KnownFile
) -> None:
    connection.execute(
        "INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            document.path,
            identifier,
            known.state,
            known.source,
            document.title,
            document.kind,
            document.publisher,
            document.year,
            document.language,
            document.address,
        ),
    )


def _delete_unused_documents(connection: sqlite3.Connection) -> None:
    unused = connection.execute(
        "SELECT id FROM documents WHERE id NOT IN (SELECT document FROM files)"
    ).fetchall()
    for (identifier,) in unused:
        vectors = _delete_parts(connection, identifier)
        connection.execute("DELETE FROM documents WHERE id = ?", (identifier,))
        _delete_unused_vectors(connection, vectors)


def _delete_parts(connection: sqlite3.Connection, identifier: int) -> set[int]:
    vectors: set[int] = set()
    for table in ("chunks", "sentences"):
        where = f"FROM {table} WHERE document = ?"
        vectors |= {row[0] for row in connection.execute(f"SELECT vector {where}", (identifier,))}
        connection.execute(f"DELETE {where}", (identifier,))
    return vectors


def _delete_unused_vectors(connection: sqlite3.Connection, candidates: Iterable[int]) -> None:
    connection.executemany(
        "DELETE FROM vectors WHERE id = ? AND NOT EXISTS (SELECT 1 FROM chunks WHERE vector = "
        "vectors.id) AND NOT EXISTS (SELECT 1 FROM sentences WHERE vector = vectors.id)",
        [(candidate,) for candidate in candidates],
    )
