"""The parser for each format; runs in the sandbox only."""

from __future__ import annotations

import importlib
from collections.abc import Callable

from ingest.read.detect import Format, detect
from ingest.read.limits import Limits
from ingest.read.outline import Outline
from ingest.read.reasons import rejected

_PARSERS: dict[Format, tuple[str, str]] = {
    "pdf": ("pdf", "read_pdf"),
    "docx": ("word", "read_docx"),
    "odt": ("opendocument", "read_odt"),
    "pptx": ("slides", "read_pptx"),
    "odp": ("opendocument", "read_odp"),
    "xlsx": ("sheet", "read_xlsx"),
    "ods": ("calc", "read_ods"),
    "csv": ("delimited", "read_csv"),
    "html": ("web", "read_html"),
    "eml": ("mail", "read_eml"),
    "md": ("markdown", "read_markdown"),
    "txt": ("text", "read_text"),
}
_WITH_NOTES = frozenset({"docx", "odt", "md"})


def parse(data: bytes, suffix: str, limits: Limits, *, notes: bool = False) -> Outline:
    """Parse a file's bytes by what they are, with the marks of notes where the format has them.

    Raises:
        Rejected: With the reason.
    """
    if not data.strip(b"\x00 \t\r\n\x0b\x0c"):
        raise rejected("empty")
    kind = detect(data, suffix, limits)
    module, function = _PARSERS[kind]
    # Only the parser that is needed is loaded: the libraries are large.
    read: Callable[..., Outline] = getattr(
        importlib.import_module(f"ingest.read.{module}"), function
    )
    marked = {"notes": True} if notes and kind in _WITH_NOTES else {}
    outline = read(data, limits, **marked)
    if not outline.blocks and not outline.pages_to_ocr:
        raise rejected(_without_blocks(kind, outline))
    return outline


def _without_blocks(kind: Format, outline: Outline) -> str:
    """Why nothing was read: pictures alone, blank pages, or what is no text to cite."""
    if kind == "pdf":
        return "empty" if any(outline.notices.values()) or not outline.pages else "nothing_to_read"
    return "no_text" if outline.pictures else "empty"


def ocr_page(data: bytes, page: int, limits: Limits) -> Outline:
    """Read one page of a PDF, from 1, by OCR."""
    from ingest.read.ocr import read_page

    return read_page(data, page, limits)
