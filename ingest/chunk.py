"""Blocks → chunks that keep headings, lists and table rows whole; blocks → sentences."""

from __future__ import annotations

from ingest.records import Block, Chunk, Document, Sentence

_TARGET = 700  # characters, about 190 tokens of the encoder at 3.6 characters each
_HARD = 1600  # characters, about 450 tokens; the encoder reads 512


def chunk(document: Document) -> tuple[Chunk, ...]:
    """Passages for the search, in order: `document.text[start:end] == text`."""
    groups: list[list[Block]] = []
    for block in document.blocks:
        open_group = groups[-1] if groups else []
        length = block.end - open_group[0].start if open_group else 0
        starts = block.kind == "heading" and any(b.kind != "heading" for b in open_group)
        if not open_group or starts or length > _TARGET:
            groups.append([block])
        else:
            open_group.append(block)
    return tuple(_make(document, group[0].start, group[-1].end, group[0]) for group in groups)


def sentences(document: Document) -> tuple[Sentence, ...]:
    """A paragraph's sentences, list items whole, table rows whole; headings are no sentences."""
    from ingest.danish import sentence_spans

    found = []
    for index, block in enumerate(document.blocks):
        if block.kind == "heading":
            continue
        spans = [(0, block.end - block.start)]
        if block.kind == "paragraph":
            spans = sentence_spans(document.text[block.start : block.end])
        found += [Sentence(block.start + start, block.start + end, index) for start, end in spans]
    return tuple(found)


def _make(document: Document, start: int, end: int, first: Block) -> Chunk:
    return Chunk(
        id=f"{document.sha256[:16]}-{start}-{end}",
        sha256=document.sha256,
        start=start,
        end=end,
        text=document.text[start:end],
        section=first.section,
        page=first.page,
    )
