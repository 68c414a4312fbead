"""A page's words with their places, without those that nobody can see."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple

from ingest.read.pdf.direction import facing, is_text, line_by_line, main_facing, take_cells
from ingest.read.pdf.drawings import read_drawings
from ingest.read.pdf.shapes import RAISED_DIGITS, Box, Page, Turn, Word
from ingest.read.pdf.spaced import with_spaced_words

if TYPE_CHECKING:
    from pypdfium2 import PdfPage
    from pypdfium2.raw import FPDF_TEXTPAGE as TextPage

_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.I)
_BOLD_WEIGHT = 600
_INVISIBLE_MODE = 3  # the text render mode that draws nothing; OCR layers use it
_SMALLEST_PT = 1.0  # below that nobody can read it
_WORD_GAP = 0.2  # of the font size; a space is 0.25 and more
_SAME_LINE = 0.35  # of the font size
_WHITE = 250  # of 255, each of red, green and blue
_RAISED = 0.15  # of the font size, at least, above the line
_NOTE_SIZE = 0.8  # of the font size, at most
_NOTED = re.compile(r"(?<![^\W\d_])(?![cdkmµ]m$)[^\W\d_]{2,}$|[.,;:!?\"”»)]$")
_MARKS = "0123456789*,"
_CLOSING = ".,;:!?)"  # what follows a mark is the word's before it
_CUT = (0x02, 0xFFFE)  # pdfium's marks for a hyphen at the end of a line
_SPACES = (0, 0x20, 0x09, 0x0A, 0x0D, 0x2002, 0x2003, 0x2009, 0x3000)


@dataclass(slots=True)
class _Style:
    """What all characters of one text object share; `facing` is which way they run."""

    size: float
    facing: int | None
    bold: bool
    white: bool
    invisible: bool


class _Character(NamedTuple):
    """A letter, the box that it takes, its baseline and its looks."""

    text: str
    box: Box
    base: float
    style: _Style


def read_page(page: PdfPage) -> Page:
    """Return what stands on a pdfium page, as one reads it: turned where its text lies so."""
    shown = page.get_rotation()
    letters: Counter[int | None] = Counter()
    text = page.get_textpage()
    try:
        words = {shown: list(_words(_characters(text.raw, Turn(page, shown), shown, letters)))}
        for way in [way for way in letters if way is not None and way != shown]:
            words[way] = list(_words(_characters(text.raw, Turn(page, way), way, Counter())))
    finally:
        text.close()
    own = main_facing(letters, shown)
    found = _turned(page, own, words.pop(own))
    for way in words if letters[shown] < letters.total() else ():
        aside = _turned(page, way, words[way])
        take_cells(found, aside, (way - own) % 360)
        found.hidden += aside.hidden
        found.aside += [aside] if is_text(aside) else []
    return found


def _turned(page: PdfPage, way: int, words: list[tuple[Word, _Style]]) -> Page:
    """Return the page with the words that run one way, as if they were upright."""
    width, height = page.get_size()
    lies = (way - page.get_rotation()) % 180 != 0
    found = Page(height, width) if lies else Page(width, height)
    fills = read_drawings(page, Turn(page, way), found)
    for word, style in words:
        _place(found, word, style, fills)
    if way != page.get_rotation():
        found.words, found.in_lines = line_by_line(found.words), True
    found.words = with_spaced_words(found.words)
    if found.words and all(word.unseen for word in found.words):
        # A layer of recognised text over a scan is what can be cited; without one it is hidden.
        found.ocr = found.picture_share > 0.3
        found.in_lines = found.in_lines or found.ocr
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


def _words(characters: Iterator[_Character | str]) -> Iterator[tuple[Word, _Style]]:
    """Join characters to words."""
    word: Word | None = None
    last: Word | None = None
    style: _Style | None = None
    marked = False
    for found in characters:
        if isinstance(found, str):
            if word is not None and style is not None:
                word.text += found
                yield word, style
            word = None
            continue
        character, box, base, own = found
        if word is not None and style is not None and _breaks(word, style, box, base, own):
            yield word, style
            word = None
        closes = last is not None and marked and character in _CLOSING and base == last.base
        marked = last is not None and _is_note_mark(last, box, base, own, character)
        if last is not None and (closes or marked):
            last.text += character if closes else ""
            last.mark += character.translate(RAISED_DIGITS) if marked else ""
            last.x1 = max(last.x1, box.x1)
            continue
        if word is None:
            word = Word(box.x0, box.top, box.x1, box.bottom, character, own.size, base, own.bold)
            style = own
        else:
            word.text += character
            word.x0, word.x1 = min(word.x0, box.x0), max(word.x1, box.x1)
            word.top, word.bottom = min(word.top, box.top), max(word.bottom, box.bottom)
        last = word
    if word is not None and style is not None:
        yield word, style


def _characters(
    text: TextPage, turn: Turn, way: int, letters: Counter[int | None]
) -> Iterator[_Character | str]:
    """Yield what runs one way as it is drawn, "" between words and "-" where one is cut.

    Args:
        text: Of the page.
        turn: From pdfium's places to those of a page that is read that way.
        way: As `direction.facing` gives it.
        letters: Of which those are counted that run each way.
    """
    import pypdfium2.raw as c

    styles: dict[int, _Style] = {}
    rectangle = c.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(c.FPDFText_CountChars(text)):
        code = c.FPDFText_GetUnicode(text, index)
        if code in _SPACES or code in _CUT:
            yield "-" if code in _CUT else ""
            continue
        if not c.FPDFText_GetLooseCharBox(text, index, rectangle):
            continue
        style = _style(c, text, index, styles)
        letters[style.facing] += 1
        if style.facing != way:
            yield ""
            continue
        box = turn.box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        c.FPDFText_GetCharOrigin(text, index, x, y)
        yield _Character(chr(code), box, turn.point(x.value, y.value)[1], style)


def _is_note_mark(last: Word, box: Box, base: float, own: _Style, character: str) -> bool:
    """Say whether a raised small number refers to a note; after a unit it is a power."""
    near = -last.size < box.x0 - last.x1 < last.size
    if not near or not _NOTED.search(last.text):
        return False
    if ord(character) in RAISED_DIGITS:
        return base == last.base
    raised = _RAISED * last.size < last.base - base < last.size
    return raised and own.size < _NOTE_SIZE * last.size and character in _MARKS


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
    scale, runs = 1.0, facing(1.0, 0.0, 0.0, 1.0)  # where no matrix tells, text is upright
    if c.FPDFText_GetMatrix(text, index, matrix):
        runs = facing(matrix.a, matrix.b, matrix.c, matrix.d)
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
        facing=runs,
        bold=bold or bool(_BOLD.search(name.value.decode("latin-1"))),
        white=white and mode not in (1, 2),
        invisible=mode == _INVISIBLE_MODE,
    )
    return styles[key]
