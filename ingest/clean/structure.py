"""Blocks that reading could not type right from their looks alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from ingest.clean.agenda import points_and_parts
from ingest.clean.letterhead import head_lines
from ingest.clean.phrases import normal
from ingest.clean.pieces import Piece
from ingest.clean.provisions import is_provision, with_anchors, with_chapters, with_points
from ingest.letters import CLOSING, SALUTATION
from ingest.wrapped import goes_on

_SENTENCE_END = re.compile(r"[.!?…:;][\"”’»)\]]*$")
_SPEECH = re.compile(
    r"[,.?!\"”»] ?(?:siger|sagde|fortæller|mener|forklarer|udtaler|lyder|tilføjer|understreger"
    r"|spørger|uddyber|påpeger|fastslår|oplyser|says|said)\b"
)
_DATED = re.compile(
    r"\d{1,2}\. (?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-z]*\b|\d{1,2}\.-", re.I
)
_COUNT = re.compile(r"(\d{1,2})[.)] (?=[A-ZÆØÅ])")
_HEADING_WORDS = 25  # a longer heading is a paragraph in large print
_SENTENCE_WORDS = 12  # a heading with a full stop is a sentence from here
_TOLD_WORDS = 15  # and a line among short lines from here
_TITLE_WORDS = 12  # a line of text with a lead-in below it is a heading up to here
_WRAPPED = 40  # characters: a shorter line was not broken by a page's width
_EMPTY_HEADINGS = 3  # headings in a row with nothing below are a list
_SIGNED_LINES = 7  # of a signature, its "Venlig hilsen" among them
_LIST = 3  # short lines in a row that make a list
_ITEM_WORDS = 25
_PROSE = re.compile(r"[^\W\d]{3}[.!?] [A-ZÆØÅ].*[.!?]$")  # a line of several sentences
_BARE_SHARE = 0.6  # of a list's lines end without a full stop


def repair(pieces: list[Piece], title: str) -> list[Piece]:
    """Put types and borders right; no text changes."""
    pieces = [piece for piece in pieces if any(map(str.isalnum, piece.text))]
    pieces = with_points(pieces)
    pieces = _merge_broken(pieces)
    pieces = with_chapters(pieces)
    pieces = _without_repeated_headings(pieces)
    pieces = [_demote_long(piece) for piece in pieces]
    pieces = points_and_parts(pieces)
    pieces = _lists_of_headings(pieces)
    pieces = _speech(pieces)
    pieces = _numbered_headings(pieces)
    pieces = _lists_of_lines(pieces, title)
    pieces = _missed_headings(pieces)
    return with_anchors(_title_on_top(pieces, title))


def _merge_broken(pieces: list[Piece]) -> list[Piece]:
    """Join what a page or column cut in the middle of a sentence."""
    merged: list[Piece] = []
    for piece in pieces:
        last = merged[-1] if merged else None
        if last is not None and _is_broken(last, piece):
            merged[-1] = replace(last, text=f"{last.text} {piece.text}")
        else:
            merged.append(piece)
    return merged


def _is_broken(last: Piece, piece: Piece) -> bool:
    return (
        piece.kind == "paragraph"
        and not piece.marker
        and last.kind in ("paragraph", "list_item")
        and (_runs_on(last.text, piece.text) or goes_on(last.text, piece.text))
    )


def _runs_on(line: str, following: str) -> bool:
    small = following[0].islower() and len(line) >= _WRAPPED
    return small and not _SENTENCE_END.search(line)


def _without_repeated_headings(pieces: list[Piece]) -> list[Piece]:
    kept: list[Piece] = []
    for piece in pieces:
        last = kept[-1] if kept else None
        if last is not None and last.kind == "heading" and normal(last.text) == normal(piece.text):
            continue
        kept.append(piece)
    return kept


def _demote_long(piece: Piece) -> Piece:
    words = len(piece.text.split())
    is_sentence = piece.text.endswith(".") and words >= _SENTENCE_WORDS
    if piece.kind == "heading" and (words > _HEADING_WORDS or is_sentence):
        return replace(piece, kind="paragraph", level=0)
    return piece


def _lists_of_headings(pieces: list[Piece]) -> list[Piece]:
    """Headings in a row with nothing below them: the first one heads a list of the others."""
    empty = [
        piece.kind == "heading"
        and piece.level > 1
        and (i + 1 == len(pieces) or _same_level(piece, pieces[i + 1]))
        for i, piece in enumerate(pieces)
    ]
    repaired = list(pieces)
    for run in _runs(empty):
        if len(run) >= _EMPTY_HEADINGS:
            for i in run[1:]:
                repaired[i] = replace(pieces[i], kind="list_item", level=1)
        elif run[-1] + 1 == len(pieces):
            repaired[run[-1]] = replace(pieces[run[-1]], kind="paragraph", level=0)
    return repaired


def _same_level(piece: Piece, following: Piece) -> bool:
    return following.kind == "heading" and following.level == piece.level


def _speech(pieces: list[Piece]) -> list[Piece]:
    """Items that are direct speech after a dash, or alone, are paragraphs of sentences."""
    repaired = list(pieces)
    for run in _runs([piece.kind == "list_item" for piece in pieces]):
        spoken = any(_SPEECH.search(pieces[i].text) for i in run)
        numbered = pieces[run[0]].text[:1].isdigit()
        alone = len(run) == 1 and not numbered and len(pieces[run[0]].text.split()) > _ITEM_WORDS
        if spoken or alone:
            for i in run:
                repaired[i] = replace(pieces[i], kind="paragraph", level=0)
    return repaired


def _numbered_headings(pieces: list[Piece]) -> list[Piece]:
    """A numbered item alone: "2. Start småt" over text is a heading, "1. maj ..." a sentence."""
    repaired = list(pieces)
    level = 1
    for i, piece in enumerate(pieces):
        level = piece.level if piece.kind == "heading" else level
        around = [pieces[k].kind for k in (i - 1, i + 1) if 0 <= k < len(pieces)]
        if piece.kind != "list_item" or not piece.text[:1].isdigit() or "list_item" in around:
            continue
        if _DATED.match(piece.text):
            repaired[i] = replace(piece, kind="paragraph", level=0)
        elif around[-1:] == ["paragraph"] and _is_over(piece, pieces[i + 1]):
            repaired[i] = replace(piece, kind="heading", level=min(level + 1, 6))
    return _counted_headings(repaired)


def _counted_headings(pieces: list[Piece]) -> list[Piece]:
    """A numbered item alone is a heading beside one with the number before or after its own."""
    repaired = list(pieces)
    order = range(1, len(pieces) - 1)
    for step, indices in ((-1, order[::-1]), (1, order)):
        beside: Piece | None = None
        for i in indices:
            piece = repaired[i]
            counts = beside and 0 < _number(piece) == _number(beside) + step
            if beside and counts and _is_alone(repaired[i - 1], piece, repaired[i + 1]):
                repaired[i] = replace(piece, kind="heading", level=beside.level)
            if repaired[i].kind == "heading":
                beside = repaired[i]
    return repaired


def _number(piece: Piece) -> int:
    """The number that a line begins with, 0 without one."""
    found = _COUNT.match(piece.text)
    return int(found[1]) if found else 0


def _is_alone(above: Piece, piece: Piece, below: Piece) -> bool:
    """Whether an item belongs to no list, and stands as a title over a paragraph."""
    led = above.kind == "list_item" or above.text.endswith((":", ","))
    titled = len(piece.text.split()) <= _TITLE_WORDS and not _SENTENCE_END.search(piece.text)
    return piece.kind == "list_item" and not led and titled and below.kind == "paragraph"


def _is_over(piece: Piece, below: Piece) -> bool:
    short = len(piece.text.split()) <= _ITEM_WORDS < len(below.text.split())
    return short and not _SENTENCE_END.search(piece.text)


def _lists_of_lines(pieces: list[Piece], title: str) -> list[Piece]:
    """Short lines one after another are a list, as in notes without bullets."""
    repaired = list(pieces)
    letter = _letter_lines(pieces) | head_lines(pieces)
    lines = [i not in letter and _is_line(piece, title) for i, piece in enumerate(pieces)]
    for run in _runs(lines):
        after_list = run[0] > 0 and pieces[run[0] - 1].kind == "list_item"
        bare = sum(not _SENTENCE_END.search(pieces[i].text) for i in run)
        if len(run) < _LIST or after_list or bare < _BARE_SHARE * len(run):
            continue
        for i in run:
            if not pieces[i].text.endswith(":"):
                repaired[i] = replace(pieces[i], kind="list_item", level=1)
    return repaired


def _letter_lines(pieces: list[Piece]) -> set[int]:
    """A letter's salutation, and from "Venlig hilsen" the lines that say who wrote it."""
    found: set[int] = set()
    signed = 0
    for i, piece in enumerate(pieces):
        short = piece.kind == "paragraph" and len(piece.text.split()) <= _TITLE_WORDS
        closes = short and CLOSING.match(piece.text)
        signed = _SIGNED_LINES if closes else max(signed - 1, 0) if short else 0
        if signed or short and SALUTATION.match(piece.text):
            found.add(i)
    return found


def _is_line(piece: Piece, title: str) -> bool:
    words = len(piece.text.split())
    told = words >= _TOLD_WORDS and piece.text.endswith(".")
    told = told or words >= _SENTENCE_WORDS and bool(_PROSE.search(piece.text))
    short = words <= _ITEM_WORDS and not told
    if piece.kind != "paragraph" or is_provision(piece.text):
        return False
    return short and normal(piece.text) != normal(title)


def _missed_headings(pieces: list[Piece]) -> list[Piece]:
    """A short line between running text and a paragraph that leads in to something."""
    repaired = list(pieces)
    level = 2
    for i, piece in enumerate(pieces):
        if piece.kind == "heading":
            level = max(piece.level, 2)
        elif 0 < i < len(pieces) - 1 and _is_missed(*pieces[i - 1 : i + 2]):
            repaired[i] = replace(piece, kind="heading", level=level)
    return repaired


def _is_missed(above: Piece, piece: Piece, below: Piece) -> bool:
    return (
        piece.kind == above.kind == below.kind == "paragraph"
        and len(piece.text.split()) <= _TITLE_WORDS
        and not _SENTENCE_END.search(piece.text)
        and piece.text[0].isupper()
        and len(above.text.split()) > _ITEM_WORDS
        and below.text.endswith((":", "."))
        and len(below.text.split()) > _TITLE_WORDS - 4
    )


def _title_on_top(pieces: list[Piece], title: str) -> list[Piece]:
    """Put the title above the other headings, so that it is in their path."""
    headings = [piece for piece in pieces if piece.kind == "heading"]
    if not headings or headings[0] is not pieces[0] or normal(headings[0].text) != normal(title):
        return pieces
    others = min((piece.level for piece in headings[1:]), default=2)
    if headings[0].level >= others > 1:
        return [replace(pieces[0], level=1), *pieces[1:]]
    return pieces


def _runs(flags: Sequence[bool]) -> Iterator[list[int]]:
    """Indices of the flags that are set, one list for each run."""
    for is_set, run in groupby(range(len(flags)), key=lambda i: flags[i]):
        if is_set:
            yield list(run)
