"""What stands before a value and bounds it: at least, at most, from, to, no more than."""

from __future__ import annotations

import re

_FROM_TO = re.compile(r"\b(fra|til|from|to)\s+(?:ca\.\s|cirka\s|omkring\s|about\s)?$", re.I)
_UPWARD = re.compile(
    r"\b(over|mere end|flere end|større end|højere end|længere end|more than|above)\s+$"
    r"|\b(mindst|minimum|at least)(?:\s[^\W\d]+){0,3}\s+$",
    re.I,
)
_DOWNWARD = re.compile(
    r"\b(under|mindre end|færre end|lavere end|kortere end|less than|below)\s+$"
    r"|\b(højst|maksimalt|maks\.|max|op til|at most|up to)(?:\s[^\W\d]+){0,3}\s+$",
    re.I,
)
_NOT_OVER = re.compile(  # "må ikke vare mere end", "ikke under"
    r"\b(?P<no>ikke|ingen|aldrig|not?)\s(?:[^\W\d]+\s)?"
    r"(?:(?P<down>mere end|flere end|længere end|højere end|over|more than)"
    r"|(?P<up>mindre end|færre end|kortere end|lavere end|under|less than))\s+$",
    re.I,
)
_ALL_OF = re.compile(r"\b(?:de|alle|samtlige|the|all)\s+$", re.I)
_LONGEST_MODIFIER = 40  # characters before a value that can modify it


def modifiers_of(text: str, start: int) -> tuple[frozenset[str], list[tuple[int, int]]]:
    """Return what bounds a value, and the spans of the words that say so."""
    first = max(0, start - _LONGEST_MODIFIER)
    tail = text[first:start]
    found = set()
    if match := _FROM_TO.search(tail):
        found.add("from" if match.group(1).lower() in ("fra", "from") else "to")
    if _ALL_OF.search(tail):
        found.add("all")
    if match := _NOT_OVER.search(tail):
        way = "down" if match.group("down") else "up"
        spans = [(first + match.start(name), first + match.end(name)) for name in ("no", way)]
        return frozenset((*found, way)), spans
    spans = []
    for pattern, name in ((_UPWARD, "up"), (_DOWNWARD, "down")):
        if match := pattern.search(tail):
            found |= {name, *(("over",) if match.group().lower().strip() == "over" else ())}
            group = 1 if match.group(1) else 2
            spans = [(first + match.start(group), first + match.end(group))]
    return frozenset(found), spans
