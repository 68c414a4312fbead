"""Rows of a table whose cells are drawn one after the other, some of them of several lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.read.pdf.order import is_justified, rows_of, same_columns
from ingest.read.pdf.shapes import Segment

_SAME_BASE = 0.35  # of the font size
_PITCH = (0.8, 1.6)  # of the font size, from one line of a cell to the next
_GAP = 2.5  # of the font size, between two rows at most
_EDGE_PT = 2.0  # a cell's lines begin or end that near to each other
_CELL_LINES = 8  # more are a column of text
_SHORT_WORDS = 3  # of a line beside a label; more may be text in two columns
_MARK = re.compile(r"\W+|\(?\d{1,2}(?:\.\d{1,2})*[.)]?|\(?\w[.)]")


@dataclass(slots=True)
class _Group:
    """Cells beside each other whose first lines stand on one line."""

    page: int
    cells: list[list[Segment]] = field(default_factory=list)

    @property
    def lines(self) -> list[Segment]:
        """Every line, as drawn."""
        return [line for cell in self.cells for line in cell]

    @property
    def row(self) -> list[Segment]:
        """Each cell as one."""
        return [joined(cell) for cell in self.cells]


def rows_by_cells(pages: Sequence[list[Segment]]) -> list[list[list[Segment]]]:
    """Gather each page's lines to rows; a cell of several lines stays whole in its row.

    It is one only beside a row with the same columns: text in columns has none.
    """
    groups = [group for page, lines in enumerate(pages) for group in _groups(_flowing(lines), page)]
    rows: list[list[list[Segment]]] = [[] for _ in pages]
    waiting: list[list[Segment]] = [[] for _ in pages]
    for index, group in enumerate(groups):
        beside = [groups[at] for at in (index - 1, index + 1) if 0 <= at < len(groups)]
        if _has_cells(group) and any(_have_same_columns(group, other) for other in beside):
            rows[group.page] += [*rows_of(waiting[group.page]), group.row]
            waiting[group.page] = []
        else:
            waiting[group.page] += group.lines
    return [[*own, *rows_of(left)] for own, left in zip(rows, waiting, strict=True)]


def joined(lines: Sequence[Segment]) -> Segment:
    """Return lines, or pieces of one line, as one."""
    if len(lines) == 1:
        return lines[0]
    return Segment(
        min(line.x0 for line in lines),
        min(line.top for line in lines),
        max(line.x1 for line in lines),
        max(line.bottom for line in lines),
        [word for line in lines for word in line.words],
    )


def _flowing(lines: list[Segment]) -> list[Segment]:
    """Return the lines, those whose words are spread to the edge in one piece."""
    rows = rows_of(lines)
    return [line for row in rows for line in ([joined(row)] if is_justified(row) else row)]


def _groups(lines: Sequence[Segment], page: int) -> list[_Group]:
    groups: list[_Group] = []
    for line in lines:
        group = groups[-1] if groups else _Group(page)
        cell = group.cells[-1] if group.cells else []
        if cell and line.x0 >= cell[-1].x1:
            right = line.x0 >= max(other.x1 for other in cell)
            if right and _on_one_line(group.cells[0][0], line):
                group.cells.append([line])
                continue
            if len(group.cells) == 1 and _on_one_line(cell[-1], line):
                groups.append(_Group(page, [[cell.pop()], [line]]))
                continue
        if cell and _is_below(cell, line):
            cell.append(line)
        else:
            groups.append(_Group(page, [[line]]))
    return groups


def _on_one_line(a: Segment, b: Segment) -> bool:
    return abs(a.base - b.base) <= _SAME_BASE * max(a.size, b.size)


def _is_below(cell: Sequence[Segment], line: Segment) -> bool:
    """Say whether a line may be the next one of a cell."""
    last = cell[-1]
    near = _PITCH[0] <= (line.base - last.base) / max(line.size, 1.0) <= _PITCH[1]
    starts, ends = line.x0 - last.x0, line.x1 - last.x1
    return near and min(abs(starts), abs(ends), abs(starts + ends) / 2) <= _EDGE_PT


def _has_cells(group: _Group) -> bool:
    lengths = [len(cell) for cell in group.cells]
    if len(lengths) < 2 or not 1 < max(lengths) <= _CELL_LINES:
        return False
    return len(lengths) > 2 or not _MARK.fullmatch(group.cells[0][0].text)


def _have_same_columns(group: _Group, other: _Group) -> bool:
    above, below = (group, other) if other.lines[0].base > group.lines[0].base else (other, group)
    if group.page == other.page:
        last = max(above.lines, key=lambda line: line.base)
        if below.lines[0].base - last.base > _GAP * last.size:
            return False
    few, many = sorted((group.row, other.row), key=len)
    if len(few) < 2 or same_columns(few, many) < len(few):
        return False
    return len(few) > 2 or all(_is_short(row.cells[-1]) for row in (group, other))


def _is_short(cell: Sequence[Segment]) -> bool:
    return all(len(line.words) <= _SHORT_WORDS for line in cell)
