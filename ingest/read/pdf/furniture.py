"""Running heads, running feet and page numbers, told by their place on every page."""

from __future__ import annotations

import re
from collections import Counter

from ingest.contents import entries
from ingest.read.pdf.order import rows_of
from ingest.read.pdf.shapes import Segment
from ingest.repeated import keys

_ZONE = 0.11  # of the page's height, at the top and at the bottom
_SHARE = 0.4  # of the pages that carry it; a chapter's name runs on fewer than all
_PAGE_NUMBER = re.compile(
    r"^[-–—|\s]*(?:(?:side|s\.|page|p\.)\s*)?(\d{1,4}|[ivxlc]{1,6})(?:\s*(?:/|af|of)\s*\d{1,4})?[-–—|\s]*$",
    re.I,
)
_OUTER_NUMBER = re.compile(r"(\d{1,4})\s*[|·•–—-]\s*(.+)|(.+?)\s*[|·•–—-]\s*(\d{1,4})")


def without_furniture(
    pages: list[list[Segment]], heights: list[float]
) -> tuple[list[list[Segment]], list[str]]:
    """Return the pages' lines without furniture, and the lines that went."""
    seen: Counter[str] = Counter()
    for page, (lines, height) in enumerate(zip(pages, heights, strict=True)):
        seen.update({k for line in lines if _in_zone(line, height) for k in _keys(line, page)})
    enough = max(2, round(_SHARE * len(pages)))
    kept: list[list[Segment]] = []
    gone: list[str] = []
    for page, (lines, height) in enumerate(zip(pages, heights, strict=True)):
        rows = rows_of(lines)
        listed = entries([" ".join(line.text for line in row) for row in rows])
        own: list[Segment] = []
        for index, line in ((index, line) for index, row in enumerate(rows) for line in row):
            if index in listed or _is_furniture(line, page, height, seen, enough):
                gone.append(line.text)
            else:
                own.append(line)
        kept.append(own)
    return kept, gone


def _keys(line: Segment, page: int) -> set[str]:
    """What a line repeats; a page number may change sides: "14 | Navn" and "Navn | 15"."""
    found = keys(line.text, page)
    if outer := _OUTER_NUMBER.fullmatch(line.text.casefold()):
        number, text = outer[1] or outer[4], outer[2] or outer[3]
        found.add(f"#{int(number) - page:+}#{text}")
    return found


def _in_zone(line: Segment, height: float) -> bool:
    return line.bottom <= _ZONE * height or line.top >= (1 - _ZONE) * height


def _is_furniture(line: Segment, page: int, height: float, seen: Counter[str], enough: int) -> bool:
    if not _in_zone(line, height):
        return False
    return bool(_PAGE_NUMBER.match(line.text)) or any(
        seen[key] >= enough for key in _keys(line, page)
    )
