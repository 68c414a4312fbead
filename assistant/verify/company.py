"""Who keeps company with what: figures, names and directions that were swapped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from assistant.verify.analysis import Analysed, Item
from assistant.verify.binding import is_met, is_swapped, matches, trade_places
from assistant.verify.failure import Failure
from assistant.verify.words import is_un, signs

_IS = 0.55  # match from which two marks are the same
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_THAN = re.compile(r"\b(?:end|than)\b", re.I)
_OF = re.compile(r"[.\s]*(?:ud )?af (?:de |i alt |\w+s )?|[.\s]*(?:out )?of (?:the )?", re.I)
_LISTED = re.compile(r"\s*(?:,|og|samt|eller|and|or)+(?:\s*og)?\s*")
_DIGITS = re.compile(r"[\d.,-]+")
_ORDER = re.compile(r"(?:te|de|nden|ndet|dje)$", re.I)  # første, fjerde, anden, tredje
_OTHERS = re.compile(r"\s*\b(?:andre|øvrige|resterende|others?|remaining|more)\b", re.I)  # 49 andre
_MORE = re.compile(r"\b(?:yderligere|another|further)\s+(?:\d|$)", re.I)
_DATING = re.compile(r"\w+ (?:fra|from)\s+$", re.I)


def swapped(claim: Analysed, sources: Sequence[Analysed]) -> Iterator[Failure]:
    """Find values, names and directions that keep another's company."""
    for item in claim.items:
        if item.kind in ("value", "name", "pole"):
            rivals = [
                (source, other)
                for source in sources
                for other in source.items
                if _is_rival(item, other) and not _is_listed(item, other, source)
            ]
            if is_swapped(claim, item, sources, rivals):
                yield Failure("swapped", item.text)


def _is_listed(item: Item, other: Item, source: Analysed) -> bool:
    """Say whether a source has two names in one list (Aarhus, Odense og København)."""
    found = source.of("name") if item.kind == "name" else []
    lists = [0]
    for one, following in pairwise(found):
        beside = _LISTED.fullmatch(source.text[one.end : following.start])
        lists.append(lists[-1] + (0 if beside else 1))
    own = {number for i, number in zip(found, lists, strict=False) if matches(item, i) >= _IS}
    return any(number in own for i, number in zip(found, lists, strict=False) if i is other)


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


def rest(claim: Analysed, sources: Sequence[Analysed]) -> Iterator[Failure]:
    """Find a number of the others told as that of all: "Ida og 49 andre"."""
    if _OTHERS.search(claim.text) or _MORE.search(claim.text):
        return
    for item in claim.items:
        there = [
            (source.text[: other.start], source.text[other.end :])
            for source in sources
            for other in source.items
            if other.group == item.group == "number" and other.key == item.key
        ]
        if there and all(_MORE.search(before) or _OTHERS.match(after) for before, after in there):
            yield Failure("rest", item.text)


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
    keys = {item.key for source in sources for item in source.items}
    for item in claim.of("term"):
        if item.key not in keys and any(is_un(k, item.key) or is_un(item.key, k) for k in keys):
            yield Failure("opposite", item.text)
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
            {o.sentence for o in source.of("value") if is_met(i.key, o.key) or o.text == i.text}
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
            if is_met(other.key, place.key):
                beside = [o for o in source.of("value") if o.sentence == place.sentence]
                if any(o.group == item.group and o.key != other.key for o in beside):
                    return True
    return False


def celled(claim: Analysed, sources: Sequence[Analysed]) -> Iterator[Failure]:
    """Find an amount of one year told as that of another, where a row has a column for each."""
    for item in claim.of("value"):
        year = _year_of(item, claim)
        if year is None or item.group in ("year", "date"):
            continue
        places = [(s, o) for s in sources for o in s.of("value") if is_met(item.key, o.key)]
        heads = [_heading_years(row, place) for row, place in places]
        if places and all(years and year not in years for years in heads):
            yield Failure("swapped", item.text)


def _year_of(item: Item, claim: Analysed) -> str | None:
    """Return the year that stands with a value: behind it before the next value, else before it."""
    found = [o for o in claim.of("value") if o.sentence == item.sentence]
    place = found.index(item)
    beside = [*found[place + 1 : place + 2], *found[:place][::-1][:1]]
    return next((other.key for other in beside if other.group == "year"), None)


def _heading_years(row: Analysed, place: Item) -> set[str]:
    """Return the years in the heading of a cell."""
    cell = [o for o in row.of("value") if row.row and o.clause == place.clause]
    return {o.key for o in cell if o.group == "year" and o.end <= place.start}


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
