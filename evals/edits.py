"""Documents with stretches of their text replaced, their blocks still in place."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ingest.records import Block, Document


@dataclass(frozen=True, slots=True)
class Edit:
    """What replaces `document.text[start:end]`."""

    start: int
    end: int
    text: str


def edited(document: Document, edits: Iterable[Edit]) -> Document:
    """The document with edits made; blocks that lose all their text are gone.

    Raises:
        ValueError: Two edits overlap.
    """
    ordered = sorted(set(edits), key=lambda edit: (edit.start, edit.end))
    for first, second in zip(ordered, ordered[1:], strict=False):
        if second.start < first.end:
            raise ValueError(f"edits overlap at {second.start}")
    parts, position = [], 0
    for edit in ordered:
        parts += [document.text[position : edit.start], edit.text]
        position = edit.end
    text = "".join([*parts, document.text[position:]])
    blocks = (_moved(block, text, ordered) for block in document.blocks)
    digest = hashlib.sha256(f"{document.sha256}\0{text}".encode()).hexdigest()
    return replace(
        document, sha256=digest, text=text, blocks=tuple(b for b in blocks if b is not None)
    )


def _moved(block: Block, text: str, edits: list[Edit]) -> Block | None:
    start, end = _shifted(block.start, edits), _shifted(block.end, edits)
    own = text[start:end]
    start += len(own) - len(own.lstrip())
    end -= len(own) - len(own.rstrip())
    return replace(block, start=start, end=end) if start < end else None


def _shifted(position: int, edits: list[Edit]) -> int:
    """Where a position of the old text lies in the new one."""
    shift = 0
    for edit in edits:
        if edit.end <= position:
            shift += len(edit.text) - (edit.end - edit.start)
        elif edit.start < position:
            # Inside what is replaced: at the end of the new text.
            return edit.start + shift + len(edit.text)
    return position + shift
