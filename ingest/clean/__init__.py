"""Raw document → clean document: nothing is reworded, what is no substance goes.

The order matters: characters first, so that every later pattern meets one spelling; page furniture
while the pages still have their lines; then lines joined to paragraphs; boilerplate; structure.
"""

from __future__ import annotations

from ingest.clean.boilerplate import without_boilerplate
from ingest.clean.characters import clean_line, clean_text
from ingest.clean.furniture import without_furniture
from ingest.clean.lines import join_lines, split_lines
from ingest.clean.pieces import assemble, take_apart
from ingest.clean.structure import repair
from ingest.records import Document, Notice

__all__ = ["clean"]


def clean(document: Document) -> Document:
    """Clean the text and rebuild the blocks' offsets on it.

    The result's text is the one that citations point into; text outside blocks is gone.
    """
    pieces, invisible = clean_text(take_apart(document))
    pieces, furniture = without_furniture(pieces)
    pieces = join_lines(split_lines(pieces), document.language)
    pieces, gone = without_boilerplate(pieces, title=clean_line(document.title), path=document.path)
    pieces = repair(pieces, clean_line(document.title))
    boilerplate = furniture + len(gone)
    found = Notice("invisible_removed", invisible), Notice("boilerplate_removed", boilerplate)
    return assemble(document, pieces, tuple(notice for notice in found if notice.count))
