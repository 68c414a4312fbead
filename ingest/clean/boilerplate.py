"""Text of the web site around the document: menus, forms, contact boxes, sharing, cookies.

Phrases alone would eat substance and miss what they don't list, so each line is first labelled, and
lines that are boilerplate only among their like go where they stand in a crowd: with a footer's
marks beside them, at the head or tail of the page, between a title and its repetition.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ingest.clean.captions import is_caption, without_credit
from ingest.clean.crowds import crowds, in_lists
from ingest.clean.edges import contents, emptied, head, tail
from ingest.clean.frame import above, below
from ingest.clean.labels import look
from ingest.clean.letterhead import official_lines
from ingest.clean.phrases import normal, phrases
from ingest.clean.services import services, signatures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.clean.labels import Line
    from ingest.clean.pieces import Piece

_WEB = (".html", ".htm", ".xhtml", ".mhtml", ".txt", ".md", ".eml")  # where pages of sites come as
_MAIL = ".eml"
_TITLED = (".html", ".htm", ".xhtml", ".mhtml", ".md")  # whose title does not rest on a guess
_TITLE_WORDS = 3  # a line this short is no sentence about cookies but may be a title about them
_NOTICE_WORDS = 30  # a paragraph this short that holds a phrase over a full stop goes whole


class Parted(NamedTuple):
    """A page's own pieces and its site's.

    Attributes:
        kept: What stays, with boilerplate sentences taken out.
        lost: What goes.
        title: The piece that the page's frame shows to be its title.
    """

    kept: list[Piece]
    lost: list[Piece]
    title: Piece | None


def without_boilerplate(pieces: list[Piece], *, title: str, path: str) -> Parted:
    """Part the document's own pieces from the site's.

    Args:
        pieces: One line of text each.
        title: The document's title, to find its repetition.
        path: The document's path; a contact box is a web page's, in a report it is content.
    """
    cut = [_without_sentences(piece) for piece in pieces]
    lines = look(cut)
    web = path.casefold().endswith(_WEB)
    gone = {i for i, line in enumerate(lines) if line.sure} - in_lists(lines)
    framed, own = set[int](), None
    if web:
        told = normal(title) if path.casefold().endswith(_TITLED) else ""
        framed, own = above(lines, gone, told)
    gone |= framed | crowds(lines, web=web)
    gone |= head(lines, gone, normal(title if own is None else lines[own].piece.text))
    gone |= below(lines, gone) if web else set()
    gone |= contents(lines, gone)
    gone |= tail(lines, gone)
    gone |= {i for i, line in enumerate(lines) if i not in gone and is_caption(lines, i, gone)}
    gone -= services(lines)
    gone -= signatures(lines) if path.casefold().endswith(_MAIL) else set()
    gone -= _asked(lines, gone)
    gone |= emptied(lines, gone)
    gone -= official_lines(pieces) if own is None else {own}
    kept = [piece for i, piece in enumerate(cut) if i not in gone]
    lost = [piece for i, piece in enumerate(pieces) if i in gone or cut[i].text != piece.text]
    return Parted(kept, lost, None if own is None else cut[own])


def _asked(lines: Sequence[Line], gone: set[int]) -> set[int]:
    """Questions over text that stays, "Har du spørgsmål?": without, it would answer another."""
    return {
        i
        for i, (line, below) in enumerate(pairwise(lines))
        if line.piece.kind == "heading" and line.piece.text.endswith("?")
        if i in gone and i + 1 not in gone and below.text
    }


def _without_sentences(piece: Piece) -> Piece:
    """Take boilerplate sentences out of a paragraph, and buttons glued to its end."""
    if piece.kind == "table_row":
        return piece
    text = without_credit(phrases().glued.sub("", piece.text)).strip()
    told = piece.kind != "heading" and len(text.split()) > _TITLE_WORDS
    if told and not text.endswith(":") and phrases().suspects.search(normal(text)):
        text = _good_sentences(text)
    return replace(piece, text=text)


def _good_sentences(text: str) -> str:
    from ingest.danish import sentence_spans

    bad = phrases().sentences
    spans = sentence_spans(text)
    good = [span for span in spans if not bad.search(normal(text[slice(*span)]))]
    if len(good) == len(spans):
        over_a_stop = bad.search(normal(text)) and len(text.split()) <= _NOTICE_WORDS
        return "" if over_a_stop else text
    return " ".join(text[start:end] for start, end in good)
