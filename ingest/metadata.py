"""What a document is and where it comes from: `sources.toml`, then the file, then its text."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import get_args

from ingest.errors import SettingsError
from ingest.records import Document, Kind

_FILE = "sources.toml"


@dataclass(frozen=True, slots=True)
class Source:
    """One table of `sources.toml`; what is None is found in the document.

    Attributes:
        address: Public address of the main source, shown with a citation.
        sources: All public addresses that the document builds on; kept for the reader of the
            file, not part of a citation.
    """

    title: str | None = None
    kind: Kind | None = None
    publisher: str | None = None
    year: int | None = None
    language: str | None = None
    address: str | None = None
    sources: tuple[str, ...] = ()


def load_sources(folder: Path) -> dict[str, Source]:
    """Read `sources.toml` in the folder, keyed by path in the folder; empty without the file.

    Raises:
        SettingsError: The file is no TOML, or a table has an unknown key or a wrong value.
    """
    path = folder / _FILE
    if not path.is_file():
        return {}
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{_FILE} kan ikke læses som TOML: {error}") from error
    return {name: _source(name, table) for name, table in tables.items()}


def describe(document: Document, sources: Mapping[str, Source]) -> Document:
    """Fill in title, kind, publisher, year, language and address."""
    source = sources.get(document.path, Source())
    given = {f.name: getattr(source, f.name) for f in fields(source) if f.name != "sources"}
    return replace(document, **{name: value for name, value in given.items() if value is not None})


def _source(name: str, table: object) -> Source:
    if not isinstance(table, dict):
        raise SettingsError(f"{_FILE}: {name!r} er ikke en tabel med oplysninger om en fil.")
    known = {f.name for f in fields(Source)}
    if unknown := sorted(set(table) - known):
        raise SettingsError(
            f"{_FILE}: ukendt nøgle {', '.join(unknown)} under [{name!r}]; "
            f"kendte nøgler er {', '.join(sorted(known))}."
        )
    if "kind" in table and table["kind"] not in get_args(Kind):
        raise SettingsError(
            f"{_FILE}: kind under [{name!r}] skal være en af {', '.join(get_args(Kind))}."
        )
    return Source(**{**table, "sources": tuple(table.get("sources", ()))})
