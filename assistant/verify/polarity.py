"""Does a clause deny as often as what it is taken from? Another denial nearby is no excuse."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.verify.analysis import Analysed, Item
from assistant.verify.binding import matches
from assistant.verify.failure import Failure

_IS = 0.55  # match from which two words are the same
_FEWEST = 3  # words of a clause that can be placed
_PLACED = 0.66  # share of a clause's words that the place it is from must have
_SAME = 0.75  # the same, of one that denies nothing, and that is said to be denied there
_MUTUAL = 0.6  # share of that place's words that the clause must have


@dataclass(frozen=True, slots=True)
class _Part:
    """Words and denials of a sentence or clause."""

    words: tuple[Item, ...]
    denials: tuple[Item, ...]


def polarity(claim: Analysed, sources: Sequence[Analysed]) -> Iterator[Failure]:
    """Find clauses that deny more than the sentence they are from, or nothing of what it denies."""
    sentences = [p for s in sources for p in _parts(s, lambda item: item.sentence)]
    clauses = [p for s in sources for p in _parts(s, lambda item: item.clause)]
    for part in _parts(claim, lambda item: item.clause):
        if len(part.words) < _FEWEST:
            continue
        if part.denials:
            yield from _too_many(part, sentences)
        elif not claim.of("negation"):
            yield from _none(part, clauses)


def _too_many(part: _Part, sentences: Sequence[_Part]) -> Iterator[Failure]:
    spoken = [item for item in part.denials if not item.key.startswith("~")]
    places = _nearest(part, sentences, _PLACED)
    if places and all(len(place.denials) < len(spoken) for place in places):
        yield Failure("polarity", spoken[0].text)


def _none(part: _Part, clauses: Sequence[_Part]) -> Iterator[Failure]:
    places = _nearest(part, clauses, _SAME)
    same = [p for p in places if _shared(p, part) >= _MUTUAL * len(p.words)]
    denied = [[i for i in place.denials if i.key != "~instead"] for place in places]
    if places and len(same) == len(places) and all(denied):
        yield Failure("polarity", denied[0][0].text)


def _nearest(part: _Part, places: Sequence[_Part], least: float) -> list[_Part]:
    """Return the places that have most of the words of a part, where that is enough of them."""
    shared = [_shared(part, place) for place in places]
    most = max(shared, default=0)
    if most < least * len(part.words):
        return []
    return [place for place, n in zip(places, shared, strict=True) if n == most]


def _shared(part: _Part, place: _Part) -> int:
    return sum(any(matches(i, o) >= _IS for o in place.words) for i in part.words)


def _parts(text: Analysed, of: Callable[[Item], int]) -> Iterator[_Part]:
    for _, group in groupby(text.items, key=of):
        items = list(group)
        words = tuple(i for i in items if i.kind in ("term", "name", "value", "pole"))
        yield _Part(words, tuple(i for i in items if i.kind == "negation"))
