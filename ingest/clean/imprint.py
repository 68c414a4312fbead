"""What a page's furniture tells of its origin, before it is thrown away."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.clean.labels import is_byline
from ingest.clean.phrases import normal, phrases
from ingest.offices import OFFICE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.clean.pieces import Piece

_OWNER = re.compile(
    r"(?:©|[Cc]opyright)\s*(?:20\d\d)?\s*(?:[-–]\s*20\d\d)?,?\s*([A-ZÆØÅ][^\d|·•,.]{1,50}?)"
    r"\s*(?:20\d\d)?[.|]?"
)
_LATER = re.compile(r"opdateret|ændret|revideret|redigeret|updated|modified")
_CENTURY = 100
_TURN = 70  # two-digit years from 70 are of the 20th century


def year_of_stamp(lines: Sequence[Piece], text_starts: int) -> int | None:
    """The year of the first date of publication; of an update when there is no other.

    Args:
        lines: What went as boilerplate.
        text_starts: Where the text began in the raw document: a date without a word counts only
            above, below it is some other page's.
    """
    known = phrases()
    stamps: list[tuple[bool, str]] = []
    for piece in lines:
        line = _text(piece)
        date = known.date.search(line)
        if not date:
            continue
        lone = (
            date.group() == line.removeprefix("dato").strip(" :")
            and piece.block.start < text_starts
        )
        if lone or known.lines.fullmatch(line) or is_byline(piece.text.strip()):
            stamps.append((bool(_LATER.search(line)), date.group()))
    return _year(min(stamps, key=lambda stamp: stamp[0])[1]) if stamps else None


def owner(lines: Sequence[Piece]) -> str | None:
    """The office that a footer with its registration number names, or the copyright's owner."""
    has_anchor = any(phrases().weak["anchors"].fullmatch(_text(line)) for line in lines)
    for line in lines:
        if has_anchor and OFFICE.fullmatch(line.text.strip()):
            return line.text.strip()
    for line in lines:
        if found := _OWNER.fullmatch(line.text.strip()):
            return found[1].strip()
    return None


def _text(line: Piece) -> str:
    return normal(line.text)


def _year(date: str) -> int | None:
    if full := re.search(r"(?:19|20)\d\d", date):
        return int(full[0])
    short = re.search(r"(\d\d)$", date)
    if not short:
        return None
    year = int(short[1])
    return 2000 + year if year < _TURN else 2000 - _CENTURY + year
