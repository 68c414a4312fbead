"""Tables in plain text whose headings have a rule of dashes under each: "Fordele   Ulemper"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

_RULE = re.compile(r"\s*([=\-_])\1{2,}(?:\s+\1{3,})+\s*")
_GAP = re.compile(r"\t+| {2,}")
_CELL = re.compile(r"\S+(?: \S+)*")


def is_rule(line: str) -> bool:
    """Say whether a line is the rule under the headings of several columns."""
    return bool(_RULE.fullmatch(line))


def ruled_tables(lines: list[str]) -> Iterator[tuple[int, list[list[str]]]]:
    """Yield the line of each such table's headings, and its rows: the headings are the first."""
    end = 0
    for index, (head, line) in enumerate(pairwise(lines)):
        if index < end or not is_rule(line):
            continue
        starts = [cell.start() for cell in re.finditer(r"\S+", line.expandtabs())]
        rows = [_cells(head, starts)]
        for following in map(lines.__getitem__, range(index + 2, len(lines))):
            cells = None if is_rule(following) else _cells(following, starts)
            if cells is None:
                break
            rows.append(cells)
        found = [row for row in rows if row]
        if rows[0] and all(rows[0]) and len(found) > 1:
            end = index + 1 + len(found)
            yield index, found


def _cells(line: str, starts: list[int]) -> list[str] | None:
    """The line's text by columns; None for a line that does not keep to them."""
    parts = _GAP.split(line.strip())
    if len(parts) == len(starts):
        return parts
    found = list(_CELL.finditer(line.expandtabs()))
    cells = [""] * len(starts)
    for cell in found:
        column = max(bisect_right(starts, cell.start()) - 1, 0)
        crosses = column + 1 < len(starts) and cell.end() > starts[column + 1]
        if crosses or cells[column]:
            return None
        cells[column] = cell.group()
    return cells if found else None
