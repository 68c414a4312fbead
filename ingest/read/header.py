"""A table's cells, and the rows of it that hold column headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from itertools import pairwise
from statistics import median

from ingest.read.units import unit_of


class Span(Enum):
    """A cell that belongs to a merged one."""

    LEFT = "continues the cell to its left"
    UP = "continues the cell above"


Cell = str | Span
_LABEL_CHARACTERS = 80  # a longer cell in the first row is no column heading
_LABEL_WORDS = 5
_FILLED_WORDS = 7  # a longer text beside numbers in one column is a form's
FORM = re.compile(  # what the lines of a form are called, and columns seldom two of
    r"(?:projekt(?:ets)?)?(?:formål|målgruppe|budget|ansvarlig|periode|baggrund|tidsplan|tidsperiode|økonomi"
    r"|projektleder|projektejer|kontakt(?:person)?|sted|deltagere|leverandør|finansiering|beskrivelse"
    r"|titel|navn|emne|dato|resultat(?:er)?|status|start(?:dato)?|slut(?:dato)?|samarbejdspartnere?):?",
    re.I,
)
_QUESTION = re.compile(r"\?(?: ?\([^()]*\))?$")  # "Hvorfor? (sæt gerne flere kryds)"
_NUMBERED = re.compile(r"(\d{1,3})\. ?[^\W\d]")
_CODE = re.compile(r"[^\W\d_]+_?\d+(?:_\d+)*")  # a question's in a survey's file: "s_12"
_HEADER_ROWS_AT_MOST = 4
_ROWS_LOOKED_AT = 12
_AMOUNT = re.compile(
    r"[-+−(<>~]*\s*(?:kr\.?|dkk|€|eur|\$)?\s*\d[\d.,\s\xa0]*\)?\s*"
    r"(?:%|pct\.?|procent|(?:mio\.?|mia\.?)? ?(?:kr\.?)?|t\.?kr\.?|dkk|€|stk\.?|timer|min\.?)",
    re.I,
)
_DATE = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?:[ T]\d{1,2}[:.]\d{2}.*)?|\d{1,2}[:.]\d{2}")
_ERROR = re.compile(  # what a spreadsheet shows for a formula that it cannot work out
    r"#(?:REF|REFERENCE|VALUE|VÆRDI|DIV/0|DIVISION/0|NUM|NUL|NULL|SPILL|OVERLØB|CALC|BEREGN)!"
    r"|#(?:NAME|NAVN)\?|#(?:N/A|I/T|GETTING_DATA|#+)|(?:Err|Fejl):\d{3}"
)
YEAR = re.compile(r"(?:19|20)\d\d")


def is_value(cell: Cell) -> bool:
    """Say whether a cell holds an amount or a date rather than words; a year may be either."""
    if not isinstance(cell, str):
        return False
    return bool(_AMOUNT.fullmatch(cell) or _DATE.fullmatch(cell))


def without_error(cell: Cell) -> Cell:
    """Return a cell, empty where it shows that a formula could not be worked out."""
    return "" if isinstance(cell, str) and _ERROR.fullmatch(cell.strip()) else cell


def texts_of(row: Sequence[Cell]) -> list[str]:
    """Return what stands in a row's filled cells."""
    return [cell for cell in row if isinstance(cell, str) and cell]


def header_depth(rows: Sequence[Sequence[Cell]], marked: int | None = None) -> int:
    """Count the leading rows that hold column headings and not values.

    Args:
        rows: Of one width.
        marked: How many the file marks as headings, often the first row only; None if it does not.
    """
    if marked is not None:
        while 0 < marked < len(rows) - 1 and Span.LEFT in rows[marked - 1]:
            if not _names_parts(rows, marked):
                break
            marked += 1
        return marked
    if len(rows) < 2 or len(rows[0]) < 2 or not _is_header(rows[0], rows[1:_ROWS_LOOKED_AT]):
        return 0
    if len(rows[0]) == 2 and _is_form(rows):
        return 0
    depth = 1
    while depth < min(len(rows) - 1, _HEADER_ROWS_AT_MOST) and _continues(rows, depth):
        depth += 1
    return depth


def _is_header(row: Sequence[Cell], below: Sequence[Sequence[Cell]] = ()) -> bool:
    """Say whether a row may be headings; a survey's are whole questions above the answers."""
    texts = texts_of(row)
    if _asks(row) and below and not any(map(_asks, below)):
        return True
    for column, cell in enumerate(row):
        if isinstance(cell, str) and len(cell) > _LABEL_CHARACTERS:
            under = [r[column] for r in below]
            held = [len(text) for text in under if isinstance(text, str) and text]
            if not held or 2 * median(held) > len(cell):
                return False
    plain = [text for text in texts if not YEAR.fullmatch(text)]
    corner = str(row[0])
    kinds = {_kind(str(r[0])) for r in below}
    if corner in plain and unit_of(corner) and _kind(corner) not in kinds:
        plain.remove(corner)  # it gives the unit of the numbers
    values = [text for text in plain if is_value(text)]
    if values and not _name_columns(values, below):
        return False
    missing = sum(cell == "" for cell in row)
    return len(texts) >= 2 or missing <= 1


def _asks(row: Sequence[Cell]) -> bool:
    """Say whether a row holds questions, or is numbered from cell to cell, as a survey's."""
    texts = texts_of(row)
    numbers = [int(found[1]) for text in texts if (found := _NUMBERED.match(text))]
    counted = numbers == list(range(1, len(numbers) + 1))
    return _has_questions(row) or counted and len(numbers) > 1


def _has_questions(row: Sequence[Cell]) -> bool:
    return sum(bool(_QUESTION.search(text)) for text in texts_of(row)) > 1


def _is_coded(row: Sequence[Cell]) -> bool:
    """Say whether a row holds the codes that a survey's file has for its questions."""
    return 2 * sum(bool(_CODE.fullmatch(text)) for text in texts_of(row)) > len(row)


def _name_columns(values: Sequence[str], below: Sequence[Sequence[Cell]]) -> bool:
    """Say whether dates or amounts are headings: of one unit, each another, and none below."""
    kinds = set(map(_kind, values))
    held = {_kind(cell) for row in below for cell in row[1:] if isinstance(cell, str) and cell}
    apart = len(set(values)) == len(values) > 1 and len(kinds) == 1
    return apart and bool(held) and "" not in kinds and not kinds & held


def _kind(text: str) -> str:
    """Return the unit of an amount, "date" for a date or a time, nothing for a bare number."""
    return "date" if _DATE.fullmatch(text) else re.sub(r"[\d.,\s\xa0()+−-]+", "", text).lower()


def _is_form(rows: Sequence[Sequence[Cell]]) -> bool:
    """Say whether two columns are labels and what is filled in: there are no headings."""
    labels = [row[0] for row in rows if isinstance(row[0], str) and row[0]]
    if len(labels) < len(rows) or any(is_value(label) for label in labels):
        return False
    if 2 * sum(label.endswith(":") for label in labels) > len(rows):
        return True
    if any(len(label.split()) > _LABEL_WORDS for label in labels):
        return False
    if FORM.fullmatch(labels[0]) and sum(bool(FORM.fullmatch(label)) for label in labels) > 1:
        return True
    filled = [row[1] for row in rows if isinstance(row[1], str) and row[1]]
    first = filled[0] if filled else ""
    if first.endswith("?"):
        return False
    if len(first.split()) > _LABEL_WORDS or first.endswith("."):
        return True
    kinds = {is_value(text) for text in filled[1:]}
    return len(kinds) > 1 and max(len(text.split()) for text in filled) > _FILLED_WORDS


def bold_header(bold: Sequence[Sequence[bool | None]]) -> int | None:
    """Count the header rows that bold type shows, 0 when only the first column is bold.

    Args:
        bold: For each cell whether its text is bold, None without text.

    Returns:
        None when bold type tells nothing.
    """
    rows = [[cell for cell in row if cell is not None] for row in bold]
    depth = 0
    while depth < len(rows) and rows[depth] and all(rows[depth]):
        depth += 1
    if 0 < depth < len(rows):
        return depth
    first = [row[0] for row in bold if row and row[0] is not None]
    others = any(cell for row in bold for cell in row[1:])
    return 0 if len(first) > 1 and all(first) and not others else None


def _continues(rows: Sequence[Sequence[Cell]], depth: int) -> bool:
    """Say whether a further row belongs to the header: it names what the rows above left open."""
    above, row, below = rows[depth - 1], rows[depth], rows[depth + 1 : _ROWS_LOOKED_AT]
    asks = _has_questions(row) or _is_coded(above) and _asks(row)
    if Span.UP in row or asks and not any(map(_asks, below)):
        return True
    nameless = _nameless(rows[:depth])
    fills = any(column in nameless and cell for column, cell in enumerate(row) if column)
    if not fills and Span.LEFT not in above:
        return False
    return _names_parts(rows, depth) or _heads_values(row, below)


def _names_parts(rows: Sequence[Sequence[Cell]], depth: int) -> bool:
    """Say whether a row may be headings and fills only columns that lack one of their own.

    A heading that reaches over a nameless column is not the column's own.
    """
    nameless = _nameless(rows[:depth])
    filled = {column for column, cell in enumerate(rows[depth]) if isinstance(cell, str) and cell}
    apart = filled - nameless - {column - 1 for column in nameless}
    return bool(filled - {0}) and not apart and _is_header(rows[depth])


def _nameless(rows: Sequence[Sequence[Cell]]) -> set[int]:
    columns = enumerate(zip(*rows, strict=True))
    return {column for column, cells in columns if not texts_of(cells)}


def _heads_values(row: Sequence[Cell], below: Sequence[Sequence[Cell]]) -> bool:
    """Say whether all words of a row but the first stand above values, no two beside alike."""
    words = [(column, cell) for column, cell in enumerate(row[1:], start=1) if texts_of([cell])]
    for column, _ in words:
        held = texts_of([line[column] for line in below])
        if 2 * sum(map(is_value, held)) <= len(held):
            return False
    alike = any(cell == after for (_, cell), (_, after) in pairwise(words))
    return bool(words) and not alike and _is_header(row)


def column_names(rows: Sequence[Sequence[Cell]], depth: int) -> list[str]:
    """Join the header rows into one heading for each column."""
    width = len(rows[0])
    if not depth:
        return [""] * width
    parts: list[list[str]] = [[] for _ in range(width)]
    coded = _is_coded(rows[0]) and depth > 1 and _asks(rows[depth - 1])
    for index in range(depth - 1 if coded else 0, depth):
        last = ""
        for column, cell in enumerate(rows[index]):
            if isinstance(cell, str) and (cell or index == depth - 1):
                last = cell
            elif cell == Span.UP:
                last = ""
            if last and last not in parts[column] and not (cell == "" and column == 0):
                parts[column].append(last.rstrip(":"))
    return [" – ".join(part) for part in parts]
