"""The unit that a line above a table gives for its numbers, written into the columns' headings.

A row is quoted alone: without "(1.000 kr.)" its 1150 would read as 1,150 kroner.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ingest.read.outline import Outline

_MANY = (
    r"(?:hele )?(?:1[. ]?000|tusinder?|mio\.?|mia\.?|mill\.?|millioner|milliarder"
    r"|thousands?|millions?)"
)
_MONEY = r"(?:kr\.?|kroner|dkk|euro?|€)"
_PEOPLE = r"(?:personer|borgere|people)"
_OF = rf"(?:{_MONEY}|{_PEOPLE}|timer|stk\.?|ton|kwh|m2|m²|m3)"
_SHORT = rf"t\.?kr\.?|{_MONEY}|procent|pct\.?|%|timer|minutter|årsværk"
_MEASURE = rf"(?:(?:{_MANY} ?{_OF}|{_MANY}|{_SHORT})(?!\w))"
_COUNTED = (
    r"(?:beløb|tal|antal|pris|udgift|indtægt|værdi|opgjort|angivet|amount|figure|number)\w*\b"
)
_LINES = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"\(?({_MEASURE})\)?\.?",
        rf"(?:alle |all )?{_COUNTED}[^.:;]{{0,30}}?\b(?:i|in) ({_MEASURE}).{{0,60}}",
        rf"enhed(?:er)?: ?({_MEASURE})\.?",
        rf".+(?:\(|, )(?:i |in |beløb i |tal i )?({_MEASURE})(?: i \d{{4}}-priser)?\)?\.?",
        rf".+ i ({_MANY} ?{_OF}|t\.?kr\.?)\.?",
    )
)
_NUMBER = re.compile(r"[-+−(]*\d[\d.,\s\xa0]*\)?")
_NOTHING = re.compile(r"[-–—.]|i\.?o\.?|n/?a", re.I)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NO_MEASURE = re.compile(r"\b(?:år|årstal|year|nr|nummer|kode|konto|cvr|id|uge|side|alder)\b", re.I)
_OWN_MEASURE = re.compile(
    r"%|\b(?:kr|dkk|pct|procent|andel|indeks|timer|minutter|dage|stk|årsværk|percent|share)\b", re.I
)
_COUNT = r"(?:^|[–(,:] ?)(?:\S+ )?(?:antal|number)\b|\b(?:antal|number)$"  # not "til et antal"
_COUNTED_ONES = r"(?:\w+e )?(?:borgere|personer|brugere|medarbejdere|besøg)\b"  # "Nye borgere"
_OWN_COUNT = re.compile(rf"{_COUNT}|^{_COUNTED_ONES}(?: i alt)?$", re.I)
_COLUMN_OF_COUNTS = re.compile(rf"{_COUNT}|(?:^|– ){_COUNTED_ONES}", re.I)
_LINE_CHARACTERS = 120
_LINES_ABOVE = 3


def unit_above(outline: Outline) -> str | None:
    """Return the unit that the lines right above, or the headings, give; None without one."""
    for line in outline.lines_above(_LINES_ABOVE, _LINE_CHARACTERS):
        if unit := unit_of(line):
            return unit
    return None


def unit_of(line: str) -> str | None:
    """Return the unit that a line gives: "Beløb i 1.000 kr. i 2024-priser" → "1.000 kr."."""
    text = " ".join(line.split())
    found = next((match for pattern in _LINES if (match := pattern.fullmatch(text))), None)
    return found[1] if found else None


def with_unit(
    names: Sequence[str], columns: Iterable[Sequence[object]], unit: str | None
) -> list[str]:
    """Return the columns' headings, those over bare numbers with the unit.

    Args:
        names: One for each column, empty where it has none.
        columns: The cells below each; what is no text is a part of a merged cell.
        unit: As the line gives it.
    """
    found = list(names)
    for index, cells in enumerate(columns if unit else ()):
        texts = [cell for cell in cells if isinstance(cell, str) and cell]
        if unit and _takes(names[index], texts, unit):
            found[index] = f"{names[index]} ({unit})" if names[index] else unit
    if unit and unit_of(names[0]) == unit == found[0]:
        found[0] = ""  # a table's corner holds no heading of the labels below it
    return found


def has_own_unit(label: object, unit: str | None, counts: re.Pattern[str] = _OWN_COUNT) -> bool:
    """Say whether a row or column is called by what it counts, so that the unit is not its own.

    A budget's "Oplæring af medarbejdere" and "Borgere med demens" count none: they cost money.
    """
    if not isinstance(label, str) or unit is None:
        return False
    of_people = re.fullmatch(rf"{_MANY}(?: ?{_PEOPLE})?", unit, re.I)
    return bool(_OWN_MEASURE.search(label)) or not of_people and bool(counts.search(label))


def _takes(name: str, cells: Sequence[str], unit: str) -> bool:
    """Say whether a column holds bare numbers of the unit: no years, no counts among amounts."""
    if _NO_MEASURE.search(name) or has_own_unit(name, unit, _COLUMN_OF_COUNTS):
        return False
    told = [cell for cell in cells if not _NOTHING.fullmatch(cell)]
    if not told or not all(map(_NUMBER.fullmatch, told)):
        return False
    return bool(_YEAR.search(name)) or not all(map(_YEAR.fullmatch, told))
