"""Metadata that files carry of themselves; what is plainly a program's default is left out."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from ingest.read.outline import Outline, tidy

if TYPE_CHECKING:
    from docx.opc.coreprops import CoreProperties
    from openpyxl.packaging.core import DocumentProperties

_NO_TITLE = re.compile(
    r"^(?:untitled|\(?anonymous\)?|unavngivet|uden titel|document\d*|dokument\d*|word document"
    r"|titel|title"
    r"|microsoft (?:word|powerpoint|excel).*|powerpoint[- ]pr(?:e|æ)sentation|(?:slide|dias) \d+"
    r"|.*\.(?:docx?|pptx?|xlsx?|pdf|od[tps]|indd|html?|txt|rtf|qxp))$",
    re.I,
)
_LANGUAGE = re.compile(r"^([a-z]{2})(?:[-_]|$)", re.I)


def note_title(outline: Outline, title: object) -> None:
    """Keep a title that a person gave."""
    if isinstance(title, str):
        text = " ".join(tidy(title).split())
        if len(text) >= 3 and any(map(str.isalpha, text)) and not _NO_TITLE.match(text):
            outline.metadata.setdefault("title", text[:300])


def note_publisher(outline: Outline, name: object) -> None:
    """Keep the name of who published it."""
    if isinstance(name, str) and len(tidy(name)) >= 2:
        outline.metadata.setdefault("publisher", " ".join(tidy(name).split())[:200])


def note_language(outline: Outline, tag: object) -> None:
    """Keep the first part of a language tag such as `da-DK`."""
    found = _LANGUAGE.match(tag.strip()) if isinstance(tag, str) else None
    if found:
        outline.metadata.setdefault("language", found[1].lower())


def note_year(outline: Outline, date: object) -> None:
    """Keep the year of publication; the day a file was made says nothing of it."""
    if isinstance(date, datetime):
        year: int | None = date.year
    else:
        found = re.search(r"(?:19|20)\d\d", date) if isinstance(date, str) else None
        year = int(found[0]) if found else None
    if year is not None:
        outline.metadata.setdefault("year", year)


def note_office(outline: Outline, properties: CoreProperties | DocumentProperties) -> None:
    """Keep the core properties of an Office file."""
    note_title(outline, properties.title)
    note_language(outline, properties.language)
