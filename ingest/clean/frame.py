"""What frames a web page's article: all above its title, all below its last words.

A page's frame is told by its marks: buttons, menus, forms, addresses. Where enough of them stand,
the lines between them are the site's too, though no phrase knows them.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from ingest.clean.crowds import in_lists

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.clean.labels import Label, Line

_PROSE_WORDS = 10  # a shorter sentence above the title may be the site's greeting
_TITLE_WORDS = 3  # at least
_REPEATED_WORDS = 4  # at least, when it is said twice; a shorter one may be a menu's entry
_LEAD_WORDS = 7  # at least, of a lead without a full stop right under the title
_HEAD_WORDS = 25  # a longer line above the title is no site's
_HEAD_LINES = 60
_FOOT_MARKS = 4  # at least, of the lines below
_FOOT_SHARE = 0.4  # of the lines below that are marks, at least
_FOOT_TEXT = 0.15  # of the document's text that may stand among them: teasers
_SENTENCES = re.compile(r"[.!…:]$|[.!?]\s+[A-ZÆØÅ]")
_ABOVE: tuple[Label, ...] = ("site", "menu", "trails", "interface")
_BELOW_TITLE: tuple[Label, ...] = (*_ABOVE, "inline", "dates", "phones", "mails", "themes")
_SURE: tuple[Label, ...] = ("site", "anchors", "tail")
_START: tuple[Label, ...] = (
    "site", "anchors", "tail", "headings", "phones", "mails", "addresses", "hours"
)  # fmt: skip


def above(lines: Sequence[Line], gone: set[int], title: str) -> tuple[set[int], int | None]:
    """What frames the article from above, and where its title stands when that shows it.

    Args:
        lines: The page's.
        gone: What is known to be the site's.
        title: In the form in which lines are compared, "" when nothing tells it for sure.
    """
    first = next((i for i, line in enumerate(lines[:_HEAD_LINES]) if _is_prose(line)), None)
    if first is None:
        return set(), None
    marks = {i for i in range(first) if i in gone or lines[i].label in _ABOVE}
    own = _title(lines, marks, first, title)
    if own is None or not any(i < own for i in marks):
        return set(), None
    site = {i for i in range(own) if len(lines[i].normal.split()) <= _HEAD_WORDS}
    return site | {i for i in range(own + 1, first) if lines[i].label in _BELOW_TITLE}, own


def below(lines: Sequence[Line], gone: set[int]) -> set[int]:
    """Everything from the first mark of a footer after which hardly any text comes."""
    listed = in_lists(lines)
    limit = _FOOT_TEXT * sum(len(line.normal) for line in lines)
    found = len(lines)
    marks, told, sure, early = 0, 0, False, False
    for start in range(len(lines) - 1, -1, -1):
        line = lines[start]
        if line.piece.kind == "table_row" or start in listed:
            break
        marks += bool(line.label) or start in gone
        sure = sure or line.label in _SURE
        if line.text and start not in gone:
            told, early = told + len(line.normal), True
        if line.label == "tail":
            early = False  # teasers stand below such a line
        if told > limit:
            break
        enough = marks >= max(_FOOT_MARKS, _FOOT_SHARE * (len(lines) - start))
        if line.label in _START and sure and enough and not early:
            found = start
    return set(range(found, len(lines)))


def _is_prose(line: Line) -> bool:
    told = line.text and not line.piece.text.endswith("?")
    return told and len(line.normal.split()) >= _PROSE_WORDS and line.piece.kind == "paragraph"


def _title(lines: Sequence[Line], marks: set[int], first: int, title: str) -> int | None:
    """The line of the title that is known or said twice, or the longest one that is no lead."""
    counts = Counter(line.normal for line in lines[: first + 1])
    twice = {text for text in counts if counts[text] > 1 and len(text.split()) >= _REPEATED_WORDS}
    known = [i for i in range(first) if lines[i].normal in ({title} if title else twice)]
    if known:
        return known[0]
    runs = [[i for i in run if _could_be_title(lines[i])] for run in _stretches(marks, first)]
    runs = [run for run in runs if run]
    best = max(runs, key=lambda run: max(len(lines[i].normal) for i in run), default=None)
    if not best:
        return None
    longest = max(best, key=lambda i: len(lines[i].normal))
    is_lead = len(lines[longest].normal.split()) >= _LEAD_WORDS
    return longest - 1 if is_lead and longest - 1 in best else longest


def _stretches(marks: set[int], first: int) -> Iterator[range]:
    """Runs of lines without a mark."""
    start = 0
    for end in range(first + 1):
        if end == first or end in marks:
            yield range(start, end)
            start = end + 1


def _could_be_title(line: Line) -> bool:
    words = len(line.normal.split())
    told = _SENTENCES.search(line.piece.text) or line.piece.text.count("|") > 1
    return _TITLE_WORDS <= words <= _HEAD_WORDS and not told and not line.label
