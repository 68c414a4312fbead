"""The numbers of footnotes: no text where a note begins, nor where a word is followed by one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.read.pdf.shapes import Segment
from ingest.read.pdf.tables import Table

_SMALL = 0.93  # of the running text's size, at most
_RAISED = 0.8  # of the size of the note's own text, at most
RAISED_DIGITS = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", "1234567890")
_GLUED = re.compile(r"[¹²³⁴-⁹⁰]{1,3}|\d{1,3}(?=[A-ZÆØÅ][a-zæøå])")
_NUMBER = re.compile(r"\d{1,3}")
_AFTER_WORD = re.compile(r"(?<![^\W\d_])([^\W\d_]{3,}[.,;:!?)\"”»]*)(\d{1,3})([.,;:!?)\"”»]*)$")


def without_numbers(items: Sequence[Segment | Table], size: float) -> None:
    """Take the numbers away from a page's notes and from the words that they belong to.

    Args:
        items: Of one page, in reading order.
        size: Of the running text.
    """
    lines = [item for item in items if isinstance(item, Segment)]
    text = [line for line in lines if line.size >= _SMALL * size]
    marks = {mark for line in lines for word in line.words for mark in _NUMBER.findall(word.mark)}
    noted = set(_notes([line for line in lines if _is_foot(line, text, size)], marks))
    for word in (word for line in text for word in line.words):
        found = _AFTER_WORD.search(word.text)
        if found and found[2] in noted:
            word.text = word.text[: found.start()] + found[1] + found[3]


def _is_foot(line: Segment, text: Sequence[Segment], size: float) -> bool:
    """Say whether a line is in small print, below the text of its column."""
    above = [own.base for own in text if own.x0 < line.x1 and line.x0 < own.x1]
    return line.size < _SMALL * size and bool(above) and max(above) < line.base


def _notes(lines: Sequence[Segment], marks: set[str]) -> Iterator[str]:
    """Mark the lines that begin a note, without its number; yield the numbers."""
    for line in lines:
        first, *others = line.words
        if (found := _GLUED.match(first.text)) and (others or found[0] != first.text):
            first.text = first.text[found.end() :]
            line.words = line.words if first.text else others
        elif (found := _NUMBER.fullmatch(first.text)) and others:
            raised = first.size <= _RAISED * others[0].size and first.base < others[0].base
            if not raised and found[0] not in marks:
                continue
            line.words = others
        else:
            continue
        line.begins_note = True
        yield found[0].translate(RAISED_DIGITS)
