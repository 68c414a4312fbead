"""Who keeps company with what: figures, names and directions that were swapped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from assistant.verify.analysis import Analysed, Item
from assistant.verify.binding import is_swapped, matches, trade_places
from assistant.verify.failure import Failure
from assistant.verify.words import signs

_IS = 0.55  # match from which two marks are the same
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_THAN = re.compile(r"\b(?:end|than)\b", re.I)
_OF = re.compile(r"[.\s]*(?:ud )?af (?:de |i alt |\w+s )?|[.\s]*(?:out )?of (?:the )?", re.I)
_WHOLE = re.compile(r"\s+(?:(?:af|of) )?(?:de |den |det |alle |landets |the )?", re.I)
_LINK = re.compile(r"\b(af|til|fra|hos|by|from)\s+$", re.I)
_DIGITS = re.compile(r"[\d.,-]+")
_ORDER = re.compile(r"(?:te|de|nden|ndet|dje)$", re.I)  # første, fjerde, anden, tredje
_DATING = re.compile(r"\w+ (?:fra|from)\s+$", re.I)


def swapped(claim: Analysed, sources: Sequence[Analysed]) -> Iterator[Failure]:
    """Find values, names and directions that keep another's company."""
    for item in claim.items:
        if item.kind in ("value", "name", "pole"):
            rivals = [(s, o) for s in sources for o in s.items if _is_rival(item, o)]
            if is_swapped(claim, item, sources, rivals):
                yield Failure("swapped", item.text)


def counted(claim: Analysed, sources: Sequence[Analysed]) -> Iterator[Failure]:
    """Find a number before the noun that another number counts in the sources."""
    ours = list(_counts(claim))
    theirs = [pair for source in sources for pair in _counts(source)]
    for number, noun in ours:
        own = [other for value, other in theirs if value.key == number.key]
        others = [value for value, other in theirs if matches(noun, other) >= _IS]
        elsewhere = own and not any(matches(noun, other) >= _IS for other in own)
        if elsewhere and others and all(value.key != number.key for value in others):
            yield Failure("counted", f"{number.text} {noun.text}")


def shared(claim: Analysed, sources: Sequence[Analysed]) -> Iterator[Failure]:
    """Find a figure of another whole: "ti procent af borgerne" for "ti procent af de ansatte"."""
    for value, noun in _wholes(claim):
        own = [
            (source, place, other)
            for source in sources
            for place, other in _wholes(source)
            if place.key == value.key
        ]
        if own and not any(_has(source, place, noun) for source, place, _ in own):
            yield Failure("shared", f"{value.text} {noun.text}")


def _wholes(text: Analysed) -> Iterator[tuple[Item, Item]]:
    """Return each figure with the noun that follows it, over an "of the"."""
    for item, other in pairwise(text.items):
        between = text.text[item.end : other.start]
        if (
            item.group in ("number", "percent")
            and other.kind == "term"
            and _WHOLE.fullmatch(between)
        ):
            yield item, other


def _has(source: Analysed, place: Item, noun: Item) -> bool:
    return any(matches(noun, i) >= _IS for i in source.items if i.sentence == place.sentence)


def _counts(text: Analysed) -> Iterator[tuple[Item, Item]]:
    """Return each number with the word that follows it at once."""
    for item, other in pairwise(text.items):
        beside = not text.text[item.end : other.start].strip()
        plain = item.group == "number" and not _unit(item)
        if plain and other.kind in ("term", "light") and beside:
            yield item, other


def traded(claim: Analysed, sources: Sequence[Analysed]) -> Iterator[Failure]:
    """Find two words that have traded places: who does what to whom."""
    words = [item for item in claim.items if item.kind in ("term", "name")]
    for one, other in combinations(words, 2):
        if one.clause == other.clause or matches(one, other) >= _IS:
            continue
        if any(trade_places(claim, one, other, source) for source in sources):
            yield Failure("traded", f"{one.text} {other.text}")


def replaced(claim: Analysed, sources: Sequence[Analysed]) -> Iterator[Failure]:
    """Find one who acts or receives in whose stead the sources have another.

    A title may give a sentence its subject, but not the one that a source names.
    """
    for item in claim.items:
        link = _LINK.search(claim.text[: item.start])
        here = any(matches(item, other) >= _IS for source in sources for other in source.items)
        if item.kind not in ("term", "name") or link is None or here:
            continue
        others = (
            other
            for source in sources
            for other in source.items
            if other.kind in ("term", "name")
            and re.search(rf"\b{link.group(1)}\s+$", source.text[: other.start], re.I)
        )
        if any(all(matches(own, other) < _IS for own in claim.items) for other in others):
            yield Failure("replaced", item.text)


def _is_rival(item: Item, other: Item) -> bool:
    if item.kind != other.kind or matches(item, other) >= _IS:
        return False
    if item.kind == "value":
        return item.group == other.group and _unit(item) == _unit(other)
    if item.kind == "pole":
        return is_opposed(item, other)
    return True


def _unit(item: Item) -> str:
    """Return what a duration is counted in, or that a number tells an order.

    Days do not compete with minutes, nor the second with two.
    """
    if item.group == "duration":
        return _DIGITS.sub("", item.key)
    return "order" if item.group == "number" and _ORDER.search(item.text) else ""


def is_opposed(item: Item, other: Item) -> bool:
    """Say whether two words are opposites."""
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
        if not same and any(is_opposed(item, other) for other in theirs):
            yield Failure("opposite", item.text)


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
        if _more(part, whole):
            yield Failure("part", f"{part} {whole}")
        for source in sources:
            if (whole, part) in set(_parts_of_wholes(source)):
                yield Failure("part", f"{part} {whole}")


def _more(part: str, whole: str) -> bool:
    """Say whether a part would be more than its whole."""
    found = [re.fullmatch(r"number:(\d+(?:\.\d+)?)", one) for one in (part, whole)]
    numbers = [float(match.group(1)) for match in found if match]
    return len(numbers) == 2 and numbers[0] > numbers[1]


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
