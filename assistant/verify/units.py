"""Amounts in a table whose headings say what they are counted in: "Budget (1.000 kr.): 420"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest import danish

_UNIT = re.compile(
    r"\b(?:(?P<thousand>1[. ]?000 kr|tusinde kr|t\.? ?kr)|mio\.? ?kr|millioner kr)"
    r"(?:oner)?\.?[^\d:;]{0,20}: (?=[-–]?\d)",
    re.I,
)
_CELL_ENDS = re.compile(r";|$")


@dataclass(frozen=True, slots=True)
class HeadingUnit:
    """What a heading says that the amount of its cell is counted in.

    Attributes:
        unit: Span of the words that say so.
        cell: Span of the cell.
        kroner: How many.
    """

    unit: tuple[int, int]
    cell: tuple[int, int]
    kroner: int


def heading_units(row: str) -> list[HeadingUnit]:
    """Return the units of a row's cells, of those that have one."""
    found = []
    for match in _UNIT.finditer(row):
        end = _CELL_ENDS.search(row, match.end())
        cell = match.end(), end.start() if end else len(row)
        found.append(HeadingUnit(match.span(), cell, 1_000 if match["thousand"] else 1_000_000))
    return found


def in_unit(value: danish.Value, units: Sequence[HeadingUnit]) -> tuple[str, str] | None:
    """Return the amount that a bare number of a cell stands for, as key and group."""
    for one in units:
        if one.cell[0] <= value.start < one.cell[1] and value.kind in ("number", "year"):
            number = value.canonical.partition(":")[2]
            amount = float(number) * one.kroner
            return f"amount:{int(amount) if amount.is_integer() else amount}", "amount"
    return None
