"""A small folder, and a dump of a library that two libraries can be compared by."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.library import Library
from ingest.pipeline import sync

BARRIERS = """# Barrierer for velfærdsteknologi

Økonomi er den største barriere. Hver tredje kommune nævner medarbejdernes kompetencer.

## Ledelse

Ledelsen skal gå foran. Uden opbakning går projekterne i stå.
"""
SCREENS = """# Skærmbesøg i Furesø

Furesø Kommune begyndte med skærmbesøg i 2021. Borgerne sparer ventetid.

- Besøg om morgenen
- Besøg om aftenen
"""
ROBOTS = """# Robotstøvsugere

Robotstøvsugere gør rent hos 400 borgere. De er købt for 1,2 mio. kr.
"""
TEXTS = {"barrierer.md": BARRIERS, "furesø/skærmbesøg.md": SCREENS, "robotter.md": ROBOTS}


def fill(folder: Path, texts: dict[str, str] = TEXTS, age_s: int = 60) -> Path:
    """Write the files, last changed some time ago."""
    for name, text in texts.items():
        write(folder / name, text, age_s)
    return folder


@contextmanager
def library_of(directory: Path, texts: dict[str, str]) -> Iterator[Library]:
    """Give a library of the files, open."""
    with Library.open(directory / "bibliotek") as library:
        sync(fill(directory / "mappe", texts), library)
        yield library


def write(file: Path, text: str, age_s: int = 60) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    status = file.stat()
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns - age_s * 10**9))


def sources(folder: Path, text: str) -> None:
    (folder / "sources.toml").write_text(text, encoding="utf-8")


_DUMP = (
    "SELECT path, sha256, source, files.reader, files.title, kind, publisher, year, language, "
    "address FROM files JOIN documents ON documents.id = document",
    "SELECT sha256, text, blocks, pages, notices, reader, title, names FROM documents",
    "SELECT chunks.id, sha256, start, stop, section, page, terms, section_terms, key, vector "
    "FROM chunks JOIN documents ON documents.id = document JOIN vectors ON vectors.id = vector_id",
    "SELECT sha256, start, stop, block, key, vector FROM sentences "
    "JOIN documents ON documents.id = document JOIN vectors ON vectors.id = vector_id",
    "SELECT key, vector FROM vectors",
    "SELECT path, sha256, code, reason FROM rejected",
)


def dump(library: Path) -> list[list[tuple]]:
    """Everything that a library holds, apart from when and in which order it came there."""
    connection = sqlite3.connect(library / "library.sqlite")
    try:
        return [sorted(connection.execute(query).fetchall(), key=repr) for query in _DUMP]
    finally:
        connection.close()


def holds(directory: Path, needle: bytes) -> list[str]:
    """The files below a directory with these bytes."""
    files = [file for file in sorted(directory.rglob("*")) if file.is_file()]
    return [file.name for file in files if needle in file.read_bytes()]
