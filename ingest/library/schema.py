"""The tables of the canonical database. A change here needs a new `SCHEMA_VERSION`."""

from __future__ import annotations

SCHEMA_VERSION = 3

CHECKSUMS = """
CREATE TABLE checksums (
    document INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    text BLOB NOT NULL,
    parts BLOB NOT NULL
);
"""

# Every sync counts what is not read; without this it would read past each document's text.
# An older program does not mind it, so libraries of this schema get it when they are opened.
NOTICES = """
CREATE INDEX IF NOT EXISTS documents_by_notices ON documents (notices) WHERE notices != '[]'
"""

NAMES = "ALTER TABLE documents ADD COLUMN names TEXT NOT NULL DEFAULT ''"

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    text TEXT NOT NULL,
    blocks TEXT NOT NULL,
    pages INTEGER,
    notices TEXT NOT NULL,
    reader TEXT NOT NULL,
    title TEXT NOT NULL,
    generation INTEGER NOT NULL,
    names TEXT NOT NULL DEFAULT ''
);

CREATE TABLE files (
    path TEXT PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (id),
    state TEXT NOT NULL,
    source TEXT NOT NULL,
    reader TEXT NOT NULL,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    publisher TEXT,
    year INTEGER,
    language TEXT NOT NULL,
    address TEXT
) WITHOUT ROWID;
CREATE INDEX files_by_document ON files (document);

CREATE TABLE vectors (
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,
    vector BLOB NOT NULL
);

CREATE TABLE chunks (
    id TEXT PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (id),
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    section TEXT NOT NULL,
    page INTEGER,
    terms TEXT NOT NULL,
    section_terms TEXT NOT NULL,
    vector_id INTEGER NOT NULL REFERENCES vectors (id)
);
CREATE INDEX chunks_by_document ON chunks (document, start);
CREATE INDEX chunks_by_vector ON chunks (vector_id);

CREATE TABLE sentences (
    document INTEGER NOT NULL REFERENCES documents (id),
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    block INTEGER NOT NULL,
    vector_id INTEGER NOT NULL REFERENCES vectors (id),
    PRIMARY KEY (document, start)
) WITHOUT ROWID;
CREATE INDEX sentences_by_vector ON sentences (vector_id);

CREATE TABLE rejected (
    path TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL,
    state TEXT NOT NULL,
    reader TEXT NOT NULL,
    code TEXT NOT NULL,
    reason TEXT NOT NULL
) WITHOUT ROWID;
"""
TABLES += CHECKSUMS
