"""A row that reads "heading: value; heading: value", taken apart again."""

from __future__ import annotations

_SEPARATOR, _COLON = "; ", ": "
_LEAST_FIELDS, _LONGEST = 3, 60  # of a row; characters of a heading: prose has fewer and longer

Span = tuple[int, int]


def fields(text: str) -> list[tuple[str, str]]:
    """Return the headings and values of a single row, none for a text that is no row."""
    found: list[tuple[str, str]] = []
    for heading, (start, end) in pairs(text):
        if heading:
            found.append((heading, text[start:end]))
        elif found:
            found[-1] = (found[-1][0], found[-1][1] + _SEPARATOR + text[start:end])
    titled = all(heading[:1].isupper() and len(heading) <= _LONGEST for heading, _ in found)
    return found if len(found) >= _LEAST_FIELDS and titled and "\n" not in text else []


def pairs(text: str) -> list[tuple[str, Span]]:
    """Return each heading with the span of its value; "" for a piece without a heading."""
    found, start = [], 0
    for piece in text.split(_SEPARATOR):
        heading, colon, _ = piece.partition(_COLON)
        value = start + len(heading) + len(_COLON) if colon else start
        found.append((heading if colon else "", (value, start + len(piece))))
        start += len(piece) + len(_SEPARATOR)
    return found
