"""Numbers, amounts, shares and dates to canonical forms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "amount", "percent", "number", "date", "year", "time", "paragraph", "phone", "duration"
]
_PERCENT = re.compile(r"(\d+(?:[.,]\d+)?) ?(?:%|procent|pct\.?)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NUMBER = re.compile(r"\d+(?:\.\d{3})*(?:,\d+)?")


@dataclass(frozen=True, slots=True)
class Value:
    """A number or date in a text.

    Attributes:
        start: First character.
        end: One past the last.
        kind: What is counted or named.
        canonical: `kind:value`, equal for all spellings of one value.
        unit: Stem of what is counted, "" where nothing is.
    """

    start: int
    end: int
    kind: Kind
    canonical: str
    unit: str = ""


def values(text: str) -> list[Value]:
    """Find numbers, amounts, shares and dates."""
    found: list[Value] = []
    for kind, pattern in (("percent", _PERCENT), ("year", _YEAR), ("number", _NUMBER)):
        for match in pattern.finditer(text):
            if any(v.start < match.end() and match.start() < v.end for v in found):
                continue
            digits = match.group(1) if pattern.groups else match.group()
            plain = digits.replace(".", "").replace(",", ".")
            found.append(Value(*match.span(), kind, f"{kind}:{float(plain):g}"))  # type: ignore[arg-type]
    return sorted(found, key=lambda value: value.start)
