"""OpenDocument spreadsheets: the cells as they are shown, in Danish form."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from ingest.read.figures import show
from ingest.read.limits import Limits
from ingest.read.odf import OFFICE, TABLE, TEXT, open_parts
from ingest.read.opendocument import lay_out, spans
from ingest.read.outline import Outline
from ingest.read.reasons import rejected
from ingest.read.regions import write_sheet

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_Cell = tuple[str, int, int] | None
_HIDDEN = ("collapse", "filter")
_SWAPPED = str.maketrans(",.", ".,")
_NUMERIC_DATE = re.compile(r"(\d{1,4})[-./](\d{1,2})[-./]\d{1,4}(?!\d)")
_FIGURE = re.compile(r"\d[\d.,]*")
# A file made in English names its months in English whatever the reader's language.
_ENGLISH = dict(
    zip(
        ["January", "February", "March", "May", "June", "July", "October"],
        ["januar", "februar", "marts", "maj", "juni", "juli", "oktober"],
        strict=True,
    )
)


def read_ods(data: bytes, limits: Limits) -> Outline:
    """Read a spreadsheet's visible cells; a formula without a value is left out."""
    outline = Outline(limits)
    content, styles = open_parts(data, outline)
    book = content.find(f"{OFFICE}body/{OFFICE}spreadsheet")
    if book is None:
        raise rejected("damaged")
    cells = 0
    for sheet in book.iterfind(TABLE + "table"):
        if styles.is_hidden_table(sheet.get(TABLE + "style-name")):
            outline.notices["hidden_text"] += 1
            continue
        outline.sheet = sheet.get(TABLE + "name")
        reader = _Sheet(outline, limits, cells)
        rows, numbers = reader.rows(sheet)
        cells = reader.cells
        write_sheet(outline, lay_out(rows), numbers, reader.hidden)
    return outline


class _Sheet:
    """Reads one sheet's rows, counts its cells and notes the numbers of its hidden rows."""

    def __init__(self, outline: Outline, limits: Limits, cells: int) -> None:
        self._outline = outline
        self._limits = limits
        self.cells = cells
        self.hidden: set[int] = set()

    def rows(self, sheet: Element) -> tuple[list[list[_Cell]], list[int]]:
        """Return the visible rows that hold something, and their numbers."""
        hidden = _hidden_columns(sheet, self._limits.columns)
        kept: list[list[_Cell]] = []
        numbers: list[int] = []
        number = 0
        for row in sheet.iter(TABLE + "table-row"):
            repeat = int(row.get(TABLE + "number-rows-repeated", "1"))
            cells = self._row(row)
            number += repeat
            unseen = row.get(TABLE + "visibility") in _HIDDEN
            if unseen and number <= self._limits.rows:
                self.hidden.update(range(number - repeat + 1, number + 1))
            if not any(cell and cell[0] for cell in cells):
                continue
            if number > self._limits.rows:
                raise rejected("too_many_cells")
            if unseen:
                self._outline.notices["hidden_text"] += 1
                continue
            visible = [cell for column, cell in enumerate(cells) if column not in hidden]
            gone = any(cell and cell[0] for c, cell in enumerate(cells) if c in hidden)
            self._outline.notices["hidden_text"] += gone
            for copy in range(number - repeat + 1, number + 1):
                self._count(len(visible))
                kept.append(visible)
                numbers.append(copy)
        return kept, numbers

    def _count(self, cells: int) -> None:
        self.cells += cells
        if self.cells > self._limits.cells:
            raise rejected("too_many_cells")

    def _row(self, row: Element) -> list[_Cell]:
        cells: list[_Cell] = []
        for cell in row:
            covered = cell.tag == TABLE + "covered-table-cell"
            if not covered and cell.tag != TABLE + "table-cell":
                continue
            repeat = int(cell.get(TABLE + "number-columns-repeated", "1"))
            text = "" if covered else shown(cell)
            if len(cells) + repeat > self._limits.columns:
                if text:
                    raise rejected("too_many_cells")
                repeat = max(self._limits.columns - len(cells), 0)
            cells.extend([None if covered else (text, *spans(cell))] * repeat)
        while cells and cells[-1] is not None and not cells[-1][0]:
            cells.pop()
        return cells


def _hidden_columns(sheet: Element, columns: int) -> set[int]:
    hidden: set[int] = set()
    position = 0
    for column in sheet.iter(TABLE + "table-column"):
        repeat = int(column.get(TABLE + "number-columns-repeated", "1"))
        if column.get(TABLE + "visibility") in _HIDDEN:
            hidden.update(range(position, min(position + repeat, columns)))
        position += repeat
    return hidden


def shown(cell: Element) -> str:
    """Return a cell's text; a number in English form is turned to Danish."""
    text = "\n".join("".join(p.itertext()) for p in cell.iterfind(TEXT + "p")).strip()
    value = cell.get(OFFICE + "value")
    if value and cell.get(OFFICE + "value-type") in ("float", "percentage", "currency"):
        return _danish(text, value)
    if cell.get(OFFICE + "value-type") == "date":
        text = re.sub(r"[A-Z][a-z]+", lambda word: _ENGLISH.get(word[0], word[0]), text)
        return _day_first(text, cell.get(OFFICE + "date-value", ""))
    return text


def _day_first(text: str, value: str) -> str:
    """Return a date as shown; one that begins with its year or month anew, the day first."""
    parts = _NUMERIC_DATE.match(text)
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return text
    if not parts or (int(parts[1]), int(parts[2])) == (moment.day, moment.month):
        return text
    return show(moment, "dd-mm-yyyy hh:mm" if ":" in text else "dd-mm-yyyy")


def _danish(text: str, value: str) -> str:
    figure = _FIGURE.search(text)
    digits = figure[0].rstrip(".,") if figure else ""
    try:
        number = abs(Decimal(value)) * (100 if "%" in text else 1)
    except InvalidOperation:
        return text
    english, native = digits.replace(",", ""), digits.replace(".", "").replace(",", ".")
    if _distance(english, number) < _distance(native, number):
        return text.replace(digits, digits.translate(_SWAPPED), 1)
    return text


def _distance(digits: str, number: Decimal) -> Decimal:
    try:
        return abs(Decimal(digits) - number)
    except InvalidOperation:
        return Decimal("Infinity")
