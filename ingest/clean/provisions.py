"""Texts of law: chapters head them, "§ 7" is the anchor of what stands in it; lettered points."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from ingest.clean.pieces import Piece

_POINT = re.compile(r"(?:(\d{1,2})|([a-zæøå]))\) (?=\S)")
_LETTERS = "abcdefghijklmnopqrstuvwxyzæøå"
_ANCHOR = re.compile(r"§ ?\d+(?: ?[a-zæøå])?")
_PROVISION = re.compile(rf"({_ANCHOR.pattern})\. ?(?=[A-ZÆØÅ(»\"”]|$)")
_SUBSECTION = re.compile(r"Stk\. ?\d+\. ")
_CHAPTER = re.compile(r"(?:Kapitel|Afsnit) (?:\d+(?: ?[a-z])?|[IVXL]+)\b[.:]?", re.I)
_SIGNED = re.compile(r"[^.!?]{2,80}, den \d{1,2}\. [a-zæøå]+ (?:19|20)\d\d$", re.I)
_SENTENCE_END = re.compile(r"[.!?…:;,][\"”’»)\]]*$")
_TITLE_WORDS = 15
_FEWEST = 2  # a single line that begins with "§ 4." may quote a law


def with_points(pieces: list[Piece]) -> list[Piece]:
    """Paragraphs that count up, "a) ..." and "b) ...", are the items of one list."""
    found = list(pieces)
    depths = list(_depths(pieces))
    for counted, run in groupby(range(len(pieces)), key=lambda i: depths[i] > 0):
        places = list(run)
        if not counted or len(places) < _FEWEST:
            continue
        for i in places:
            if pieces[i].kind == "paragraph":
                found[i] = replace(pieces[i], kind="list_item", level=depths[i])
    return found


def _depths(pieces: Sequence[Piece]) -> Iterator[int]:
    """For each piece how deep a point it is, 0 for none: 1) is 1, a) in it 2, and 2) is 1."""
    open_lists: list[tuple[bool, int]] = []
    for piece in pieces:
        mark = _POINT.match(piece.text) if piece.kind in ("paragraph", "list_item") else None
        if mark is None:
            open_lists = []
            yield 0
            continue
        count = int(mark[1]) if mark[1] else _LETTERS.index(mark[2]) + 1
        numbered = mark[1] is not None
        above = (numbered, count - 1)
        if above in open_lists:
            del open_lists[open_lists.index(above) :]
        elif count != 1:
            open_lists = []
            yield 0
            continue
        open_lists.append((numbered, count))
        yield len(open_lists)


def is_provision(text: str) -> bool:
    """Whether a line is of a law: "§ 7. ...", "Stk. 2. ...", and no item of a list."""
    return bool(_PROVISION.match(text) or _SUBSECTION.match(text) or _SIGNED.match(text))


def with_chapters(pieces: list[Piece]) -> list[Piece]:
    """Chapters, and the short lines right above a provision, are the headings of a law."""
    if not _is_law(pieces):
        return pieces
    found: list[Piece] = []
    chapters = False
    for i, piece in enumerate(pieces):
        below = pieces[i + 1] if i + 1 < len(pieces) else None
        if found and _is_bare_chapter(found[-1]) and _titles(piece):
            found[-1] = replace(found[-1], text=f"{found[-1].text} {piece.text}")
        elif piece.kind in ("paragraph", "list_item") and _CHAPTER.match(piece.text):
            heads = _titles(piece)
            chapters = chapters or heads
            found.append(replace(piece, kind="heading", level=2) if heads else piece)
        elif below is not None and found and _titles(piece) and _PROVISION.match(below.text):
            ended = found[-1].kind == "heading" or _SENTENCE_END.search(found[-1].text)
            level = 3 if chapters else 2
            found.append(replace(piece, kind="heading", level=level) if ended else piece)
        else:
            found.append(piece)
    return found


def with_anchors(pieces: list[Piece]) -> list[Piece]:
    """Let what stands in a law's § stand under it, so that "Stk. 2" tells of which."""
    if not _is_law(pieces):
        return pieces
    found: list[Piece] = []
    path: list[tuple[int, str]] = []
    anchor: tuple[str, ...] = ()
    for piece in pieces:
        provision = _PROVISION.match(piece.text)
        level = piece.level if piece.kind == "heading" else piece.leave
        if piece.kind == "heading" or _SIGNED.match(piece.text):
            anchor = ()
        elif provision:
            anchor = (provision[1],)
        path = [(other, text) for other, text in path if other < min(level, piece.leave)]
        above = tuple(text for _, text in path)
        told = (text for text in piece.section or () if text not in above)
        captions = (text for text in told if not _ANCHOR.fullmatch(text))
        found.append(replace(piece, section=(*above, *captions, *anchor)))
        if piece.kind == "heading":
            path.append((piece.level, piece.text))
    return found


def _is_law(pieces: Sequence[Piece]) -> bool:
    return sum(bool(_PROVISION.match(piece.text)) for piece in pieces) >= _FEWEST


def _is_bare_chapter(piece: Piece) -> bool:
    return piece.kind == "heading" and bool(_CHAPTER.fullmatch(piece.text))


def _titles(piece: Piece) -> bool:
    """Whether a line may be a heading: short, no sentence, and none of the law's own."""
    text = piece.text
    short = len(text.split()) <= _TITLE_WORDS and not _SENTENCE_END.search(text.rstrip(":"))
    if piece.kind not in ("paragraph", "list_item"):
        return False
    return short and text[:1].isupper() and not is_provision(text)
