"""Rows that read "heading: value; heading: value" become a table again, for reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.fields import Span, pairs
from assistant.web.structure import Line

_LEAST_SHARE = 0.5  # of the rows that must have a heading: rarer ones are a part of a value


@dataclass(frozen=True, slots=True)
class Cell:
    """A value; `marked` is the part of it that belongs to the passage."""

    before: str
    marked: str
    after: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with a cell for each heading, each beside the line that it was."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Line, tuple[Cell, ...]], ...]


def with_tables(lines: Sequence[Line]) -> Iterator[Line | Table]:
    """Yield the lines, those that are rows of one table as that table."""
    for rows in _runs(lines):
        table = _table(rows)
        yield from [table] if table else rows


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    run: list[Line] = []
    for line in lines:
        if run and not _follows(run[-1], line):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _follows(last: Line, line: Line) -> bool:
    one, other = last.block, line.block
    rows = one.kind == other.kind == "table_row" and not line.label
    return rows and one.section == other.section and (other.row or 0) > (one.row or 0)


def _table(lines: Sequence[Line]) -> Table | None:
    if len(lines) < 2:
        return None
    split = [pairs(line.before + line.marked + line.after) for line in lines]
    counts = Counter(heading for row in split for heading in {heading for heading, _ in row})
    seen = dict.fromkeys(heading for row in split for heading, _ in row if heading)
    headings = tuple(name for name in seen if counts[name] >= _LEAST_SHARE * len(lines))
    if len(headings) < 2 or not all(row[0][0] in headings for row in split):
        return None
    cells = (_cells(line, row, headings) for line, row in zip(lines, split, strict=True))
    return Table(headings, tuple(zip(lines, cells, strict=True)))


def _cells(
    line: Line, found: Sequence[tuple[str, Span]], headings: Sequence[str]
) -> tuple[Cell, ...]:
    """Return a row's cells; a piece without a heading of the table belongs to the value before."""
    spans: dict[str, Span] = {}
    last = ""
    for heading, (start, end) in found:
        if heading in headings and heading not in spans:
            spans[heading], last = (start, end), heading
        else:
            spans[last] = (spans[last][0], end)
    return tuple(_cell(line, spans.get(heading, (0, 0))) for heading in headings)


def _cell(line: Line, span: Span) -> Cell:
    text = line.before + line.marked + line.after
    start, end = span
    left = min(max(len(line.before), start), end)
    right = max(min(len(line.before) + len(line.marked), end), left)
    return Cell(text[start:left], text[left:right], text[right:end])
