"""Numbers, dates, names: each must stand in a source, bounded and moving the same way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.verify.analysis import Analysed, Item, bare
from assistant.verify.binding import is_met, number_of
from assistant.verify.failure import Failure
from assistant.verify.words import signs

_FORM = re.compile(r"['’](?:en|et|er|erne|ens|ets|s)$")  # endings of an abbreviation (GPS'en)
_PEOPLE = re.compile(r"(?:sk|ske|ere|erne|er|e)$")  # those of a place (københavnsk, nordjyder)
_ROOT = 4  # letters of a place that tell it without its ending
_MARKS = ",;:.()»«"
_ABOUT = re.compile(
    r"\b(?:(?P<under>næsten|knap|under|mindre end)|(?P<over>over|godt|mere end)|cirka|ca\.|omkring|"
    r"omtrent)\s+$",
    re.I,
)
_ROUNDED = 6.0  # points that a share in words may be from "almost" or "over" it
_BOUND = re.compile(  # "overstiger", "fra 18 år", "ikke under"
    r"\b(?:over\w*|mere|flere|mindst|minimum|fra|højere|større|længere|op|under|mindre|færre|lavere|"
    r"højst|maks\w*|grænse\w*|more|less|above|below|up|at)\b[^.;]{0,40}$",
    re.I,
)
_PERCENT = re.compile(r"\s?(?:%|procent|pct)", re.I)
_SHARES = re.compile(r"%|procent|pct|percent|per cent", re.I)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def values_missing(claim: Analysed, sources: Sequence[Analysed]) -> Iterator[Failure]:
    """Find numbers, dates, amounts and sections that stand in no source."""
    there = {(i.kind, i.key) for source in sources for i in source.items}
    there |= {("value", part) for s in sources for i in s.of("value") for part in i.parts}
    bare = {number for source in sources for number in _numbers(source, claim)}
    for item in (*claim.of("value"), *claim.of("period")):
        apart = item.kind == "value" and len(item.parts) == 2
        if apart and all(("value", part) in there for part in item.parts):
            continue
        if (item.kind, item.key) not in there and not (
            any(kind == item.kind and is_met(item.key, key) for kind, key in there)
            or _is_bare(item, bare)
            or _is_age(item, sources)
            or _is_elliptic(item, sources)
            or _is_rounded(item, claim, sources)
        ):
            yield Failure(item.kind, item.text)


def _numbers(source: Analysed, claim: Analysed) -> Iterator[str]:
    """Give the numbers of a source without their units; a share only where others follow it.

    "29 borgere" is not "29 procent", but "37 og 53 procent" leaves out one "procent".
    """
    alone = not _SHARES.search(claim.text)
    for match in _NUMBER.finditer(source.text):
        if not (alone and _PERCENT.match(source.text, match.end())):
            yield match.group()


def _is_bare(item: Item, bare: set[str]) -> bool:
    """Say whether a number without a unit stands in a source, whatever it is taken for there."""
    return item.key.startswith(("number:", "year:")) and item.text in bare


def _is_elliptic(item: Item, sources: Sequence[Analysed]) -> bool:
    """Say whether a number in words stands in a source with its unit (ni for ni år)."""
    word = item.text.lower()
    return (
        item.group == "number"
        and word.isalpha()
        and any(word in source.text.lower().split() for source in sources)
    )


def _is_rounded(item: Item, claim: Analysed, sources: Sequence[Analysed]) -> bool:
    """Say whether a share in words is about one in a source (næsten halvdelen: 46 procent)."""
    about = _ABOUT.search(claim.text[: item.start])
    half = item.text.lower().startswith("halvdel")
    share = 50.0 if half else number_of(item) if item.group == "percent" else None
    if about is None or share is None or any(letter.isdigit() for letter in item.text):
        return False
    found = (number_of(o) for source in sources for o in source.of("value") if o.group == "percent")
    off = [number - share for number in found if number is not None]
    low, high = (
        (-_ROUNDED, 0.0) if about["under"] else (0.0, _ROUNDED) if about["over"] else (-2.5, 2.5)
    )
    return any(low <= one <= high for one in off)


def _is_age(item: Item, sources: Sequence[Analysed]) -> bool:
    """Say whether years stand in a source as an age (82-årig)."""
    months = re.fullmatch(r"duration:(\d+)month", item.key)
    years, rest = divmod(int(months.group(1)), 12) if months else (0, 1)
    return not rest and any(re.search(rf"\b{years}-årig", source.text) for source in sources)


def bounds_turned(claim: Analysed, sources: Sequence[Analysed]) -> Iterator[Failure]:
    """Find "at least" for "at most", and "from" for "to"."""
    for item in claim.of("value"):
        found = [o.modifiers for s in sources for o in s.of("value") if o.key == item.key]
        for one, other in (("up", "down"), ("down", "up"), ("from", "to"), ("to", "from")):
            turned = any(other in m for m in found) and not any(one in m for m in found)
            if one in ("from", "to") and not _is_change(item, sources):
                continue
            spans = item.group == "duration" and "over" in item.modifiers  # "over fem år"
            added = one in ("up", "down") and not spans and found and not _is_bounded(item, sources)
            if one in item.modifiers and (turned or added):
                yield Failure("bound", item.text)


def _is_change(item: Item, sources: Sequence[Analysed]) -> bool:
    """Say whether a source has a value in a "from" with a "to" beside it."""
    for source in sources:
        places = {o.sentence for o in source.of("value") if o.key == item.key}
        ends = [o.modifiers for o in source.of("value") if o.sentence in places]
        if all(any(end in m for m in ends) for end in ("from", "to")):
            return True
    return False


def _is_bounded(item: Item, sources: Sequence[Analysed]) -> bool:
    """Say whether something before a value in a source may bound it: dates are left alone."""
    if item.group in ("date", "year") or item.kind != "value":
        return True
    return any(
        bool(other.modifiers) or _BOUND.search(source.text[: other.start])
        for source in sources
        for other in source.of("value")
        if other.key == item.key
    )


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
    words = [_words(source) for source in sources]
    for item in claim.of("name"):
        if not any(all(_has(own, part) for part in item.parts) for own in words):
            yield Failure("name", item.text)


def _has(words: set[str], part: str) -> bool:
    """Say whether a part of a name stands among words, or what it is made of does (VR-film)."""
    whole = _FORM.sub("", part)
    if whole in words or any(word.startswith(whole + "-") for word in words):
        return True
    first, mark, last = whole.partition("-")
    if mark and first in words and len(last) > 1:
        return True
    stem = _PEOPLE.sub("", whole)
    return len(stem) > _ROOT and any(_PEOPLE.sub("", word) == stem for word in words)


def _words(source: Analysed) -> set[str]:
    named = {part for item in source.of("name") for part in item.parts}
    raw = (word.strip(_MARKS).lower() for word in source.text.split())
    spelled = {form for word in raw for form in (word, bare(word), _FORM.sub("", word))}
    return named | spelled | {i.key for i in source.of("term")}
