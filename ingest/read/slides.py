"""PowerPoint: slide by slide, title first, the text boxes from the top, then the notes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ingest.read.header import Cell, Span
from ingest.read.limits import Limits
from ingest.read.outline import Outline
from ingest.read.properties import note_office
from ingest.read.reasons import rejected
from ingest.read.table import write_table

if TYPE_CHECKING:
    from lxml.etree import _Element as Element
    from pptx.chart.chart import Chart
    from pptx.shapes.base import BaseShape
    from pptx.shapes.graphfrm import GraphicFrame
    from pptx.slide import Slide
    from pptx.table import Table

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_SMALLEST = 100  # hundredths of a point
_USUAL = 1800
_SAME_ROW_EMU = 300_000  # a third of an inch: boxes that near in height are read from the left
_NEVER = ("DATE", "FOOTER", "SLIDE_NUMBER", "HEADER")
_BODY = ("BODY", "OBJECT", "VERTICAL_BODY", "VERTICAL_OBJECT")
_TITLES = ("TITLE", "CENTER_TITLE", "VERTICAL_TITLE")


def read_pptx(data: bytes, limits: Limits) -> Outline:
    """Read a presentation; hidden slides and hidden shapes are left out."""
    import pptx

    outline = Outline(limits)
    show = pptx.Presentation(io.BytesIO(data))
    note_office(outline, show.core_properties)
    outline.pages = len(show.slides)
    if outline.pages > limits.pages:
        raise rejected("too_many_pages")
    area = show.slide_width or 0, show.slide_height or 0
    for number, slide in enumerate(show.slides, start=1):
        if slide.element.get("show") == "0":
            outline.notices["hidden_text"] += 1
            continue
        outline.page = number
        outline.leave()
        _Slide(outline, area).write(slide)
    return outline


class _Slide:
    """Writes one slide's shapes."""

    def __init__(self, outline: Outline, area: tuple[int, int]) -> None:
        self._outline = outline
        self._width, self._height = area
        self._plain = False
        self._grounds: list[BaseShape] = []

    def write(self, slide: Slide) -> None:
        """Write the title, the shapes from the top, the notes."""
        self._plain = _is_plain(slide)
        self._grounds = [shape for shape in _flat(slide.shapes) if _is_filled(shape)]
        shapes = [shape for shape in _flat(slide.shapes) if self._is_seen(shape)]
        titles = [shape for shape in shapes if _kind(shape) in _TITLES and shape.has_text_frame]
        for shape in titles:
            self._outline.heading(" ".join(map(_text, _paragraphs(shape))), 1)
        for shape in sorted((s for s in shapes if s not in titles), key=_place):
            self._shape(shape)
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            for paragraph in slide.notes_slide.notes_text_frame._txBody.iter(_A + "p"):
                self._outline.paragraph(_text(paragraph))

    def _is_seen(self, shape: BaseShape) -> bool:
        if _kind(shape) in _NEVER:
            for paragraph in _paragraphs(shape):
                self._outline.margin(_text(paragraph))
            return False
        hidden = shape.element.xpath(".//*[local-name()='cNvPr'][@hidden='1']")
        if hidden or self._is_outside(shape):
            if any(_text(paragraph).strip() for paragraph in _paragraphs(shape)):
                self._outline.notices["hidden_text"] += 1
            return False
        return True

    def _is_outside(self, shape: BaseShape) -> bool:
        if None in (shape.left, shape.top, shape.width, shape.height) or not self._width:
            return False
        return bool(
            shape.left >= self._width
            or shape.top >= self._height
            or shape.left + shape.width <= 0
            or shape.top + shape.height <= 0
        )

    def _shape(self, shape: BaseShape) -> None:
        from pptx.shapes.graphfrm import GraphicFrame

        if isinstance(shape, GraphicFrame):
            if shape.has_table:
                self._table(shape.table)
            elif shape.has_chart:
                self._chart(shape.chart)
            else:
                self._diagram(shape)
        elif shape.has_text_frame:
            self._frame(shape)
        elif shape.element.tag == _P + "pic":
            self._outline.pictures += 1

    def _diagram(self, shape: GraphicFrame) -> None:
        """Write the texts of a SmartArt as a list: its points hang below each other by numbers."""
        from pptx.oxml import parse_xml

        parts = next(shape.element.iter(_DIAGRAM + "relIds"), None)
        link = shape.part.rels.get(parts.get(_R + "dm", "")) if parts is not None else None
        if link is None or link.is_external:
            return
        data = parse_xml(link.target_part.blob)
        points = {point.get("modelId", ""): point for point in data.iter(_DIAGRAM + "pt")}
        below: dict[str, list[tuple[int, str]]] = {}
        for line in data.iter(_DIAGRAM + "cxn"):
            if line.get("type", "parOf") == "parOf":
                place = int(line.get("srcOrd", "0")), line.get("destId", "")
                below.setdefault(line.get("srcId", ""), []).append(place)
        held = {identity for places in below.values() for _, identity in places}
        waiting = [(identity, 1) for identity in reversed(points) if identity not in held]
        while waiting:
            identity, level = waiting.pop()
            point = points.pop(identity, None)
            if point is None:
                continue
            if point.get("type", "node") in ("node", "asst"):
                self._outline.item("\n".join(map(_text, point.iter(_A + "p"))), level)
                level += 1
            places = sorted(below.get(identity, ()), reverse=True)
            waiting += [(following, level) for _, following in places]

    def _frame(self, shape: BaseShape) -> None:
        bulleted = _kind(shape) in _BODY
        filled = any(_overlap(shape, ground) for ground in self._grounds)
        for paragraph in _paragraphs(shape):
            text = self._visible(paragraph, filled=filled)
            level = _bullet_level(paragraph, bulleted)
            if level:
                self._outline.item(text, level)
            else:
                self._outline.paragraph(text)

    def _visible(self, paragraph: Element, *, filled: bool) -> str:
        text = _text(paragraph)
        runs = [run for run in paragraph.iter(_A + "r") if (run.findtext(_A + "t") or "").strip()]
        tiny = all(_size(run) <= _SMALLEST for run in runs)
        white = self._plain and not filled and all(map(_is_white, runs))
        if runs and (tiny or white):
            self._outline.notices["hidden_text"] += 1
            return ""
        return text

    def _table(self, table: Table) -> None:
        grid: list[list[Cell]] = []
        for row in table._tbl.iter(_A + "tr"):
            cells: list[Cell] = []
            for cell in row.iter(_A + "tc"):
                if cell.get("hMerge") in ("1", "true"):
                    cells.append(Span.LEFT)
                elif cell.get("vMerge") in ("1", "true"):
                    cells.append(Span.UP)
                else:
                    cells.append("\n".join(_text(p) for p in cell.iter(_A + "p")))
            grid.append(cells)
        write_table(self._outline, grid, header_rows=1 if table.first_row else None)

    def _chart(self, chart: Chart) -> None:
        """Write a chart's numbers as the table that they are."""
        from ingest.read.figures import show

        title = chart.chart_title.text_frame.text if chart.has_title else ""
        plots = list(chart.plots)
        if not plots:
            return
        categories = [str(category) for category in plots[0].categories]
        series = [one for plot in plots for one in plot.series]
        codes = [_number_format(one._element) for one in series]
        grid: list[list[Cell]] = [["", *(str(one.name) for one in series)]]
        for index, category in enumerate(categories):
            cells: list[Cell] = [category]
            for one, code in zip(series, codes, strict=True):
                value = next(iter(list(one.values)[index : index + 1]), None)
                cells.append(show(value, code) if value is not None else "")
            grid.append(cells)
        if title.strip():
            self._outline.paragraph(title)
        write_table(self._outline, grid, header_rows=1)


def _number_format(series: Element) -> str:
    """Return the form of a series' numbers: its labels' or all series', else their own."""
    own = series.xpath("c:dLbls/c:numFmt | ../c:dLbls/c:numFmt")
    codes = [form.get("formatCode") for form in own if form.get("sourceLinked") != "1"]
    codes += [code.text for code in series.xpath("(c:val | c:yVal)//c:formatCode")]
    return next(filter(None, codes), "General")


def _is_plain(slide: Slide) -> bool:
    """Say whether a slide's ground is white, with nothing of its layout on it."""
    for part in (slide, slide.slide_layout, slide.slide_layout.slide_master):
        ground = part.element.find(f"{_P}cSld/{_P}bg")
        if ground is not None and not ground.xpath(".//a:schemeClr[@val='bg1' or @val='lt1']"):
            return False
        if part is not slide and part.element.xpath(".//p:pic | .//p:sp[p:spPr/a:solidFill]"):
            return False
    return True


def _is_filled(shape: BaseShape) -> bool:
    """Say whether a shape may be dark behind text: a picture, a fill, a style of the theme."""
    if shape.element.tag == _P + "pic" or shape.element.find(_P + "style") is not None:
        return True
    properties = shape.element.find(_P + "spPr")
    fills = ("solidFill", "gradFill", "blipFill", "pattFill")
    return properties is not None and any(properties.find(_A + name) is not None for name in fills)


def _overlap(a: BaseShape, b: BaseShape) -> bool:
    edges = (a.left, a.top, a.width, a.height, b.left, b.top, b.width, b.height)
    if None in edges:
        return True
    across = a.left < b.left + b.width and b.left < a.left + a.width
    return across and a.top < b.top + b.height and b.top < a.top + a.height


def _size(run: Element) -> int:
    properties = run.find(_A + "rPr")
    size = properties.get("sz", "") if properties is not None else ""
    return int(size) if size.isdigit() else _USUAL


def _is_white(run: Element) -> bool:
    color = run.find(f"{_A}rPr/{_A}solidFill/{_A}srgbClr")
    return color is not None and color.get("val", "").upper() == "FFFFFF"


def _paragraphs(shape: BaseShape) -> Iterator[Element]:
    body = shape.element.find(_P + "txBody")
    return body.iter(_A + "p") if body is not None else iter(())


def _flat(shapes: Iterable[BaseShape]) -> Iterator[BaseShape]:
    from pptx.shapes.group import GroupShape

    for shape in shapes:
        if isinstance(shape, GroupShape):
            yield from _flat(shape.shapes)
        else:
            yield shape


def _kind(shape: BaseShape) -> str:
    if not shape.is_placeholder:
        return ""
    kind = shape.placeholder_format.type
    return kind.name if kind is not None else "OBJECT"


def _place(shape: BaseShape) -> tuple[int, int]:
    return (shape.top or 0) // _SAME_ROW_EMU, shape.left or 0


def _text(paragraph: Element) -> str:
    pieces = []
    for child in paragraph:
        if child.tag in (_A + "r", _A + "fld"):
            pieces.append(child.findtext(_A + "t") or "")
        elif child.tag == _A + "br":
            pieces.append("\n")
    return "".join(pieces)


def _bullet_level(paragraph: Element, bulleted: bool) -> int:
    """Return the depth of a list item from 1, 0 for a plain paragraph."""
    properties = paragraph.find(_A + "pPr")
    depth = int(properties.get("lvl", "0")) + 1 if properties is not None else 1
    if properties is not None:
        if properties.find(_A + "buNone") is not None:
            return 0
        if any(
            properties.find(_A + name) is not None for name in ("buChar", "buAutoNum", "buBlip")
        ):
            return depth
    return depth if bulleted else 0
