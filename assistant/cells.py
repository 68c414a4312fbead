"""Rows of a table → their cells, and which of them hold what a question asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.analysis import DATED, analyse
from assistant.asks import Ask
from assistant.focus import Focus
from ingest import danish
from ingest.contents import DOTS

Row = dict[str, str]  # heading to value

MOST_ROWS = 200  # a longer table is a register: each row would be looked through
_COUNTED = re.compile(
    r"(?P<what>[^;:]{2,80}?)"
    rf"(?:: (?P<figure>\d+ \w+)| ?{DOTS} *(?P<led>\d+(?: \w+)?))$"
)
BARE = "antal"  # the heading of figures that dots lead to and no word follows
_FIGURE = re.compile(
    r"(?:ca\. ?)?(?P<figure>-?\d{1,3}(?:\.\d{3})+(?:,\d+)?|-?\d+(?:,\d+)?)"
    r"(?: ?(?P<unit>%|[a-zæøå]+\.?)(?: kr\.?)?)?$",
    re.I,
)
_UNITS = {  # days, and one
    "minut": 1 / 1440,
    "time": 1 / 24,
    "hverdag": 1.4,
    "dag": 1,
    "døgn": 1,
    "uge": 7,
    "måned": 30.4,
    "md": 30.4,
    "år": 365,
    "mio": 1_000_000,
    "mia": 1_000_000_000,
}
YES = frozenset({"ja", "x", "yes"})
NO = frozenset({"nej", "ingen", "0", "no", "none"})
NEITHER = frozenset({"", "-", "–", "delvist", "nogle", "alle", "ved ikke", "måske"})
OF_ALL = re.compile(r"\W*(i alt|total|sum|samlet|alle|hele|gennemsnit|snit|average)\b", re.I)
_IN_BRACKETS = re.compile(r"\([^)]*\)")
_CODE = re.compile(r"\S*\d\S*")  # of an article or a case
_ALIKE = 3  # letters
_MOST_TELLING = 2  # columns, the municipality and the project
_OF_NO_ROW = frozenset[Ask](("reason", "way", "purpose", "effect"))
_SIZES = re.compile("|".join(_UNITS), re.I)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def is_row(text: str, kind: str) -> bool:
    """Tell whether a block is a row of a table, or a line that counts: "Dørlåse: 19 prikker"."""
    return kind == "table_row" or _COUNTED.match(text) is not None


def cells_of(row: str) -> Row:
    """Return the cells of a row, or of a line that counts."""
    counted = _COUNTED.match(row)
    if counted:
        figure, _, unit = (counted["figure"] or counted["led"]).partition(" ")
        return {"": counted["what"], unit or BARE: f"{figure} {unit}".strip()}
    parts = [cell.partition(": ") for cell in row.split("; ")]
    return {heading: value.strip() for heading, colon, value in parts if colon}


@lru_cache(maxsize=1024)
def column_of(heading: str, text: str) -> tuple[str, ...]:
    """Return the distinct cells that stand under a heading in a document's text."""
    cell = re.compile(rf"(?:^|; ){re.escape(heading)}: ([^;\n]*)", re.M)
    return tuple(dict.fromkeys(value.strip() for value in cell.findall(text)))


def holds_each(focus: Focus, text: str) -> NDArray[np.bool_]:
    """Return (terms,) bool: for each word of the question whether a text has it."""
    return focus.held_in(analyse(text))


def figure_of(value: str) -> float | None:
    """Return a cell's figure in days or ones, or None where it holds anything else."""
    found = _FIGURE.match(value)
    if found is None:
        return None
    size = _SIZES.match(found["unit"] or "")
    figure = float(found["figure"].replace(".", "").replace(",", "."))
    return figure * (_UNITS[size[0].lower()] if size else 1)


def day_of(value: str) -> str | None:
    """Return a cell's date, 2025-03-11, or year, or None where it begins with anything else."""
    found = next((v for v in danish.values(value) if v.start == 0 or v.kind == "date"), None)
    if found is None or found.kind not in DATED:
        return None
    return found.canonical.partition(":")[2]


def tells(focus: Focus, row: str, above: str, is_asked_for: Callable[[str], bool] | None) -> int:
    """Return 0, or how well a cell of a row that has all a question is about is named as asked.

    Args:
        focus: What the question is about.
        row: "heading: value; heading: value".
        above: Headings and the document's title.
        is_asked_for: Of a cell, whether it holds a value of the kind that is asked for; None where
            that is the one under the heading that the question names.
    """
    is_year = np.array([term.text in focus.years for term in focus.terms], dtype=np.bool_)
    over = holds_each(focus, above) & ~is_year
    best = 0
    if not (holds_each(focus, row) | over)[focus.strong].all():
        return best
    cells = cells_of(row)
    for heading, value in cells.items():
        named = holds_each(focus, heading)
        if is_asked_for is None:
            asked = 0 < _weighty(heading) <= named.sum()
        else:
            asked = is_asked_for(f"{heading}: {value}")
        if not asked:
            continue
        values = [_of_cell(focus, name, other) for name, other in cells.items() if name != heading]
        own = np.any([*values, np.zeros_like(is_year)], axis=0)
        if (own & focus.strong).any() and (own | over | named)[focus.strong].all():
            best = max(best, 1 + int(named.sum()))
    return best


def _of_cell(focus: Focus, heading: str, value: str) -> NDArray[np.bool_]:
    """Return (terms,) bool: what a cell holds; a number only beside a word of the question."""
    held = holds_each(focus, value)
    number = np.array([term.text[0].isdigit() for term in focus.terms], dtype=np.bool_)
    worded = ((held | holds_each(focus, heading)) & ~number).any()
    return held if worded else held & ~number


def lacking_rows(focus: Focus, rows: Sequence[str]) -> list[int]:
    """Return the indexes of a table's rows that have no cell of what a question asks for.

    A row without a cell under the heading that the question names; one of something else than what
    the question names in another row; one whose columns are of other years than the one that is
    asked about, or of something else in that year.
    """
    if len(rows) > MOST_ROWS:
        return []
    cells = [cells_of(row) for row in rows]
    headings = list(dict.fromkeys(heading for row in cells for heading in row))
    held = {heading: holds_each(focus, heading) for heading in headings}
    named = {one for one in headings if _is_column_asked_for(focus, one)}
    of_others = _of_others(focus, cells)
    if len(focus.years) != 1:
        return [i for i, row in enumerate(cells) if i in of_others or not named <= row.keys()]
    (year,) = focus.years
    dated = [heading for heading in headings if _YEAR.search(heading)]
    of_year = [heading for heading in dated if year in heading]
    said = np.any([held[one] for one in dated], axis=0) if dated else np.zeros(0, dtype=np.bool_)
    told = [one for one in of_year if not (said & ~held[one]).any()]
    return [
        i
        for i, row in enumerate(cells)
        if i in of_others
        or not named <= row.keys()
        or (dated and not told and not any(year in value for value in row.values()))
    ]


def is_left_empty(focus: Focus, rows: Sequence[str], those: Sequence[int]) -> bool:
    """Tell whether one of those rows is of what a question names, and has no cell where it asks.

    `rows` are all of the table.
    """
    cells = [cells_of(row) for row in rows]
    headings = dict.fromkeys(heading for row in cells for heading in row)
    asked = {one for one in headings if _is_column_asked_for(focus, one)}
    telling = _telling_columns(cells)
    return any(
        not asked <= cells[index].keys()
        and any(is_named(focus, cells[index].get(heading, "")) for heading in telling)
        for index in those
    )


def _is_column_asked_for(focus: Focus, heading: str) -> bool:
    """Tell whether a question has all words of a heading; a unit in brackets need not be there."""
    name = _IN_BRACKETS.sub("", heading)
    return 0 < _weighty(name) <= int(holds_each(focus, name).sum())


def _of_others(focus: Focus, cells: Sequence[Row]) -> set[int]:
    """Return the indexes of the rows that are of something else than what the question names.

    The question has a whole cell of another row, in a column that tells what a row is of; this one
    has none of it, and not a word of the question in its own cell there: "Døralarm", where
    "Vasketoilet" is asked about.
    """
    if focus.asks[0] in _OF_NO_ROW:
        return set()
    others: set[int] = set()
    of_it: set[int] = set()
    for heading in _telling_columns(cells):
        named = [one for one in {row.get(heading, "") for row in cells} if is_named(focus, one)]
        asked = holds_each(focus, "; ".join(named))
        if (asked & focus.strong).any():
            unlike = {i for i, row in enumerate(cells) if _is_unlike(focus, row, heading, asked)}
            others |= unlike
            of_it |= {*range(len(cells))} - unlike
    if focus.asks[0] == "yes_no":  # "Leverer Nordvej sengene?": that another one does, answers
        return others - of_it
    return others


def _is_unlike(focus: Focus, row: Row, heading: str, asked: NDArray[np.bool_]) -> bool:
    """Tell whether a row lacks a word of what is asked, and says another thing under a heading."""
    value = row.get(heading, "")
    if not value or OF_ALL.match(value) or holds_each(focus, value).any():
        return False
    return bool((asked & ~holds_each(focus, "; ".join(row.values()))).any())


def _telling_columns(cells: Sequence[Row]) -> list[str]:
    """Return the headings of the columns that tell what a row is of: text, before any figures."""
    columns: list[str] = []
    for heading in dict.fromkeys(heading for row in cells for heading in row):
        values = [row[heading] for row in cells if row.get(heading)]
        if all(_CODE.fullmatch(one) or figure_of(one) is not None or day_of(one) for one in values):
            if columns:
                break
            continue
        columns.append(heading)
    return columns[:_MOST_TELLING]


def is_named(focus: Focus, value: str) -> bool:
    """Tell whether each word of a cell is one of the question's."""
    if value.lower() in YES | NO | NEITHER or not any(map(str.isalpha, value)):
        return False
    lowered = value.lower()
    if not any(term.text.lower()[:_ALIKE] in lowered for term in focus.terms):
        return False
    return 0 < _weighty(value) <= int(holds_each(focus, value).sum())


def _weighty(text: str) -> int:
    return len(danish.content_terms(text))
