"""Reading the canonical database: files, documents, passages, sentences, vectors."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

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
_LEFT_OUT = (
    *("attachment_ignored", "page_without_text", "hidden_text"),
    *("formula_without_value", "truncated"),
)


def known_files(database: Database, path: str = "*") -> dict[str, KnownFile]:
    """Return every file of the last sync by path, or only one; readable or not."""
    files = {
        name: KnownFile(sha256, state, reader, source)
        for name, sha256, state, reader, source in database.rows(
            "SELECT path, sha256, state, files.reader, source FROM files "
            "JOIN documents ON documents.id = document WHERE ?1 IN ('*', path)",
            (path,),
        )
    }
    rejected = database.rows(
        "SELECT path, sha256, state, reader FROM rejected WHERE ?1 IN ('*', path)", (path,)
    )
    for name, sha256, state, reader in rejected:
        files[name] = KnownFile(sha256, state, reader, rejected=True)
    return files


def texts(database: Database) -> Iterator[str]:
    """Yield all text of the library, with titles and publishers."""
    for (text,) in database.each("SELECT text FROM documents"):
        yield text
    for title, publisher in database.each("SELECT title, publisher FROM files"):
        yield f"{title}\n{publisher or ''}"


def left_out(database: Database) -> tuple[Notice, ...]:
    """Return what the documents hold that is not read, by kind, counted over all of them."""
    counts: Counter[str] = Counter()
    for (text,) in database.rows("SELECT notices FROM documents WHERE notices != '[]'"):
        counts.update({notice.code: notice.count for notice in _notices(text)})
    return tuple(Notice(code, counts[code]) for code in _LEFT_OUT if counts[code])


def rejected_files(database: Database) -> list[RejectedFile]:
    """Return the files that could not be read, by path."""
    rows = database.rows("SELECT path, code, reason FROM rejected ORDER BY path")
    return [RejectedFile(*row) for row in rows]


def document_infos(database: Database) -> list[DocumentInfo]:
    """Return every document once, under its first path."""
    rows = database.rows(
        "SELECT sha256, path, files.title, kind, publisher, year, language, address, pages, "
        "notices, (SELECT count(*) FROM chunks WHERE chunks.document = files.document) "
        "FROM files JOIN documents ON documents.id = document ORDER BY path"
    )
    infos: dict[str, DocumentInfo] = {}
    for sha256, path, title, kind, publisher, year, language, address, pages, notices, n in rows:
        if first := infos.get(sha256):
            infos[sha256] = replace(first, other_paths=(*first.other_paths, path))
        else:
            infos[sha256] = DocumentInfo(
                path=path,
                sha256=sha256,
                title=title,
                kind=kind,
                publisher=publisher,
                year=year,
                language=language,
                address=address,
                pages=pages,
                notices=_notices(notices),
                chunks=n,
            )
    return list(infos.values())


def read_document(database: Database, path: str) -> Document | None:
    """Return the document of a file, or None when there is no such file."""
    rows = database.rows(
        "SELECT sha256, text, blocks, notices, files.title, kind, publisher, year, language, "
        "address, pages FROM files JOIN documents ON documents.id = document WHERE path = ?",
        (path,),
    )
    if not rows:
        return None
    sha256, text, blocks, notices, title, kind, publisher, year, language, address, pages = rows[0]
    return Document(
        path=path,
        sha256=sha256,
        text=text,
        blocks=_blocks(blocks),
        title=title,
        kind=kind,
        publisher=publisher,
        year=year,
        language=language,
        address=address,
        pages=pages,
        notices=_notices(notices),
    )


def accepted(database: Database, filters: DocumentFilters) -> dict[str, tuple[int, str]]:
    """Return row id and first accepted path of each accepted document, by its digest."""
    conditions, values = ["1"], list[object]()
    for column, wanted in (
        ("kind", filters.kinds),
        ("publisher", filters.publishers),
        ("path", filters.documents),
    ):
        if wanted:
            conditions.append(f"{column} IN ({', '.join('?' * len(wanted))})")
            values += list(wanted)
    for comparison, year in ((">=", filters.year_from), ("<=", filters.year_to)):
        if year is not None:
            conditions.append(f"year {comparison} ?")
            values.append(year)
    if filters.folders:
        below = ["substr(path, 1, length(?)) = ?"] * len(filters.folders)
        conditions.append(f"({' OR '.join(below)})")
        values += [folder.rstrip("/") + "/" for folder in filters.folders for _ in (1, 2)]
    rows = database.rows(
        "SELECT sha256, id, min(path) FROM files JOIN documents ON documents.id = document "
        f"WHERE {' AND '.join(conditions)} GROUP BY sha256",
        values,
    )
    return {sha256: (identifier, path) for sha256, identifier, path in rows}


def first_paths(database: Database, sha256s: Collection[str]) -> dict[str, str]:
    """Return the first path of each document by its sha256."""
    marks = ", ".join("?" * len(sha256s))
    rows = database.rows(
        "SELECT sha256, min(path) FROM files JOIN documents ON documents.id = document "
        f"WHERE sha256 IN ({marks}) GROUP BY sha256",
        list(sha256s),
    )
    return dict(rows)


def existing(database: Database, identifiers: Sequence[str]) -> set[str]:
    """Return those of the chunk ids that the database holds."""
    marks = ", ".join("?" * len(identifiers))
    rows = database.rows(f"SELECT id FROM chunks WHERE id IN ({marks})", identifiers)
    return {row[0] for row in rows}


def read_chunks(database: Database, identifiers: Sequence[str]) -> dict[str, Chunk]:
    """Return passages by their ids."""
    marks = ", ".join("?" * len(identifiers))
    rows = database.rows(_CHUNK + f"WHERE chunks.id IN ({marks})", identifiers)
    return {row[0]: _chunk(row) for row in rows}


def chunks_of(database: Database, sha256: str) -> list[Chunk]:
    """Return the passages of a document in order."""
    return [
        _chunk(row) for row in database.rows(_CHUNK + "WHERE sha256 = ? ORDER BY start", (sha256,))
    ]


def sentences_of(database: Database, identifiers: Sequence[str]) -> list[StoredSentence]:
    """Return the sentences that lie in passages, passage by passage, each with its vector.

    Args:
        database: Where they are stored.
        identifiers: Of at most 30,000 passages.
    """
    marks = ", ".join("?" * len(identifiers))
    rows = database.rows(
        "SELECT sentences.start, sentences.stop, block, sha256, chunks.id, names, vector "
        "FROM chunks JOIN documents ON documents.id = chunks.document "
        "JOIN sentences ON sentences.document = chunks.document "
        "AND sentences.start >= chunks.start AND sentences.stop <= chunks.stop "
        "JOIN vectors ON vectors.id = sentences.vector_id "
        f"WHERE chunks.id IN ({marks})",
        identifiers,
    )
    if not rows:
        return []
    place = {identifier: n for n, identifier in enumerate(identifiers)}
    rows.sort(key=lambda row: (place[row[4]], row[0]))
    vectors = unit_rows([row[-1] for row in rows])
    return [
        StoredSentence(Sentence(start, stop, block), sha256, chunk_id, names, vector)
        for (start, stop, block, sha256, chunk_id, names, _), vector in zip(
            rows, vectors, strict=True
        )
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


def unit_rows(blobs: Sequence[bytes]) -> NDArray[np.float32]:
    """Return stored vectors as (n, dimensions) float32, rows of unit length."""
    rows = np.frombuffer(b"".join(blobs), VECTOR_TYPE).astype(np.float32)
    rows = rows.reshape(len(blobs), -1)
    unit: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


def _chunk(row: Sequence[object]) -> Chunk:
    identifier, sha256, start, stop, text, section, page = row
    return Chunk(identifier, sha256, start, stop, text, tuple(json.loads(section)), page)  # type: ignore[arg-type]


def _blocks(text: str) -> tuple[Block, ...]:
    return tuple(
        Block(section=tuple(block.pop("section", ())), **block) for block in json.loads(text)
    )


def _notices(text: str) -> tuple[Notice, ...]:
    return tuple(Notice(code, count) for code, count in json.loads(text))
