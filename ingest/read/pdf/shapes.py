"""What stands on a page, with its place in points from the upper left corner."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfPage


RAISED_DIGITS = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", "1234567890")


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
    """Characters between spaces.

    Attributes:
        size: Of the font, in points.
        base: The baseline.
        mark: Raised numbers of the notes that follow it.
        wraps: Whether its line ends with it only because the column does.
    """

    text: str = ""
    size: float = 0.0
    base: float = 0.0
    bold: bool = False
    unseen: bool = False
    mark: str = ""
    wraps: bool = False


@dataclass(slots=True)
class Segment(Box):
    """Words on one line without a wide gap between them.

    Attributes:
        words: From left to right.
        note: Number of the footnote that begins here, "" for any other line.
    """

    words: list[Word] = field(default_factory=list)
    note: str = ""

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
        ocr: Whether the text was read from a picture.
        in_lines: Whether the words stand line by line, across the columns, as recognisers write
            the invisible layer over a picture.
        aside: Text that runs another way than the page's own, each way a page of its own.
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
    in_lines: bool = False
    aside: list[Page] = field(default_factory=list)


class Turn:
    """Turns pdfium's coordinates, from the lower left of the unturned page, to ours."""

    def __init__(self, page: PdfPage, rotation: int) -> None:
        """Take the page's visible box.

        Args:
            page: Of a PDF.
            rotation: Degrees clockwise by which it is turned to be read, 0, 90, 180 or 270.
        """
        left, bottom, right, top = page.get_bbox()
        self._origin = left, bottom
        self._width, self._height = right - left, top - bottom
        self._rotation = rotation

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return a rectangle of pdfium as ours."""
        x0, y0 = self.point(left, bottom)
        x1, y1 = self.point(right, top)
        return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return a point of pdfium as ours."""
        x, y = x - self._origin[0], y - self._origin[1]
        if self._rotation == 90:
            return y, x
        if self._rotation == 180:
            return self._width - x, y
        if self._rotation == 270:
            return self._height - y, self._width - x
        return x, self._height - y
