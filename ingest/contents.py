"""Lines whose dots lead to a figure: entries of a table of contents, or what is counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

# Each alternative begins where its dots do and gives none back: a long row of them costs no more.
DOTS = r"(?:(?<!\.)\.{4,}+|(?<!…)…{2,}+|(?<! \.)(?: \.){3,}+|(?<!_)_{4,}+)"
_LED = re.compile(rf"{DOTS}\s*+(?P<figure>\d{{1,3}})$")
_APART = 3  # lines: entries of one table are closer


def entries(lines: Sequence[str]) -> set[int]:
    """Return the indexes of the entries of tables of contents, whose pages mostly rise.

    Among lines close to each other the figures of a vote fall as often, for the most comes first:
    "Fælles depot ........ 27". A line alone is taken for an entry.
    """
    runs: list[list[tuple[int, int]]] = []
    for index, line in enumerate(lines):
        match = _LED.search(line)
        if match is None:
            continue
        if not runs or index - runs[-1][-1][0] > _APART:
            runs.append([])
        runs[-1].append((index, int(match["figure"])))
    return {index for run in runs if not _falls([page for _, page in run]) for index, _ in run}


def _falls(figures: Sequence[int]) -> bool:
    falls = sum(one > later for one, later in pairwise(figures))
    return 0 < falls >= sum(one < later for one, later in pairwise(figures))
