"""Danish personal identification numbers (CPR): found in every written form, and masked.

A number is DDMMYY-SSSS. Modulus 11 holds for all numbers given before October 2007 and not for
all after, and substitute numbers add 60 to the day (cpr.dk): so the check digit may speak for a
number, never against it.
"""

from __future__ import annotations

import re

MASK = "█"

_NUMBER = re.compile(
    r"(?<![\w+])(?<!\d[.,])(\d{2})[ .-]?(\d{2})[ .-]?(\d{2})\s?"
    r"[-\u2010-\u2015\u2212.]?\s?(\d{4})(?!\w)"
)


def find(text: str) -> list[tuple[int, int]]:
    """Spans of the numbers, in order, not overlapping."""
    return [match.span() for match in _NUMBER.finditer(text) if _is_date(match)]


def mask(text: str) -> tuple[str, int]:
    """The text, as long as before, with the numbers' digits as "█"; also how many there were."""
    spans = find(text)
    parts, position = [], 0
    for start, end in spans:
        parts.append(text[position:start])
        parts.append("".join(MASK if c.isdigit() else c for c in text[start:end]))
        position = end
    return "".join([*parts, text[position:]]), len(spans)


def _is_date(match: re.Match[str]) -> bool:
    day, month = int(match[1]), int(match[2])
    return 1 <= (day - 60 if day > 60 else day) <= 31 and 1 <= month <= 12
