"""A page of a PDF as an image, with its characters and where each stands.

Run as a module this is a worker of `ingest.read.sandbox`: a hostile file can hang or crash the
process that draws it, never the server.
"""

from __future__ import annotations

import atexit
import base64
import io
import sys
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ingest.read.limits import Limits
from ingest.read.sandbox import Sandbox

if TYPE_CHECKING:
    import pypdfium2

_WIDTH_PIXELS = 1240  # A4 at 150 dots an inch: sharp at twice the size of the panel
_LONGEST_PIXELS = 4000
_GRID = 100_000  # pdfium gives whole device pixels: a fine grid keeps the precision
_CHARACTERS = 50_000  # of one page; more is no page for reading
_LIMITS = Limits(cpu_s=10, wall_s=15)
_CACHED = 24  # pages in memory, about 300 kB each

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PageImage:
    """A drawn page.

    Attributes:
        png: The image.
        text: One character for each box.
        boxes: (left, top, right, bottom) as shares of the page, 0 to 1, from its top left corner.
    """

    png: bytes
    width: int
    height: int
    text: str
    boxes: tuple[Box, ...]


class _Data:
    """A file's bytes, equal when the digest is: the cache need not compare the bytes."""

    def __init__(self, data: bytes, sha256: str) -> None:
        self.data = data
        self._sha256 = sha256

    def __hash__(self) -> int:
        return hash(self._sha256)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Data) and other._sha256 == self._sha256


class Draws:
    """Draws pages in a process of its own and remembers the latest."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._sandbox = Sandbox((sys.executable, "-s", "-B", "-m", __name__))
        atexit.register(self._sandbox.close)
        self._cached = lru_cache(_CACHED)(self._draw)

    def page(self, data: bytes, sha256: str, number: int) -> PageImage:
        """Return a page, from 1, of a PDF.

        Raises:
            Rejected: It cannot be drawn, or not within the limits.
        """
        return self._cached(_Data(data, sha256), number)

    def _draw(self, file: _Data, number: int) -> PageImage:
        reply = self._sandbox.run(file.data, ".pdf", _LIMITS, ocr_page=number)
        return PageImage(
            png=base64.b64decode(reply["png"]),
            width=reply["width"],
            height=reply["height"],
            text=reply["text"],
            boxes=tuple(tuple(box) for box in reply["boxes"]),
        )


def draw(data: bytes, number: int) -> dict[str, Any]:
    """Return a page's image, text and boxes as the reply of the worker."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(_WIDTH_PIXELS / width, _LONGEST_PIXELS / height)
        image = page.render(scale=scale).to_pil()
        drawn = io.BytesIO()
        image.convert("P", palette=1, colors=128).save(drawn, "png")
        text, boxes = _characters(page)
        return {
            "png": base64.b64encode(drawn.getvalue()).decode(),
            "width": image.width,
            "height": image.height,
            "text": text,
            "boxes": boxes,
        }


def _characters(page: pypdfium2.PdfPage) -> tuple[str, list[Box]]:
    from pypdfium2 import raw

    textpage = page.get_textpage()
    text, boxes = [], []
    for index in range(min(textpage.count_chars(), _CHARACTERS)):
        character = chr(raw.FPDFText_GetUnicode(textpage, index) or 32)
        left, bottom, right, top = textpage.get_charbox(index, loose=True)
        corners = [_device(page, left, top), _device(page, right, bottom)]
        across, down = sorted(x for x, _ in corners), sorted(y for _, y in corners)
        text.append(character)
        boxes.append((across[0], down[0], across[1], down[1]))
    return "".join(text), boxes


def _device(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
    """Return a point as shares of the page as drawn: rotation and crop box are in it."""
    import ctypes

    from pypdfium2 import raw

    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, _GRID, _GRID, 0, x, y, across, down)
    return round(across.value / _GRID, 5), round(down.value / _GRID, 5)


def _answer(request: dict[str, Any], data: bytes) -> dict[str, Any]:
    from ingest.read.worker import arm

    arm(Limits(**request["limits"]))
    try:
        return draw(data, request["ocr_page"])
    except Exception as error:  # noqa: BLE001 - the edge: pdfium raises anything on a bad file
        return {"rejected": "damaged", "detail": type(error).__name__}


if __name__ == "__main__":
    from ingest.read.worker import main

    main(_answer)
