"""Where a quote stands on a drawn page: a wrong mark is worse than none."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher

from assistant.web.page_image import Box

_LEAST_SHARE = 0.5  # of the quote's letters and digits that must be found in order
_LEAST_RUN = 6  # letters and digits in a row: shorter runs agree by chance
_SPREAD = 1.6  # how much longer than the quote the marked part of the page may be
_SAME_LINE = 0.6  # of a character's height: boxes that overlap so much stand on one line


def _letters(text: str) -> tuple[str, list[int]]:
    """Return the letters and digits, folded, and the position of each in the text."""
    letters, positions = [], []
    for position, character in enumerate(text):
        for part in unicodedata.normalize("NFKC", character).casefold():
            if part.isalnum():
                letters.append(part)
                positions.append(position)
    return "".join(letters), positions


def positions(quote: str, page: str) -> list[int]:
    """Return the positions in a page's text where a quote stands, none when under half is found.

    Only letters and digits are compared, so line breaks, hyphenation and ligatures do not matter.
    """
    sought, _ = _letters(quote)
    text, at = _letters(page)
    if not sought:
        return []
    found = text.find(sought)
    while found >= 0:
        first, last = at[found], at[found + len(sought) - 1]
        if not page[first - 1 : first].isalnum() and not page[last + 1 : last + 2].isalnum():
            return _filled(first, last, page)
        found = text.find(sought, found + 1)
    runs = [
        block
        for block in SequenceMatcher(None, text, sought, autojunk=False).get_matching_blocks()
        if block.size >= _LEAST_RUN
    ]
    if not runs:
        return []
    longest = max(runs, key=lambda run: run.size)
    if text.count(text[longest.a : longest.a + longest.size]) > 1:
        return []  # the same words elsewhere on the page: which of them it is cannot be told
    near = [
        run
        for run in runs
        if abs((run.a - run.b) - (longest.a - longest.b)) <= (_SPREAD - 1) * len(sought)
    ]
    if sum(run.size for run in near) < _LEAST_SHARE * len(sought):
        return []
    return [p for run in near for p in _filled(at[run.a], at[run.a + run.size - 1], page)]


def _filled(first: int, last: int, page: str) -> list[int]:
    while last + 1 < len(page) and not page[last + 1].isspace() and not page[last + 1].isalnum():
        last += 1  # the full stop and the closing quotation mark
    return list(range(first, last + 1))


def row_values(row: str) -> str:
    """Return the values of a table row that reads "heading: value; heading: value"."""
    return " ".join(cell.partition(": ")[2] or cell for cell in row.split("; "))


def marks(quotes: Sequence[str], page: str, boxes: Sequence[Box]) -> list[Box]:
    """Return one box for each line of a quote on a page, none when it is not there.

    Args:
        quotes: What to mark: the first of these that stands on the page.
        page: The page's text.
        boxes: Where each of its characters stands.
    """
    lines: list[Box] = []
    found = next((at for quote in quotes if (at := positions(quote, page))), [])
    for position in found:
        box = boxes[position]
        if page[position].isspace() or box[2] <= box[0] or box[3] <= box[1]:
            continue
        if lines and _continues(lines[-1], box):
            last = lines[-1]
            lines[-1] = (
                min(last[0], box[0]), min(last[1], box[1]),
                max(last[2], box[2]), max(last[3], box[3]),
            )  # fmt: skip
        else:
            lines.append(box)
    return lines


def _continues(line: Box, box: Box) -> bool:
    overlap = min(line[3], box[3]) - max(line[1], box[1])
    gap = box[0] - line[2]
    height = min(line[3] - line[1], box[3] - box[1])
    return overlap >= _SAME_LINE * height and -height <= gap <= 3 * height
