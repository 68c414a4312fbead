"""`sources.toml` beside the files: what people say of a document wins over what is found in it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import get_args

from ingest.errors import SettingsError
from ingest.records import Kind
from ingest.toml_file import TomlError, read_toml

_FILE = "sources.toml"
_FIRST_YEAR, _LAST_YEAR = 1800, 2200  # a year outside is a slip of the finger


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
        tables = read_toml(path)
    except OSError as error:
        raise SettingsError(f"{_FILE} kan ikke læses; kontrollér rettighederne til den.") from error
    except TomlError as error:
        raise SettingsError(f"{_FILE} kan ikke læses som TOML: {error}") from error
    return {name: _source(name, table) for name, table in tables.items()}


def _source(name: str, table: object) -> Source:
    if not isinstance(table, dict):
        raise SettingsError(f'{_FILE}: "{name}" skal være en tabel: ["{name}"].')
    known = [field.name for field in fields(Source)]
    for key, value in table.items():
        if key not in known:
            raise SettingsError(
                f'{_FILE}: ukendt nøgle "{key}" under ["{name}"]; kendte nøgler er '
                f"{', '.join(known)}."
            )
        if fault := _fault(key, value):
            raise SettingsError(f'{_FILE}: {key} under ["{name}"] skal være {fault}.')
    return Source(**{**table, "sources": tuple(table.get("sources", ()))})


def _fault(key: str, value: object) -> str | None:
    """What a wrong value should have been, in Danish; None when it is right."""
    if key == "kind":
        return None if value in get_args(Kind) else f"en af {', '.join(get_args(Kind))}"
    if key == "year":
        right = isinstance(value, int) and _FIRST_YEAR <= value <= _LAST_YEAR
        return None if right and not isinstance(value, bool) else "et årstal med fire cifre"
    if key == "sources":
        right = isinstance(value, list) and all(isinstance(each, str) for each in value)
        return None if right else "en liste af adresser"
    return None if isinstance(value, str) and value.strip() else "en tekst i anførselstegn"
