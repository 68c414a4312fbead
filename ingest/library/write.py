"""Writing the canonical database: one document is one transaction.

Each transaction that changes what can be found raises the generation by one; a document carries the
generation in which its passages or title last changed. Vectors outlive their passages until
`sweep`: what moves from one file to another in a sync is not embedded again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import asdict

import numpy as np
from numpy.typing import NDArray

from ingest.library.checksums import seal_parts, seal_text
from ingest.library.database import Database
from ingest.library.records import KnownFile, Parsed, RejectedFile
from ingest.records import Document

VECTOR_TYPE = np.dtype("<f2")  # half the space of float32; a cosine moves by less than 0.0001
_UNSWEPT = "unswept"


def put_document(
    database: Database,
    parsed: Parsed,
    keys: Mapping[str, bytes],
    vectors: Mapping[bytes, NDArray[np.float32]],
) -> None:
    """Store a file and, unless the same code read it before, its document.

    Args:
        database: Where to.
        parsed: What was read.
        keys: Vector key of every embedded text.
        vectors: By key; those that the database already holds may be left out.
    """
    document, reader = parsed.document, parsed.known.reader
    with database.transaction() as connection:
        generation = database.next_generation()
        was = _publisher(connection, document.sha256)
        replaced = _forget_file(connection, document.path)
        found = connection.execute(
            "SELECT id, reader FROM documents WHERE sha256 = ?", (document.sha256,)
        ).fetchone()
        if found and found[1] == reader:
            identifier = found[0]
        else:
            if found:
                _delete_parts(connection, found[0])
            identifier = _put_text(connection, parsed, generation)
            _insert_parts(connection, identifier, parsed, keys, vectors)
        _insert_file(connection, identifier, document, parsed.known)
        if _publisher(connection, document.sha256) != was:
            connection.execute(
                "UPDATE documents SET generation = ? WHERE id = ?", (generation, identifier)
            )
            seal_text(connection, identifier)
        _settle(connection, {identifier, *replaced}, generation)


def put_rejected(database: Database, file: RejectedFile, known: KnownFile) -> None:
    """Note that a file cannot be read; what it held before goes."""
    remove_files(database, [file.path])
    with database.transaction() as connection:
        connection.execute(
            "INSERT INTO rejected VALUES (?, ?, ?, ?, ?, ?)",
            (file.path, known.sha256, known.state, known.reader, file.reason_code, file.reason),
        )


def put_states(database: Database, states: Mapping[str, str]) -> None:
    """Note new times of files whose bytes are the same."""
    if not states:
        return
    with database.transaction() as connection:
        values = [(state, path) for path, state in states.items()]
        connection.executemany("UPDATE files SET state = ? WHERE path = ?", values)
        connection.executemany("UPDATE rejected SET state = ? WHERE path = ?", values)


def remove_files(database: Database, paths: Iterable[str]) -> None:
    """Delete files, each with its document unless another file has the same content."""
    for path in paths:
        with database.transaction() as connection:
            if documents := _forget_file(connection, path):
                _settle(connection, documents, database.next_generation())


def put_terms(database: Database) -> None:
    """Analyse every stored document, passage and heading path anew; nothing is embedded."""
    from ingest.danish import leading_names, terms

    documents = database.each("SELECT id, text FROM documents")
    names = [(leading_names(text), identifier) for identifier, text in documents]
    rows = database.rows(
        "SELECT chunks.id, substr(text, start + 1, stop - start), section "
        "FROM chunks JOIN documents ON documents.id = document"
    )
    values = [
        (" ".join(terms(text)), " ".join(terms(" ".join(json.loads(section)))), identifier)
        for identifier, text, section in rows
    ]
    with database.transaction() as connection:
        connection.executemany("UPDATE documents SET names = ? WHERE id = ?", names)
        connection.executemany(
            "UPDATE chunks SET terms = ?, section_terms = ? WHERE id = ?", values
        )


def sweep(database: Database) -> None:
    """Delete the vectors that nothing uses any longer, and give their space back.

    Text can be recovered from a vector, so it must not stay on the disk after its document.
    """
    if database.meta(_UNSWEPT) is None:
        return
    with database.transaction() as connection:
        connection.execute(
            "DELETE FROM vectors WHERE id NOT IN "
            "(SELECT vector_id FROM chunks UNION SELECT vector_id FROM sentences)"
        )
        connection.execute("DELETE FROM meta WHERE key = ?", (_UNSWEPT,))
    database.compact()


def _forget_file(connection: sqlite3.Connection, path: str) -> set[int]:
    """Delete a file's row and return its document, which may now be without a file."""
    connection.execute("DELETE FROM rejected WHERE path = ?", (path,))
    rows = connection.execute("DELETE FROM files WHERE path = ? RETURNING document", (path,))
    return {row[0] for row in rows}


def _publisher(connection: sqlite3.Connection, sha256: str) -> str | None:
    """Return the publisher of a document's first file: its passages are searched by it too."""
    found = connection.execute(
        "SELECT publisher FROM files JOIN documents ON documents.id = document "
        "WHERE sha256 = ? ORDER BY path LIMIT 1",
        (sha256,),
    ).fetchone()
    return found[0] if found else None


def _settle(connection: sqlite3.Connection, documents: Iterable[int], generation: int) -> None:
    """Delete documents without a file; give the others the title of their first file."""
    for identifier in documents:
        first = connection.execute(
            "SELECT title FROM files WHERE document = ? ORDER BY path LIMIT 1", (identifier,)
        ).fetchone()
        if first is None:
            _delete_parts(connection, identifier)
            connection.execute("DELETE FROM documents WHERE id = ?", (identifier,))
        else:
            connection.execute(
                "UPDATE documents SET title = ?1, generation = ?2 WHERE id = ?3 AND title <> ?1",
                (first[0], generation, identifier),
            )
            seal_text(connection, identifier)


def _delete_parts(connection: sqlite3.Connection, identifier: int) -> None:
    connection.execute("REPLACE INTO meta VALUES (?, '')", (_UNSWEPT,))
    connection.execute("DELETE FROM chunks WHERE document = ?", (identifier,))
    connection.execute("DELETE FROM sentences WHERE document = ?", (identifier,))


def _put_text(connection: sqlite3.Connection, parsed: Parsed, generation: int) -> int:
    """Insert the document, or what newer code reads in the same bytes; return its row id."""
    document = parsed.document
    blocks = [_compact(asdict(block)) for block in document.blocks]
    rows = connection.execute(
        "INSERT INTO documents VALUES (NULL, ?, ?, ?, ?, ?, ?, '', ?, ?) ON CONFLICT (sha256) "
        "DO UPDATE SET text = excluded.text, blocks = excluded.blocks, pages = excluded.pages, "
        "notices = excluded.notices, reader = excluded.reader, generation = excluded.generation, "
        "names = excluded.names "
        "RETURNING id",
        (
            document.sha256,
            document.text,
            json.dumps(blocks, ensure_ascii=False),
            document.pages,
            json.dumps([[notice.code, notice.count] for notice in document.notices]),
            parsed.known.reader,
            generation,
            parsed.names,
        ),
    )
    return int(rows.fetchone()[0])


def _compact(block: dict[str, object]) -> dict[str, object]:
    """Leave out what `Block` has by default; a sheet without a name is a sheet all the same."""
    kept = (name for name, value in block.items() if value or name == "start" or value == "")
    return {name: block[name] for name in kept}


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

    of_chunks = zip(
        parsed.chunks, parsed.terms, parsed.section_terms, parsed.chunk_texts, strict=True
    )
    connection.executemany(
        "INSERT INTO chunks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (c.id, identifier, c.start, c.end, json.dumps(c.section), c.page, own, above, vector(t))
            for c, own, above, t in of_chunks
        ],
    )
    connection.executemany(
        "INSERT INTO sentences VALUES (?, ?, ?, ?, ?)",
        [
            (identifier, s.start, s.end, s.block, vector(text))
            for s, text in zip(parsed.sentences, parsed.sentence_texts, strict=True)
        ],
    )
    seal_parts(connection, identifier)


def _insert_file(
    connection: sqlite3.Connection, identifier: int, document: Document, known: KnownFile
) -> None:
    connection.execute(
        "INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            document.path,
            identifier,
            known.state,
            known.source,
            known.reader,
            document.title,
            document.kind,
            document.publisher,
            document.year,
            document.language,
            document.address,
        ),
    )
