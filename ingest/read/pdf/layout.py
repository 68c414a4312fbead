"""Where a page's tables stand among its lines, and what of them goes on overleaf."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.read.pdf.blocks import BULLET, NUMBERED
from ingest.read.pdf.cells import joined, rows_by_cells
from ingest.read.pdf.columns import Row, aligned_tables
from ingest.read.pdf.shapes import Segment
from ingest.read.pdf.tables import Table

_ROWS_AHEAD = 400
_HEADING_SIZE = 1.12  # of the running text's
_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}\.?")


def lay_out(
    pages: Sequence[list[Segment]], ruled: Sequence[list[Table]], size: float
) -> list[list[Segment | Table]]:
    """Put tables among the lines of each page and join a line's bullet or number to its text.

    Args:
        pages: Lines in reading order.
        ruled: The tables of each page that are drawn with rules.
        size: Of the running text.
    """
    rows = [[_with_number(row, size) for row in own] for own in rows_by_cells(pages)]
    items: list[list[Segment | Table]] = [[] for _ in pages]
    begins = [0] * len(pages)
    for page, own in enumerate(rows):
        waiting = sorted(ruled[page], key=lambda table: table.box.top)
        index = begins[page]
        while index < len(own):
            row = own[index]
            while waiting and waiting[0].box.top < row[0].top and _is_due(waiting[0], row):
                items[page].append(waiting.pop(0))
            following = [own[index : index + _ROWS_AHEAD], *rows[page + 1 :]]
            found = aligned_tables(following) if len(row) > 1 else []
            for step, (count, table) in enumerate(found):
                items[page + step].append(table)
                begins[page + step] += count
            if found:
                index += found[0][0]
            else:
                items[page].append(joined(row))
                index += 1
        items[page] += waiting
    return items


def _is_due(table: Table, row: Row) -> bool:
    """Say whether a table stands above the row and in its column."""
    return table.box.x0 < row[-1].x1 and row[0].x0 < table.box.x1


def _with_number(row: Row, size: float) -> Row:
    """Join a bullet, an item's number or a heading's number to the text beside it."""
    if len(row) < 2:
        return row
    first, text = row[0].text, row[1]
    bullet, number = BULLET.match(first), NUMBERED.match(first)
    marks = any(found and found.end() == len(first) for found in (bullet, number))
    if marks and len(first) <= 4:
        return [joined(row[:2]), *row[2:]]
    if len(row) == 2 and _SECTION.fullmatch(first) and text.text[:1].isupper():
        large = min(row[0].size, text.size) >= _HEADING_SIZE * size
        bold = row[0].bold and text.bold and "." in first[:-1] and text.size >= size
        return [joined(row)] if large or bold else row
    return row
