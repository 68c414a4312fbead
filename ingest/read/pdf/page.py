"""A page's words, ruled lines and pictures, with their places in points from its upper left."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfObject, PdfPage
    from pypdfium2.raw import FPDF_TEXTPAGE as TextPage

_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.I)
_BOLD_WEIGHT = 600
_INVISIBLE_MODE = 3  # the text render mode that draws nothing; OCR layers use it
_SMALLEST_PT = 1.0  # below that nobody can read it
_WORD_GAP = 0.2  # of the font size; a space is 0.25 and more
_SAME_LINE = 0.35  # of the font size
_SEGMENT_GAP = 0.65  # of the font size; a table's columns can stand that near
_RULE_THICKNESS_PT = 2.5
_RULE_LENGTH_PT = 6.0
_DOT_PT = (1.5, 7.0)
_DOT_GAP = 2.5  # of the font size, between a drawn bullet and its text
_OBJECTS_AT_MOST = 20_000
_PATH_SEGMENTS_AT_MOST = 400
_WHITE = 250  # of 255, each of red, green and blue


@dataclass(slots=True)
class Box:
    """A rectangle, y growing downwards."""

    x0: float
    top: float
    x1: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        """Say whether a point lies inside."""
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


@dataclass(slots=True)
class Word(Box):
    """Characters between spaces; `size` is the font's in points, `base` the baseline."""

    text: str = ""
    size: float = 0.0
    base: float = 0.0
    bold: bool = False
    unseen: bool = False


@dataclass(slots=True)
class Segment(Box):
    """Words on one line without a wide gap between them."""

    words: list[Word] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words with a space between them."""
        return " ".join(word.text for word in self.words)

    @property
    def size(self) -> float:
        """Font size of most characters."""
        return max(self.words, key=lambda word: len(word.text)).size

    @property
    def base(self) -> float:
        """Baseline of the largest word; a raised number has another."""
        return max(self.words, key=lambda word: word.size).base

    @property
    def bold(self) -> bool:
        """Whether nearly all characters are bold."""
        letters = sum(len(word.text) for word in self.words)
        return sum(len(word.text) for word in self.words if word.bold) >= 0.9 * letters


@dataclass(slots=True)
class Page:
    """What stands on a page.

    Attributes:
        words: In the order in which the file draws them.
        across: Horizontal rules.
        down: Vertical rules.
        dots: Small squares and circles, which may be drawn bullets.
        picture_share: Part of the page that pictures cover, 0 to 1.
        drawings: Objects that are no text.
        hidden: Runs of text that nobody can see.
        ocr: Whether the text is an invisible layer over a picture.
    """

    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    across: list[Box] = field(default_factory=list)
    down: list[Box] = field(default_factory=list)
    dots: list[Box] = field(default_factory=list)
    picture_share: float = 0.0
    drawings: int = 0
    hidden: int = 0
    ocr: bool = False


@dataclass(slots=True)
class _Style:
    """What all characters of one text object share."""

    size: float
    bold: bool
    white: bool
    invisible: bool


def read_page(page: PdfPage) -> Page:
    """Return what stands on a pdfium page."""
    import pypdfium2.raw as c

    width, height = page.get_size()
    found = Page(width, height)
    turn = _Turn(page)
    fills = _read_objects(page, turn, found)
    text = page.get_textpage()
    try:
        for word, style in _words(c, text.raw, turn):
            _place(found, word, style, fills)
    finally:
        text.close()
    if found.words and all(word.unseen for word in found.words):
        # A layer of recognised text over a scan is what can be cited; without one it is hidden.
        found.ocr = found.picture_share > 0.3
        if not found.ocr:
            found.hidden += len(found.words)
            found.words = []
    else:
        seen = [word for word in found.words if not word.unseen]
        found.hidden += len(found.words) - len(seen)
        found.words = seen
    return found


def _place(found: Page, word: Word, style: _Style, fills: list[tuple[Box, bool]]) -> None:
    """Keep a word unless it is outside the page, too small, or white on white."""
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    outside = not Box(0, 0, found.width, found.height).holds(x, y)
    white = style.white and not _has_dark_behind(x, y, fills)
    if outside or white or word.size < _SMALLEST_PT:
        found.hidden += 1
        return
    word.unseen = style.invisible
    found.words.append(word)


def _has_dark_behind(x: float, y: float, fills: list[tuple[Box, bool]]) -> bool:
    """Say whether the last thing painted under a point is not white."""
    dark = False
    for box, white in fills:
        if box.holds(x, y):
            dark = not white
    return dark


class _Turn:
    """Turns pdfium's coordinates, from the lower left of the unturned page, to ours."""

    def __init__(self, page: PdfPage) -> None:
        left, bottom, right, top = page.get_bbox()
        self._origin = left, bottom
        self._width, self._height = right - left, top - bottom
        self._rotation = page.get_rotation()

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        x0, y0 = self.point(left, bottom)
        x1, y1 = self.point(right, top)
        return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def point(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self._origin[0], y - self._origin[1]
        if self._rotation == 90:
            return y, x
        if self._rotation == 180:
            return self._width - x, y
        if self._rotation == 270:
            return self._height - y, self._width - x
        return x, self._height - y


def _words(c: ModuleType, text: TextPage, turn: _Turn) -> Iterator[tuple[Word, _Style]]:
    """Yield words as the file draws them."""
    styles: dict[int, _Style] = {}
    rectangle = c.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    word: Word | None = None
    style: _Style | None = None
    for index in range(c.FPDFText_CountChars(text)):
        code = c.FPDFText_GetUnicode(text, index)
        if code in (0, 0x20, 0x09, 0x0A, 0x0D, 0x2002, 0x2003, 0x2009, 0x3000, 0xFFFE):
            if code == 0xFFFE and word is not None:
                # pdfium's mark for a hyphen at the end of a line
                word.text += "-"
            if word is not None and style is not None:
                yield word, style
            word = None
            continue
        if not c.FPDFText_GetLooseCharBox(text, index, rectangle):
            continue
        box = turn.box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        c.FPDFText_GetCharOrigin(text, index, x, y)
        base = turn.point(x.value, y.value)[1]
        own = _style(c, text, index, styles)
        if word is not None and style is not None and _breaks(word, style, box, base, own):
            yield word, style
            word = None
        character = chr(code)
        if word is None:
            word = Word(box.x0, box.top, box.x1, box.bottom, character, own.size, base, own.bold)
            style = own
        else:
            word.text += character
            word.x0, word.x1 = min(word.x0, box.x0), max(word.x1, box.x1)
            word.top, word.bottom = min(word.top, box.top), max(word.bottom, box.bottom)
    if word is not None and style is not None:
        yield word, style


def _breaks(word: Word, style: _Style, box: Box, base: float, own: _Style) -> bool:
    size = max(word.size, own.size)
    if abs(base - word.base) > _SAME_LINE * size or box.x0 < word.x1 - size:
        return True
    changed = own.white != style.white or own.invisible != style.invisible
    return changed or box.x0 - word.x1 > _WORD_GAP * size


def _style(c: ModuleType, text: TextPage, index: int, styles: dict[int, _Style]) -> _Style:
    owner = c.FPDFText_GetTextObject(text, index)
    key = ctypes.cast(owner, ctypes.c_void_p).value or 0
    if key in styles:
        return styles[key]
    matrix = c.FS_MATRIX()
    scale = 1.0
    if c.FPDFText_GetMatrix(text, index, matrix):
        scale = math.hypot(matrix.c, matrix.d) or 1.0
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    white = False
    if c.FPDFText_GetFillColor(text, index, red, green, blue, alpha):
        white = min(red.value, green.value, blue.value) >= _WHITE or alpha.value < 3
    mode = c.FPDFTextObj_GetTextRenderMode(owner) if key else 0
    name = ctypes.create_string_buffer(256)
    flags = ctypes.c_int()
    c.FPDFText_GetFontInfo(text, index, name, 256, flags)
    bold = c.FPDFText_GetFontWeight(text, index) >= _BOLD_WEIGHT
    styles[key] = _Style(
        size=c.FPDFText_GetFontSize(text, index) * scale,
        bold=bold or bool(_BOLD.search(name.value.decode("latin-1"))),
        white=white and mode not in (1, 2),
        invisible=mode == _INVISIBLE_MODE,
    )
    return styles[key]


def _read_objects(page: PdfPage, turn: _Turn, found: Page) -> list[tuple[Box, bool]]:
    """Note rules and pictures; return what is painted, in order, and whether it is white."""
    import pypdfium2.raw as c

    fills: list[tuple[Box, bool]] = []
    area = max(found.width * found.height, 1.0)
    covered = 0.0
    for number, item in enumerate(page.get_objects(max_depth=2)):
        if number >= _OBJECTS_AT_MOST:
            break
        if item.type == c.FPDF_PAGEOBJ_TEXT:
            continue
        found.drawings += 1
        try:
            box = turn.box(*item.get_bounds())
        except RuntimeError:
            continue
        if item.type == c.FPDF_PAGEOBJ_PATH:
            _note_path(c, item, box, turn, found, fills)
        elif item.type in (c.FPDF_PAGEOBJ_IMAGE, c.FPDF_PAGEOBJ_SHADING):
            fills.append((box, False))
            covered += max(box.x1 - box.x0, 0) * max(box.bottom - box.top, 0)
    found.picture_share = min(covered / area, 1.0)
    return fills


def _note_path(
    c: ModuleType,
    item: PdfObject,
    box: Box,
    turn: _Turn,
    found: Page,
    fills: list[tuple[Box, bool]],
) -> None:
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    c.FPDFPath_GetDrawMode(item.raw, mode, stroke)
    width, height = box.x1 - box.x0, box.bottom - box.top
    if mode.value or stroke.value:
        if _DOT_PT[0] <= min(width, height) and max(width, height) <= _DOT_PT[1]:
            found.dots.append(box)
            return
        if height <= _RULE_THICKNESS_PT and width >= _RULE_LENGTH_PT:
            found.across.append(box)
            return
        if width <= _RULE_THICKNESS_PT and height >= _RULE_LENGTH_PT:
            found.down.append(box)
            return
    if mode.value:
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        c.FPDFPageObj_GetFillColor(item.raw, red, green, blue, alpha)
        fills.append((box, min(red.value, green.value, blue.value) >= _WHITE))
    if stroke.value:
        _note_edges(c, item, turn, found)


def _note_edges(c: ModuleType, item: PdfObject, turn: _Turn, found: Page) -> None:
    """Note the straight edges of a stroked path."""
    count = min(c.FPDFPath_CountSegments(item.raw), _PATH_SEGMENTS_AT_MOST)
    matrix = item.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = None
    for index in range(count):
        segment = c.FPDFPath_GetPathSegment(item.raw, index)
        c.FPDFPathSegment_GetPoint(segment, x, y)
        point = turn.point(*matrix.on_point(x.value, y.value))
        if c.FPDFPathSegment_GetType(segment) == c.FPDF_SEGMENT_MOVETO:
            start = point
        elif last is not None:
            _note_edge(last, point, found)
        if c.FPDFPathSegment_GetClose(segment) and start is not None:
            _note_edge(point, start, found)
        last = point


def _note_edge(a: tuple[float, float], b: tuple[float, float], found: Page) -> None:
    box = Box(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
    width, height = box.x1 - box.x0, box.bottom - box.top
    if height <= _RULE_THICKNESS_PT and width >= _RULE_LENGTH_PT:
        found.across.append(box)
    elif width <= _RULE_THICKNESS_PT and height >= _RULE_LENGTH_PT:
        found.down.append(box)


def segments(words: list[Word], dots: list[Box]) -> list[Segment]:
    """Join words that follow each other on a line, in the order in which they are drawn.

    Args:
        words: Of one page.
        dots: Drawn bullets; one that stands before a line becomes its first word.
    """
    found = _joined(words)
    for dot in dots:
        x, y = dot.x1, (dot.top + dot.bottom) / 2
        near = [s for s in found if s.top <= y <= s.bottom and 0 < s.x0 - x < _DOT_GAP * s.size]
        if near and not any(
            s.top <= y <= s.bottom and x - _DOT_GAP * s.size < s.x1 <= dot.x0 for s in found
        ):
            line = min(near, key=lambda segment: segment.x0)
            first = line.words[0]
            line.words.insert(0, Word(*_corners(dot), "•", first.size, first.base))
            line.x0 = dot.x0
    return found


def _corners(box: Box) -> tuple[float, float, float, float]:
    return box.x0, box.top, box.x1, box.bottom


def _joined(words: list[Word]) -> list[Segment]:
    found: list[Segment] = []
    for word in words:
        last = found[-1] if found else None
        if last is not None and _follows(last, word):
            last.words.append(word)
            last.x1 = max(last.x1, word.x1)
            last.top, last.bottom = min(last.top, word.top), max(last.bottom, word.bottom)
        else:
            found.append(Segment(word.x0, word.top, word.x1, word.bottom, [word]))
    return found


def _follows(segment: Segment, word: Word) -> bool:
    last = segment.words[-1]
    size = max(last.size, word.size)
    raised = min(last.size, word.size) < 0.8 * size
    tolerance = (0.6 if raised else _SAME_LINE) * size
    gap = word.x0 - last.x1
    return abs(word.base - segment.base) <= tolerance and -0.5 * size <= gap <= _SEGMENT_GAP * size
