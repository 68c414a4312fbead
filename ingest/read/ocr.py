"""Pages without text read by tesseract, where it is installed with Danish."""

from __future__ import annotations

import csv
import functools
import io
import re
import shutil
import subprocess
from statistics import median
from typing import TYPE_CHECKING

from ingest.read.limits import Limits
from ingest.read.outline import Outline
from ingest.read.pdf.document import write_pages
from ingest.read.reasons import rejected
from ingest.read.recognised import is_word, page_of

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_LANGUAGE = "dan"
_DOTS_PER_POINT = 300 / 72
_PIXELS_AT_MOST = 16_000_000  # an A3 page at 300 dpi
_UPRIGHT = 75.0  # of 100, the usual word: a page that is read less surely may lie on its side
_LEGIBLE = 50.0  # and less surely than this it is no text: a page on its side gave 36


@functools.cache
def is_available() -> bool:
    """Say whether tesseract is installed with its Danish data."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    listed = subprocess.run(
        [program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False
    )
    return _LANGUAGE in listed.stdout.split()


def read_page(data: bytes, page: int, limits: Limits) -> Outline:
    """Read one page of a PDF, from 1; its blocks are marked as read by OCR.

    Raises:
        Rejected: `timeout` when tesseract takes too long.
    """
    import pypdfium2 as pdfium

    outline = Outline(limits)
    outline.page, outline.ocr = page, True
    pdf = pdfium.PdfDocument(data)
    try:
        image, scale = _picture(pdf[page - 1])
        rows = _rows(image, limits)
        if _sureness(rows) < _UPRIGHT and (turn := _turn(image, limits)):
            image, scale = _picture(pdf[page - 1], turn)
            rows = _rows(image, limits)
    finally:
        pdf.close()
    if _sureness(rows) >= _LEGIBLE:
        write_pages(outline, [page_of(rows, scale)])
    return outline


def _picture(page: PdfPage, turn: int = 0) -> tuple[bytes, float]:
    """Draw a page in grey, as a portable grey map; also its pixels per point.

    Args:
        page: Of a PDF.
        turn: Degrees clockwise, 0, 90, 180 or 270.
    """
    width, height = page.get_size()
    scale = min(_DOTS_PER_POINT, (_PIXELS_AT_MOST / max(width * height, 1.0)) ** 0.5)
    bitmap = page.render(scale=scale, rotation=turn, grayscale=True)
    lines = memoryview(bytes(bitmap.buffer))
    rows = (lines[y * bitmap.stride :][: bitmap.width] for y in range(bitmap.height))
    return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + b"".join(rows), scale


def _rows(image: bytes, limits: Limits) -> list[dict[str, str]]:
    """Return what tesseract tells of the page, its lines and its words."""
    table = _tesseract(image, limits, "-l", _LANGUAGE, "tsv")
    return list(csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE))


def _sureness(rows: list[dict[str, str]]) -> float:
    """Return how surely the usual word was read, 0 to 100; a page without words is no doubt."""
    return median([float(row["conf"]) for row in rows if is_word(row)] or [100.0])


def _turn(image: bytes, limits: Limits) -> int:
    """Return the degrees by which a page that lies on its side is to be turned, 0 for none."""
    found = re.search(r"^Rotate: (\d+)$", _tesseract(image, limits, "--psm", "0"), re.M)
    return int(found[1]) if found else 0


def _tesseract(image: bytes, limits: Limits, *options: str) -> str:
    program = shutil.which("tesseract")
    if program is None:
        return ""
    command = [program, "stdin", "stdout", "--dpi", "300", *options]
    try:
        done = subprocess.run(
            command, input=image, capture_output=True, timeout=limits.wall_s, check=False
        )
    except subprocess.TimeoutExpired:
        raise rejected("timeout") from None
    return done.stdout.decode("utf-8", "replace")
