"""Tables that are only set in columns, on one page or on several."""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from ingest.read.header import Cell, bold_header, header_depth
from ingest.read.pdf.order import same_columns
from ingest.read.pdf.shapes import Box, Segment, Word
from ingest.read.pdf.tables import COLUMN_GAP, Table, cell_text

Row = list[Segment]

_ROWS_AT_MOST = 400
_ROWS_OVER_PAGES = 1_000  # of one table at most; what follows is another with the same columns
_ALIGNED_ROWS = 3
_CELL_WORDS = 9  # of the usual cell; more is text in columns
_ROW_PITCH = 3.0  # of the font size; rows further apart are no table
_HEADING_SIZE = 1.12  # of the size of the row above
_CAPTION = re.compile(r"(?:bilags)?(?:tabel|figur) ?\d", re.I)
_SAME_SIZE_PT = 0.3
_EDGE_PT = 2.0  # lines of one cell begin that near to each other
_SPACE = 0.25  # of the font size
_CUT_LINES = 3  # of a cell at most that go on overleaf
_WRAP_PITCH = 1.35  # of the font size; lines that near to each other can be one cell


def aligned_tables(pages: Sequence[Sequence[Row]]) -> list[tuple[int, Table]]:
    """Return how many of the first rows of each page form a table set in columns, and the table.

    Args:
        pages: Lines in reading order, each as its segments from left to right: those of the page
            from the table on, then those of the pages after it, on which it may go on.

    Returns:
        One pair for each page on which it stands, none when there is no table.
    """
    rows, ends = _run_over_pages(pages)
    for end in reversed(_tabular_ends(rows)):
        if gutters := _gutters(rows[:end]):
            starts = [start for start in ends[:-1] if start < end]
            cells = _aligned_cells(rows[:end], gutters, starts)
            if sum(map(len, cells)) >= 2:
                bounds = list(pairwise([0, *starts, end]))
                boxes = [_bounds(rows[first:last]) for first, last in bounds]
                counts = [last - first for first, last in bounds]
                return list(zip(counts, _parts(cells, boxes), strict=True))
    return []


def _run_over_pages(pages: Sequence[Sequence[Row]]) -> tuple[list[Row], list[int]]:
    """Return the leading rows that may be a table's, and where those of each page end."""
    rows = list(pages[0][: _run(pages[0])])
    ends = [len(rows)]
    whole = len(rows) == len(pages[0])
    for page in pages[1:]:
        few = sum(len(row) > 1 for row in rows) < _ALIGNED_ROWS
        may_go_on = whole and len(rows) < _ROWS_OVER_PAGES and (few or bool(_tabular_ends(rows)))
        fitting = _fitting(rows, page) if may_go_on else 0
        if not fitting:
            break
        rows += page[:fitting]
        ends.append(len(rows))
        whole = fitting == len(page)
    return rows, ends


def _fitting(rows: Sequence[Row], page: Sequence[Row]) -> int:
    """Count the leading rows of the next page that stand in the same columns."""
    gutters = len(_gutters(rows))
    if not page or not gutters:
        return 0
    cut = _cut_off(rows, page)
    rest = page[cut:]
    cells = [segment for row in rows for segment in row]
    if not rest or len(rest[0]) < 2 or same_columns(rest[0], cells) < len(rest[0]):
        return cut
    end = _run(rest)
    while end and len(_gutters([*rows, *rest[:end]])) < gutters:
        end -= 1
    while end and len(rest[end - 1]) < 2:
        end -= 1
    return cut + end


def _cut_off(rows: Sequence[Row], page: Sequence[Row]) -> int:
    """Count the leading lines of a page that go on in a cell of the last row on the page before."""
    above = rows[-1]
    for count, line in enumerate(page[: _CUT_LINES + 1]):
        small = line[0].text[:1].islower() and abs(line[0].size - above[0].size) <= _SAME_SIZE_PT
        at = next((at for at, cell in enumerate(above) if _begins(cell, line[0])), None)
        if len(line) > 1 or len(above) < 2 or not small or at is None:
            return count if count <= _CUT_LINES else 0
        if not count and not _is_full(above, at, line[0], max(row[-1].x1 for row in rows)):
            return 0
    return 0


def _begins(cell: Segment, line: Segment) -> bool:
    return abs(cell.x0 - line.x0) <= _EDGE_PT


def _is_full(row: Row, at: int, line: Segment, edge: float) -> bool:
    """Say whether the first word of a line had no room left on the last line of a row's cell."""
    limit = row[at + 1].x0 - row[at].size if at + 1 < len(row) else edge
    base = max(word.base for word in row[at].words)
    end = max(word.x1 for word in row[at].words if base - word.base < 0.5 * word.size)
    return end + line.words[0].x1 - line.words[0].x0 + _SPACE * line.size > limit


def _parts(cells: Sequence[list[list[list[Word]]]], boxes: Sequence[Box]) -> list[Table]:
    """Make a table of the rows on each page; the first of them has the header."""
    tables = []
    for box, rows in zip(boxes, cells, strict=True):
        grid: list[list[Cell]] = [[cell_text(held) for held in row] for row in rows]
        bold = [[_is_bold(held) for held in row] for row in rows]
        noted = [word for row in rows for held in row for word in held if word.mark]
        tables.append(Table(box, grid, bold_header(bold), noted))
    if len(tables) > 1 and len(tables[0].grid) == 1:
        every = [row for table in tables for row in table.grid]
        tables[0].header_rows = min(header_depth(every), 1)
    return tables


def _run(rows: Sequence[Row]) -> int:
    """Count the leading rows that may be a table's: near each other, mostly of several cells."""
    if len(rows[0]) < 2:
        return 0
    end, single = 1, 0
    for above, row in pairwise(rows):
        pitch = _pitch(above, row)
        if not 0 < pitch <= _ROW_PITCH * max(row[0].size, above[0].size):
            break
        if len(row) < 2 and _heads_another(row[0], above[0]):
            break
        single = single + 1 if len(row) < 2 else 0
        if single > 2 or end >= _ROWS_AT_MOST:
            break
        end += 1
    while end and len(rows[end - 1]) < 2 and single:
        end -= 1
        single -= 1
    return end


def _heads_another(line: Segment, above: Segment) -> bool:
    """Say whether a line is a heading or a caption between two tables."""
    return line.size >= _HEADING_SIZE * above.size or bool(_CAPTION.match(line.text))


def _pitch(above: Row, row: Row) -> float:
    """Return how far a row's first line stands below the last one of the row above."""
    if not any(map(_is_wrapped, above)):
        return row[0].base - above[0].base
    return row[0].base - max(word.base for segment in above for word in segment.words)


def _is_wrapped(cell: Segment) -> bool:
    """Say whether a cell has several lines."""
    return _lines_of(cell) > 1


def _lines_of(cell: Segment) -> int:
    bases = sorted(word.base for word in cell.words)
    return 1 + sum(below - above > 0.7 * cell.size for above, below in pairwise(bases))


def _gutters(rows: Sequence[Row]) -> list[float]:
    """Return the middles of the white strips that run through all rows."""
    spans = sorted((segment.x0, segment.x1) for row in rows for segment in row)
    size = median(segment.size for row in rows for segment in row)
    gutters, reach = [], spans[0][1]
    for x0, x1 in spans[1:]:
        if x0 - reach >= COLUMN_GAP * size:
            gutters.append((reach + x0) / 2)
        reach = max(reach, x1)
    filled = [{_column(segment, gutters) for segment in row} for row in rows]
    # Two columns that no row fills both of are one, its heading in the middle.
    return [
        gutter
        for left, gutter in enumerate(gutters)
        if any({left, left + 1} <= columns for columns in filled)
    ]


def _column(segment: Segment, gutters: Sequence[float]) -> int:
    return sum(gutter < segment.x0 for gutter in gutters)


def _tabular_ends(rows: Sequence[Row]) -> list[int]:
    """Return how many of the first rows may be a table: most of several cells, and short ones."""
    ends = []
    several = 0
    words: list[float] = []
    for end, row in enumerate(rows, start=1):
        if len(row) > 1:
            several += 1
            for segment in row:
                insort(words, len(segment.words) / _lines_of(segment))
        elif end < len(rows):
            continue
        if several >= max(_ALIGNED_ROWS, 0.5 * end):
            usual = (words[(len(words) - 1) // 2] + words[len(words) // 2]) / 2
            if usual <= _CELL_WORDS:
                ends.append(end)
    return ends


def _is_bold(words: list[Word]) -> bool | None:
    return all(word.bold for word in words) if words else None


def _aligned_cells(
    rows: Sequence[Row], gutters: list[float], starts: Sequence[int]
) -> list[list[list[list[Word]]]]:
    """Lay segments into columns; a line that continues cells above joins that row.

    Args:
        rows: Of the table.
        gutters: Between its columns.
        starts: Which rows are the first on a further page.

    Returns:
        For each page its rows of cells.
    """
    cells: list[list[list[list[Word]]]] = [[]]
    wraps = 0.0 if any(_is_wrapped(cell) for row in rows for cell in row) else _wrap_pitch(rows)
    for index, row in enumerate(rows):
        own: list[list[Word]] = [[] for _ in range(len(gutters) + 1)]
        for segment in row:
            own[_column(segment, gutters)].extend(segment.words)
        if index in starts:
            cells.append([own])
            continue
        pitch = row[0].base - rows[index - 1][0].base if index else 0.0
        if index and pitch <= wraps * row[0].size and (not own[0] or wraps < _WRAP_PITCH):
            for held, more in zip(cells[-1][-1], own, strict=True):
                held.extend(more)
        else:
            cells[-1].append(own)
    return cells


def _wrap_pitch(rows: Sequence[Row]) -> float:
    """Return the pitch, in font sizes, up to which a line belongs to the row above it."""
    pitches = sorted((b[0].base - a[0].base) / max(b[0].size, 1.0) for a, b in pairwise(rows))
    for near, far in pairwise(pitch for pitch in pitches if pitch > 0):
        if near <= _WRAP_PITCH and far >= 1.3 * near:
            # Two pitches: the narrow one lies inside the cells.
            return min((near + far) / 2, _WRAP_PITCH - 0.01)
    return _WRAP_PITCH


def _bounds(rows: Sequence[Row]) -> Box:
    every = [segment for row in rows for segment in row]
    return Box(
        min(s.x0 for s in every),
        min(s.top for s in every),
        max(s.x1 for s in every),
        max(s.bottom for s in every),
    )
