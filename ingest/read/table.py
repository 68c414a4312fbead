"""A table's grid to rows that read "heading: value; heading: value" wherever the table stood."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from ingest.read.header import (
    FORM,
    YEAR,
    Cell,
    Span,
    column_names,
    header_depth,
    is_value,
    texts_of,
    without_error,
)
from ingest.read.limits import Limits
from ingest.read.outline import Outline, tidy
from ingest.read.units import has_own_unit, unit_above, unit_of, with_unit

_REMARK = re.compile(r"(?:kilde|note|anm(?:ærkning)?|bemærk(?:ning)?)\.? ?:", re.I)
_ROW_CHARACTERS = 900  # about 250 tokens, well within what one vector holds
_TITLE_CHARACTERS = 120
_TOLD = re.compile(r"[A-ZÆØÅ]\S* .*[^\s.!?…:;,]")  # words of a cell with no sign at their end
_NOTHING = "–"
_FEWEST_POINTS = 2
_NAME = re.compile(  # the field of a form that says what the other fields tell of
    r"(?:\w+ )?\w*(?:navn|titel)(?: på \w+)?:?"
    r"|(?:projekt|produkt|indsats|løsning|teknologi|hjælpemiddel|kursus):?",
    re.I,
)
_MARK = re.compile(r"\(?(?:\d{1,2}|[a-zæøå])[.)]|[-–•·*]", re.I)  # of a point in a list
_TOTAL = re.compile(r"(?:i alt|total|sum|samlet|gennemsnit)\b", re.I)
_BARE_TOTAL = re.compile(r"(?:i alt|total|sum|samlet|gennemsnit|median):?", re.I)


def write_table(
    outline: Outline,
    grid: Sequence[Sequence[Cell]],
    *,
    header_rows: int | None = None,
    numbers: Sequence[int] | None = None,
    names: Sequence[str] | None = None,
) -> list[str]:
    """Write a grid's rows, with a title line above them as heading.

    Args:
        outline: Where to.
        grid: Rows of cells; short rows are filled up.
        header_rows: How many rows hold column headings, or None to find out.
        numbers: Number of each row in the sheet, else counted from 1.
        names: Column headings of an earlier part of the same table; this part has none, or
            repeats them.

    Returns:
        The column headings, empty strings where there are none.
    """
    in_sheet = numbers is not None
    rows, numbers = _filled(grid, numbers, len(names) if names is not None else None)
    if not rows:
        return []
    if not (in_sheet or header_rows or names) and _is_list(rows):
        for mark, text in rows:
            outline.item(f"{mark} {text}" if str(mark)[-1] in ".)" else str(text))
        return ["", ""]
    outline.settle()
    outside = outline.depth
    captioned = outline.under_caption()
    whole = len(rows)
    rows, numbers = _write_titles(outline, rows, numbers)
    marked = None
    if header_rows is not None:
        marked = min(max(header_rows - whole + len(rows), 0), len(rows))
    depth = header_depth(rows, marked)
    if names is not None and len(names) == len(rows[0]) and any(names):
        repeated = depth > 0 and column_names(rows, depth) == list(names)
        depth = depth if repeated else 0
    else:
        names = column_names(rows, depth)
        outline.unit = unit_of(names[0]) or unit_above(outline)
    body = _resolve(_merge(rows[depth:], names))
    counted = with_unit(names, zip(*rows[depth:], strict=True), outline.unit)
    inherited = outline.depth
    name = None if any(names) else _name_field(body)
    totals = [cells for cells in body if is_total(cells)]
    for cells, number in zip(body, numbers[depth:], strict=True):
        if totals == [body[-1]] and cells is body[-1]:
            outline.leave(inherited + 1)  # it counts for every group
        own = has_own_unit(cells[0], outline.unit)
        if cells[0] == name:
            outline.leave(inherited + 1)
        _write_row(outline, cells, names if own else counted, number, inherited)
        if cells[0] == name:
            outline.stand_under(str(cells[1]))
    outline.leave((outside if captioned else inherited) + 1)
    return list(names)


def write_sections(
    outline: Outline, rows: Iterable[Sequence[tuple[str, Callable[[], None]]]]
) -> None:
    """Write a table of long cells as running text, each row under its short first cell.

    Args:
        outline: Where to.
        rows: For each cell its text and what writes its blocks.
    """
    outside = outline.depth
    for row in rows:
        cells = [cell for cell in row if cell[0].strip()]
        if len(cells) > 1 and len(cells[0][0]) <= _TITLE_CHARACTERS < len(cells[-1][0]):
            outline.heading(" ".join(cells.pop(0)[0].split()), outside + 1)
        for _, write in cells:
            write()
    outline.leave(outside + 1)


def nested_rows(
    grid: Sequence[Sequence[Cell]], header_rows: int | None, limits: Limits
) -> list[str]:
    """Return the rows of a table that stands in a cell, as the items of a list."""
    inside = Outline(limits)
    write_table(inside, grid, header_rows=header_rows)
    return [f"• {block['text']}" for block in inside.blocks]


def cell_lines(paragraphs: Iterable[str]) -> list[str]:
    """Return a cell's paragraphs; as points where they would read as one sentence."""
    lines = [line for line in paragraphs if line]
    apart = len(lines) > 1 and all(map(_TOLD.fullmatch, lines[:-1]))
    apart = apart and lines[-1][0].isupper() and " " in lines[-1]
    return [f"• {line}" for line in lines] if apart else lines


def _filled(
    grid: Sequence[Sequence[Cell]], numbers: Sequence[int] | None, kept_width: int | None = None
) -> tuple[list[list[Cell]], list[int]]:
    """Drop empty rows and outer empty columns, give every row the same width.

    A grid that is as wide as the part before it keeps its columns.
    """
    width = max((len(row) for row in grid), default=0)
    rows: list[list[Cell]] = []
    kept: list[int] = []
    for index, row in enumerate(grid):
        cells: list[Cell] = [
            cell if isinstance(cell, Span) else tidy(cell).replace("\n", " ")
            for cell in map(without_error, row)
        ]
        if any(isinstance(cell, str) and cell for cell in cells):
            rows.append(cells + [""] * (width - len(cells)))
            kept.append(numbers[index] if numbers is not None else index + 1)
    used = [
        column
        for column in range(width)
        if any(isinstance(row[column], str) and row[column] for row in rows)
    ]
    if not used:
        return [], []
    if width == kept_width:
        return rows, kept
    first, last = used[0], used[-1]
    return [row[first : last + 1] for row in rows], kept


def _is_list(rows: Sequence[Sequence[Cell]]) -> bool:
    """Say whether a grid lays out a list: the points' marks in one column, their texts beside."""
    marks = [row[0] for row in rows]
    if len(rows) < _FEWEST_POINTS or len(rows[0]) != 2 or Span.LEFT in (row[1] for row in rows):
        return False
    if not all(isinstance(mark, str) and _MARK.fullmatch(mark) for mark in marks):
        return False
    return all(isinstance(text, str) and any(map(str.isalpha, text)) for _, text in rows)


def _write_titles(
    outline: Outline, rows: list[list[Cell]], numbers: list[int]
) -> tuple[list[list[Cell]], list[int]]:
    """Write the single-cell lines above a table: the first as heading, the rest as text."""
    titles = 0
    while titles < len(rows) - 1 and len(rows[0]) > 1 and len(texts_of(rows[titles])) == 1:
        if not isinstance(rows[titles][0], str) or not rows[titles][0]:
            break
        titles += 1
    if titles == len(rows) - 1 and len(texts_of(rows[titles])) < 2:
        return rows, numbers
    for index in range(titles):
        text = texts_of(rows[index])[0]
        if index == 0 and len(text) <= _TITLE_CHARACTERS and not text.endswith("."):
            outline.heading(text, outline.depth + 1)
        else:
            outline.paragraph(text)
    return rows[titles:], numbers[titles:]


def is_total(cells: Sequence[Cell]) -> bool:
    """Say whether a row sums up others."""
    return isinstance(cells[0], str) and bool(_TOTAL.match(cells[0]))


def tells_nothing(cells: Sequence[Cell]) -> bool:
    """Say whether all that a row holds is the name of a sum that is missing: "Gennemsnit"."""
    texts = texts_of(cells)
    return len(texts) == 1 and bool(_BARE_TOTAL.fullmatch(texts[0].strip()))


def _name_field(body: Sequence[Sequence[Cell]]) -> Cell | None:
    """Return the first label of a form if its value is the name of what the form describes."""
    if not body or len(body[0]) != 2 or not _NAME.fullmatch(str(body[0][0])):
        return None
    labels = [row[0] for row in body]
    if any(not isinstance(label, str) or not label or is_value(label) for label in labels):
        return None
    if not any(FORM.fullmatch(str(label)) for label in labels if label != labels[0]):
        return None
    named = [row[1] for row in body if row[0] == labels[0]]
    short = all(isinstance(text, str) and 0 < len(text) <= _TITLE_CHARACTERS for text in named)
    return labels[0] if short and not any(map(is_value, named)) else None


def _merge(body: Sequence[list[Cell]], names: Sequence[str]) -> list[list[Cell]]:
    """Merge the cells that are left empty for a label beside or above them."""
    lone = [index for index, row in enumerate(body) if _is_lone(row)]
    if not any(names) or len(names) < 2 or any("?" in name for name in names):
        return list(body)
    if _are_continued(body):
        return [[Span.UP, *row[1:]] if _continues_label(row) else row for row in body]
    apart = all(after - before > 1 for before, after in pairwise([*lone, len(body)]))
    if len(lone) > 1 and lone[0] == 0 and apart:
        return [[row[0], *[Span.LEFT] * (len(row) - 1)] if _is_lone(row) else row for row in body]
    return list(body)


def _is_lone(row: Sequence[Cell]) -> bool:
    """Say whether a row holds a short label and nothing beside it."""
    label = row[0]
    if not isinstance(label, str) or not label or any(cell != "" for cell in row[1:]):
        return False
    long = len(label) > _TITLE_CHARACTERS or label.endswith(".")
    return not long and not is_value(label) and not _REMARK.match(label)


def _continues_label(row: Sequence[Cell]) -> bool:
    return row[0] == "" and not is_total(row[1:])


def _are_continued(body: Sequence[Sequence[Cell]]) -> bool:
    """Say whether rows with an empty first cell belong to the label above.

    Each label then stands once and a second one beside it in every such row. In a list that is
    shorter than the one beside it, or where an answer is missing, that is not so.
    """
    labels = [row[0] for row in body if row[0] != ""]
    empty = [index for index, row in enumerate(body) if row[0] == ""]
    if not empty or empty[0] == 0 or len(set(labels)) < len(labels):
        return False
    if any(is_value(label) and not YEAR.fullmatch(str(label)) for label in labels):
        return False
    beside: set[Cell] = set()
    for row, above in zip(body[1:], body, strict=False):
        if row[0] != "":
            beside = set()
            continue
        beside.add(above[1])
        if "" in (row[1], above[1]) or row[1] in beside or is_value(row[1]):
            return False
    within = any(row[0] != "" for row in body[empty[0] :])
    return within or all(any(map(is_value, body[index][2:])) for index in empty)


def _resolve(body: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """Repeat a value downwards over the rows that its cell spans."""
    resolved: list[list[Cell]] = []
    for row in body:
        above = resolved[-1] if resolved else [""] * len(row)
        resolved.append(
            [above[column] if cell is Span.UP else cell for column, cell in enumerate(row)]
        )
    return resolved


def _write_row(
    outline: Outline, cells: Sequence[Cell], names: Sequence[str], number: int, inherited: int
) -> None:
    texts = texts_of(cells)
    if not texts:
        return
    if len(cells) > 1 and len(texts) == 1 and all(cell is Span.LEFT for cell in cells[1:]):
        outline.heading(texts[0], max(inherited + 1, 2))  # no title of the document
        return
    if len(cells) > 1 and Span.LEFT not in cells and tells_nothing(cells):
        return
    if len(cells) > 1 and texts == [cells[0]] and _REMARK.match(texts[0]):
        outline.paragraph(texts[0])
        return
    if not any(names) and len(cells) == 2 and len(texts) == 2 and not is_value(texts[0]):
        outline.row(f"{texts[0].rstrip(':')}: {texts[1]}", number)
        return
    pairs: list[str] = []
    gaps = 0
    for name, cell in zip(names, cells, strict=True):
        if isinstance(cell, str) and cell:
            pairs.extend([_NOTHING] * gaps)
            pairs.append(f"{name}: {cell}" if name and name != cell else cell)
        # Without headings what follows an empty cell would seem to stand in it.
        gaps = gaps + 1 if cell == "" and pairs and not any(names) else 0
    for part in _parts(pairs):
        outline.row("; ".join(part), number)


def _parts(pairs: list[str]) -> list[list[str]]:
    """Part a row that is too long to be one passage; each part begins with what the row is."""
    parts = [[pairs[0]]]
    for pair in pairs[1:]:
        if sum(map(len, parts[-1])) + len(pair) > _ROW_CHARACTERS:
            parts.append([pairs[0]] if len(pairs[0]) <= _TITLE_CHARACTERS else [])
        parts[-1].append(pair)
    return [part for part in parts if part]
