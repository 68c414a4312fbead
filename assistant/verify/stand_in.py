"""Another word of the documents in the place of the one that the sentence there has.

"The supplier writes the report" where the source says that the project leader does, and the
supplier is named elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from assistant.verify.analysis import Analysed, Item
from assistant.verify.binding import matches
from assistant.verify.failure import Failure
from assistant.verify.words import group_of, is_verb

_IS = 0.55  # match from which two words are the same
_FEWEST = 2  # words that a part of a sentence and the place it is from must share
_MOST = 0.6  # share of a part's words that the place must have
_DEFINITE = re.compile(r"(?:en|et|ne)s?$")
_OWNER = ("af", "fra", "hos")  # what a genitive says too
_GENITIVE = re.compile(r"(?:ens|ets|nes|[a-zæøå]s)$")
_SLOT = re.compile(
    r"\b(i|på|fra|til|af|ved|hos|med|om|for|over|under|efter|før|mellem|ifølge|blandt|uden|mod|"
    r"in|on|from|to|of|by|at|with|for|after|before|between)\s+(?:de\s+\d[\d.]*\s+|[^\W\d]+\s+)?$",
    re.I,
)


def stand_ins(claim: Analysed, sources: Sequence[Analysed]) -> Iterator[Failure]:
    """Find words that stand where the nearest sentence of the sources has another of its own.

    Args:
        claim: A sentence.
        sources: All that there are: the nearest sentence may be in another.
    """
    for _, group in groupby(claim.items, key=lambda item: item.clause):
        part = [item for item in group if item.kind != "negation"]
        for source, place in _nearest(part, sources):
            yield from _replaced(claim, part, source, place, sources)


def _nearest(
    part: Sequence[Item], sources: Sequence[Analysed]
) -> list[tuple[Analysed, list[Item]]]:
    """Return the one sentence that has most of the words of a part, if it has enough of them."""
    places = [
        (source, list(group))
        for source in sources
        for _, group in groupby(source.items, key=lambda item: item.sentence)
    ]
    shared = [sum(_is_in(item, place) for item in part) for _, place in places]
    most = max(shared, default=0)
    if most < _FEWEST or most < _MOST * len(part) or shared.count(most) > 1:
        return []
    return [places[shared.index(most)]]


def _replaced(
    claim: Analysed,
    part: Sequence[Item],
    source: Analysed,
    place: Sequence[Item],
    sources: Sequence[Analysed],
) -> Iterator[Failure]:
    ours = [item for item in part if _can_stand_in(item) and not _is_in(item, place)]
    theirs = [item for item in place if _can_stand_in(item) and not _is_in(item, claim.items)]
    theirs = [item for item in theirs if not _is_heading(source, item)]
    for item in ours:
        for other in theirs:
            if _same_kind(item, other) and _same_slot(claim, part, item, source, place, other):
                yield Failure("stead", f"{item.text} {other.text}")
    if source.row and not any(_is_in(item, claim.items) for item in _key(source, place)):
        yield from (Failure("stead", item.text) for item in ours if _is_key(item, sources))


def _can_stand_in(item: Item) -> bool:
    if item.kind == "value":  # a share in words may be rounded
        return any(letter.isdigit() for letter in item.text)
    if item.kind == "name":
        return True
    return item.kind == "term" and not is_verb(item.text)


def _same_kind(item: Item, other: Item) -> bool:
    if item.kind == "value":
        return item.group == other.group
    groups = [group_of(one.key) for one in (item, other)]
    if None not in groups:
        return groups[0] != groups[1]
    definite = [bool(_DEFINITE.search(one.text)) for one in (item, other)]
    return item.kind == other.kind and (item.kind == "name" or definite[0] == definite[1])


def _key(row: Analysed, items: Sequence[Item]) -> list[Item]:
    """Return the words of the first cell of a row, which says what the row is about."""
    return [i for i in items if i.clause == 0 and not _is_heading(row, i) and i.kind != "light"]


def _is_key(item: Item, sources: Sequence[Analysed]) -> bool:
    """Say whether another row is about a word."""
    return any(s.row and _is_in(item, _key(s, s.items)) for s in sources)


def _is_heading(source: Analysed, item: Item) -> bool:
    """Say whether a word stands in the heading of a cell."""
    return source.row and source.text.find(":", item.end) < source.text.find(";", item.end) % 10**6


def _same_slot(
    claim: Analysed,
    part: Sequence[Item],
    item: Item,
    source: Analysed,
    place: Sequence[Item],
    other: Item,
) -> bool:
    """Say whether two words stand behind the same preposition and beside the same word."""
    if _slot(claim, item) != _slot(source, other):
        return False
    beside, there = _beside(part, item), _beside(place, other)
    return any(_alike(a, b) for a in beside for b in there)


def _slot(text: Analysed, item: Item) -> str:
    match = _SLOT.search(text.text[: item.start])
    slot = match.group(1).lower() if match else ""
    return "af" if slot in _OWNER or not slot and _GENITIVE.search(item.text) else slot


def _beside(items: Sequence[Item], item: Item) -> list[Item]:
    place = list(items).index(item)
    if item.kind == "name" and place > 1 and _is_title(items[place - 1], item):
        return [*items[place - 2 : place], *items[place + 1 : place + 2]]
    return [*items[max(0, place - 1) : place], *items[place + 1 : place + 2]]


def _is_title(word: Item, name: Item) -> bool:
    """Say whether a word stands as a title before a name (ældrechef Mette Holm)."""
    return word.kind == "term" and name.start - word.end == 1


def _is_in(item: Item, place: Sequence[Item]) -> bool:
    return any(_alike(item, other) for other in place)


def _alike(item: Item, other: Item) -> bool:
    return max(matches(item, other), matches(other, item)) >= _IS
