"""A sheet's cells to its tables: apart where a row or a column between them is empty."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.read.outline import Outline, tidy
from ingest.read.table import Cell, header_depth, write_table

_TITLE_CHARACTERS = 120
_GRID_CELLS_AT_MOST = 200_000  # a larger region is not searched for empty columns


def write_sheet(outline: Outline, grid: Sequence[Sequence[Cell]], numbers: Sequence[int]) -> None:
    """Write a sheet's regions in order: tables as rows, lone lines as headings and text.

    Args:
        outline: Its `sheet` is set.
        grid: The rows that hold something.
        numbers: Their numbers in the sheet, from 1, growing; a gap is an empty row.
    """
    outline.leave()
    names: list[str] | None = None
    regions = _regions(grid, numbers)
    for index, (rows, own) in enumerate(regions):
        if all(_width(row) <= 1 for row in rows):
            followed = index + 1 < len(regions)
            _write_lines(outline, rows, heads_table=followed)
            continue
        for part in _side_by_side(rows):
            names = _write_part(outline, part, own, names)


def _width(row: Sequence[Cell]) -> int:
    return sum(isinstance(cell, str) and bool(cell.strip()) for cell in row)


def _regions(
    grid: Sequence[Sequence[Cell]], numbers: Sequence[int]
) -> list[tuple[list[list[Cell]], list[int]]]:
    regions: list[tuple[list[list[Cell]], list[int]]] = []
    for row, number in zip(grid, numbers, strict=True):
        if not regions or number > regions[-1][1][-1] + 1:
            regions.append(([], []))
        regions[-1][0].append(list(row))
        regions[-1][1].append(number)
    return regions


def _write_lines(outline: Outline, rows: Sequence[Sequence[Cell]], *, heads_table: bool) -> None:
    for index, row in enumerate(rows):
        text = next(tidy(cell) for cell in row if isinstance(cell, str) and cell.strip())
        short = len(text) <= _TITLE_CHARACTERS and not text.endswith((".", ":"))
        if index == 0 and heads_table and short:
            outline.heading(text, 1)
        else:
            outline.paragraph(text)


def _side_by_side(rows: list[list[Cell]]) -> list[list[list[Cell]]]:
    """Part a region at columns that are empty in every row."""
    width = max(len(row) for row in rows)
    if width * len(rows) > _GRID_CELLS_AT_MOST:
        return [rows]
    padded = [row + [""] * (width - len(row)) for row in rows]
    titles = _title_rows(padded)
    used = [any(row[column] != "" for row in padded[titles:]) for column in range(width)]
    parts: list[list[int]] = [[]]
    for column, full in enumerate(used):
        if full:
            parts[-1].append(column)
        elif parts[-1]:
            parts.append([])
    parts = [part for part in parts if part]
    if len(parts) < 2 or any(len(part) < 2 for part in parts):
        return [padded]
    return [
        [
            [row[column] for column in part]
            for row in (padded if part is parts[0] else padded[titles:])
        ]
        for part in parts
    ]


def _title_rows(rows: list[list[Cell]]) -> int:
    """Count the leading rows that hold a single text, a title above the columns."""
    count = 0
    while count < len(rows) - 1 and _width(rows[count]) == 1:
        count += 1
    return count


def _write_part(
    outline: Outline, rows: list[list[Cell]], numbers: list[int], names: list[str] | None
) -> list[str]:
    """Write one table; a part without headings of its own takes those of the one above."""
    numbers = numbers[len(numbers) - len(rows) :]
    own = header_depth(rows[_title_rows(rows) :])
    if not own and names is not None and len(names) != max(len(row) for row in rows):
        names = None
    depth = outline.depth
    titled = _title_rows(rows) > 0
    found = write_table(outline, rows, numbers=numbers, names=None if own else names)
    if not titled:
        outline.leave(depth + 1)
    return found
