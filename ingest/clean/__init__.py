"""Raw document → clean document: nothing is reworded, what is no substance goes.

The order matters: characters first, so that every later pattern meets one spelling; page furniture
while the pages still have their lines; then lines joined to paragraphs; boilerplate; structure.
"""

from __future__ import annotations

from dataclasses import replace

from ingest.clean.boilerplate import without_boilerplate
from ingest.clean.characters import clean_line, clean_text
from ingest.clean.furniture import without_furniture
from ingest.clean.imprint import owner, year_of_stamp
from ingest.clean.labels import is_boilerplate
from ingest.clean.letterhead import with_title
from ingest.clean.lines import join_lines, split_lines
from ingest.clean.pieces import Piece, assemble, take_apart
from ingest.clean.structure import repair
from ingest.records import Document, Notice

__all__ = ["clean"]

_TITLE_CHARACTERS = 200  # a longer first line is text


def clean(document: Document) -> Document:
    """Clean the text and rebuild the blocks' offsets on it.

    The result's text is the one that citations point into; text outside blocks is gone. A publisher
    or year that only the page's furniture tells is kept as metadata.
    """
    pieces, invisible = clean_text(take_apart(document))
    pieces, furniture = without_furniture(pieces)
    pieces = join_lines(split_lines(pieces), document.language)
    title = clean_line(document.title)
    pieces, gone, own = without_boilerplate(pieces, title=title, path=document.path)
    if own is not None:
        title = clean_line(own.text)
        heading = replace(own, kind="heading", level=1)
        pieces = [heading if piece is own else piece for piece in pieces]
    pieces, title = with_title(pieces, title, document.path)
    text_starts = next((p.block.start for p in pieces if p.kind != "heading"), 0)
    pieces = repair(pieces, title)
    document = replace(
        document,
        title=_title(title, pieces),
        publisher=document.publisher or owner(gone),
        year=document.year or year_of_stamp(gone, text_starts),
        margins=(*map(clean_line, document.margins), *furniture),
    )
    boilerplate = len(furniture) + len(gone)
    found = Notice("invisible_removed", invisible), Notice("boilerplate_removed", boilerplate)
    return assemble(document, pieces, tuple(notice for notice in found if notice.count))


def _title(title: str, pieces: list[Piece]) -> str:
    """The title, or the first line when the title is a menu's word."""
    if title and not is_boilerplate(title):
        return title
    lines = [piece.text for piece in pieces if len(piece.text) <= _TITLE_CHARACTERS]
    return lines[0] if lines else title or "Uden titel"
