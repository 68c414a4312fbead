"""A sheet's cells to its tables: apart where a row or a column between them is empty."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ingest.read.header import Cell, header_depth, is_value, without_error
from ingest.read.outline import Outline, tidy
from ingest.read.table import is_total, tells_nothing, write_table

_TITLE_CHARACTERS = 120
_GRID_CELLS_AT_MOST = 200_000  # a larger region is not searched for empty columns


@dataclass(frozen=True, slots=True)
class _Columns:
    """The headings of a table, the first of them over the sheet's column `first`."""

    first: int
    names: list[str]


def write_sheet(
    outline: Outline,
    grid: Sequence[Sequence[Cell]],
    numbers: Sequence[int],
    hidden: Collection[int] = (),
) -> None:
    """Write a sheet's regions in order: tables as rows, lone lines as headings and text.

    Args:
        outline: Its `sheet` is set.
        grid: The rows that hold something.
        numbers: Their numbers in the sheet, from 1, growing; a gap is an empty row.
        hidden: The numbers of rows that nobody sees, nor a gap in their place.
    """
    outline.leave()
    above: _Columns | None = None
    regions = _regions(grid, numbers, hidden)
    for index, (rows, own) in enumerate(regions):
        if all(_width(row) <= 1 for row in rows):
            followed = index + 1 < len(regions)
            _write_lines(outline, rows, heads_table=followed)
            continue
        for first, part in _side_by_side(rows):
            above = _write_part(outline, first, part, own, above)


def _width(row: Sequence[Cell]) -> int:
    return sum(isinstance(cell, str) and bool(cell.strip()) for cell in row)


def _regions(
    grid: Sequence[Sequence[Cell]], numbers: Sequence[int], hidden: Collection[int]
) -> list[tuple[list[list[Cell]], list[int]]]:
    regions: list[tuple[list[list[Cell]], list[int]]] = []
    for cells, number in zip(grid, numbers, strict=True):
        row = [without_error(cell) for cell in cells]
        if not _width(row):
            continue
        before = regions[-1][1][-1] if regions else 0
        if not regions or any(gap not in hidden for gap in range(before + 1, number)):
            regions.append(([], []))
        regions[-1][0].append(row)
        regions[-1][1].append(number)
    return regions


def _write_lines(outline: Outline, rows: Sequence[Sequence[Cell]], *, heads_table: bool) -> None:
    for index, row in enumerate(rows):
        if not heads_table and tells_nothing(row):
            continue
        text = next(tidy(cell) for cell in row if isinstance(cell, str) and cell.strip())
        short = len(text) <= _TITLE_CHARACTERS and not text.endswith((".", ":"))
        if index == 0 and heads_table and short:
            outline.heading(text, 1)
        else:
            outline.paragraph(text)


def _side_by_side(rows: list[list[Cell]]) -> list[tuple[int, list[list[Cell]]]]:
    """Part a region at columns that are empty in every row; each part with its first column."""
    width = max(len(row) for row in rows)
    padded = [row + [""] * (width - len(row)) for row in rows]
    titles = _title_rows(padded)
    parts: list[list[int]] = [[]]
    for column in range(width if width * len(rows) <= _GRID_CELLS_AT_MOST else 0):
        if any(row[column] != "" for row in padded[titles:]):
            parts[-1].append(column)
        elif parts[-1]:
            parts.append([])
    parts = [part for part in parts if part]
    if len(parts) < 2 or any(len(part) < 2 for part in parts):
        used = [column for column in range(width) if any(row[column] != "" for row in padded)]
        return [(used[0], [row[used[0] : used[-1] + 1] for row in padded])]
    return [
        (
            part[0],
            [
                [row[column] for column in part]
                for row in (padded if part is parts[0] else padded[titles:])
            ],
        )
        for part in parts
    ]


def _title_rows(rows: list[list[Cell]]) -> int:
    """Count the leading rows that hold a single text, a title above the columns."""
    count = 0
    while count < len(rows) - 1 and _width(rows[count]) == 1:
        count += 1
    return count


def _write_part(
    outline: Outline,
    first: int,
    rows: list[list[Cell]],
    numbers: list[int],
    above: _Columns | None,
) -> _Columns:
    """Write one table; a part without headings of its own takes those of the one above."""
    numbers = numbers[len(numbers) - len(rows) :]
    titles = _title_rows(rows)
    names = None
    if above is not None and not header_depth(rows[titles:]) and above.first <= first:
        before = first - above.first
        gap = len(above.names) - len(rows[0]) - before
        sums = is_total if before else _sums_up
        if gap == before == 0 or gap >= 0 and all(map(sums, rows[titles:])):
            names = above.names
            rows = [[""] * before + row + [""] * gap for row in rows]
            first = above.first
    depth = outline.depth
    found = write_table(outline, rows, numbers=numbers, names=names)
    if not titles:
        outline.leave(depth + 1)
    return _Columns(first, found)


def _sums_up(row: Sequence[Cell]) -> bool:
    """Say whether a row is called a total, or is a label with numbers and nothing else."""
    numbers = sum(map(is_value, row[1:]))
    return is_total(row) or (row[0] != "" and numbers > 1 and numbers == _width(row[1:]))
