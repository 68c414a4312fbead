"""Points that a sentence counts ("fem forhold") → where they stand: paragraphs, or headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.ellipsis import names_deed
from ingest import danish
from ingest.records import Block, Document

Span = tuple[int, int]

_NUMBERS = ("to", "tre", "fire", "fem", "seks", "syv", "otte", "ni")
_SEVERAL = {word: count for count, word in enumerate(_NUMBERS, start=2)} | {
    str(count): count for count in range(2, 10)
}
_COUNTED = re.compile(rf"(?<![\d.,-])\b({'|'.join(_SEVERAL)}) (?=[a-zæøå])", re.I)
_LABEL_WORDS = 6
_ORDINAL = re.compile(r"(for det |den |det )?(første|anden|andet|tredje|fjerde|femte)\b", re.I)


def points_of(document: Document, index: int, sentence: Span) -> list[Span]:
    """Return the points that the last sentence of a block counts, [start, end) each, or [].

    They are the paragraphs after it, each with a label and what that is about, or the headings
    below it. There must be as many as it says.
    """
    block, text = document.blocks[index], document.text
    if block.kind != "paragraph" or sentence[1] != block.end:
        return []
    for found in _COUNTED.finditer(text, *sentence):
        count = _SEVERAL[found[1].lower()]
        points = _paragraphs(document, index, count) or _headings(document, index, count)
        if points:
            return points
    return []


def with_label(document: Document, block: Block, sentence: Span) -> Span:
    """Return a sentence, and where it is but the label of its paragraph the next one with it."""
    if block.kind != "paragraph" or sentence[0] != block.start:
        return sentence
    label = document.text[slice(*sentence)]
    is_label = len(label.split()) <= _LABEL_WORDS and label.endswith(".")
    says = any(map(str.isdigit, label)) or any(map(names_deed, label.rstrip(".").split()))
    if not is_label or says:
        return sentence
    return _first_two(document, block) or sentence


def _paragraphs(document: Document, index: int, count: int) -> list[Span]:
    section = document.blocks[index].section
    blocks = document.blocks[index + 1 : index + 1 + count]
    if len(blocks) < count or any(
        block.kind != "paragraph" or block.section != section for block in blocks
    ):
        return []
    points = [_labelled(document, block) for block in blocks]
    return [point for point in points if point] if all(points) else []


def _labelled(document: Document, block: Block) -> Span | None:
    """Return a paragraph's label and first sentence, or the sentence that says which it is."""
    first, *others = sentences_of(document, block)
    label = document.text[slice(*first)]
    if _ORDINAL.match(label):
        return first
    if not others or len(label.split()) > _LABEL_WORDS:
        return None
    return first[0], others[0][1]


def _first_two(document: Document, block: Block) -> Span | None:
    sentences = sentences_of(document, block)
    return (sentences[0][0], sentences[1][1]) if len(sentences) > 1 else None


def _headings(document: Document, index: int, count: int) -> list[Span]:
    section = document.blocks[index].section
    depth = len(section)
    below = []
    for block in document.blocks[index + 1 :]:
        if block.section[:depth] != section:
            break
        if block.kind == "heading" and block.section == section:
            below.append(block)
    numbered = _numbered(document, below)
    points = numbered if len(numbered) == count else below
    return [(block.start, block.end) for block in points] if len(points) == count else []


def _numbered(document: Document, headings: Sequence[Block]) -> list[Block]:
    """Return those of some headings that are numbered from one on."""
    run: list[Block] = []
    for block in headings:
        if re.match(rf"{len(run) + 1}[.:)]? ", document.text[block.start : block.end]):
            run.append(block)
    return run


def sentences_of(document: Document, block: Block) -> list[Span]:
    """Return the sentences of a block, [start, end) in its document's text."""
    spans = danish.sentence_spans(document.text[block.start : block.end])
    return [(block.start + start, block.start + end) for start, end in spans]
