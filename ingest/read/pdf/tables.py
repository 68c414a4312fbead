"""A table on a page, and what the end of the page cut off it."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.read.header import Cell
from ingest.read.pdf.shapes import Box, Word

COLUMN_GAP = 0.55  # of the font size, between two columns at least


@dataclass(slots=True)
class Table:
    """A table's cells and the place it takes.

    Attributes:
        header_rows: How many rows are seen to be its header, None when nothing tells.
        noted: The words in it that the numbers of footnotes follow.
    """

    box: Box
    grid: list[list[Cell]]
    header_rows: int | None = None
    noted: list[Word] = field(default_factory=list)


def cell_text(words: list[Word]) -> str:
    """Join a cell's words, line by line."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.base):
        if lines and word.base - lines[-1][0].base <= 0.5 * word.size:
            lines[-1].append(word)
        else:
            lines.append([word])
    return "\n".join(
        " ".join(word.text for word in sorted(line, key=lambda word: word.x0)) for line in lines
    )


def join_cut_row(above: Table, below: Table) -> None:
    """Put what the end of a page cut off a row's cells back: lower-case ends, nothing before."""
    rows = below.grid
    if not rows or len(rows[0]) != len(above.grid[-1]):
        return
    repeated = 1 if len(rows) > 1 and rows[0] == above.grid[0] else 0
    row, last = rows[repeated], above.grid[-1]
    ends = [(cell, column) for column, cell in enumerate(row) if isinstance(cell, str) and cell]
    if not ends or "" not in row or not all(_goes_on(last[column], cell) for cell, column in ends):
        return
    for cell, column in ends:
        last[column] = f"{last[column]} {cell}"
    del rows[repeated]


def _goes_on(cell: Cell, end: str) -> bool:
    return isinstance(cell, str) and bool(cell) and end[0].islower()
