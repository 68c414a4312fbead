"""Is a sentence supported by its sources? Each way in which it may not be is one function."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.verify.analysis import Analysed, Item
from assistant.verify.binding import is_swapped, matches
from assistant.verify.words import signs

_IS = 0.55  # match from which two marks are the same
_REACH_FORWARD = 4  # words behind a negation that it may deny
_REACH_BACK = 2  # words before one that ends its clause (saltes ikke)
_MOST_OF = 0.67  # share of what a source denies that a sentence must repeat to contradict it


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a sentence is not supported: a code, and what in it."""

    code: str
    text: str


def values_missing(claim: Analysed, sources: Sequence[Analysed]) -> Iterator[Failure]:
    """Find numbers, dates, amounts and sections that stand in no source."""
    there = {(i.kind, i.key) for source in sources for i in source.items}
    for item in (*claim.of("value"), *claim.of("period")):
        if (item.kind, item.key) not in there:
            yield Failure(item.kind, item.text)


def bounds_turned(claim: Analysed, sources: Sequence[Analysed]) -> Iterator[Failure]:
    """Find "at least" for "at most", and "from" for "to"."""
    for item in claim.of("value"):
        places = [o for s in sources for o in s.of("value") if o.key == item.key]
        for one, other in (("up", "down"), ("down", "up"), ("from", "to"), ("to", "from")):
            if one in item.modifiers and places:
                found = [place.modifiers for place in places]
                if any(other in m for m in found) and not any(one in m for m in found):
                    yield Failure("bound", item.text)


def names_missing(claim: Analysed, sources: Sequence[Analysed]) -> Iterator[Failure]:
    """Find names of which no source has all words."""
    for item in claim.of("name"):
        if not any(set(item.parts) <= _words(source) for source in sources):
            yield Failure("name", item.text)


def _words(source: Analysed) -> set[str]:
    named = {part for item in source.of("name") for part in item.parts}
    return named | {word.lower() for word in source.text.replace(",", " ").split()}


def swapped(claim: Analysed, sources: Sequence[Analysed]) -> Iterator[Failure]:
    """Find values, names and directions that keep another's company."""
    for item in claim.items:
        if item.kind in ("value", "name", "pole"):
            rivals = [(s, o) for s in sources for o in s.items if _is_rival(item, o)]
            if is_swapped(claim, item, sources, rivals):
                yield Failure("swapped", item.text)


def _is_rival(item: Item, other: Item) -> bool:
    if item.kind != other.kind or matches(item, other) >= _IS:
        return False
    if item.kind == "value":
        return item.group == other.group
    if item.kind == "pole":
        return _opposed(item, other)
    return True


def _opposed(item: Item, other: Item) -> bool:
    axes = {pole.split(":")[0]: pole for pole in other.parts}
    if any(axes.get(pole.split(":")[0], pole) != pole for pole in item.parts):
        return True
    ours, theirs = signs(item.parts), signs(other.parts)
    return bool(ours and theirs) and not ours & theirs


def opposites(claim: Analysed, sources: Sequence[Analysed]) -> Iterator[Failure]:
    """Find words of which the sources have only the opposite."""
    theirs = [item for source in sources for item in source.of("pole")]
    for item in claim.of("pole"):
        same = any(matches(item, other) >= _IS for other in theirs)
        if not same and any(_opposed(item, other) for other in theirs):
            yield Failure("opposite", item.text)


def denials(claim: Analysed, sources: Sequence[Analysed]) -> Iterator[Failure]:
    """Find denials that no source makes of the same, and denials of the sources left out."""
    ours = [(item, _reach(claim, item)) for item in claim.of("negation")]
    theirs = [(i, _reach(s, i), s) for s in sources for i in s.of("negation")]
    for item, reach in ours:
        answered = any(_same_denial(reach, scope) for _, scope, _ in theirs)
        if not answered and not (_is_hidden(item) and _is_there(item, sources)):
            yield Failure("denial", item.text)
    for other, scope, source in theirs:
        answered = any(_same_denial(reach, scope) for _, reach in ours)
        if not answered and not (_is_hidden(other) and _is_there(other, [claim])):
            if _repeats(claim, scope):
                yield Failure("denial", source.text[other.start : other.end])


def _is_hidden(negation: Item) -> bool:
    return negation.key.startswith("~")


def _is_there(item: Item, texts: Sequence[Analysed]) -> bool:
    return any(item.key == other.key for text in texts for other in text.items)


@dataclass(frozen=True, slots=True)
class _Reach:
    """What a negation denies: words of its clause, the nearest first, and words behind that."""

    near: tuple[Item, ...]
    far: tuple[Item, ...]


def _reach(text: Analysed, negation: Item) -> _Reach:
    ends = [stop for stop in text.stops if stop > negation.start]
    end = min(ends, default=len(text.text))
    words = [i for i in text.items if i.kind != "negation"]
    behind = [i for i in words if negation.end <= i.start < end and i.sentence == negation.sentence]
    near = [i for i in behind if i.clause == negation.clause][:_REACH_FORWARD]
    if not near:
        before = [i for i in words if i.end <= negation.start and i.clause == negation.clause]
        near = before[::-1][:_REACH_BACK]
    far = [i for i in behind if i.clause != negation.clause][:_REACH_BACK]
    return _Reach(tuple(near), tuple(far))


def _same_denial(reach: _Reach, scope: _Reach) -> bool:
    ours, theirs = (*reach.near, *reach.far), (*scope.near, *scope.far)
    if not ours or not theirs:
        return not ours and not theirs
    return any(_same(a, b) for a in ours[:2] for b in theirs) or any(
        _same(a, b) for a in ours for b in theirs[:1]
    )


def _same(item: Item, other: Item) -> bool:
    return matches(item, other) > 0.5 or matches(other, item) > 0.5


def _repeats(claim: Analysed, scope: _Reach) -> bool:
    if not scope.near:
        return False
    said = [any(_same(item, own) for own in claim.items) for item in scope.near]
    return said[0] and sum(said) >= _MOST_OF * len(said)


def apart(claim: Analysed, sources: Sequence[Analysed]) -> Iterator[Failure]:
    """Find two values side by side of which each stands with another value in the sources."""
    found = claim.of("value")
    for index, item in enumerate(found):
        for other in found[index + 1 :]:
            if item.clause != other.clause or item.sentence != other.sentence:
                continue
            if not _together(item, other, sources) and (
                _has_rival(item, other, sources) or _has_rival(other, item, sources)
            ):
                yield Failure("apart", f"{item.text} {other.text}")


def _together(item: Item, other: Item, sources: Sequence[Analysed]) -> bool:
    for source in sources:
        places = {o.sentence for o in source.items if o.kind == "value" and o.key == item.key}
        others = {o.sentence for o in source.items if o.kind == "value" and o.key == other.key}
        if places & others:
            return True
    return False


def _has_rival(item: Item, other: Item, sources: Sequence[Analysed]) -> bool:
    """Say whether a value of the item's kind stands in another's sentence in the item's stead."""
    for source in sources:
        for place in source.of("value"):
            if place.key == other.key:
                beside = [o for o in source.of("value") if o.sentence == place.sentence]
                if any(o.group == item.group and o.key != other.key for o in beside):
                    return True
    return False
