"""Pages without text read by tesseract, where it is installed with Danish."""

from __future__ import annotations

import csv
import functools
import io
import shutil
import subprocess
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from ingest.read.limits import Limits
from ingest.read.outline import Outline
from ingest.read.reasons import rejected
from ingest.read.text import write_text

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_LANGUAGE = "dan"
_DOTS_PER_POINT = 300 / 72
_PIXELS_AT_MOST = 16_000_000  # an A3 page at 300 dpi
_SURE = 30.0  # of 100: words read less surely are specks and pictures
_LINE = ("block_num", "par_num", "line_num")


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
        image = _picture(pdf[page - 1])
    finally:
        pdf.close()
    text = "\n\n".join(_paragraphs(_recognise(image, limits)))
    write_text(outline, text, titled=False)
    outline.metadata.clear()
    return outline


def _picture(page: PdfPage) -> bytes:
    """Draw a page in grey, as a portable grey map."""
    width, height = page.get_size()
    scale = min(_DOTS_PER_POINT, (_PIXELS_AT_MOST / max(width * height, 1.0)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    lines = memoryview(bytes(bitmap.buffer))
    rows = (lines[y * bitmap.stride :][: bitmap.width] for y in range(bitmap.height))
    return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + b"".join(rows)


def _recognise(image: bytes, limits: Limits) -> str:
    program = shutil.which("tesseract")
    if program is None:
        return ""
    command = [program, "stdin", "stdout", "-l", _LANGUAGE, "--dpi", "300", "tsv"]
    try:
        done = subprocess.run(
            command, input=image, capture_output=True, timeout=limits.wall_s, check=False
        )
    except subprocess.TimeoutExpired:
        raise rejected("timeout") from None
    return done.stdout.decode("utf-8", "replace")


def _paragraphs(table: str) -> Iterator[str]:
    words = [
        row
        for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
        if row.get("level") == "5" and (row.get("text") or "").strip()
    ]
    for _, paragraph in groupby(words, key=lambda row: (row["block_num"], row["par_num"])):
        lines = []
        for _, line in groupby(paragraph, key=lambda row: tuple(row[name] for name in _LINE)):
            text = " ".join(row["text"] for row in line if float(row["conf"]) >= _SURE)
            if text:
                lines.append(text)
        if lines:
            yield "\n".join(lines)
