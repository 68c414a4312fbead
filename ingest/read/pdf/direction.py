"""Which way text lies on a page: upright, on its side or upside down."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from ingest.read.pdf.lines import segments
from ingest.read.pdf.shapes import Box, Page, Word

_SKEW = 20.0  # degrees; a scan is never laid that crooked, and a stamp lies more so
_TEXT_WORDS = 12  # fewer beside a page's own text are a picture's name or an axis's
_SAME_LINE = 0.35  # of the font size
_REACH_PT = 4.0  # a rule may end that short of the one it meets


def facing(a: float, b: float, c: float, d: float) -> int | None:
    """Return where text runs: 0 to the right, 90 up, 180 to the left, 270 down; None aslant.

    Args:
        a: With `b`, `c` and `d` a text's matrix, as PDF writes it.
        b: How far the line climbs.
        c: Of the letters' slant.
        d: Of their height.
    """
    angle = math.degrees(math.atan2(b, a))
    nearest = round(angle / 90) * 90
    if a * d < b * c:
        return 0  # mirrored: the line's way tells nothing
    return nearest % 360 if abs(angle - nearest) <= _SKEW else None


def main_facing(letters: Counter[int | None], upright: int) -> int:
    """Return the direction in which a page is read, that of most letters.

    Args:
        letters: How many run each way.
        upright: The direction in which the page is shown.
    """
    ways = sorted((count, way == upright, way) for way, count in letters.items() if way is not None)
    return ways[-1][2] if ways else upright


def is_text(page: Page) -> bool:
    """Say whether what lies across a page's own text is to be read, and no label or stamp."""
    return len(page.words) >= _TEXT_WORDS


def line_by_line(words: list[Word]) -> list[Word]:
    """Return words from left to right on each line: pdfium mixes turned ones up."""
    found: list[Word] = []
    line: list[Word] = []
    for word in sorted(words, key=lambda word: word.base):
        if line and word.base - line[0].base > _SAME_LINE * max(line[0].size, word.size):
            found += sorted(line, key=lambda word: word.x0)
            line = []
        line.append(word)
    return found + sorted(line, key=lambda word: word.x0)


def take_cells(page: Page, aside: Page, turn: int) -> None:
    """Move turned text that stands in a ruled cell, as narrow columns' headings do, to the page.

    Args:
        page: With its rules.
        aside: Words that run another way, as if they were upright.
        turn: Degrees from the page's direction to theirs, 90, 180 or 270.
    """
    cells: dict[tuple[float, float, float, float], list[Word]] = {}
    for line in segments(aside.words, []):
        place = _turned_back(line, page, turn)
        if cell := _cell(place, page):
            cells.setdefault(cell, []).extend(line.words)
    taken = {id(word) for words in cells.values() for word in words}
    aside.words = [word for word in aside.words if id(word) not in taken]
    for (x0, top, x1, bottom), words in cells.items():
        held = replace(words[0], top=top, bottom=bottom, base=bottom)
        held.x0 = held.x1 = (x0 + x1) / 2
        held.text = " ".join(word.text for word in words)
        page.words.append(held)


def _turned_back(box: Box, page: Page, turn: int) -> Box:
    """Return a box of turned text where it stands on the page."""
    width, height = page.width, page.height
    if turn == 90:
        return Box(box.top, height - box.x1, box.bottom, height - box.x0)
    if turn == 270:
        return Box(width - box.bottom, box.x0, width - box.top, box.x1)
    return Box(width - box.x1, height - box.bottom, width - box.x0, height - box.top)


def _cell(box: Box, page: Page) -> tuple[float, float, float, float] | None:
    """Return the edges of the ruled cell that a box stands in."""
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    down = [r.x0 for r in page.down if r.top - _REACH_PT <= y <= r.bottom + _REACH_PT]
    across = [r.top for r in page.across if r.x0 - _REACH_PT <= x <= r.x1 + _REACH_PT]
    sides = _between(down, x), _between(across, y)
    if sides[0] is None or sides[1] is None:
        return None
    return sides[0][0], sides[1][0], sides[0][1], sides[1][1]


def _between(lines: Iterable[float], position: float) -> tuple[float, float] | None:
    lines = sorted(lines)
    if not lines or not lines[0] < position < lines[-1]:
        return None
    return max(x for x in lines if x <= position), min(x for x in lines if x > position)
