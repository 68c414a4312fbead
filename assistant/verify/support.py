"""Is a sentence supported by its sources? Each way in which it may not be is one function."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.verify.analysis import Analysed, Item
from assistant.verify.binding import is_swapped, matches, number_of
from assistant.verify.words import signs

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_DATING = re.compile(r"\w+ (?:fra|from)\s+$", re.I)
_OF = re.compile(r"[.\s]*(?:ud )?af (?:de |i alt )?|[.\s]*(?:out )?of (?:the )?", re.I)
_THAN = re.compile(r"\b(?:end|than)\b", re.I)
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
    bare = {number for source in sources for number in _NUMBER.findall(source.text)}
    for item in (*claim.of("value"), *claim.of("period")):
        if (item.kind, item.key) not in there and not _is_bare(item, bare):
            yield Failure(item.kind, item.text)


def _is_bare(item: Item, bare: set[str]) -> bool:
    """Say whether a number without a unit stands in a source, whatever it is taken for there."""
    return item.key.startswith("number:") and item.text in bare


def figures_turned(claim: Analysed, sources: Sequence[Analysed]) -> Iterator[Failure]:
    """Find a rise or fall that its own two figures deny."""
    for item in claim.of("pole"):
        first, last = (
            [i for i in claim.of("value") if end in i.modifiers and i.sentence == item.sentence]
            for end in ("from", "to")
        )
        if len(first) != 1 or len(last) != 1 or len(signs(item.parts)) != 1:
            continue
        one, other = number_of(first[0]), number_of(last[0])
        if one is None or other is None or first[0].group not in (last[0].group, "number"):
            continue
        if ("+" in signs(item.parts)) != (other > one) and not _starts_there(first[0], sources):
            yield Failure("figures", item.text)


def _starts_there(figure: Item, sources: Sequence[Analysed]) -> bool:
    """Say whether a source has the same figure after the same word "from"."""
    return any(
        "from" in other.modifiers and other.key == figure.key
        for source in sources
        for other in source.of("value")
    )


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
    ours = [(i, _reach(claim, i)) for i in claim.of("negation") if not _is_shared(i, sources)]
    theirs = [
        (i, _reach(source, i))
        for source in sources
        for i in source.of("negation")
        if not _is_shared(i, [claim])
    ]
    for item, reach in ours:
        if not any(_same_denial(reach, scope) for _, scope in theirs):
            yield Failure("denial", item.text)
    for other, scope in theirs:
        answered = any(_same_denial(reach, scope) for _, reach in ours)
        if not answered and _repeats(claim, scope):
            yield Failure("denial", other.text)


def _is_shared(negation: Item, texts: Sequence[Analysed]) -> bool:
    """Say whether a denial hidden in a word (afvise) stands in the same word elsewhere."""
    hidden = negation.key.startswith("~")
    return hidden and any(negation.key == other.key for text in texts for other in text.items)


@dataclass(frozen=True, slots=True)
class _Reach:
    """What a negation denies: words of its clause, the nearest first, words behind, the clause."""

    near: tuple[Item, ...]
    far: tuple[Item, ...]
    clause: tuple[Item, ...]
    part: bool


def _reach(text: Analysed, negation: Item) -> _Reach:
    ends = [stop for stop in text.stops if stop > negation.start]
    end = min(ends, default=len(text.text))
    words = [i for i in text.items if i.kind != "negation" or i.key[0] == "~" and i is not negation]
    if any(i.kind != "light" and i.clause == negation.clause for i in words):
        words = [i for i in words if i.kind != "light"]
    behind = [i for i in words if negation.end <= i.start < end and i.sentence == negation.sentence]
    near = [i for i in behind if i.clause == negation.clause][:_REACH_FORWARD]
    if not near:
        before = [i for i in words if i.end <= negation.start and i.clause == negation.clause]
        near = before[::-1][:_REACH_BACK]
    far = [i for i in behind if i.clause != negation.clause][:_REACH_BACK]
    clause = [i for i in words if i.clause == negation.clause and i.kind != "light"]
    return _Reach(tuple(near), tuple(far), tuple(clause), "part" in negation.modifiers)


def _alike(clause: Sequence[Item], other: Sequence[Item]) -> bool:
    said = [any(_same(item, theirs) for theirs in other) for item in clause]
    return bool(said) and sum(said) >= _MOST_OF * len(said)


def _same_denial(reach: _Reach, scope: _Reach) -> bool:
    whole = not reach.part and not scope.part
    if whole and _alike(reach.clause, scope.clause) and _alike(scope.clause, reach.clause):
        return True
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
    focus = [own for own in claim.items if any(_same(own, item) for item in scope.near[:2])]
    if not any(_same(own, scope.near[0]) for own in claim.items):
        return False
    if _alike(scope.near, claim.items):
        return True
    clauses = {own.clause for own in focus}
    own = [i for i in claim.items if i.clause in clauses and i.kind not in ("light", "negation")]
    return len(own) > 1 and _alike(own, scope.clause)


def apart(
    claim: Analysed, sources: Sequence[Analysed], wheres: Sequence[Analysed]
) -> Iterator[Failure]:
    """Find two values side by side of which each stands with another value in the sources."""
    found = claim.of("value")
    for index, item in enumerate(found):
        for other in found[index + 1 :]:
            if item.clause != other.clause or item.sentence != other.sentence:
                continue
            if any(_is_dating(i, claim, sources, wheres) for i in (item, other)):
                continue
            if not _together(item, other, sources) and (
                _has_rival(item, other, sources) or _has_rival(other, item, sources)
            ):
                yield Failure("apart", f"{item.text} {other.text}")


def _is_dating(
    item: Item, claim: Analysed, sources: Sequence[Analysed], wheres: Sequence[Analysed]
) -> bool:
    """Say whether a year tells which document is meant (rundspørgen fra 2021)."""
    if item.group != "year" or not _DATING.search(claim.text[: item.start]):
        return False
    here, there = (
        any(other.key == item.key for text in texts for other in text.items)
        for texts in (sources, wheres)
    )
    return there and not here


def _together(item: Item, other: Item, sources: Sequence[Analysed]) -> bool:
    for source in sources:
        places, others = (
            {o.sentence for o in source.of("value") if o.key == i.key or o.text == i.text}
            for i in (item, other)
        )
        bare = set(_NUMBER.findall(source.text))
        if places & others or {item.text, other.text} <= bare:
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


def compared(claim: Analysed, sources: Sequence[Analysed]) -> Iterator[Failure]:
    """Find "A more than B" for "B more than A"."""
    for split in _THAN.finditer(claim.text):
        before, after = _sides(claim, split.start(), split.end())
        for source in sources:
            for other in _THAN.finditer(source.text):
                first, second = _sides(source, other.start(), other.end())
                crossed = _meet(before, second) and _meet(after, first)
                straight = _meet(before, first) and _meet(after, second)
                if crossed and not straight and _same_way(before, first):
                    yield Failure("compared", split.group())


def parts_turned(claim: Analysed, sources: Sequence[Analysed]) -> Iterator[Failure]:
    """Find "B of A" for "A of B"."""
    ours = set(_parts_of_wholes(claim))
    for part, whole in ours:
        for source in sources:
            if (whole, part) in set(_parts_of_wholes(source)):
                yield Failure("part", f"{part} {whole}")


def _parts_of_wholes(text: Analysed) -> Iterator[tuple[str, str]]:
    found = text.of("value")
    for item, other in pairwise(found):
        if _OF.fullmatch(text.text[item.end : other.start]):
            yield item.key, other.key


def _sides(text: Analysed, start: int, end: int) -> tuple[list[Item], list[Item]]:
    words = [i for i in text.items if i.kind not in ("light", "negation")]
    return [i for i in words if i.end <= start], [i for i in words if i.start >= end]


def _meet(items: Sequence[Item], others: Sequence[Item]) -> bool:
    return any(matches(a, b) >= _IS and not signs(a.parts) for a in items for b in others)


def _same_way(before: Sequence[Item], first: Sequence[Item]) -> bool:
    """Say whether both sides before "than" say more, or both less."""
    ways = [{sign for item in side for sign in signs(item.parts)} for side in (before, first)]
    return bool(ways[0] & ways[1])
