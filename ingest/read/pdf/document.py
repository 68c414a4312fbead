"""The journey of a PDF: checked, its pages taken apart, its pieces put in order and named."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.read.legible import is_garbled
from ingest.read.limits import Limits
from ingest.read.outline import Outline
from ingest.read.pdf.blocks import (
    Body,
    Piece,
    body_of,
    find_headings,
    join_parts,
    pieces_of,
)
from ingest.read.pdf.check import check
from ingest.read.pdf.contact import without_contact_lines
from ingest.read.pdf.footnotes import without_numbers
from ingest.read.pdf.furniture import without_furniture
from ingest.read.pdf.lines import segments
from ingest.read.pdf.order import in_reading_order, is_justified, rows_of, with_foot_last
from ingest.read.pdf.page import read_page
from ingest.read.pdf.shapes import Page, Segment, Word
from ingest.read.pdf.tables import Table, aligned_table, join_cut_row, ruled_tables
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
    laid = [_lay_out(with_foot_last(own), ruled) for own, ruled in zip(lines, tables, strict=True)]
    body = body_of(laid)
    for items in laid:
        without_numbers(items, body.size)
    pieces: list[Piece] = []
    for number, items in enumerate(laid, start=1):
        pieces += pieces_of(items, number, body)
    find_headings(pieces, body)
    for above, below in pairwise(pieces):
        if above.table and below.table and above.page == below.page - 1:
            join_cut_row(above.table, below.table)
    _write_pieces(outline, join_parts(pieces, body), pages, body)


def _lay_out(lines: list[Segment], ruled: list[Table]) -> list[Segment | Table]:
    """Put tables among the lines and join a line's bullet to its text."""
    rows = [[_merged(row)] if is_justified(row) else row for row in rows_of(lines)]
    items: list[Segment | Table] = []
    index = 0
    waiting = sorted(ruled, key=lambda table: table.box.top)
    while index < len(rows):
        rows[index] = _with_marker(rows[index])
        while (
            waiting and waiting[0].box.top < rows[index][0].top and _is_due(waiting[0], rows, index)
        ):
            items.append(waiting.pop(0))
        rest = [_with_marker(row) for row in rows[index : index + 400]]
        found = aligned_table(rest) if len(rows[index]) > 1 else None
        if found:
            items.append(found[1])
            index += found[0]
        else:
            items.extend([_merged(rows[index])])
            index += 1
    return items + list(waiting)


def _is_due(table: Table, rows: list[list[Segment]], index: int) -> bool:
    """Say whether a table stands above the row and in its column."""
    row = rows[index]
    return table.box.x0 < row[-1].x1 and row[0].x0 < table.box.x1


def _with_marker(row: list[Segment]) -> list[Segment]:
    from ingest.read.pdf.blocks import BULLET, NUMBERED

    if len(row) > 1 and len(row[0].text) <= 4:
        text = row[0].text
        bullet, number = BULLET.match(text), NUMBERED.match(text)
        if (bullet and bullet.end() == len(text)) or (number and number.end() == len(text)):
            return [_merged(row[:2]), *row[2:]]
    return row


def _merged(row: list[Segment]) -> Segment:
    first = row[0]
    if len(row) == 1:
        return first
    return Segment(
        first.x0,
        min(segment.top for segment in row),
        row[-1].x1,
        max(segment.bottom for segment in row),
        [word for segment in row for word in segment.words],
    )


def _write_pieces(outline: Outline, pieces: list[Piece], pages: list[Page], body: Body) -> None:
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
