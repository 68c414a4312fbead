"""Files in a mail: documents of text are read below it, the others are only counted."""

from __future__ import annotations

from dataclasses import replace
from email.message import EmailMessage, MIMEPart
from pathlib import PurePosixPath
from typing import Any

from ingest.read.limits import Limits
from ingest.read.outline import Outline

# A PDF may need OCR, a picture always does, and another mail is one of its own.
_READ = frozenset(
    [".txt", ".md", ".csv", ".tsv", ".html", ".htm", ".docx", ".odt", ".xlsx", ".ods"]
)
_LARGEST_BYTES = 2 * 1024 * 1024  # of one file: what stops a reader costs the whole mail
_MOST = 10  # files of one mail that are read


def write_attachments(outline: Outline, message: EmailMessage) -> None:
    """Write each file that can be read under a heading with its name, and count the others."""
    if not message.is_multipart():
        return
    read = 0
    for part in message.iter_attachments():
        name = PurePosixPath((part.get_filename() or "").replace("\\", "/")).name
        found = _read(part, name, outline.limits) if read < _MOST else None
        if found is None:
            outline.notices["attachment_ignored"] += 1
            continue
        read += 1
        outline.notices.update(found.notices)
        outline.leave(2)
        outline.heading(f"Vedhæftet fil: {name}", 2)
        _write(outline, found.blocks)
        outline.leave(2)


def _read(part: MIMEPart, name: str, limits: Limits) -> Outline | None:
    """Return what a file holds, None where it is not read."""
    from ingest.read.parse import parse

    suffix = PurePosixPath(name).suffix.lower()
    data = part.get_payload(decode=True) if suffix in _READ else None
    if not isinstance(data, bytes) or not 0 < len(data) <= _LARGEST_BYTES:
        return None
    try:
        found = parse(data, suffix, _share(limits))
    except Exception:  # noqa: BLE001 - the edge: parsers raise anything on a bad file
        return None
    found.settle(headings=False)
    return None if found.pages_to_ocr else found


def _share(limits: Limits) -> Limits:
    """Return what one file may hold: all of a mail's together no more than one of its own."""
    return replace(
        limits,
        text_characters=limits.text_characters // (2 * _MOST),
        zip_bytes=limits.zip_bytes // _MOST,
        rows=limits.rows // _MOST,
        cells=limits.cells // _MOST,
    )


def _write(outline: Outline, blocks: list[dict[str, Any]]) -> None:
    """Write a file's blocks below the heading that is open, each sheet under its name."""
    sheet = ""
    for block in blocks:
        named = block["sheet"] and block["section"][:1] == [block["sheet"]]
        if named and block["sheet"] != sheet:
            sheet = block["sheet"]
            outline.leave(3)
            outline.heading(sheet, 3)
        below = 3 if named else 2
        if block["kind"] == "heading":
            outline.heading(block["text"], block["level"] + below)
        elif block["kind"] == "list_item":
            outline.item(block["text"], block["level"])
        elif block["kind"] == "table_row":
            outline.row(block["text"], block["row"])
        else:
            outline.paragraph(block["text"])
