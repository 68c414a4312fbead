"""One file from disk to a Document: checked here, parsed in the sandbox, cleaned, masked."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from ingest.agenda import begins_part
from ingest.read.limits import DEFAULT_LIMITS, Limits
from ingest.read.reasons import rejected, without_text
from ingest.read.sandbox import SHARED, Sandbox
from ingest.records import Block, Document, Notice
from ingest.repeated import letters

_NAME_BYTES = 1024
_PART_BYTES = 255
_FIRST_BLOCKS = 25  # a title stands on the first page
_LINE_CHARACTERS = 120  # a longer one is text
_WITH_PROPERTIES = (".docx", ".odt", ".pdf")  # of which a template may have the title
_DRIVE = re.compile(r"^[A-Za-z]:")


def is_inside(folder: Path, path: Path) -> bool:
    """Say whether a path, with its links followed, lies in the folder."""
    try:
        return path.resolve(strict=True).is_relative_to(folder.resolve(strict=True))
    except (OSError, RuntimeError):
        return False


def read(
    path: Path,
    relative: str,
    *,
    limits: Limits = DEFAULT_LIMITS,
    sandbox: Sandbox = SHARED,
    notes: bool = False,
) -> Document:
    """Read one file.

    Args:
        path: The file; what it is, its content decides.
        relative: Its POSIX path in the synced folder, the document's identity.
        limits: Beyond which it is rejected.
        sandbox: Processes that parse.
        notes: Whether footnotes keep their marks, as `ingest.read.notes` writes them.

    Returns:
        The document, cleaned, without CPR numbers, its text in NFC.

    Raises:
        Rejected: With a code of `REASONS` and its sentence.
    """
    _check_name(relative)
    data = _contents(path, limits)
    reply = sandbox.run(data, PurePosixPath(relative).suffix.lower(), limits, notes=notes)
    if reply["pages_to_ocr"] or reply["pages_in_doubt"]:
        _add_ocr(reply, data, limits, sandbox)
    document = _document(reply, relative, hashlib.sha256(data).hexdigest())
    from ingest.clean import clean

    cleaned = clean(document)
    if not cleaned.blocks:
        raise rejected("empty")  # a page of menus only tells nothing
    return _masked(cleaned)


def _check_name(relative: str) -> None:
    """Accept names that mean one place and read as they are written."""
    parts = relative.split("/")
    strange = any(unicodedata.category(character) in ("Cc", "Cf", "Cs") for character in relative)
    if (
        strange
        or "\\" in relative
        or _DRIVE.match(relative)
        or any(part in ("", ".", "..") for part in parts)
        or len(relative.encode("utf-8", "replace")) > _NAME_BYTES
        or any(len(part.encode("utf-8", "replace")) > _PART_BYTES for part in parts)
    ):
        raise rejected("unsafe_name")


def _contents(path: Path, limits: Limits) -> bytes:
    try:
        # Opening a pipe or a device would wait for ever.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with open(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise rejected("not_a_file")
            if status.st_size > limits.file_bytes:
                raise rejected("too_large")
            data = file.read(limits.file_bytes + 1)
    except (OSError, ValueError):
        raise rejected("unreadable") from None
    if len(data) > limits.file_bytes:
        raise rejected("too_large")
    if not data:
        raise rejected("empty")
    return data


def _add_ocr(reply: dict[str, Any], data: bytes, limits: Limits, sandbox: Sandbox) -> None:
    """Read by OCR the pages without text, and those whose text was recognised badly before.

    Each has limits of its own. Text that is there is kept where a new one is no better.
    """
    from ingest.read.legible import is_better
    from ingest.read.ocr import is_available

    blocks = reply["blocks"]
    unread = list(reply["pages_to_ocr"])
    doubted = set(reply["pages_in_doubt"])
    pages = [*unread, *sorted(doubted.difference(unread))] if is_available() else []
    count = 0
    for page in pages[: limits.ocr_pages]:
        found = _ocr_page(data, page, limits, sandbox)
        held = [block for block in blocks if block["page"] == page]
        if not found or page in doubted and not is_better(_text(found), _text(held)):
            continue
        if page in doubted:
            blocks = [block for block in blocks if block["page"] != page]
        else:
            unread.remove(page)
        blocks.extend(found)
        count += 1
    if not blocks:
        raise without_text(after_ocr=is_available())
    reply["blocks"] = sorted(blocks, key=lambda block: block["page"] or 0)
    notices = reply["notices"]
    notices["ocr"] = count
    notices["page_without_text"] = notices.get("page_without_text", 0) + len(unread)


def _ocr_page(data: bytes, page: int, limits: Limits, sandbox: Sandbox) -> list[dict[str, Any]]:
    """Return the blocks of a page, from 1, none where OCR cannot read it."""
    from ingest.errors import Rejected

    try:
        blocks: list[dict[str, Any]] = sandbox.run(data, ".pdf", limits, ocr_page=page)["blocks"]
    except Rejected:
        return []
    return blocks


def _text(blocks: list[dict[str, Any]]) -> str:
    return "\n\n".join(block["text"] for block in blocks)


def _document(reply: dict[str, Any], relative: str, digest: str) -> Document:
    """Join the blocks: a list's items and a table's rows by one line feed, others by two."""
    text: list[str] = []
    blocks: list[Block] = []
    position, before = 0, ""
    for raw in reply["blocks"]:
        if blocks:
            close = raw["kind"] == before and before in ("list_item", "table_row")
            gap = "\n" if close else "\n\n"
            text.append(gap)
            position += len(gap)
        end = position + len(raw["text"])
        blocks.append(
            Block(
                start=position,
                end=end,
                kind=raw["kind"],
                level=raw["level"],
                section=tuple(raw["section"]),
                page=raw["page"],
                sheet=raw["sheet"],
                row=raw["row"],
                ocr=raw["ocr"],
            )
        )
        text.append(raw["text"])
        position, before = end, raw["kind"]
    metadata = reply["metadata"]
    notices = tuple(Notice(code, count) for code, count in reply["notices"].items() if count)
    return Document(
        path=relative,
        sha256=digest,
        text="".join(text),
        blocks=tuple(blocks),
        title=_given_title(reply, relative) or _headline(reply["blocks"]) or _stem(relative),
        publisher=metadata.get("publisher"),
        year=metadata.get("year"),
        language=metadata.get("language", "da"),
        address=metadata.get("address"),
        pages=reply["pages"],
        notices=notices,
        margins=tuple(reply["margins"]),
    )


def _given_title(reply: dict[str, Any], relative: str) -> str | None:
    """The title in the file's own data, unless a program or a template put it there.

    It is the file's name then, or another than the one heading that the document begins with.
    """
    title: str | None = reply["metadata"].get("title")
    path = PurePosixPath(relative)
    if title is None or letters(title) == letters(path.stem):
        return None
    blocks = reply["blocks"]
    levels = [block["level"] for block in blocks if block["kind"] == "heading"]
    alone = blocks[0]["kind"] == "heading" and len(levels) > 1 and 1 == levels[0] < min(levels[1:])
    if path.suffix.lower() not in _WITH_PROPERTIES or not alone:
        return title
    said = letters(title) in letters("".join(block["text"] for block in blocks[:_FIRST_BLOCKS]))
    return title if said else None


def _headline(blocks: list[dict[str, Any]]) -> str | None:
    """The first heading; of a workbook that of its first sheet, or a cover sheet's first line."""
    front = [block for block in blocks if block["sheet"] == blocks[0]["sheet"]]
    found = _first_heading(front)
    if found or not blocks[0]["sheet"] or any(block["kind"] == "table_row" for block in front):
        return found
    line = " ".join(front[0]["text"].split())
    is_title = len(line) <= _LINE_CHARACTERS and len(line.split()) > 1 and line[-1] not in ".:,;!"
    return line if is_title else None


def _first_heading(blocks: list[dict[str, Any]]) -> str | None:
    """The first of the highest headings; a sheet's deeper ones only head some rows of it."""
    first = [b for b in blocks[:_FIRST_BLOCKS] if b["kind"] == "heading"]
    above = [b for b in first if b["sheet"] is None or b["level"] == 1]
    headings = [b for b in above if not (begins_part(b["text"]) or b["text"].startswith("§"))]
    if not headings:
        return None
    top = min(block["level"] for block in headings)
    text = next(block["text"] for block in headings if block["level"] == top)
    return " ".join(text.split())[:300]


def _stem(relative: str) -> str:
    stem = re.sub(r"[_\s]+", " ", PurePosixPath(relative).stem).strip()
    if " " not in stem:
        stem = re.sub(r"(?<=[^\W\d])-(?=[^\W\d]|(?:19|20)\d\d(?!\d))", " ", stem)
    return stem[:1].upper() + stem[1:] or relative


def _masked(document: Document) -> Document:
    """Put full blocks for CPR numbers, in the text and in what repeats parts of it."""
    from ingest.cpr import mask

    text, count = mask(document.text)
    title, _ = mask(document.title)
    blocks = tuple(
        replace(
            block,
            section=tuple(mask(heading)[0] for heading in block.section),
            sheet=mask(block.sheet)[0] if block.sheet else block.sheet,
        )
        for block in document.blocks
    )
    notices = (*document.notices, *([Notice("cpr_masked", count)] if count else []))
    return replace(document, text=text, title=title, blocks=blocks, notices=notices)
