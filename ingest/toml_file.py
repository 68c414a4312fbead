"""A TOML file that people write: what is wrong with it is said in Danish, with the line."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

_PLACE = re.compile(r" ?\(at (?:line (\d+), column (\d+)|end of document)\)$")
# What the parser says, by its beginning, and the same in Danish.
_FAULTS = {
    "Expected '='": "der mangler et lighedstegn efter navnet",
    "Expected ']'": "der mangler en kantet parentes efter navnet eller anførselstegn om det",
    "Expected newline": "der står noget efter værdien",
    "Invalid initial character": "navnet skal stå i anførselstegn",
    "Invalid statement": "linjen skal begynde med et navn eller en kantet parentes",
    "Invalid value": "værdien mangler, eller en tekst står uden lige anførselstegn",
    "Cannot overwrite": "navnet er brugt før",
    "Cannot declare": "navnet er brugt før",
    "Unterminated string": "teksten mangler sit sidste anførselstegn",
    "Illegal character '\\n'": "teksten mangler sit sidste anførselstegn",
    'Expected "\'"': "teksten mangler sit sidste anførselstegn",
    "Unclosed array": "listen mangler sin sidste kantede parentes",
    "Unescaped '\\'": "en omvendt skråstreg skal skrives to gange",
}


class TomlError(ValueError):
    """A file is no TOML; the text is the rest of a Danish sentence."""


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file in UTF-8, with or without a byte order mark.

    Raises:
        TomlError: It is none.
        OSError: It cannot be read.
    """
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise TomlError(f"linje {line} er ikke UTF-8; gem filen som UTF-8.") from error
    try:
        return tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        raise TomlError(_in_danish(str(error), text)) from error


def _in_danish(fault: str, text: str) -> str:
    found = _PLACE.search(fault)
    told = next((danish for start, danish in _FAULTS.items() if fault.startswith(start)), None)
    place = f"linje {len(text.splitlines())}"
    if found and found[1]:
        place = f"linje {found[1]}, tegn {found[2]}"
    return f"{place}: {told}." if told else f"{place} er ikke gyldig TOML."
