"""Word documents: headings by style, lists with their depth, tables, notes; no hidden text."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from ingest.read.header import Cell, Span, bold_header, header_depth
from ingest.read.limits import Limits
from ingest.read.notes import mark, note, raised, without_typed
from ingest.read.numbering import labels
from ingest.read.outline import Outline
from ingest.read.properties import note_office
from ingest.read.table import cell_lines, nested_rows, write_sections, write_table

if TYPE_CHECKING:
    from docx.document import Document as WordFile
    from lxml.etree import _Element as Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_HEADING = re.compile(r"(?:heading|overskrift|überschrift|rubrik)\s*(\d)", re.I)
_TITLE = re.compile(r"^(?:title|titel)$", re.I)
_CONTENTS = re.compile(r"(?:toc|indholdsfortegnelse)\s*\d", re.I)
_LIST = re.compile(r"(?:list bullet|list number|opstilling)", re.I)
_MARGIN = re.compile(r"/word/(?:header|footer)\d*\.xml")
_LIST_LEVEL = re.compile(r"(\d)$")
_REFERENCES = {f"{_W}{kind}Reference": kind for kind in ("footnote", "endnote")}
_SIGNS = {
    _W + name: sign
    for name, sign in {
        "tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n",
        "noBreakHyphen": "\u2011", "softHyphen": "\xad",
    }.items()
}  # fmt: skip
_LAYOUT_CHARACTERS = 400  # a cell longer than that is page layout, not a value
_FAINT = frozenset({"FFFFFF", "FEFEFE"})


def read_docx(data: bytes, limits: Limits, *, notes: bool = False) -> Outline:
    """Read a Word document; macros, fields' instructions and deleted text are left out."""
    import docx

    outline = Outline(limits)
    word = docx.Document(io.BytesIO(data))
    note_office(outline, word.core_properties)
    reader = _WordReader(outline, word, marks=notes)
    reader.body(word.element.body)
    _note_margins(outline, word)
    return outline


def _note_margins(outline: Outline, word: WordFile) -> None:
    """Keep what the heads and feet of the pages show."""
    from docx.opc.part import XmlPart

    reader = _WordReader(Outline(outline.limits), word)
    for part in word.part.package.iter_parts():
        if _MARGIN.fullmatch(str(part.partname)) and isinstance(part, XmlPart):
            for paragraph in part.element.iter(_W + "p"):
                outline.margin(reader.text(paragraph))


class _WordReader:
    """Walks a Word document's XML, for python-docx skips notes, text boxes and changes."""

    def __init__(self, outline: Outline, word: WordFile, *, marks: bool = False) -> None:
        self.outline = outline
        self._marks = marks
        self._styles = _style_table(word)
        self._notes = _note_table(word)
        self._labels = labels(word, self._styles)

    def body(self, parent: Element) -> None:
        begun: list[Element] = []
        for child in parent:
            if child.tag == _W + "p":
                if child.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None:
                    begun.append(child)  # its end is deleted: it goes on in the next one
                    continue
                self.paragraph(child, begun)
                begun = []
            elif child.tag == _W + "tbl":
                self._end(begun)
                begun = []
                self.table(child)
            elif child.tag == _W + "sdt":
                content = child.find(_W + "sdtContent")
                if content is not None and not _is_contents_list(child):
                    self.body(content)
            elif child.tag in (_W + "ins", _W + "customXml", _W + "smartTag"):
                self.body(child)
        self._end(begun)

    def _end(self, begun: Sequence[Element]) -> None:
        """Write paragraphs that none follows to go on in."""
        self.outline.paragraph("".join(map(self.text, begun)))
        self._write_anchored(begun)

    def paragraph(self, element: Element, begun: Sequence[Element] = ()) -> None:
        """Write a paragraph, behind those whose ends are deleted."""
        style = self._style(element)
        if style.contents:
            return
        text = "".join(map(self.text, (*begun, element)))
        if style.hidden:
            self.outline.notices["hidden_text"] += bool(text.strip())
            return
        kind, level = self._role(element, style)
        if kind != "text":
            text = self._labelled(element, text)
        if kind == "heading" and style.title:
            self.outline.title(text)
        elif kind == "heading":
            self.outline.heading(text, level)
        elif kind == "item":
            self.outline.item(text, level)
        elif self._bold(element):
            self.outline.strong(text)
        else:
            self.outline.paragraph(text)
        self._write_anchored((*begun, element))

    def _write_anchored(self, paragraphs: Sequence[Element]) -> None:
        """Write the text boxes and the notes of paragraphs."""
        for element in paragraphs:
            for box in element.iter(_W + "txbxContent"):
                if not _in_fallback(box):
                    self.body(box)
            self._write_notes(element)

    def _labelled(self, element: Element, text: str) -> str:
        """Return a text behind the number that Word counts for it, unless one is typed."""
        label = self._labels.get(element, "")
        typed = text.lstrip()[:1].isdigit() and label[:1].isdigit()
        return f"{label} {text.lstrip()}" if label and text.strip() and not typed else text

    def _bold(self, element: Element) -> bool:
        """Say whether every word of a paragraph is made bold by hand."""
        runs = [run for run in element.iter(_W + "r") if "".join(run.itertext(_W + "t")).strip()]
        return bool(runs) and all(_on(run.find(f"{_W}rPr/{_W}b")) for run in runs)

    def text(self, element: Element) -> str:
        """Return the visible text of one paragraph."""
        return without_typed("".join(self._pieces(element)))

    def _pieces(self, element: Element) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if tag == _W + "r":
                place = child.find(f"{_W}rPr/{_W}vertAlign")
                above = place is not None and place.get(_W + "val") == "superscript"
                told = "".join(self._run(child))
                yield raised(told) if above else told
            elif tag in (_W + "del", _W + "moveFrom", _W + "pPr", _W + "rPr"):
                continue
            elif tag == _M + "t":
                yield child.text or ""
            elif isinstance(tag, str) and tag != _W + "txbxContent":
                yield from self._pieces(child)

    def _run(self, run: Element) -> Iterator[str]:
        if self._hidden(run):
            if "".join(run.itertext(_W + "t")).strip():
                self.outline.notices["hidden_text"] += 1
            return
        for child in run:
            if child.tag == _W + "t":
                yield child.text or ""
            elif child.tag in _SIGNS:
                yield _SIGNS[child.tag]
            elif child.tag in (_W + "drawing", _W + "pict", _W + "object"):
                self.outline.pictures += 1
            elif self._marks and child.tag in _REFERENCES:
                yield mark(_REFERENCES[child.tag], child.get(_W + "id", ""))

    def _hidden(self, run: Element) -> bool:
        properties = run.find(_W + "rPr")
        if properties is None:
            return False
        named = properties.find(_W + "rStyle")
        role = self._styles.get(named.get(_W + "val")) if named is not None else None
        if _on(properties.find(_W + "vanish")) or (role is not None and role.hidden):
            return True
        size = properties.find(_W + "sz")
        if size is not None and size.get(_W + "val", "") in ("0", "1", "2"):
            return True
        color = properties.find(_W + "color")
        if color is None or color.get(_W + "val", "").upper() not in _FAINT:
            return False
        return not _shaded(run)

    def _style(self, element: Element) -> _Role:
        found = element.find(f"{_W}pPr/{_W}pStyle")
        identity = found.get(_W + "val") if found is not None else None
        return self._styles.get(identity) or self._styles[None]

    def _role(self, element: Element, style: _Role) -> tuple[str, int]:
        outline_level = element.find(f"{_W}pPr/{_W}outlineLvl")
        if style.heading:
            return "heading", style.heading
        if outline_level is not None and int(outline_level.get(_W + "val", "9")) < 9:
            return "heading", int(outline_level.get(_W + "val")) + 1
        numbered = element.find(f"{_W}pPr/{_W}numPr")
        if numbered is not None:
            identity, depth = _number_of(numbered)
            if identity != "0":
                return "item", (depth or 0) + 1
            return "text", 0
        if style.list_level:
            return "item", style.list_level
        return "text", 0

    def _write_notes(self, element: Element) -> None:
        for tag, kind in _REFERENCES.items():
            for reference in element.iter(tag):
                identity = reference.get(_W + "id")
                for paragraph in self._notes.get((kind, identity), ()):
                    text = self.text(paragraph)
                    told = note(kind, identity, text) if self._marks and text.strip() else text
                    self.outline.paragraph(told)

    def table(self, element: Element) -> None:
        grid, header_rows, layout = self._grid(element)
        if layout:
            write_sections(
                self.outline,
                (
                    [(self._cell_text(cell), partial(self.body, cell)) for cell in _cells(row)]
                    for row in _rows(element)
                ),
            )
            return
        write_table(self.outline, grid, header_rows=header_rows)

    def _grid(self, element: Element) -> tuple[list[list[Cell]], int | None, bool]:
        grid: list[list[Cell]] = []
        bold: list[list[bool | None]] = []
        header_rows, nested, layout = 0, False, False
        for row in _rows(element):
            cells: list[Cell] = [""] * _skipped(row, "gridBefore")
            bold.append([self._bold_cell(cell) for cell in _cells(row)])
            for cell in _cells(row):
                properties = cell.find(_W + "tcPr")
                text = self._cell_text(cell)
                nested = nested or _has(cell, "tbl")
                layout = layout or len(text) > _LAYOUT_CHARACTERS
                cells.append(Span.UP if _continues(properties) else text)
                cells.extend([Span.LEFT] * (_width(properties) - 1))
            grid.append(cells)
            mark = row.find(f"{_W}trPr/{_W}tblHeader")
            if mark is not None and header_rows == len(grid) - 1:
                header_rows += 1
        single = len(grid) == 1 or all(len(row) <= 1 for row in grid)
        layout = layout or single or nested and not header_depth(grid)
        return grid, header_rows or bold_header(bold), layout

    def _bold_cell(self, cell: Element) -> bool | None:
        paragraphs = [p for p in cell.iter(_W + "p") if self.text(p).strip()]
        return all(map(self._bold, paragraphs)) if paragraphs else None

    def _cell_text(self, cell: Element) -> str:
        lines = []
        own = next(cell.iterancestors(_W + "tbl"))
        for paragraph in cell.iter(_W + "p", _W + "tbl"):
            if next(paragraph.iterancestors(_W + "tbl")) is not own:
                continue
            if paragraph.tag == _W + "tbl":
                lines.extend(nested_rows(*self._grid(paragraph)[:2], self.outline.limits))
                continue
            text = self.text(paragraph).strip()
            is_item = self._role(paragraph, self._style(paragraph))[0] == "item"
            lines.append(f"• {self._labelled(paragraph, text)}" if text and is_item else text)
        return "\n".join(cell_lines(lines))


def _rows(table: Element) -> Iterator[Any]:
    for child in table:
        if child.tag == _W + "tr":
            if child.find(f"{_W}trPr/{_W}del") is None:
                yield child
        elif child.tag in (_W + "sdt", _W + "sdtContent", _W + "ins", _W + "customXml"):
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Any]:
    for child in row:
        if child.tag == _W + "tc":
            yield child
        elif child.tag in (_W + "sdt", _W + "sdtContent", _W + "customXml"):
            yield from _cells(child)


def _skipped(row: Element, name: str) -> int:
    found = row.find(f"{_W}trPr/{_W}{name}")
    return int(found.get(_W + "val", "0")) if found is not None else 0


def _has(element: Element, name: str) -> bool:
    return next(element.iter(_W + name), None) is not None


def _continues(properties: Element | None) -> bool:
    merged = properties.find(_W + "vMerge") if properties is not None else None
    return merged is not None and merged.get(_W + "val", "continue") == "continue"


def _width(properties: Element | None) -> int:
    span = properties.find(_W + "gridSpan") if properties is not None else None
    return min(max(int(span.get(_W + "val", "1")), 1), 256) if span is not None else 1


def _on(element: Element) -> bool:
    return element is not None and element.get(_W + "val", "1") not in ("0", "false", "off")


def _shaded(run: Element) -> bool:
    """Say whether something dark may lie behind white text."""
    if run.find(f"{_W}rPr/{_W}shd") is not None or run.find(f"{_W}rPr/{_W}highlight") is not None:
        return True
    for ancestor in run.iterancestors():
        if ancestor.tag == _W + "p" and ancestor.find(f"{_W}pPr/{_W}shd") is not None:
            return True
        if ancestor.tag in (_W + "tbl", _W + "txbxContent"):
            return True
    return False


def _in_fallback(element: Element) -> bool:
    return next(element.iterancestors(_MC + "Fallback"), None) is not None


def _is_contents_list(element: Element) -> bool:
    gallery = element.find(f"{_W}sdtPr/{_W}docPartObj/{_W}docPartGallery")
    return gallery is not None and gallery.get(_W + "val", "") == "Table of Contents"


def _number_of(numbered: Element) -> tuple[str | None, int | None]:
    identity, depth = numbered.find(_W + "numId"), numbered.find(_W + "ilvl")
    return (
        identity.get(_W + "val") if identity is not None else None,
        int(depth.get(_W + "val", "0")) if depth is not None else None,
    )


@dataclass(slots=True)
class _Role:
    """What a style makes of text: a heading or list level from 1, 0 for none.

    `numbering` is the list that counts it, and the depth there from 0.
    """

    heading: int = 0
    title: bool = False
    list_level: int = 0
    contents: bool = False
    hidden: bool = False
    numbering: tuple[str | None, int | None] = (None, None)


def _style_table(word: WordFile) -> dict[str | None, _Role]:
    """Return what each style means, with what it inherits; None is the default."""
    elements = {
        style.get(_W + "styleId"): style for style in word.styles.element.iter(_W + "style")
    }
    return {None: _Role()} | {identity: _style_role(identity, elements) for identity in elements}


def _style_role(identity: str | None, elements: dict[str | None, Element]) -> _Role:
    role = _Role()
    depth: int | None = None
    seen: set[str | None] = set()
    while identity in elements and identity not in seen:
        seen.add(identity)
        style = elements[identity]
        named = style.find(_W + "name")
        _note_name(role, named.get(_W + "val", "") if named is not None else identity or "")
        level = style.find(f"{_W}pPr/{_W}outlineLvl")
        if not role.heading and level is not None and int(level.get(_W + "val", "9")) < 6:
            role.heading = int(level.get(_W + "val")) + 1
        numbered = style.find(f"{_W}pPr/{_W}numPr")
        numbering, own = _number_of(numbered) if numbered is not None else (None, None)
        depth = own if depth is None else depth
        known, known_depth = role.numbering
        role.numbering = (
            numbering if known is None else known,
            own if known_depth is None else known_depth,
        )
        if not role.list_level and numbering is not None:  # Subtitle has a depth in no list
            role.list_level = (depth or 0) + 1
        role.hidden = role.hidden or _on(style.find(f"{_W}rPr/{_W}vanish"))
        based = style.find(_W + "basedOn")
        identity = based.get(_W + "val") if based is not None else None
    return role


def _note_name(role: _Role, name: str) -> None:
    heading = _HEADING.match(name)
    if heading and not role.heading:
        role.heading = int(heading[1])
    elif _TITLE.match(name) and not role.heading:
        role.heading, role.title = 1, True
    role.contents = role.contents or bool(_CONTENTS.match(name))
    if _LIST.match(name) and not role.list_level:
        level = _LIST_LEVEL.search(name)
        role.list_level = int(level[1]) if level else 1


def _note_table(word: WordFile) -> dict[tuple[str, str], list[Any]]:
    """Return the paragraphs of each footnote and endnote."""
    from lxml import etree

    notes: dict[tuple[str, str], list[Any]] = {}
    for part in word.part.package.iter_parts():
        for kind in ("footnote", "endnote"):
            if str(part.partname) == f"/word/{kind}s.xml":
                root = etree.fromstring(part.blob)
                for note in root.iter(f"{_W}{kind}"):
                    if note.get(_W + "type") is None:
                        notes[kind, note.get(_W + "id")] = list(note.iter(_W + "p"))
    return notes
