"""The journey of a PDF: checked, its pages taken apart, its pieces put in order and named."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.read.legible import is_garbled
from ingest.read.limits import Limits
from ingest.read.outline import Outline
from ingest.read.pdf.blocks import (
    Piece,
    body_of,
    find_headings,
    join_parts,
    pieces_of,
)
from ingest.read.pdf.check import check
from ingest.read.pdf.contact import without_contact_lines
from ingest.read.pdf.footnotes import Note, take_notes, with_notes
from ingest.read.pdf.furniture import without_furniture
from ingest.read.pdf.layout import lay_out
from ingest.read.pdf.lines import segments
from ingest.read.pdf.order import in_reading_order, with_foot_last
from ingest.read.pdf.page import read_page
from ingest.read.pdf.rules import ruled_tables
from ingest.read.pdf.shapes import Page, Segment, Word
from ingest.read.pdf.tables import Table, join_cut_row
from ingest.read.properties import note_title
from ingest.read.reasons import rejected
from ingest.read.table import write_table

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_BROKEN_SHARE = 0.3  # of a page's letters without meaning: its fonts say nothing of their letters
_BROKEN = re.compile(r"[\ufffd\ue000-\uefff\x00-\x08\x0e-\x1f]")
_STAMP_WORDS = 12  # fewer words on a picture are a stamp or a head, not the page's text
_SCAN_SHARE = 0.5  # of the page that a picture covers


def read_pdf(data: bytes, limits: Limits) -> Outline:
    """Read a PDF; scripts, links and attachments are left alone.

    Raises:
        Rejected: `encrypted`, `damaged`, `too_many_pages` or `too_large_unpacked`.
    """
    check(data, limits)
    import pypdfium2 as pdfium

    outline = Outline(limits)
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise rejected("encrypted" if locked else "damaged") from None
    try:
        _read(pdf, outline)
    finally:
        pdf.close()
    return outline


def _read(pdf: PdfDocument, outline: Outline) -> None:
    outline.pages = len(pdf)
    if outline.pages > outline.limits.pages:
        raise rejected("too_many_pages")
    if not outline.pages:
        raise rejected("damaged")
    note_title(outline, pdf.get_metadata_value("Title"))
    pages = []
    for number in range(outline.pages):
        handle = pdf[number]
        page = read_page(handle)
        handle.close()
        outline.notices["hidden_text"] += page.hidden
        if _needs_ocr(page):
            outline.pages_to_ocr.append(number + 1)
            page.words = page.words if _is_legible(page) else []
        elif page.picture_share >= _SCAN_SHARE and is_garbled(_text(page)):
            outline.pages_in_doubt.append(number + 1)
        pages.append(page)
    write_pages(outline, pages)
    _write_asides(outline, pages)


def _write_asides(outline: Outline, pages: list[Page]) -> None:
    """Write what runs another way than its page, behind the page's own text."""
    found = []
    for number, page in enumerate(pages, start=1):
        for aside in page.aside:
            own = Outline(outline.limits)
            own.page = number
            write_pages(own, [aside])
            found += own.blocks
    if found:
        outline.settle(headings=False)
        outline.blocks += found
        outline.blocks.sort(key=lambda block: block["page"])


def _is_legible(page: Page) -> bool:
    text = "".join(word.text for word in page.words)
    return len(_BROKEN.findall(text)) <= _BROKEN_SHARE * len(text)


def _text(page: Page) -> str:
    return " ".join(word.text for word in page.words)


def _needs_ocr(page: Page) -> bool:
    if not page.words:
        return page.drawings > 0
    scan = page.picture_share >= _SCAN_SHARE and len(page.words) < _STAMP_WORDS
    return scan or not _is_legible(page)


def write_pages(outline: Outline, pages: list[Page]) -> None:
    """Write the blocks of pages whose words have their places."""
    tables: list[list[Table]] = []
    lines: list[list[Segment]] = []
    for page in pages:
        ruled = ruled_tables(page)
        inside = {id(word) for _, words in ruled for word in words}
        free: list[Word] = [word for word in page.words if id(word) not in inside]
        tables.append([table for table, _ in ruled])
        lines.append(in_reading_order(segments(free, page.dots), drawn=not page.in_lines))
    lines, gone = without_furniture(lines, [page.height for page in pages])
    lines, senders = without_contact_lines(lines, [page.height for page in pages])
    gone += senders
    outline.notices["boilerplate_removed"] += len(gone)
    for line in gone:
        outline.margin(line)
    lines = [with_foot_last(own) for own in lines]
    size = body_of(lines).size
    notes: list[Note] = []
    for index, own in enumerate(lines):
        lines[index], found = take_notes(own, pages[index].words, size, index + 1)
        notes += found
    laid = lay_out(lines, tables, size)
    body = body_of(laid)
    pieces: list[Piece] = []
    for number, items in enumerate(laid, start=1):
        pieces += pieces_of(items, number, body)
    find_headings(pieces, body)
    for above, below in pairwise(pieces):
        if above.table and below.table and above.page == below.page - 1:
            join_cut_row(above.table, below.table)
    _write_pieces(outline, with_notes(join_parts(pieces, body), notes), pages)


def _write_pieces(outline: Outline, pieces: list[Piece], pages: list[Page]) -> None:
    names: list[str] = []
    indents: list[float] = []
    before: int | None = None
    first = outline.page or 1
    for piece in pieces:
        outline.page = first + piece.page - 1
        outline.ocr = pages[piece.page - 1].ocr
        if piece.table is not None:
            names = write_table(
                outline,
                piece.table.grid,
                header_rows=piece.table.header_rows,
                names=names if before == piece.page - 1 else None,
            )
        elif piece.kind == "heading":
            outline.heading(piece.text, piece.level)
        elif piece.kind == "item":
            indents = [indent for indent in indents if indent < piece.indent - 3]
            indents.append(piece.indent)
            outline.item(piece.text, len(indents))
        else:
            outline.paragraph(piece.text)
        if piece.kind != "item":
            indents = []
        before = piece.page if piece.table is not None else None
