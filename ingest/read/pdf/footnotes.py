"""Footnotes: without their numbers, and beside the text that they belong to."""

from __future__ import annotations

import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from ingest.read.pdf.blocks import Piece, is_finished
from ingest.read.pdf.cells import joined
from ingest.read.pdf.order import same_line
from ingest.read.pdf.shapes import RAISED_DIGITS, Segment, Word

_SMALL = 0.93  # of the running text's size, at most
_RAISED = 0.8  # of the size of the note's own text, at most
_PITCH = 2.0  # of the font size, from one line of a note to the next at most
_NUMBER_GAP = 3.0  # of the font size, between a note's number and its text at most
_GLUED = re.compile(r"[¹²³⁴-⁹⁰]{1,3}|\d{1,3}(?=[A-ZÆØÅ][a-zæøå])")
_NUMBER = re.compile(r"\d{1,3}")
_AFTER_WORD = re.compile(r"(?<![^\W\d_])([^\W\d_]{3,}[.,;:!?)\"”»]*)(\d{1,3})([.,;:!?)\"”»]*)$")


@dataclass(slots=True)
class Note:
    """A footnote.

    Attributes:
        page: That it stands on, from 1.
        lines: Without its number.
        noted: The word that its number follows, None where none does.
    """

    page: int
    lines: list[Segment]
    noted: Word | None = None


def take_notes(
    lines: Sequence[Segment], words: Sequence[Word], size: float, page: int
) -> tuple[list[Segment], list[Note]]:
    """Return a page's lines without its footnotes, and these; their numbers go everywhere.

    Args:
        lines: In reading order.
        words: All of the page's, also those in tables.
        size: Of the running text.
        page: From 1.
    """
    lines = _with_numbers(lines, size)
    text = [line for line in lines if line.size >= _SMALL * size]
    marks = {mark for word in words for mark in _NUMBER.findall(word.mark)}
    noted = set(_notes([line for line in lines if _is_foot(line, text, size)], marks))
    for word in (word for line in text for word in line.words):
        found = _AFTER_WORD.search(word.text)
        if found and found[2] in noted:
            word.text = word.text[: found.start()] + found[1] + found[3]
            word.mark = found[2]
    kept: list[Segment] = []
    notes: list[Note] = []
    last: Segment | None = None
    for line in lines:
        if line.note:
            own = (word for word in words if line.note in _NUMBER.findall(word.mark))
            notes.append(Note(page, [line], next(own, None)))
        elif last is not None and line.size < _SMALL * size and _is_next(last, line):
            notes[-1].lines.append(line)
        else:
            kept.append(line)
            last = None
            continue
        last = line
    return kept, notes


def with_notes(pieces: Sequence[Piece], notes: Sequence[Note]) -> list[Piece]:
    """Put each note right after the paragraph, list or table that it belongs to."""
    holders: dict[int, int] = {}
    for index, piece in enumerate(pieces):
        held = piece.table.noted if piece.table else [w for line in piece.lines for w in line.words]
        holders.update({id(word): index for word in held})
    after: defaultdict[int, list[Piece]] = defaultdict(list)
    at_page = list(accumulate((piece.page for piece in pieces), max))
    for note in notes:
        before = bisect(at_page, note.page) - 1
        holder = holders.get(id(note.noted), max(before, 0))
        own = Piece(note.page, note.lines, indent=note.lines[0].x0)
        after[_end_of(pieces, holder)].append(own)
    found: list[Piece] = list(after[0]) if not pieces else []
    for index, piece in enumerate(pieces):
        found += [piece, *after[index]]
    return found


def _end_of(pieces: Sequence[Piece], index: int) -> int:
    """Return the last piece of what a piece opens or is in: a section's first text, list, table."""
    for at in range(index, len(pieces) - 1):
        piece, following = pieces[at], pieces[at + 1]
        leads = not is_finished(piece) or piece.text.rstrip().endswith(":")
        if piece.kind == "heading":
            continue
        if following.kind == "item" and (piece.kind == "item" or leads):
            continue
        if following.kind == "table" and (piece.kind == "table" or leads):
            continue
        return at
    return max(len(pieces) - 1, 0)


def _with_numbers(lines: Sequence[Segment], size: float) -> list[Segment]:
    """Join a number in small print to the text beside it."""
    found: list[Segment] = []
    for line in lines:
        last = found[-1] if found else None
        if (
            last is not None
            and max(last.size, line.size) < _SMALL * size
            and _NUMBER.fullmatch(last.text)
            and same_line(last, line)
            and 0 <= line.x0 - last.x1 <= _NUMBER_GAP * line.size
        ):
            found[-1] = joined([last, line])
        else:
            found.append(line)
    return found


def _is_next(last: Segment, line: Segment) -> bool:
    return 0 < line.base - last.base <= _PITCH * line.size and line.x0 < last.x1


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
        line.note = found[0].translate(RAISED_DIGITS)
        yield line.note
