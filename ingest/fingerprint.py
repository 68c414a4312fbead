"""Which code made what is stored: after an upgrade, what it would make differently is made anew."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent
_DATA = (".py", ".toml", ".json", ".txt")
_ANALYSIS = ("danish",)
_READING = (
    "read",
    "clean",
    "danish",
    "chunk.py",
    "cpr.py",
    "embed.py",
    "metadata.py",
    "records.py",
)


def of_analysis() -> str:
    """Return the fingerprint of the code that turns text into search terms."""
    return _of_code(_ANALYSIS)


def of_reading() -> str:
    """Return the fingerprint of all that turns a file into passages, OCR's presence included.

    A scan that was rejected for want of OCR is tried again once OCR is there.
    """
    from ingest.read.ocr import is_available

    return f"{_of_code(_READING)}{'+ocr' if is_available() else ''}"


@cache
def _of_code(names: tuple[str, ...]) -> str:
    digest = hashlib.blake2b(digest_size=8)
    for name in names:
        found = [_HERE / name] if name.endswith(".py") else sorted((_HERE / name).rglob("*"))
        for file in found:
            if file.suffix in _DATA:
                digest.update(file.relative_to(_HERE).as_posix().encode() + b"\0")
                digest.update(file.read_bytes())
    return digest.hexdigest()
