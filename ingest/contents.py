"""Lines whose dots lead to a figure: entries of a table of contents, or what is counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_LED = re.compile(r"(?:\.{4,}|(?:\.\s){3,}\.?|…{2,}|_{4,})\s*(?P<figure>\d{1,4})$")
_APART = 3  # lines: entries are closer


def entries(lines: Sequence[str]) -> set[int]:
    """Return the indexes of the entries of a table of contents, whose pages never fall.

    A vote's figures do, as the most comes first: "Fælles depot ........ 27".
    """
    led = [(index, match) for index, line in enumerate(lines) if (match := _LED.search(line))]
    runs: list[list[tuple[int, int]]] = []
    for index, match in led:
        if not runs or index - runs[-1][-1][0] > _APART:
            runs.append([])
        runs[-1].append((index, int(match["figure"])))
    return {
        index
        for run in runs
        if all(page <= later for (_, page), (_, later) in pairwise(run))
        for index, _ in run
    }
