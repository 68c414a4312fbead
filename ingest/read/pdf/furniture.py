"""Running heads, running feet and page numbers, told by their place on every page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.contents import entries
from ingest.read.pdf.order import rows_of, same_columns
from ingest.read.pdf.shapes import Segment
from ingest.repeated import keys

_ZONE = 0.11  # of the page's height, at the top and at the bottom
_SHARE = 0.4  # of the pages that carry it; a chapter's name runs on fewer than all
_SAME_PLACE_PT = 6.0  # a running line stands as far from the page's edge on every page
_HEADER_PITCH = 3.0  # of the font size, between a table's header and its first row
_NAMED_NUMBER = re.compile(
    r"[-–—|\s]*(?:(?:side|s\.|page|p\.)\s*(?P<named>\d{1,4})(?:\s*(?:/|af|of)\s*\d{1,4})?"
    r"|[-–—|]\s*(?P<dashed>\d{1,4})\s*[-–—|])[-–—|\s]*",
    re.I,
)
_BARE_NUMBER = re.compile(
    r"[-–—|\s]*(?P<number>\d{1,4}|[ivxlc]{1,6})(?:\s*(?:/|af|of)\s*\d{1,4})?[-–—|\s]*", re.I
)
_OUTER_NUMBER = re.compile(r"(\d{1,4})\s*[|·•–—-]\s*(.+)|(.+?)\s*[|·•–—-]\s*(\d{1,4})")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a line stands: its page from 0, and how far from the upper or lower edge."""

    page: int
    top: bool
    distance: float


def without_furniture(
    pages: list[list[Segment]], heights: list[float]
) -> tuple[list[list[Segment]], list[str]]:
    """Return the pages' lines without furniture, and the lines that went.

    A page number runs with the pages: a number that does not is a value, and stays.
    """
    seen: defaultdict[str, set[_Place]] = defaultdict(set)
    for page, (lines, height) in enumerate(zip(pages, heights, strict=True)):
        for line in lines:
            if (place := _place(line, page, height)) is not None:
                for key in _keys(line, page):
                    seen[key].add(place)
    enough = max(2, round(_SHARE * len(pages)))
    kept: list[list[Segment]] = []
    gone: list[str] = []
    for page, (lines, height) in enumerate(zip(pages, heights, strict=True)):
        rows = rows_of(lines)
        listed = entries([" ".join(line.text for line in row) for row in rows])
        found: set[int] = set()
        for index, row in enumerate(rows):
            if index in listed:
                found.update(map(id, row))
            elif not _heads_table(rows, index):
                found.update(_furniture(row, page, height, seen, enough))
        left = [line for line in lines if id(line) not in found]
        found.update(id(line) for line in left if _is_own_number(line, left, page, height))
        kept.append([line for row in rows for line in row if id(line) not in found])
        gone += [line.text for row in rows for line in row if id(line) in found]
    return kept, gone


def _keys(line: Segment, page: int) -> set[str]:
    """What a line repeats; a page number may change sides: "14 | Navn" and "Navn | 15"."""
    found = keys(line.text, page)
    if outer := _OUTER_NUMBER.fullmatch(line.text.casefold()):
        number, text = outer[1] or outer[4], outer[2] or outer[3]
        found.add(f"#{int(number) - page:+}#{text}")
    if (number := _bare_number(line)) is not None:
        found.add(f"#{number - page:+}#")
    return found


def _place(line: Segment, page: int, height: float) -> _Place | None:
    """Return the place of a line that stands in the head or foot of its page."""
    if line.bottom <= _ZONE * height:
        return _Place(page, True, line.base)
    if line.top >= (1 - _ZONE) * height:
        return _Place(page, False, height - line.base)
    return None


def _furniture(
    row: Sequence[Segment],
    page: int,
    height: float,
    seen: dict[str, set[_Place]],
    enough: int,
) -> set[int]:
    """Return the identities of a row's lines that run through the pages.

    A number or a sign beside words goes with them or not at all: it is the number of a heading, a
    cell of a table or the bullet of an item.
    """
    said = [line for line in row if _has_words(line)]
    gone = {id(line) for line in said if _runs(line, page, height, seen, enough)}
    if len(gone) == len(said):
        others = [line for line in row if not _has_words(line)]
        gone |= {
            id(line)
            for line in others
            if said or _runs(line, page, height, seen, enough, alone=len(row) == 1)
        }
    return gone


def _has_words(line: Segment) -> bool:
    return _BARE_NUMBER.fullmatch(line.text) is None and any(map(str.isalpha, line.text))


def _runs(
    line: Segment,
    page: int,
    height: float,
    seen: dict[str, set[_Place]],
    enough: int,
    *,
    alone: bool = True,
) -> bool:
    place = _place(line, page, height)
    if place is None or not any(map(str.isalnum, line.text)):
        return False
    if _NAMED_NUMBER.fullmatch(line.text):
        return True
    for key in _keys(line, page):
        if not alone and not key.startswith("#"):
            continue  # the same years may stand over the columns of several pages
        same = {
            other.page
            for other in seen[key]
            if other.top == place.top and abs(other.distance - place.distance) <= _SAME_PLACE_PT
        }
        if len(same) >= enough:
            return True
    return False


def _is_own_number(line: Segment, left: Sequence[Segment], page: int, height: float) -> bool:
    """Say whether the outermost line of a page holds the page's own number and nothing else."""
    place = _place(line, page, height)
    if place is None or _bare_number(line) != page + 1 or not line.text[-1:].isdigit():
        return False
    others = [other for other in left if other is not line]
    if place.top:
        return all(other.top >= line.bottom for other in others)
    return all(other.bottom <= line.top for other in others)


def _bare_number(line: Segment) -> int | None:
    """Return the number that a line holds and nothing else, also a Roman one."""
    found = _BARE_NUMBER.fullmatch(line.text)
    if found is None:
        return None
    number = found["number"].casefold()
    if number.isdigit():
        return int(number)
    values = [_ROMAN[letter] for letter in number]
    return sum(
        -value if value < max(values[index:]) else value for index, value in enumerate(values)
    )


def _heads_table(rows: Sequence[Sequence[Segment]], index: int) -> bool:
    """Say whether the row right below has the same columns: a table's header is no running head."""
    row, below = rows[index], rows[index + 1 : index + 2]
    if len(row) < 2 or not below or len(below[0]) != len(row):
        return False
    near = 0 < below[0][0].base - row[0].base <= _HEADER_PITCH * row[0].size
    return near and same_columns(row, below[0]) == len(row)
