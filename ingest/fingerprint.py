"""Which code made what is stored: after an upgrade, what it would make differently is made anew."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent
_DATA = (".py", ".toml", ".json", ".txt")
_KEEPING = {
    "__init__",
    "errors",
    "fingerprint",
    "folder",
    "library",
    "pipeline",
    "report",
    "toml_file",
}


def of_analysis() -> str:
    """Return the fingerprint of the code that turns text into search terms."""
    return _of_code(frozenset({"danish"}))


def of_reading() -> str:
    """Return the fingerprint of all that turns a file into passages, OCR's presence included.

    A scan that was rejected for want of OCR is tried again once OCR is there.
    """
    from ingest.read.ocr import is_available

    return f"{_of_code(frozenset(_stages() - _KEEPING))}{'+ocr' if is_available() else ''}"


def _stages() -> set[str]:
    return {entry.stem for entry in _HERE.iterdir()}


@cache
def _of_code(stages: frozenset[str]) -> str:
    digest = hashlib.blake2b(digest_size=8)
    for file in sorted(_HERE.rglob("*")):
        relative = file.relative_to(_HERE)
        if file.suffix in _DATA and Path(relative.parts[0]).stem in stages:
            digest.update(relative.as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()
