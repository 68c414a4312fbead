"""Blocks → chunks that keep headings, lists and table rows whole; blocks → sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.letters import is_greeting
from ingest.records import Block, Chunk, Document, Sentence

# Characters; the encoder makes one token of about 3.6 characters of Danish.
_FULL = 800  # about 220 tokens: a longer passage blurs what it is about
_LONGEST = 1600  # about 450 tokens; the encoder reads 512
_SMALL = 250  # about 70 tokens: a section this short is joined with the next one beside it
_LEAD_IN = 350  # a longer paragraph before a list stands for itself


@dataclass(frozen=True, slots=True)
class _Unit:
    """What is never parted: a heading with what follows, a list with its lead-in, a paragraph.

    Attributes:
        start: First character in the document's text.
        end: One past the last.
        first: The block that it begins with.
        level: Level of the heading that it begins with, else 0.
    """

    start: int
    end: int
    first: Block
    level: int = 0


def chunk(document: Document) -> tuple[Chunk, ...]:
    """Passages for the search, in order: `document.text[start:end] == text`."""
    chunks: list[list[_Unit]] = []
    for unit in _units(document):
        if chunks and _joins(chunks[-1], unit):
            chunks[-1].append(unit)
        else:
            chunks.append([unit])
    return tuple(_chunk(document, units) for units in chunks)


def sentences(document: Document) -> tuple[Sentence, ...]:
    """The sentences of paragraphs and list items, table rows whole.

    Headings are no sentences, nor is what only opens or closes a letter.
    """
    from ingest.danish import sentence_spans

    found = []
    for index, block in enumerate(document.blocks):
        text = document.text[block.start : block.end]
        if block.kind == "heading" or block.kind == "paragraph" and is_greeting(text):
            continue
        spans = [(0, block.end - block.start)]
        if block.kind != "table_row":
            spans = sentence_spans(text)
        for start, end in spans:
            if any(map(str.isalnum, document.text[block.start + start : block.start + end])):
                found.append(Sentence(block.start + start, block.start + end, index))
    return tuple(found)


def _joins(units: Sequence[_Unit], unit: _Unit) -> bool:
    """Whether a unit belongs in the open chunk."""
    length = unit.end - units[0].start
    if unit.first.sheet != units[0].first.sheet or length > _FULL:
        return False
    opened = next((other for other in reversed(units) if other.level), None)
    if not unit.level or opened is None:
        return not unit.level
    is_small = units[-1].end - opened.start <= _SMALL
    return unit.level > opened.level or (unit.level == opened.level and is_small)


def _units(document: Document) -> Iterator[_Unit]:
    """Blocks gathered to what belongs together, none longer than a chunk may be."""
    blocks = document.blocks
    i = 0
    while i < len(blocks):
        heads = i
        while i < len(blocks) and blocks[i].kind == "heading":
            i += 1
        body = i
        i = _end_of_body(document, body)
        level = blocks[heads].level if heads < body else 0
        whole = _Unit(blocks[heads].start, blocks[i - 1].end, blocks[heads], level)
        if whole.end - whole.start <= _LONGEST:
            yield whole
        else:
            yield from _parts(document, blocks[heads:i], level)


def _end_of_body(document: Document, i: int) -> int:
    """The index after a paragraph, or after a list with the paragraph that leads in to it."""
    blocks = document.blocks
    if i == len(blocks):
        return i
    if blocks[i].kind == "paragraph":
        leads = i + 1 < len(blocks) and blocks[i + 1].kind in ("list_item", "table_row")
        text = document.text[blocks[i].start : blocks[i].end]
        if not leads or not (text.endswith(":") or len(text) <= _LEAD_IN):
            return i + 1
        i += 1
    kind = blocks[i].kind
    i += 1
    while kind == "list_item" and i < len(blocks) and blocks[i].kind == kind:
        i += 1
    return i


def _parts(document: Document, blocks: Sequence[Block], level: int) -> Iterator[_Unit]:
    """A unit that is too long, at its blocks' borders, and where a block is too long, inside."""
    spans = [(*span, block) for block in blocks for span in _spans(document, block)]
    start, end, first = spans[0]
    for following in spans[1:]:
        heading_only = end <= blocks[0].end and blocks[0].kind == "heading"
        limit = _LONGEST if heading_only else _FULL
        if following[1] - start > limit:
            yield _Unit(start, end, first, level)
            start, first, level = following[0], following[2], 0
        end = following[1]
    yield _Unit(start, end, first, level)


def _spans(document: Document, block: Block) -> Iterator[tuple[int, int]]:
    """The block, or its sentences, or what of a sentence fits."""
    from ingest.danish import sentence_spans

    if block.end - block.start <= _FULL:
        yield block.start, block.end
        return
    for start, end in sentence_spans(document.text[block.start : block.end]):
        start, end = start + block.start, end + block.start
        while end - start > _FULL:
            cut = document.text.rfind(" ", start + 1, start + _FULL)
            cut = cut if cut > start else start + _FULL
            yield start, cut
            start = cut + (document.text[cut] == " ")
        yield start, end


def _chunk(document: Document, units: Sequence[_Unit]) -> Chunk:
    start, end = units[0].start, units[-1].end
    return Chunk(
        id=f"{document.sha256[:16]}-{start}-{end}",
        sha256=document.sha256,
        start=start,
        end=end,
        text=document.text[start:end],
        section=units[0].first.section,
        page=units[0].first.page,
    )
