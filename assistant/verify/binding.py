"""Does a word or mark stand in the same company in the sentence as in its source?

All figures of a sentence may be in its source and still be swapped; what stands around each tells.
"""

from __future__ import annotations

import math
import os
import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from assistant.verify.analysis import Analysed, Face, Item
from assistant.verify.words import alike, is_soft, signs

_ROOT = 5  # letters that two forms of a word share at least
_ENDING_TEXT = """
e en et er ne s es ens ets t d te de ede erne ernes ing ingen ningen ning ninger inger else elser
"""
_ENDINGS = frozenset(("", *_ENDING_TEXT.split()))
_REACH = 3.0  # items after which company counts e times less
_LIGHT = 0.3  # of the weight, for a word that adds no fact
_BEYOND_CLAUSE = 0.25  # of the weight, for company in another clause of the sentence
_BESIDE = 0.6  # weight of company in another cell of the row
_NO_NOUN = re.compile(
    r"\s+(?:er|var|har|havde|blev|bliver|skal|kan|vil|is|are|was|were|has|have|had)\b"
)
_IS = 0.55  # match from which a mark is the same
_CLEARLY = 1.15  # times the own place's fit that another's must be
_ALONE = 2.0  # the same, for a name whose rival the sentence leaves out
_SURELY = 2.0  # the same, for two plain words: their order is free in Danish
_AT_LEAST = 0.1  # fit that another place must be ahead by


def matches(item: Item, other: Item) -> float:
    """Return how far an item of a sentence is said by one of its source: 1 wholly, 0 not at all."""
    return _match(item.face, other.face)


@lru_cache(1 << 17)
def _match(item: Face, other: Face) -> float:
    if item.kind == "value" or other.kind == "value":
        return float(item.kind == other.kind and is_met(item.key, other.key))
    if item.kind == "name" or other.kind == "name":
        return _names_match(item, other)
    if item.key == other.key:
        return 1.0
    if item.kind in ("period", "negation") or other.kind in ("period", "negation"):
        return 0.0
    if item.kind == "pole" and other.kind == "pole":
        return 1.0 if set(item.parts) & set(other.parts) else 0.6 * _same_sign(item, other)
    if item.family and item.family == other.family or _same_root(item.key, other.key):
        return 1.0
    if other.key in alike(item.key) or item.key in alike(other.key) or other.key in item.also:
        return 0.9
    if item.kind != "pole" and other.kind != "pole":
        return _compounds_match(item, other)
    return 0.0


def is_met(value: str, other: str) -> bool:
    """Say whether a value is said by another: the same, or a month by a day in it."""
    return value == other or value.startswith("date:") and other.startswith(f"{value}-")


def _names_match(item: Face, other: Face) -> float:
    if item.kind == other.kind:
        ours, theirs = set(item.parts), set(other.parts)
        return float(ours <= theirs or theirs <= ours)
    word, name = (item, other) if other.kind == "name" else (other, item)
    return float(any(_same_root(word.key, part) for part in name.parts))


def _compounds_match(item: Face, other: Face) -> float:
    """Return how far words share a part: the wider may stand for the narrower, not the reverse."""
    if item.key in other.parts or item.also & set(other.parts):
        return 0.8
    if item.parts and set(item.parts) <= set(other.parts):
        return 0.8
    return 0.4 if other.key in item.parts or set(item.parts) & set(other.parts) else 0.0


def _same_root(one: str, other: str) -> bool:
    """Say whether two stems differ in an ending only, as those of words no list knows do."""
    if one[:_ROOT] != other[:_ROOT]:
        return False
    if one == other:
        return True
    root = os.path.commonprefix((one, other))
    return len(root) >= _ROOT and one[len(root) :] in _ENDINGS and other[len(root) :] in _ENDINGS


def _same_sign(item: Face, other: Face) -> bool:
    return bool(signs(item.parts) & signs(other.parts))


def number_of(item: Item) -> float | None:
    """Return the number in a value, or None."""
    match = re.match(r"\w+:(-?\d+(?:\.\d+)?)", item.key)
    return float(match.group(1)) if match and item.kind == "value" else None


def weights(analysed: Analysed, mark: Item) -> dict[Item, float]:
    """Return the company of an item in its sentence, each with its nearness, 0 to 1."""
    own = [item for item in analysed.items if item.sentence == mark.sentence]
    place = own.index(mark)
    found = {item: 1.0 for item in _left_out(analysed, own[:place], mark)}
    for index, item in enumerate(own):
        if item is mark or item in found or item.kind in ("negation", "period"):
            continue
        if analysed.row and item.clause != mark.clause:
            found[item] = _BESIDE
            continue
        weight = math.exp(-(abs(index - place) - 1) / _REACH)
        weight *= _LIGHT if item.kind == "light" or is_soft(item.key) else 1.0
        found[item] = weight * (1.0 if item.clause == mark.clause else _BEYOND_CLAUSE)
    return found


def _left_out(analysed: Analysed, before: Sequence[Item], mark: Item) -> list[Item]:
    """Return what a number counts that stands before a verb: "100 borgere er med, 14 er i gang"."""
    if mark.group != "number" or not _NO_NOUN.match(analysed.text, mark.end):
        return []
    for item, other in pairwise(reversed(before)):
        beside = not analysed.text[other.end : item.start].strip()
        if other.group == "number" and other.kind == "value" and item.kind == "term" and beside:
            return [item]
    return []


def fit(company: dict[Item, float], other: dict[Item, float]) -> float:
    """Return how far one company is found in another, 0 to 1."""
    total = sum(company.values())
    if not total:
        return 0.0
    shared = 0.0
    for item, weight in company.items():
        best = max((matches(item, o) * w for o, w in other.items()), default=0.0)
        shared += weight * best
    return shared / total


def is_swapped(
    claim: Analysed,
    mark: Item,
    sources: Sequence[Analysed],
    rivals: Sequence[tuple[Analysed, Item]],
) -> bool:
    """Say whether a mark keeps the company that a rival keeps in the sources.

    Where the rival stands in the sentence too, both are weighed together: a figure may well be
    named with what the source says of its neighbour, but not both the other way round.

    Args:
        claim: The sentence.
        mark: Of the claim; it stands in the sources.
        sources: Where it stands.
        rivals: Other marks of its kind in the sources, each with where it stands.
    """
    own = _best_fit(claim, mark, _places(mark, sources))
    if own is None:
        return False
    for source, rival in rivals:
        right, wrong = own, fit(weights(claim, mark), weights(source, rival))
        ahead = _CLEARLY if mark.kind != "name" else _ALONE
        for other in claim.items:
            if other.kind == mark.kind and matches(other, rival) >= 1:
                right += _best_fit(claim, other, _places(other, sources)) or 0.0
                wrong += _best_fit(claim, other, _places(mark, sources)) or 0.0
                ahead = _CLEARLY
                break
        if wrong > max(right * ahead, right + _AT_LEAST):
            return True
    return False


_Places = list[tuple[Analysed, Item, float]]


def trade_places(claim: Analysed, one: Item, other: Item, source: Analysed) -> bool:
    """Say whether two words of a sentence each keep the company of the other in a source."""
    ours, theirs = (_places(item, [source]) for item in (one, other))
    fits = [
        _best_fit(claim, item, places)
        for item, places in ((one, ours), (other, theirs), (one, theirs), (other, ours))
    ]
    if None in fits:
        return False
    straight, crossed = fits[0] + fits[1], fits[2] + fits[3]  # type: ignore[operator]
    return crossed > max(straight * _SURELY, straight + _AT_LEAST)


def _places(mark: Item, sources: Sequence[Analysed]) -> _Places:
    """Return where a mark stands in the sources, with how far it is the same there."""
    return [
        (source, item, level)
        for source in sources
        for item in source.items
        if item.kind == mark.kind and (level := matches(mark, item)) >= _IS
    ]


def _best_fit(claim: Analysed, mark: Item, places: _Places) -> float | None:
    company = weights(claim, mark)
    fits = (level * fit(company, weights(source, item)) for source, item, level in places)
    return max(fits, default=None)
