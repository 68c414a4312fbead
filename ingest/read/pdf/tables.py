"""Tables on a page: drawn with rules, or only set in columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from ingest.read.header import Cell, Span, bold_header, header_depth
from ingest.read.pdf.order import same_columns
from ingest.read.pdf.shapes import Box, Page, Segment, Word

Row = list[Segment]

_SNAP_PT = 3.0  # rules this near to each other are one
_REACH_PT = 4.0  # a rule may end that short of the one it meets
_ROWS_AT_MOST = 400
_ALIGNED_ROWS = 3
_COLUMN_GAP = 0.55  # of the font size
_CELL_WORDS = 9  # of the usual cell; more is text in columns
_ROW_PITCH = 3.0  # of the font size; rows further apart are no table
_HEADING_SIZE = 1.12  # of the row's above: a line that large is a heading between two tables
_WRAP_PITCH = 1.35  # of the font size; lines that near to each other can be one cell


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
    for word in words:
        place = _place(xs, (word.x0 + word.x1) / 2), _place(ys, (word.top + word.bottom) / 2)
        texts.setdefault(origins[place[1], place[0]], []).append(word)
    bold: list[list[bool | None]] = [[None] * len(row) for row in grid]
    for (row, column), held in texts.items():
        grid[row][column] = cell_text(held)
        bold[row][column] = all(word.bold for word in held)
    return grid, bold_header(bold)


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


def aligned_tables(pages: Sequence[Sequence[Row]]) -> list[tuple[int, Table]]:
    """Return how many of the first rows of each page form a table set in columns, and the table.

    Args:
        pages: Lines in reading order, each as its segments from left to right: those of the page
            from the table on, then those of the pages after it, on which it may go on.

    Returns:
        One pair for each page on which it stands, none when there is no table.
    """
    rows, ends = _run_over_pages(pages)
    end = len(rows)
    while end >= _ALIGNED_ROWS:
        gutters = _gutters(rows[:end])
        if gutters and _is_tabular(rows[:end]):
            starts = [start for start in ends[:-1] if start < end]
            cells = _aligned_cells(rows[:end], gutters, starts)
            if sum(map(len, cells)) >= 2:
                bounds = list(pairwise([0, *starts, end]))
                boxes = [_bounds(rows[first:last]) for first, last in bounds]
                counts = [last - first for first, last in bounds]
                return list(zip(counts, _parts(cells, boxes), strict=True))
        end -= 1
        while end and len(rows[end - 1]) < 2:
            end -= 1
    return []


def _run_over_pages(pages: Sequence[Sequence[Row]]) -> tuple[list[Row], list[int]]:
    """Return the leading rows that may be a table's, and where those of each page end."""
    rows = list(pages[0][: _run(pages[0])])
    ends = [len(rows)]
    whole = len(rows) == len(pages[0])
    for page in pages[1:]:
        fitting = _fitting(rows, page) if whole else 0
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
    cells = [segment for row in rows for segment in row]
    if len(page[0]) < 2 or same_columns(page[0], cells) < len(page[0]):
        return 0
    end = _run(page)
    while end and len(_gutters([*rows, *page[:end]])) < gutters:
        end -= 1
    while end and len(page[end - 1]) < 2:
        end -= 1
    return end


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
        if len(row) < 2 and row[0].size >= _HEADING_SIZE * above[0].size:
            break
        single = single + 1 if len(row) < 2 else 0
        if single > 2 or end >= _ROWS_AT_MOST:
            break
        end += 1
    while end and len(rows[end - 1]) < 2 and single:
        end -= 1
        single -= 1
    return end


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
        if x0 - reach >= _COLUMN_GAP * size:
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


def _is_tabular(rows: Sequence[Row]) -> bool:
    several = [row for row in rows if len(row) > 1]
    if len(several) < max(_ALIGNED_ROWS, 0.5 * len(rows)):
        return False
    words = (len(segment.words) / _lines_of(segment) for row in several for segment in row)
    return median(words) <= _CELL_WORDS


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


def join_cut_row(above: Table, below: Table) -> None:
    """Put what the end of a page cut off a row's cells back: lower-case ends, nothing before."""
    rows = below.grid
    if not rows or len(rows[0]) != len(above.grid[-1]):
        return
    repeated = 1 if len(rows) > 1 and rows[0] == above.grid[0] else 0
    row, last = rows[repeated], above.grid[-1]
    ends = [(cell, column) for column, cell in enumerate(row) if isinstance(cell, str) and cell]
    if not ends or row[0] != "" or not all(_goes_on(last[column], cell) for cell, column in ends):
        return
    for cell, column in ends:
        last[column] = f"{last[column]} {cell}"
    del rows[repeated]


def _goes_on(cell: Cell, end: str) -> bool:
    return isinstance(cell, str) and bool(cell) and end[0].islower()
