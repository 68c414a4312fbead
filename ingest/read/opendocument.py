"""OpenDocument text and presentations: headings, lists, tables and notes; hidden text left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from ingest.read.header import Cell, Span, bold_header, header_depth
from ingest.read.limits import Limits
from ingest.read.notes import mark, raised, without_typed
from ingest.read.notes import note as mark_note
from ingest.read.odf import (
    DRAW,
    FORM,
    OFFICE,
    PRESENTATION,
    SVG,
    TABLE,
    TEXT,
    Styles,
    open_parts,
)
from ingest.read.outline import Outline
from ingest.read.reasons import rejected
from ingest.read.table import cell_lines, nested_rows, write_sections, write_table

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_SKIPPED = (
    *(TEXT + name for name in ("table-of-content", "tracked-changes", "alphabetical-index")),
    *(TEXT + name for name in ("sequence-decls", "variable-decls", "hidden-text")),
    *(TEXT + name for name in ("page-number", "page-count")),
    *(OFFICE + name for name in ("annotation", "annotation-end", "forms")),
    *(PRESENTATION + name for name in ("footer", "header", "date-time")),
    FORM + "form",
)
_MARGINS = ("date-time", "footer", "header", "page-number")  # frames that are on every slide
_WIDE = frozenset({TEXT + "section", TEXT + "index-body", TEXT + "numbered-paragraph"})
_LAYOUT_CHARACTERS = 400
_WIDEST = 256
_SAME_ROW_CM = 0.8  # boxes that near in height are read from the left
_CENTIMETRES = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72}


def read_odt(data: bytes, limits: Limits, *, notes: bool = False) -> Outline:
    """Read a text document."""
    outline = Outline(limits)
    content, styles = open_parts(data, outline)
    body = content.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise rejected("damaged")
    _Reader(outline, styles, marks=notes).body(body)
    reader = _Reader(Outline(limits), styles)
    for margin in styles.margins():
        for paragraph in margin.iter(TEXT + "p"):
            outline.margin(reader.text(paragraph))
    return outline


def read_odp(data: bytes, limits: Limits) -> Outline:
    """Read a presentation, slide by slide, each with its notes."""
    outline = Outline(limits)
    content, styles = open_parts(data, outline)
    show = f"{OFFICE}body/{OFFICE}presentation/"
    slides = content.findall(f"{show}{DRAW}page")
    for name in ("header", "footer"):
        for told in content.iterfind(f"{show}{PRESENTATION}{name}-decl"):
            outline.margin(told.text or "")
    outline.pages = len(slides)
    if len(slides) > limits.pages:
        raise rejected("too_many_pages")
    reader = _Reader(outline, styles)
    for number, slide in enumerate(slides, start=1):
        if styles.is_hidden_slide(slide.get(DRAW + "style-name")):
            outline.notices["hidden_text"] += 1
            continue
        outline.page = number
        outline.leave()
        reader.slide(slide)
    return outline


class _Reader:
    """Walks the content's elements."""

    def __init__(self, outline: Outline, styles: Styles, *, marks: bool = False) -> None:
        self.outline = outline
        self._styles = styles
        self._marks = marks
        self._notes: list[Element] = []
        self._boxes: list[Element] = []

    def body(self, parent: Element, depth: int = 0) -> None:
        for child in parent:
            tag = child.tag
            if tag in (TEXT + "p", TEXT + "h"):
                self.paragraph(child, depth)
            elif tag == TEXT + "list":
                self.items(child, depth + 1)
            elif tag == TABLE + "table":
                self.table(child)
            elif tag in _WIDE:
                if child.get(TEXT + "display") == "none":
                    self.outline.notices["hidden_text"] += 1
                else:
                    self.body(child, depth)
            elif isinstance(tag, str) and tag.startswith(DRAW):
                self.frame(child, depth)

    def paragraph(self, element: Element, depth: int) -> None:
        name = element.get(TEXT + "style-name")
        text = self.text(element)
        if self._styles.hides("paragraph", name) or self._is_white(element, "paragraph"):
            self.outline.notices["hidden_text"] += bool(text.strip())
            text = ""
        level = 0
        if element.tag == TEXT + "h":
            level = int(element.get(TEXT + "outline-level", "1"))
        level = level or self._styles.heading(name)
        if level and self._styles.is_title(name):
            self.outline.title(text)
        elif level:
            self.outline.heading(text, level)
        elif depth:
            self.outline.item(text, depth)
        elif self._is_bold(element):
            self.outline.strong(text)
        else:
            self.outline.paragraph(text)
        self._write_waiting()

    def _is_bold(self, element: Element) -> bool:
        """Say whether every word of a paragraph is bold."""
        if self._styles.is_bold("paragraph", element.get(TEXT + "style-name")):
            return True
        spans = [span for span in element if span.tag == TEXT + "span"]
        loose = [element.text, *(child.tail for child in element)]
        return (
            bool(spans)
            and not any(text and text.strip() for text in loose)
            and all(self._styles.is_bold("text", span.get(TEXT + "style-name")) for span in spans)
        )

    def _write_waiting(self) -> None:
        """Write the text boxes and notes that were met inside a paragraph."""
        while self._boxes or self._notes:
            boxes, self._boxes = self._boxes, []
            notes, self._notes = self._notes, []
            for box in boxes:
                self.frame(box, 0)
            for note in notes:
                for paragraph in note.iterfind(f"{TEXT}note-body//{TEXT}p"):
                    text = self.text(paragraph)
                    told = mark_note(*_name(note), text) if self._marks else text
                    self.outline.paragraph(told)

    def text(self, element: Element) -> str:
        """Return the visible text of one paragraph."""
        return without_typed("".join(self._pieces(element)))

    def _pieces(self, element: Element) -> Iterator[str]:
        yield _flat(element.text)
        for child in element:
            told = "".join(self._piece(child))
            above = child.tag == TEXT + "span" and self._styles.is_raised(
                child.get(TEXT + "style-name")
            )
            yield raised(told) if above else told
            yield _flat(child.tail)

    def _piece(self, child: Element) -> Iterator[str]:
        tag = child.tag
        if tag == TEXT + "s":
            yield " " * min(int(child.get(TEXT + "c", "1")), 100)
        elif tag == TEXT + "tab":
            yield "\t"
        elif tag == TEXT + "line-break":
            yield "\n"
        elif tag == TEXT + "note":
            self._notes.append(child)
            if self._marks:
                yield mark(*_name(child))
        elif tag in _SKIPPED:
            return
        elif isinstance(tag, str) and tag.startswith(DRAW) and tag != DRAW + "a":
            self._boxes.append(child)
        elif tag == TEXT + "span" and self._is_hidden(child):
            self.outline.notices["hidden_text"] += bool("".join(child.itertext()).strip())
        elif isinstance(tag, str):
            yield from self._pieces(child)

    def _is_hidden(self, span: Element) -> bool:
        hidden = self._styles.hides("text", span.get(TEXT + "style-name"))
        return hidden or self._is_white(span, "text")

    def _is_white(self, element: Element, family: str) -> bool:
        """Say whether text is white where no shape or cell can be dark behind it."""
        coloured = any(a.tag.startswith((TABLE, DRAW)) for a in element.iterancestors())
        return not coloured and self._styles.is_white(family, element.get(TEXT + "style-name"))

    def items(self, element: Element, depth: int) -> None:
        for item in element:
            if item.tag in (TEXT + "list-item", TEXT + "list-header"):
                self.body(item, depth)

    def frame(self, element: Element, depth: int) -> None:
        """Write what a frame or shape holds; a picture is only counted."""
        if element.tag == DRAW + "image":
            self.outline.pictures += 1
        if element.tag in (DRAW + "text-box", DRAW + "custom-shape", DRAW + "rect"):
            self.body(element, depth)
            return
        for child in element:
            if child.tag == TABLE + "table":
                self.table(child)
            elif isinstance(child.tag, str) and child.tag.startswith(DRAW):
                self.frame(child, depth)

    def slide(self, slide: Element) -> None:
        titles = [c for c in slide if c.get(PRESENTATION + "class") == "title"]
        for frame in titles:
            lines = [self.text(p) for p in frame.iter(TEXT + "p", TEXT + "h")]
            self.outline.heading(" ".join(line for line in lines if line.strip()), 1)
        for frame in slide:
            if frame.get(PRESENTATION + "class") in _MARGINS:
                for paragraph in frame.iter(TEXT + "p"):
                    self.outline.margin(self.text(paragraph))
        others = [
            child
            for child in slide
            if child not in titles
            and isinstance(child.tag, str)
            and child.get(PRESENTATION + "class") not in _MARGINS
        ]
        for child in sorted(others, key=_place):
            if child.tag == PRESENTATION + "notes":
                for box in child.iter(DRAW + "text-box"):
                    self.body(box)
            elif child.tag.startswith(DRAW):
                self.frame(child, 0)
        self._write_waiting()

    def table(self, element: Element) -> None:
        grid, header_rows, layout = self._grid(element)
        if layout:
            write_sections(
                self.outline,
                (
                    [
                        (self._cell_text(cell), partial(self.body, cell))
                        for cell in row.iterfind(TABLE + "table-cell")
                    ]
                    for row in self._rows(element)
                ),
            )
            return
        write_table(self.outline, grid, header_rows=header_rows)

    def _grid(self, element: Element) -> tuple[list[list[Cell]], int | None, bool]:
        rows, header_rows, nested, layout = [], 0, False, False
        bold: list[list[bool | None]] = []
        for row in self._rows(element):
            header_rows += row.getparent().tag == TABLE + "table-header-rows"
            cells: list[tuple[str, int, int] | None] = []
            bold.append([self._bold_cell(cell) for cell in row.iterfind(TABLE + "table-cell")])
            for cell in row:
                repeat = min(int(cell.get(TABLE + "number-columns-repeated", "1")), _WIDEST)
                if cell.tag == TABLE + "covered-table-cell":
                    cells.extend([None] * repeat)
                elif cell.tag == TABLE + "table-cell":
                    text = self._cell_text(cell)
                    nested = nested or cell.find(f".//{TABLE}table") is not None
                    layout = layout or len(text) > _LAYOUT_CHARACTERS
                    cells.extend([(text, *spans(cell))] * repeat)
            rows.append(cells)
        single = len(rows) == 1 or all(len(row) <= 1 for row in rows)
        grid = lay_out(rows)
        layout = layout or single or nested and not header_depth(grid)
        return grid, header_rows or bold_header(bold), layout

    def _rows(self, table: Element) -> Iterator[Element]:
        for row in table.iter(TABLE + "table-row"):
            if next(row.iterancestors(TABLE + "table")) is table:
                yield row

    def _cell_text(self, cell: Element) -> str:
        lines = []
        own = next(cell.iterancestors(TABLE + "table"))
        for paragraph in cell.iter(TEXT + "p", TEXT + "h", TABLE + "table"):
            if next(paragraph.iterancestors(TABLE + "table")) is not own:
                continue
            if paragraph.tag == TABLE + "table":
                lines.extend(nested_rows(*self._grid(paragraph)[:2], self.outline.limits))
                continue
            text = self.text(paragraph).strip()
            is_item = next(paragraph.iterancestors(TEXT + "list-item", TABLE + "table-cell"))
            lines.append(f"• {text}" if text and is_item.tag == TEXT + "list-item" else text)
        return "\n".join(cell_lines(lines))

    def _bold_cell(self, cell: Element) -> bool | None:
        paragraphs = [p for p in cell.iter(TEXT + "p") if "".join(p.itertext()).strip()]
        return all(map(self._is_bold, paragraphs)) if paragraphs else None


def _name(note: Element) -> tuple[str, str]:
    """Return the kind of a note, and what tells it from the others."""
    return note.get(TEXT + "note-class", "footnote"), note.get(TEXT + "id", "")


def _place(child: Element) -> tuple[bool, int, float]:
    """Sort a slide's boxes from the top, those at one height from the left, its notes last."""
    x, y = (_centimetres(child.get(SVG + name)) for name in ("x", "y"))
    return child.tag == PRESENTATION + "notes", round(y / _SAME_ROW_CM), x


def _centimetres(length: str | None) -> float:
    found = re.match(r"(-?[\d.]+)(cm|mm|in|pt)", length or "")
    return float(found[1]) * _CENTIMETRES[found[2]] if found else 0.0


def _flat(text: str | None) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text) if text else ""


def spans(cell: Element) -> tuple[int, int]:
    """Return how many rows and columns a cell covers."""
    return (
        int(cell.get(TABLE + "number-rows-spanned", "1")),
        min(int(cell.get(TABLE + "number-columns-spanned", "1")), _WIDEST),
    )


def lay_out(rows: list[list[tuple[str, int, int] | None]]) -> list[list[Cell]]:
    """Turn cells (text, rows covered, columns covered) and covered ones (None) into a grid."""
    grid: list[list[Cell]] = []
    reach: dict[int, int] = {}
    for row in rows:
        cells: list[Cell] = []
        wide = 0
        for column, cell in enumerate(row):
            if cell is None:
                cells.append(Span.LEFT if wide > 0 else Span.UP if reach.get(column, 0) else "")
                reach[column] = max(reach.get(column, 0) - 1, 0)
                wide -= 1
                continue
            text, down, across = cell
            cells.append(text)
            wide = across - 1
            for covered in range(column, column + across):
                reach[covered] = down - 1
        grid.append(cells)
    return grid
