"""Excel workbooks: the tables of every sheet, values in Danish form, nothing that is hidden."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from ingest.read.figures import show
from ingest.read.header import Cell, Span
from ingest.read.limits import Limits
from ingest.read.outline import Outline
from ingest.read.properties import note_office
from ingest.read.reasons import rejected
from ingest.read.regions import write_sheet

if TYPE_CHECKING:
    from lxml.etree import _Element as Element
    from openpyxl.cell.cell import Cell as SheetCell
    from openpyxl.worksheet.worksheet import Worksheet

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(slots=True)
class _Survey:
    """What a sheet's XML says beside its values."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    row: int = 0
    cells: int = 0
    empty_formulas: int = 0


def read_xlsx(data: bytes, limits: Limits) -> Outline:
    """Read a workbook's visible cells; links are not followed, macros do not run.

    A formula shows the value that the file holds for it; where it holds none, as in a file that
    a program wrote and nobody opened, the cell is left out and counted.
    """
    import openpyxl

    outline = Outline(limits)
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        surveys = _surveys(container, limits)
    book = openpyxl.load_workbook(
        io.BytesIO(data), read_only=True, data_only=True, keep_links=False
    )
    note_office(outline, book.properties)
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            outline.notices["hidden_text"] += 1
            continue
        survey = surveys.get(sheet.title, _Survey())
        outline.notices["formula_without_value"] += survey.empty_formulas
        outline.sheet = sheet.title
        grid, numbers = _grid(outline, sheet, survey)
        write_sheet(outline, grid, numbers, survey.hidden_rows)
    return outline


def _surveys(container: zipfile.ZipFile, limits: Limits) -> dict[str, _Survey]:
    """Read each sheet's XML once for its size, its hidden parts and its merged cells.

    Raises:
        Rejected: `too_many_cells`, before any value is kept.
    """
    surveys: dict[str, _Survey] = {}
    cells = 0
    for title, part in _parts(container).items():
        try:
            survey = _survey(container, part, limits, cells)
        except KeyError:
            continue
        cells += survey.cells
        surveys[title] = survey
    return surveys


def _parts(container: zipfile.ZipFile) -> dict[str, str]:
    from xml.etree.ElementTree import ParseError, fromstring

    try:
        workbook = fromstring(container.read("xl/workbook.xml"))
        relations = fromstring(container.read("xl/_rels/workbook.xml.rels"))
    except (KeyError, ParseError):
        raise rejected("damaged") from None
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    parts = {}
    for sheet in workbook.iter(_MAIN + "sheet"):
        target = targets.get(sheet.get(_RELATION), "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        parts[sheet.get("name", "")] = path
    return parts


def _survey(container: zipfile.ZipFile, part: str, limits: Limits, before: int) -> _Survey:
    from lxml import etree

    survey = _Survey()
    tags = [_MAIN + name for name in ("row", "col", "mergeCell")]
    with container.open(part) as stream:
        for _, element in etree.iterparse(stream, tag=tags, no_network=True):
            if element.tag == tags[0]:
                _note_row(survey, element, limits)
                if before + survey.cells > limits.cells:
                    raise rejected("too_many_cells")
                element.clear()
                # The cleared rows would otherwise gather under the sheet.
                while element.getprevious() is not None:
                    del element.getparent()[0]
            elif element.tag == tags[1] and element.get("hidden") in ("1", "true"):
                last = min(int(element.get("max", "0")), limits.columns)
                survey.hidden_columns.update(range(int(element.get("min", "1")), last + 1))
            elif element.tag == tags[2]:
                survey.merges.append(_corners(element.get("ref", "")))
    return survey


def _note_row(survey: _Survey, row: Element, limits: Limits) -> None:
    survey.row = int(row.get("r", survey.row + 1))
    if row.get("hidden") in ("1", "true"):
        survey.hidden_rows.add(survey.row)
    last = ""
    for cell in row:
        if len(cell):
            survey.cells += 1
            last = cell.get("r", "A1")
            if cell[0].tag == _MAIN + "f" and cell.get("t") != "str":
                survey.empty_formulas += not cell.findtext(_MAIN + "v")
    if last and (survey.row > limits.rows or _column(last) > limits.columns):
        raise rejected("too_many_cells")


def _column(reference: str) -> int:
    number = 0
    for character in reference:
        if not character.isalpha():
            break
        number = number * 26 + ord(character.upper()) - 64
    return number


def _corners(reference: str) -> tuple[int, int, int, int]:
    """Return first row, first column, last row and last column of "B2:D3"."""
    first, _, last = reference.partition(":")
    last = last or first
    rows = [int("".join(filter(str.isdigit, corner)) or 1) for corner in (first, last)]
    return rows[0], _column(first), rows[1], _column(last)


def _grid(
    outline: Outline, sheet: Worksheet, survey: _Survey
) -> tuple[list[list[Cell]], list[int]]:
    """Return the visible rows of cells and their numbers."""
    grid: list[list[Cell]] = []
    numbers: list[int] = []
    hidden = 0
    whites = _Whites()
    # Some programs write a wrong extent, which would cut the rows off.
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(), start=1):
        values = [_shown(cell) for cell in row]
        for index, cell in enumerate(row):
            if values[index] and whites(cell):
                values[index] = ""
                hidden += 1
        if not any(values):
            continue
        if number in survey.hidden_rows:
            hidden += 1
            continue
        hidden += sum(bool(values[c - 1]) for c in survey.hidden_columns if c <= len(values))
        grid.append(list(values))
        numbers.append(number)
    outline.notices["hidden_text"] += hidden
    _merge(grid, numbers, survey.merges)
    return [_without(row, survey.hidden_columns) for row in grid], numbers


def _without(row: list[Cell], columns: set[int]) -> list[Cell]:
    return [cell for index, cell in enumerate(row, start=1) if index not in columns]


def _merge(
    grid: list[list[Cell]], numbers: list[int], merges: Sequence[tuple[int, int, int, int]]
) -> None:
    places = {number: index for index, number in enumerate(numbers)}
    for top, left, bottom, right in merges:
        for number in range(top, min(bottom, numbers[-1] if numbers else 0) + 1):
            row = grid[places[number]] if number in places else []
            for column in range(left, min(right, len(row)) + 1):
                if column > left:
                    row[column - 1] = Span.LEFT
                elif number > top:
                    row[column - 1] = Span.UP


class _Whites:
    """Tells white text on no ground, once for each style of a workbook."""

    def __init__(self) -> None:
        self._known: dict[int, bool] = {}

    def __call__(self, cell: SheetCell) -> bool:
        style = int(getattr(cell, "_style_id", 0))
        if style not in self._known:
            color = cell.font.color
            white = color is not None and color.type == "rgb" and str(color.rgb)[-6:] == "FFFFFF"
            self._known[style] = white and cell.fill.fill_type is None
        return self._known[style]


def _shown(cell: SheetCell) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, (bool, int, float, datetime, date, time, timedelta)):
        return show(value, cell.number_format or "General")
    return str(value)
