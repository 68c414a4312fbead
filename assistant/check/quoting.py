"""Where a text quotes: spans between quotation marks of every style, outermost only."""

from __future__ import annotations

import re

_CLOSERS = {"»": "«", "«": "»", "“": "”", "„": "“”", "”": "”", '"': '"'}
_FEWEST_WORDS = 3  # fewer are a title or a word held at arm's length
_LONGEST = 6_000  # characters: some rows of a table; the marks of a longer one are not a pair
_LEFT_OUT = re.compile(r"\[[^\]]*\]|\(\s*(?:\.{3}|…)\s*\)|\.{3}|…|\s[-–]{3}\s")


def quotations(text: str) -> list[tuple[int, int]]:
    """Return the spans inside the marks, in order, of what is long enough to be a quotation."""
    found, position = [], 0
    while position < len(text):
        closer = _CLOSERS.get(text[position])
        end = _closed(text, position, closer) if closer else None
        if end is None:
            position += 1
            continue
        if len(text[position + 1 : end].split()) >= _FEWEST_WORDS:
            found.append((position + 1, end))
        position = end + 1
    return found


def _closed(text: str, start: int, closers: str) -> int | None:
    """Return where the mark at `start` is closed, marks of its own kind inside it counted."""
    depth, opener = 0, text[start]
    last = min(len(text), start + _LONGEST)
    if not any(text.find(closer, start + 1, last) >= 0 for closer in closers):
        return None
    for position in range(start + 1, last):
        if text[position] in closers:
            if depth == 0:
                return position
            depth -= 1
        elif text[position] == opener:
            depth += 1
    return None


def pieces(quotation: str) -> list[str]:
    """Return what a quotation takes from its source: what is left out or put in parts it."""
    parts = (part.strip(" ,;:") for part in _LEFT_OUT.split(quotation))
    return [part for part in parts if any(map(str.isalnum, part))]


def without_quotations(text: str) -> str:
    """Return a text without its quotations."""
    kept, position = [], 0
    for start, end in quotations(text):
        kept.append(text[position : start - 1])
        position = end + 1
    return " ".join([*kept, text[position:]])
