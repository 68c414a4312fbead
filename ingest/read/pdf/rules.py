"""Tables that are drawn with rules."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.read.header import Cell, Span, bold_header
from ingest.read.pdf.shapes import Box, Page, Word
from ingest.read.pdf.tables import COLUMN_GAP, Table, cell_text

_SNAP_PT = 3.0  # rules this near to each other are one
_REACH_PT = 4.0  # a rule may end that short of the one it meets
_ROWS_AT_MOST = 400


def ruled_tables(page: Page) -> list[tuple[Table, list[Word]]]:
    """Return the tables that are drawn with rules both ways, each with its words."""
    found = []
    for across, down in _networks(page):
        ys, xs = _lines([r.top for r in across]), _lines([r.x0 for r in down])
        if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) < 2:
            continue
        if len(ys) > _ROWS_AT_MOST:
            continue
        box = Box(xs[0], ys[0], xs[-1], ys[-1])
        words = [w for w in page.words if box.holds((w.x0 + w.x1) / 2, (w.top + w.bottom) / 2)]
        grid, header_rows = _ruled_grid(xs, ys, across, down, words)
        filled = sum(isinstance(cell, str) and bool(cell) for row in grid for cell in row)
        if words and len(grid[0]) > 1 and filled >= 2:
            noted = [word for word in words if word.mark]
            found.append((Table(box, grid, header_rows, noted), words))
    return found


def _networks(page: Page) -> list[tuple[list[Box], list[Box]]]:
    """Group rules that touch each other, horizontal and vertical ones apart."""
    rules = [(rule, True) for rule in page.across] + [(rule, False) for rule in page.down]
    if not page.across or not page.down or len(rules) > 4 * _ROWS_AT_MOST * 10:
        return []
    groups: list[list[tuple[Box, bool]]] = []
    boxes: list[Box] = []
    for rule in sorted(rules, key=lambda pair: pair[0].top):
        touching = [index for index, box in enumerate(boxes) if _touch(box, rule[0])]
        merged, box = [rule], rule[0]
        for index in reversed(touching):
            merged = groups.pop(index) + merged
            box = _around(boxes.pop(index), box)
        groups.append(merged)
        boxes.append(box)
    return [
        ([rule for rule, flat in group if flat], [rule for rule, flat in group if not flat])
        for group in groups
    ]


def _touch(a: Box, b: Box) -> bool:
    return (
        a.x0 - _REACH_PT <= b.x1
        and b.x0 - _REACH_PT <= a.x1
        and a.top - _REACH_PT <= b.bottom
        and b.top - _REACH_PT <= a.bottom
    )


def _around(a: Box, b: Box) -> Box:
    return Box(min(a.x0, b.x0), min(a.top, b.top), max(a.x1, b.x1), max(a.bottom, b.bottom))


def _lines(positions: list[float]) -> list[float]:
    found: list[float] = []
    for position in sorted(positions):
        if not found or position - found[-1] > _SNAP_PT:
            found.append(position)
    return found


def _ruled_grid(
    xs: list[float], ys: list[float], across: list[Box], down: list[Box], words: list[Word]
) -> tuple[list[list[Cell]], int | None]:
    """Lay the words into the cells; a cell without a rule to its neighbour is merged with it."""
    texts: dict[tuple[int, int], list[Word]] = {}
    origins: dict[tuple[int, int], tuple[int, int]] = {}
    grid: list[list[Cell]] = []
    for row in range(len(ys) - 1):
        y = (ys[row] + ys[row + 1]) / 2
        cells: list[Cell] = []
        for column in range(len(xs) - 1):
            x = (xs[column] + xs[column + 1]) / 2
            if column and not _is_ruled_down(down, xs[column], y):
                cells.append(Span.LEFT)
                origins[row, column] = origins[row, column - 1]
            elif row and not _is_ruled_across(across, ys[row], x):
                cells.append(Span.UP)
                origins[row, column] = origins[row - 1, column]
            else:
                cells.append("")
                origins[row, column] = (row, column)
        grid.append(cells)
    for row in range(len(grid)):
        if len(grid[row]) > 1 and all(cell is Span.LEFT for cell in grid[row][1:]):
            held = [word for word in words if ys[row] <= (word.top + word.bottom) / 2 < ys[row + 1]]
            for column in _columns_of(held, xs):
                grid[row][column] = ""
                origins.update({(row, at): (row, column) for at in range(column, len(xs) - 1)})
    for word in words:
        place = _place(xs, (word.x0 + word.x1) / 2), _place(ys, (word.top + word.bottom) / 2)
        texts.setdefault(origins[place[1], place[0]], []).append(word)
    bold: list[list[bool | None]] = [[None] * len(row) for row in grid]
    for (row, column), held in texts.items():
        grid[row][column] = cell_text(held)
        bold[row][column] = all(word.bold for word in held)
    return grid, bold_header(bold)


def _columns_of(words: Sequence[Word], xs: Sequence[float]) -> list[int]:
    """Return the columns that words begin though no rule parts them: wide gaps where others are."""
    found = []
    for column, x in enumerate(xs[1:-1], start=1):
        left, right = [w for w in words if w.x0 < x], [w for w in words if w.x0 >= x]
        if left and right:
            gap = min(word.x0 for word in right) - max(word.x1 for word in left)
            if gap >= COLUMN_GAP * right[0].size:
                found.append(column)
    return found


def _is_ruled_down(rules: list[Box], x: float, y: float) -> bool:
    return any(
        abs(rule.x0 - x) <= _SNAP_PT and rule.top - _REACH_PT <= y <= rule.bottom + _REACH_PT
        for rule in rules
    )


def _is_ruled_across(rules: list[Box], y: float, x: float) -> bool:
    return any(
        abs(rule.top - y) <= _SNAP_PT and rule.x0 - _REACH_PT <= x <= rule.x1 + _REACH_PT
        for rule in rules
    )


def _place(lines: list[float], position: float) -> int:
    return max(min(sum(line <= position for line in lines) - 1, len(lines) - 2), 0)
