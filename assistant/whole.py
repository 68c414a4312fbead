"""Chosen sentences → the same made whole: a list with its lead-in, a speech with its speaker."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Literal

from assistant.candidates import Found
from assistant.enumerated import Span, points_of, sentences_of, with_label
from ingest.records import Block, Document

Breadth = Literal["value", "fact", "open", "many"]

_MOST_ITEMS = 20  # a longer list is a table of contents or a register, not an answer
_SHARE = 0.4  # of a list's items chosen one by one, from which the list as a whole answers
_CONCLUDES = re.compile(
    r"(derfor|dermed|af den grund|det er (grunden|baggrunden|forklaringen|årsagen)|så\b|"
    r"\w+ \w+ (\w+ )?derfor\b|therefore|that is why)",
    re.I,
)
_PART_OF_IT = re.compile(
    r"(heraf|hvoraf|deraf|af (dem|disse)|resten\b|de (øvrige|resterende|andre)\b|of (these|them))",
    re.I,
)
_ASKED = re.compile(  # what follows answers it
    r"\b(spurgt|spørger|spurgte|asked)\b( \w+){0,3},? "
    r"(om|hv(ad|em|or|orfor|ordan|ornår|ilke[nt]?)|if|whether|what|who|why|how)\b",
    re.I,
)
_FIRST = re.compile(r"1[.)] ")
_STEP = re.compile(r"\d{1,2}[.)] ")
_QUOTES = re.compile(r"[»«“„”\"]")
_ENDS = frozenset('.!?»”")')  # of a sentence
_KIND, _SECTION = attrgetter("kind"), attrgetter("section")
_KIND_AND_SECTION = attrgetter("kind", "section")
_MOST_REPLY = 4  # sentences and items; a longer one is a text
_MOST_SPEECH = 5  # sentences of what a colon announces


def make_whole(chosen: Sequence[Found], breadth: Breadth) -> list[tuple[Found, Span]]:
    """Return the spans that belong together with each chosen sentence, its own among them.

    Args:
        chosen: Sentences that answer, best first.
        breadth: What is wanted. Of a fact a sentence brings the one that it counts a part of, and
            an item that goes on from its lead-in brings that, with the whole list where no one
            value is asked for; where every point is wanted, the best sentence brings its whole
            list, and a numbered step the other steps wherever no one fact is. Several items of one
            list bring all of it. The answer to a question that the document asks itself comes
            whole.

    Returns:
        (sentence that brought it, [start, end) in its document's text), no span twice.
    """
    items = {(one.document.sha256, one.sentence.block) for one in chosen if _is_item(one)}
    spans: dict[tuple[str, int], tuple[Found, Span]] = {}
    for one in chosen:
        for span in _spans_of(one, items, breadth, best=one is chosen[0]):
            by, known = spans.get((one.document.sha256, span[0]), (one, span))
            spans[one.document.sha256, span[0]] = by, max(known, span)
    found = list(spans.values())
    if breadth != "value":
        found = [each for by, own in found for each in _quotation(by, own)]
    found = list({(one.document.sha256, span): (one, span) for one, span in found}.values())
    return [each for each in found if not any(_is_inside(each, other) for other in found)]


def list_around(one: Found) -> list[Span]:
    """Return the lead-in, if any, and the items of the list that a sentence is of or announces."""
    blocks, index = one.document.blocks, one.sentence.block
    if _is_item(one):
        first = _first_item(blocks, index)
        items = _items_from(blocks, first)
        return [*_lead_in(one.document, first), *items] if items else []
    if one.sentence.end != one.block.end or not _announces(one.document, index):
        return []
    if [other.kind for other in blocks[index + 1 : index + 2]] != ["list_item"]:
        return []
    items = _items_from(blocks, index + 1)
    return [(one.sentence.start, one.sentence.end), *items] if items else []


def table_around(one: Found) -> list[Span]:
    """Return all rows of the table that a row is of, or all lines of one kind around a line."""
    blocks = one.document.blocks
    first, last = _run(blocks, one.sentence.block, _KIND_AND_SECTION)
    return [(block.start, block.end) for block in blocks[first:last]]


def _is_inside(one: tuple[Found, Span], other: tuple[Found, Span]) -> bool:
    """Tell whether a span is a part of another one: a sentence of an item that stands whole."""
    same = one[0].document.sha256 == other[0].document.sha256
    (start, end), (first, last) = one[1], other[1]
    return same and first <= start and end <= last and (start, end) != (first, last)


def _spans_of(
    one: Found, items: set[tuple[str, int]], breadth: Breadth, *, best: bool
) -> list[Span]:
    own = with_label(one.document, one.block, (one.sentence.start, one.sentence.end))
    blocks = one.document.blocks
    index = one.sentence.block
    if _ASKED.search(one.candidate.text):
        return [own, *_after(one)]
    if breadth == "value":
        lead = _lead_in(one.document, _first_item(blocks, index)) if _goes_on(one) else []
        return [*_counted_before(one), *lead, own]
    if one.block.section and one.block.section[-1].endswith("?"):
        replied = reply_under(one)
        if len(replied) <= _MOST_REPLY:
            return replied
    if breadth == "fact":
        return [*_counted_before(one), own, *(list_around(one) if _goes_on(one) else [])]
    if one.sentence.end == one.block.end and _announces(one.document, index):
        announced = _announced(one.document, index + 1)
        return [own, *announced] if announced else []
    counted = points_of(one.document, index, own)
    if counted:
        return [own, *counted]
    if _is_item(one):
        first = _first_item(blocks, index)
        found = _items_from(blocks, first)
        taken = sum((one.document.sha256, first + i) in items for i in range(len(found)))
        lead = _lead_in(one.document, first)
        in_turn = bool(_STEP.match(one.candidate.text))
        if found and (
            (breadth == "many" and lead and best)
            or (in_turn and (best or taken > 1))
            or taken >= _SHARE * len(found)
        ):
            return [*lead, *found]
    return [*_reason_before(one), own]


def _quotation(one: Found, span: Span) -> list[tuple[Found, Span]]:
    """Return a sentence with those of the quotation that it is a part of, to who said it."""
    document = one.document
    block = next(block for block in document.blocks if block.start <= span[0] < block.end)
    first = _QUOTES.search(document.text, block.start, block.end)
    if block.kind != "paragraph" or not first:
        return [(one, span)]
    sentences = sentences_of(document, block)
    runs: list[list[Span]] = [[]]
    is_open = False
    closing = "»" if first[0] == "«" else "«"
    for start, end in sentences:
        runs[-1].append((start, end))
        for mark in _QUOTES.findall(document.text, start, end):
            is_open = mark != closing if mark in "»«„" else not is_open
        if not is_open:
            runs.append([])
    own = next((run for run in runs if span in run), [span])
    return [(one, each) for each in (own if len(own) <= _MOST_SPEECH else [span])]


def _goes_on(one: Found) -> bool:
    """Tell whether an item is no sentence by itself: it begins small below its lead-in."""
    return _is_item(one) and one.candidate.text[:1].islower()


def reply_under(one: Found) -> list[Span]:
    """Return the sentences and items under the heading that a sentence stands under."""
    first, last = _run(one.document.blocks, one.sentence.block, _SECTION)
    blocks = one.document.blocks[first:last]
    told = [block for block in blocks if block.kind != "heading"]
    return [span for block in told for span in pieces_of(one.document, block)]


def _reason_before(one: Found) -> list[Span]:
    """Return the sentence before one that draws a conclusion from it ("Derfor …")."""
    return _before(one) if _CONCLUDES.match(one.candidate.text) else _counted_before(one)


def _counted_before(one: Found) -> list[Span]:
    """Return the sentence before one that tells a part of its figure ("Heraf …")."""
    return _before(one) if _PART_OF_IT.match(one.candidate.text) else []


def _before(one: Found) -> list[Span]:
    block = one.block
    before = [span for span in sentences_of(one.document, block) if span[1] <= one.sentence.start]
    return before[-1:]


def _after(one: Found) -> list[Span]:
    """Return the sentence after one that tells what somebody asked."""
    after = [span for span in sentences_of(one.document, one.block) if span[0] >= one.sentence.end]
    return after[:1]


def _announced(document: Document, index: int) -> list[Span]:
    """Return what a line that ends with a colon announces: a list, rows, or what somebody says."""
    blocks = document.blocks
    kind = blocks[index].kind if index < len(blocks) else None
    if kind in {"list_item", "table_row"}:
        return _items_from(blocks, index)
    return sentences_of(document, blocks[index])[:_MOST_SPEECH] if kind == "paragraph" else []


def _is_item(one: Found) -> bool:
    return one.block.kind == "list_item"


def _first_item(blocks: Sequence[Block], index: int) -> int:
    return _run(blocks, index, _KIND)[0]


def _items_from(blocks: Sequence[Block], first: int) -> list[Span]:
    _, last = _run(blocks, first, _KIND)
    if last - first > _MOST_ITEMS:
        return []
    return [(block.start, block.end) for block in blocks[first:last]]


def _run(blocks: Sequence[Block], index: int, alike: Callable[[Block], object]) -> tuple[int, int]:
    """Return [first, last) of the blocks in a row around one that are alike."""
    own, first, last = alike(blocks[index]), index, index + 1
    while first > 0 and alike(blocks[first - 1]) == own:
        first -= 1
    while last < len(blocks) and alike(blocks[last]) == own:
        last += 1
    return first, last


def _lead_in(document: Document, first: int) -> list[Span]:
    if first == 0:
        return []
    if not _announces(document, first - 1):
        return []
    return sentences_of(document, document.blocks[first - 1])[-1:]


def _announces(document: Document, index: int) -> bool:
    """Tell whether a block ends with a colon, or without an end where a list follows it.

    An item does so where the numbers begin: "Fire trin", "1. Afdæk behov".
    """
    block = document.blocks[index]
    if block.kind == "heading":
        return False
    last = document.text[block.start : block.end].rstrip()[-1:]
    if block.kind == "table_row" or last in _ENDS or last == ":":
        return last == ":"
    following = document.blocks[index + 1 : index + 2]
    if [other.kind for other in following] != ["list_item"]:
        return False
    if block.kind == "paragraph":
        return True
    counted = [bool(_FIRST.match(document.text, b.start)) for b in (block, *following)]
    return counted == [False, True]


def pieces_of(document: Document, block: Block) -> list[Span]:
    """Return the sentences of a paragraph; an item, a row or a heading whole."""
    if block.kind == "paragraph":
        return sentences_of(document, block)
    return [(block.start, block.end)]
