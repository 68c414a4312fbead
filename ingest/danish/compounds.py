"""A compound to the stems of its parts."""

from __future__ import annotations

from functools import cache

from ingest.danish.stems import stem
from ingest.danish.words import fold


@cache
def parts(word: str) -> tuple[str, ...]:
    """Split a compound: the stems of its parts, () when it is not one."""
    folded = fold(word)
    if "-" in folded:
        return tuple(stem(piece) for piece in folded.split("-") if len(piece) > 1)
    return ()
