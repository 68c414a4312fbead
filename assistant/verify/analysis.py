"""A sentence as the verifier sees it: clauses of weighty words, values, names and signs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, Protocol

from assistant.verify.words import (
    affirming,
    hidden_negations,
    is_light,
    negations,
    period_of,
    poles_of,
)
from ingest import danish

Kind = Literal["term", "value", "name", "pole", "negation", "period"]

_CLAUSE = re.compile(
    r"[,;:)–]"
    r"|\b(?:mens|men|hvorimod|imens|while|but|whereas)\b"
    r"|\b(?:og|samt|eller|mod|til|fra|and|or|to|from)\b(?=\s+(?:\w+\s+)?[\d§])",
    re.I,
)
_ADVERSATIVE = re.compile(r"\b(?:men|mens|hvorimod|dog|but|while|whereas|however)\b", re.I)
_FROM_TO = re.compile(r"\b(fra|til|from|to)\s+(?:ca\.\s|cirka\s|omkring\s|about\s)?$", re.I)
_UPWARD = re.compile(
    r"\b(over|mindst|minimum|mere end|flere end|større end|højere end|længere end|at least|more than|"
    r"above)\s+$",
    re.I,
)
_DOWNWARD = re.compile(
    r"\b(under|højst|maksimalt|maks\.|max|op til|mindre end|færre end|lavere end|kortere end|"
    r"at most|less than|up to|below)\s+$",
    re.I,
)
_PERIOD = re.compile(
    r"\b(?:om|pr\.?|per|hver|hvert|i hver|a|each|every)\s(?P<unit>døgn(?:et)?|dag(?:en)?|ugen?|"
    r"måned(?:en)?|kvartal(?:et)?|år(?:et)?|nat(?:ten)?|timen?|day|week|month|year)\b",
    re.I,
)
_PERIODS = {
    "dø": "day", "da": "day", "ug": "week", "we": "week", "må": "month", "mo": "month",
    "kv": "quarter", "år": "year", "ye": "year", "na": "night", "ti": "hour",
}  # fmt: skip
_YEAR = re.compile(r"(?:18|19|20)\d\d")
_LONGEST_MODIFIER = 24  # characters before a value that can modify it


@dataclass(frozen=True, slots=True)
class Item:
    """A word or mark of a sentence.

    Attributes:
        kind: What it is.
        key: Its canonical form: a stem, a value, a folded name.
        group: What a value competes with: its kind, all that is counted being one.
        clause: Number of its clause in the text.
        sentence: Number of its sentence.
        parts: Stems of a compound's parts; words of a name; "axis:pole" of a word with an opposite.
        family: Stem shared with derivations.
        text: As it stands.
        modifiers: Of a value: "up" or "down" where it is a bound, "from" or "to" in a change.
    """

    kind: Kind
    key: str
    group: str
    start: int
    end: int
    clause: int
    sentence: int
    parts: tuple[str, ...] = ()
    family: str = ""
    text: str = ""
    modifiers: frozenset[str] = frozenset()


class _Add(Protocol):
    def __call__(
        self,
        kind: Kind,
        key: str,
        group: str,
        start: int,
        end: int,
        *,
        parts: tuple[str, ...] = (),
        family: str = "",
        modifiers: frozenset[str] = frozenset(),
    ) -> None: ...


@dataclass(frozen=True, slots=True)
class Analysed:
    """A text taken apart.

    Attributes:
        items: In order.
        stops: Positions where an adversative or a full stop ends a negation's reach.
    """

    text: str
    items: tuple[Item, ...]
    stops: tuple[int, ...]

    def of(self, kind: Kind) -> list[Item]:
        """Return the items of a kind."""
        return [item for item in self.items if item.kind == kind]


@lru_cache(maxsize=4096)
def analyse(text: str, known_names: frozenset[str] = frozenset()) -> Analysed:
    """Return a text taken apart.

    Args:
        text: A sentence or a few.
        known_names: Folded words that are names wherever they stand with a capital: at the
            beginning of a sentence the capital alone does not tell.
    """
    sentences = [start for start, _ in danish.sentence_spans(text)][1:]
    clauses = [*(match.start() for match in _CLAUSE.finditer(text)), *sentences]
    items: list[Item] = []
    taken = bytearray(len(text))

    def add(
        kind: Kind,
        key: str,
        group: str,
        start: int,
        end: int,
        *,
        parts: tuple[str, ...] = (),
        family: str = "",
        modifiers: frozenset[str] = frozenset(),
    ) -> None:
        if any(taken[start:end]):
            return
        taken[start:end] = b"\x01" * (end - start)
        place = (start, end, _number(clauses, start), _number(sentences, start))
        items.append(Item(kind, key, group, *place, parts, family, text[start:end], modifiers))

    for match in _PERIOD.finditer(text):
        period = _PERIODS[match.group("unit")[:2].lower()]
        add("period", period, "", *match.span("unit"))
    for value in danish.values(text):
        if not _is_loose(value, text):
            modifiers, start = _modifiers(text, value.start)
            key, group = _canonical(value, text)
            add("value", key, group, value.start, value.end, modifiers=modifiers)
            taken[start : value.start] = b"\x01" * (value.start - start)
    for start, end in _names(text, known_names):
        words = tuple(danish.fold(word.text) for word in danish.words(text[start:end]))
        add("name", " ".join(map(_bare, words)), "", start, end, parts=tuple(map(_bare, words)))
    _add_words(text, add)
    items.sort(key=lambda item: item.start)
    stops = [*(match.start() for match in _ADVERSATIVE.finditer(text)), *sentences]
    return Analysed(text, tuple(items), tuple(sorted(stops)))


def _add_words(text: str, add: _Add) -> None:
    words = danish.words(text)
    for index, word in enumerate(words):
        following = words[index + 1].text.lower() if index + 1 < len(words) else ""
        lowered, stem, place = word.text.lower(), danish.stem(word.text), (word.start, word.end)
        if lowered in negations():
            if following not in affirming():
                add("negation", lowered, "", *place)
        elif stem in hidden_negations():
            add("negation", f"~{stem}", "", *place)
        elif period := period_of(stem):
            add("period", period, "", *place)
        elif poles := poles_of(lowered, stem):
            add("pole", stem, "", *place, parts=poles)
        elif not danish.is_stop(word.text) and not is_light(lowered, stem) and len(lowered) > 1:
            parts, family = danish.parts(word.text), danish.family(word.text)
            add("term", stem, "", *place, parts=parts, family=family)


def _number(starts: Iterable[int], position: int) -> int:
    return sum(start <= position for start in starts)


def _is_loose(value: danish.Value, text: str) -> bool:
    """Say whether a number is an article (en, et) rather than a count."""
    return text[value.start : value.end].lower() in ("en", "et", "én", "ét", "one")


def _canonical(value: danish.Value, text: str) -> tuple[str, str]:
    """Return a value's key and the kind of values that it competes with."""
    raw = text[value.start : value.end]
    if value.kind == "number" and _YEAR.fullmatch(raw):
        return f"year:{raw}", "year"
    counted = value.kind in ("number", "percent", "amount", "duration")
    return value.canonical, "number" if counted else value.kind


def _modifiers(text: str, start: int) -> tuple[frozenset[str], int]:
    """Return what bounds a value, and where the words that do so begin."""
    first = max(0, start - _LONGEST_MODIFIER)
    tail = text[first:start]
    found, begin = set(), start
    if match := _FROM_TO.search(tail):
        found.add("from" if match.group(1).lower() in ("fra", "from") else "to")
    for pattern, name in ((_UPWARD, "up"), (_DOWNWARD, "down")):
        if match := pattern.search(tail):
            found.add(name)
            begin = first + match.start()
    return frozenset(found), begin


def _names(text: str, known: frozenset[str]) -> list[tuple[int, int]]:
    spans = {(place.start, place.end) for place in danish.places(text)}
    spans |= set(danish.names(text))
    spans |= {
        (word.start, word.end)
        for word in danish.words(text)
        if word.text[0].isupper() and _bare(danish.fold(word.text)) in known
    }
    return sorted(spans, key=lambda span: (span[0], -span[1]))


def _bare(word: str) -> str:
    """Return a folded name's word without its genitive."""
    for ending in ("'s", "s", "'"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word.removesuffix(ending)
    return word


def name_words(text: str) -> frozenset[str]:
    """Return the folded words of the names in a text, without genitives."""
    return frozenset(
        _bare(danish.fold(word.text))
        for start, end in danish.names(text)
        for word in danish.words(text[start:end])
        if word.text[0].isupper()
    )
