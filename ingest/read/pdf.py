"""PDF, first version: pdfium's text in lines and paragraphs."""

from __future__ import annotations

import re
from typing import Any

from ingest.read.limits import Limits
from ingest.read.outline import Outline
from ingest.read.properties import note_title, note_year
from ingest.read.reasons import rejected
from ingest.read.text import write_text


def read_pdf(data: bytes, limits: Limits) -> Outline:
    """Read a PDF."""
    import pypdfium2 as pdfium

    outline = Outline(limits)
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise rejected("encrypted" if "password" in str(error).lower() else "damaged") from None
    if len(pdf) > limits.pages:
        raise rejected("too_many_pages")
    outline.pages = len(pdf)
    note_title(outline, pdf.get_metadata_value("Title"))
    note_year(outline, pdf.get_metadata_value("CreationDate"), published=False)
    for number in range(len(pdf)):
        outline.page = number + 1
        text = pdf[number].get_textpage().get_text_bounded()
        if not text.strip():
            outline.pages_to_ocr.append(number + 1)
            continue
        keep = dict(outline.metadata)
        write_text(outline, text)
        outline.metadata = keep
    return outline
