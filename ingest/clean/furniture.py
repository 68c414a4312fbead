"""Page furniture: running heads, running feet and page numbers.

Reading takes out what it can tell by its place on the page; here goes what only repetition tells:
the same first or last line on page after page, as OCR and slides leave it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from ingest.repeated import keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.clean.pieces import Piece

_EDGE = 2  # lines at the top and at the bottom of a page
_PAGES = 3  # pages that must carry a line
_SHARE = 0.4  # of all pages; a chapter's name runs on fewer than all
_NUMBER = re.compile(
    r"[-–—|\s]*(?:(?:side|s\.|page|p\.)\s*)?(\d{1,4})(?:\s*(?:/|af|of)\s*\d{1,4})?[-–—|\s]*", re.I
)
_COUNTED = re.compile(
    r"\b(?:kapitel|tabel|figur|bilag|tema|trin|del|fase|afsnit|mål|indsats|case|boks|gruppe|dag)\s*\d",
    re.I,
)


class _Place(NamedTuple):
    """A line: the piece's index, the line's index in it, the page and the line's text."""

    piece: int
    line: int
    page: int
    text: str


def without_furniture(pieces: list[Piece]) -> tuple[list[Piece], list[str]]:
    """Leave out lines that repeat at the top or bottom of pages; also what went."""
    pages: defaultdict[int, list[_Place]] = defaultdict(list)
    for index, piece in enumerate(pieces):
        if piece.block.page is not None and piece.kind != "table_row":
            for number, line in enumerate(piece.text.split("\n")):
                pages[piece.block.page].append(_Place(index, number, piece.block.page, line))
    gone = set(_repeated(pages)) | set(_page_numbers(pages))
    kept = [
        _without(piece, {p.line for p in gone if p.piece == i}) for i, piece in enumerate(pieces)
    ]
    return [piece for piece in kept if piece.text], [place.text for place in sorted(gone)]


def _without(piece: Piece, lines: set[int]) -> Piece:
    if not lines:
        return piece
    kept = [line for i, line in enumerate(piece.text.split("\n")) if i not in lines]
    return replace(piece, text="\n".join(kept).strip())


def _repeated(pages: dict[int, list[_Place]]) -> Iterator[_Place]:
    """The same line on many pages; the first one stays at the top: it may be the title."""
    tops = {place for places in pages.values() for place in places[:_EDGE]}
    seen: defaultdict[str, list[_Place]] = defaultdict(list)
    for places in pages.values():
        edges = {place for place in (*places[:_EDGE], *places[-_EDGE:]) if len(places) > _EDGE}
        for place in sorted(edges):
            if not _COUNTED.search(place.text):
                for key in keys(place.text, place.page):
                    seen[key].append(place)
    enough = max(_PAGES, _SHARE * len(pages))
    for key, places in seen.items():
        if len({place.page for place in places}) >= enough:
            yield from places[1 if places[0] in tops and "#" not in key else 0 :]


def _page_numbers(pages: dict[int, list[_Place]]) -> Iterator[_Place]:
    """Lone numbers at the edges that count as the pages do."""
    found = []
    for page, places in pages.items():
        for place in {*places[:1], *places[-1:]}:
            if (match := _NUMBER.fullmatch(place.text)) and len(places) > 1:
                found.append((int(match[1]) - page, place))
    offsets = [offset for offset, _ in found]
    for offset, place in found:
        if offsets.count(offset) > 1:
            yield place
