"""A document's text in its structure, with a passage marked, a part at a time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.records import Block, Document

_BLOCKS = 120  # blocks shown at a time: some pages of text, quick to draw
_BEFORE = 20  # of them before the passage


@dataclass(frozen=True, slots=True)
class Line:
    """A block as it is shown; `marked` is part of the passage, and "" in most blocks.

    Attributes:
        label: "page", "sheet" or None: what begins with this block.
    """

    block: Block
    before: str
    marked: str
    after: str
    label: str | None


@dataclass(frozen=True, slots=True)
class Part:
    """Some of a document's blocks in order.

    Attributes:
        earlier: First block of the part before, None at the start.
        later: First block of the part after, None at the end.
    """

    lines: tuple[Line, ...]
    earlier: int | None
    later: int | None


def block_at(document: Document, position: int) -> int:
    """Return the index of the block that holds a position, or of the one before it."""
    starts = [block.start for block in document.blocks]
    return max(bisect_right(starts, position) - 1, 0)


def part(document: Document, start: int, end: int, first: int | None = None) -> Part:
    """Return the blocks around a passage, or those from a block on.

    Args:
        document: What is shown.
        start: First character of the passage.
        end: One past the last; equal to `start` for no passage.
        first: Index of the first block; None begins a little before the passage.
    """
    if first is None:
        first = max(block_at(document, start) - _BEFORE, 0) if end > start else 0
    first = min(max(first, 0), max(len(document.blocks) - 1, 0))
    last = min(first + _BLOCKS, len(document.blocks))
    return Part(
        lines=tuple(_lines(document, start, end, first, last)),
        earlier=max(first - _BLOCKS, 0) if first else None,
        later=last if last < len(document.blocks) else None,
    )


def _lines(document: Document, start: int, end: int, first: int, last: int) -> Iterator[Line]:
    previous = None
    for block in document.blocks[first:last]:
        left = min(max(start, block.start), block.end)
        right = max(min(end, block.end), left)
        text = document.text
        yield Line(
            block=block,
            before=text[block.start : left],
            marked=text[left:right],
            after=text[right : block.end],
            label=_label(previous, block),
        )
        previous = block


def _label(previous: Block | None, block: Block) -> str | None:
    if block.sheet and (previous is None or previous.sheet != block.sheet):
        return "sheet"
    if block.page and (previous is None or previous.page != block.page):
        return "page"
    return None
