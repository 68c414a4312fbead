"""Reading the canonical database: files, documents, passages, sentences, vectors."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.library.database import Database
from ingest.library.records import (
    DocumentFilters,
    DocumentInfo,
    KnownFile,
    RejectedFile,
    StoredSentence,
)
from ingest.library.write import VECTOR_TYPE
from ingest.records import Block, Chunk, Document, Notice, Sentence

_VARIABLES = 30_000  # SQLite takes 32,766 in a statement
_CHUNK = (
    "SELECT chunks.id, sha256, start, stop, substr(text, start + 1, stop - start), section, page "
    "FROM chunks JOIN documents ON documents.id = document "
)


def known_files(database: Database) -> dict[str, KnownFile]:
    """Return every file of the last sync by path, readable or not."""
    files = {
        path: KnownFile(sha256, state, reader, source)
        for path, sha256, state, reader, source in database.rows(
            "SELECT path, sha256, state, reader, source FROM files "
            "JOIN documents ON documents.id = document"
        )
    }
    for path, sha256, state, reader in database.rows(
        "SELECT path, sha256, state, reader FROM rejected"
    ):
        files[path] = KnownFile(sha256, state, reader, rejected=True)
    return files


def rejected_files(database: Database) -> list[RejectedFile]:
    """Return the files that could not be read, by path."""
    rows = database.rows("SELECT path, code, reason FROM rejected ORDER BY path")
    return [RejectedFile(*row) for row in rows]


def document_infos(database: Database) -> list[DocumentInfo]:
    """Return every document once, under its first path."""
    rows = database.rows(
        "SELECT sha256, path, title, kind, publisher, year, language, address, pages, notices, "
        "(SELECT count(*) FROM chunks WHERE chunks.document = files.document) "
        "FROM files JOIN documents ON documents.id = document ORDER BY path"
    )
    paths: dict[str, list[str]] = {}
    for row in rows:
        paths.setdefault(row[0], []).append(row[1])
    return [
        DocumentInfo(
            path,
            sha256,
            *rest,
            notices=_notices(notices),
            chunks=chunks,
            other_paths=tuple(paths[sha256][1:]),
        )
        for sha256, path, *rest, notices, chunks in rows
        if path == paths[sha256][0]
    ]


def read_document(database: Database, path: str) -> Document | None:
    """Return the document of a file, or None when there is no such file."""
    rows = database.rows(
        "SELECT sha256, text, blocks, title, kind, publisher, year, language, address, pages, "
        "notices FROM files JOIN documents ON documents.id = document WHERE path = ?",
        (path,),
    )
    if not rows:
        return None
    sha256, text, blocks, *rest, notices = rows[0]
    return Document(path, sha256, text, _blocks(blocks), *rest, notices=_notices(notices))


def accepted_paths(database: Database, filters: DocumentFilters | None) -> dict[str, str]:
    """Return the first path that the filters accept of each document, by its digest."""
    conditions, values = ["1"], []
    if filters is not None:
        for column, accepted in (
            ("kind", filters.kinds),
            ("publisher", filters.publishers),
            ("path", filters.documents),
        ):
            if accepted:
                conditions.append(f"{column} IN ({', '.join('?' * len(accepted))})")
                values += list(accepted)
        for comparison, year in ((">=", filters.year_from), ("<=", filters.year_to)):
            if year is not None:
                conditions.append(f"year {comparison} ?")
                values.append(year)
    rows = database.rows(
        "SELECT sha256, min(path) FROM files JOIN documents ON documents.id = document "
        f"WHERE {' AND '.join(conditions)} GROUP BY sha256",
        values,
    )
    return dict(rows)


def read_chunk(database: Database, identifier: str) -> Chunk | None:
    """Return a passage by its id."""
    rows = database.rows(_CHUNK + "WHERE chunks.id = ?", (identifier,))
    return _chunk(rows[0]) if rows else None


def chunks_of(database: Database, sha256: str) -> list[Chunk]:
    """Return the passages of a document in order."""
    return [
        _chunk(row) for row in database.rows(_CHUNK + "WHERE sha256 = ? ORDER BY start", (sha256,))
    ]


def sentences_of(database: Database, identifier: str) -> list[StoredSentence]:
    """Return the sentences that lie in a passage, in order, each with its vector."""
    rows = database.rows(
        "SELECT sentences.start, sentences.stop, block, sha256, chunks.id, vectors.vector "
        "FROM chunks JOIN documents ON documents.id = chunks.document "
        "JOIN sentences ON sentences.document = chunks.document "
        "AND sentences.start >= chunks.start AND sentences.stop <= chunks.stop "
        "JOIN vectors ON vectors.id = sentences.vector "
        "WHERE chunks.id = ? ORDER BY sentences.start",
        (identifier,),
    )
    return [
        StoredSentence(Sentence(start, stop, block), sha256, chunk_id, unit_rows([blob])[0])
        for start, stop, block, sha256, chunk_id, blob in rows
    ]


def stored_keys(database: Database, keys: Sequence[bytes]) -> set[bytes]:
    """Return those of the keys whose vectors are stored."""
    found: set[bytes] = set()
    for start in range(0, len(keys), _VARIABLES):
        part = keys[start : start + _VARIABLES]
        marks = ", ".join("?" * len(part))
        found |= {
            k for (k,) in database.rows(f"SELECT key FROM vectors WHERE key IN ({marks})", part)
        }
    return found


def unit_rows(blobs: Iterable[bytes]) -> NDArray[np.float32]:
    """Return stored vectors as (n, dimensions) float32, rows of unit length."""
    rows = np.frombuffer(b"".join(blobs), VECTOR_TYPE).astype(np.float32)
    rows = rows.reshape(len(blobs), -1)  # type: ignore[arg-type]
    unit: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


def _chunk(row: Sequence[object]) -> Chunk:
    identifier, sha256, start, stop, text, section, page = row
    return Chunk(identifier, sha256, start, stop, text, tuple(json.loads(section)), page)  # type: ignore[arg-type]


def _blocks(text: str) -> tuple[Block, ...]:
    return tuple(
        Block(**{**block, "section": tuple(block.get("section", ()))}) for block in json.loads(text)
    )


def _notices(text: str) -> tuple[Notice, ...]:
    return tuple(Notice(code, count) for code, count in json.loads(text))
