"""A sentence as the verifier sees it: clauses of weighty words, values, names and signs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple, Protocol

from assistant.verify.bounds import modifiers_of
from assistant.verify.units import HeadingUnit, heading_units, in_unit
from assistant.verify.words import (
    affirming,
    hidden_negations,
    is_light,
    negations,
    period_of,
    poles_of,
    short_for,
)
from ingest import danish

Kind = Literal["term", "value", "name", "pole", "negation", "period", "light"]

_CLAUSE = re.compile(
    r"[;:)–]|,(?!\d)(?!\s*(?:som|der|which|who|that)\b)"
    r"|\b(?:mens|men|hvorimod|imens|while|but|whereas)\b"
    r"|\b(?:og|samt|eller|mod|and|or|against)\b(?=\s+(?:[^\W\d]+\s+){0,3}[\d§])"
    r"|(?<=\d\s)til\b(?=\s\d)",
    re.I,
)
_CELL = re.compile(r"; (?=\w[^:;\n]{0,60}: )")
_ROW = re.compile(r"\w[^:;\n]{0,60}: [^;\n]*(?:; \w[^:;\n]{0,60}: [^;\n]*)+")
_INSTEAD = re.compile(r"\bi stedet for\b|\bfrem ?for\b|\binstead of\b", re.I)
_ADVERSATIVE = re.compile(r"\b(?:men|mens|hvorimod|dog|but|while|whereas|however)\b", re.I)
_PART_OF_WHOLE = re.compile(r"(\w+) (?:ud )?af (?:de )?(\w+)", re.I)
_CONJUNCTION = re.compile(r"\b(?:og|samt|eller|and|or)\b", re.I)
_AND = re.compile(r"\b(?:og|men|eller|samt|and|but|or)\s+$", re.I)
_OPENING = re.compile(r"[:\n•»\"“›]\s*")  # a capital after it is no name's
_GOES_ON = re.compile(r"\s*(?:Den|Det|Han|Hun|It|He|She)\s")  # one sentence on one thing
_PERIOD = re.compile(
    r"\b(?:om(?!\snat)|pr\.?|per|hver|hvert|i hver|i(?=\s(?:døgnet|ugen|måneden|timen)\b)|"
    r"a|each|every)\s(?P<unit>døgn(?:et)?|dag(?:en)?|ugen?|"
    r"måned(?:en)?|kvartal(?:et)?|år(?:et)?|nat(?:ten)?|timen?|day|week|month|year)\b",
    re.I,
)
_PERIODS = {
    "dø": "day", "da": "day", "ug": "week", "we": "week", "må": "month", "mo": "month",
    "kv": "quarter", "år": "year", "ye": "year", "na": "night", "ti": "hour",
}  # fmt: skip
_FRACTION = re.compile(
    r"\b(halvand|halv|trekvart)\w*\s(time|dag|døgn|uge|måned|kvartal|år|minut)\w*", re.I
)
_YEAR = re.compile(r"(?:18|19|20)\d\d")
_MINUTES = re.compile(r"duration:(\d+)min")
_IN_ALL = re.compile(r"\b(?:alt i alt|i alt)\b(?! andet)", re.I)  # it adds no fact to a figure
APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u00b4`\u2032", "'"))
# "SOSU-assistenter" are things; "KOMTEK-puljen" is one of its own, and named.
_ABBREVIATED = re.compile(r"[A-ZÆØÅ]{2,6}-[a-zæøå]{4,}(?<!en)(?<!et)")
_NO_LONGER = 5  # words from "ikke" to its "længere"


class Face(NamedTuple):
    """What an item is, wherever it stands: all that tells whether it says the same as another.

    Attributes:
        also: Danish stems of an English word.
    """

    kind: Kind
    key: str
    parts: tuple[str, ...]
    family: str
    also: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """A word or mark of a sentence.

    Attributes:
        kind: What it is.
        key: Its canonical form: a stem, a value, a folded name.
        group: What a value competes with: its kind, all that is counted being one.
        clause: Number of its clause in the text.
        sentence: Number of its sentence; one that begins with "Den" goes on with the one before.
        parts: Stems of a compound's parts; words of a name; "axis:pole" of a word with an opposite;
            both numbers of a share in words.
        family: Stem shared with derivations.
        text: As it stands.
        modifiers: Of a value: "up" or "down" where it is a bound ("over" too where that says so),
            "from" or "to" in a change, "all" of a number that is known (de 286); of a negation:
            "part" where it denies a part of the sentence (A og ikke B).
        face: What it is, wherever it stands.
    """

    kind: Kind
    key: str
    group: str
    start: int
    end: int
    clause: int
    sentence: int
    parts: tuple[str, ...]
    family: str
    text: str
    modifiers: frozenset[str]
    face: Face


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
        also: frozenset[str] = frozenset(),
    ) -> None: ...


@dataclass(frozen=True, slots=True)
class Analysed:
    """A text taken apart.

    Attributes:
        items: In order.
        stops: Positions where an adversative or a full stop ends a negation's reach.
        row: Whether it is a row of a table ("heading: value; heading: value"), a clause a cell.
    """

    text: str
    items: tuple[Item, ...]
    stops: tuple[int, ...]
    row: bool = False

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
    text = text.translate(APOSTROPHES)
    row = bool(_ROW.fullmatch(text.strip()))
    heads = heading_units(text) if row else []
    stops = [] if row else [start for start, _ in danish.sentence_spans(text)][1:]
    sentences = [start for start in stops if not _GOES_ON.match(text, start)]
    clauses = [*(match.start() for match in (_CELL if row else _CLAUSE).finditer(text)), *stops]
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
        also: frozenset[str] = frozenset(),
    ) -> None:
        if any(taken[start:end]):
            return
        taken[start:end] = b"\x01" * (end - start)
        place = (start, end, _number(clauses, start), _number(sentences, start))
        raw = text[start:end]
        face = Face(kind, key, parts, family, also)
        items.append(Item(kind, key, group, *place, parts, family, raw, modifiers, face))

    for start, end in [*(head.unit for head in heads), *(m.span() for m in _IN_ALL.finditer(text))]:
        taken[start:end] = b"\x01" * (end - start)
    for match in _PERIOD.finditer(text):
        period = _PERIODS[match.group("unit")[:2].lower()]
        add("period", period, "", *match.span("unit"))
    _add_values(text, heads, taken, add)
    for start, end in _names(text, known_names):
        words = tuple(danish.fold(word.text) for word in danish.words(text[start:end]))
        add("name", " ".join(map(bare, words)), "", start, end, parts=tuple(map(bare, words)))
    for match in _INSTEAD.finditer(text):
        add("negation", "~instead", "", *match.span())
    _add_words(text, add)
    items.sort(key=lambda item: item.start)
    items = _split(items, text) if not row else items
    stops += clauses if row else [match.start() for match in _ADVERSATIVE.finditer(text)]
    return Analysed(text, tuple(items), tuple(sorted(stops)), row)


def _split(items: list[Item], text: str) -> list[Item]:
    """Return the items with a new clause where an "and" stands between two values of a kind."""
    starts = []
    values = [item for item in items if item.kind == "value"]
    for item, other in pairwise(values):
        between = [i for i in items if item.end <= i.start < other.start]
        found = list(_CONJUNCTION.finditer(text, item.end, other.start))
        same = item.group == other.group and item.clause == other.clause
        if same and found and any(i.start > found[-1].end() for i in between):
            starts.append(found[-1].start())
    return [replace(i, clause=i.clause + _number(starts, i.start)) for i in items]


def _add_values(text: str, heads: Sequence[HeadingUnit], taken: bytearray, add: _Add) -> None:
    for value in danish.values(text):
        modifiers, bounds = modifiers_of(text, value.start)
        for start, end in bounds:
            taken[start:end] = b"\x01" * (end - start)
        if not _is_loose(value, text):
            key, group = in_unit(value, heads) or _canonical(value, text)
            parts = _part_of_whole(text[value.start : value.end])
            place = (value.start, value.end)
            add("value", key, group, *place, parts=parts, modifiers=modifiers)
    for match in _FRACTION.finditer(text):
        add(
            "value", f"fraction:{match.group(1)[:5]}{match.group(2)[:2]}".lower(), "", *match.span()
        )


def _add_words(text: str, add: _Add) -> None:
    words = danish.words(text)
    english = danish.language(text) == "en"
    denied = -_NO_LONGER
    for index, word in enumerate(words):
        lowered, stem, place = word.text.lower(), danish.stem(word.text), (word.start, word.end)
        if lowered in negations():
            following = words[index + 1].text.lower() if index + 1 < len(words) else ""
            denied = index
            if following not in affirming():
                alone = frozenset(("part",) if _AND.search(text[: word.start]) else ())
                add("negation", lowered, "", *place, modifiers=alone)
        elif lowered == "længere" and index - denied < _NO_LONGER:
            continue
        elif len(lowered) == 1:
            if word.text.isupper() and text[: word.start].rstrip()[-1:].islower():
                add("name", lowered, "", *place, parts=(lowered,))  # Klasse A
        elif sign := _sign(lowered, stem):
            kind, key, poles = sign
            add(kind, key, "", *place, parts=poles)
        elif not danish.is_stop(word.text) or lowered == "imod":
            kind = "light" if is_light(lowered, stem) else "term"
            parts = danish.parts(word.text) + short_for(text[: word.end], len(lowered))
            family = danish.family(word.text)
            also = danish.translations(word.text) if english else frozenset()
            add(kind, stem, "", *place, parts=parts, family=family, also=also)


def _sign(word: str, stem: str) -> tuple[Kind, str, tuple[str, ...]] | None:
    """Return kind, key and poles of a word that the verifier treats apart."""
    if stem in hidden_negations():
        return "negation", f"~{stem}", ()
    if period := period_of(stem):
        return "period", period, ()
    if poles := poles_of(word, stem):
        return "pole", stem, poles
    return None


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
    if value.kind == "paragraph" and raw.endswith(" i"):  # "§ 112 i serviceloven"
        return value.canonical.removesuffix("i"), value.kind
    if minutes := _MINUTES.fullmatch(value.canonical):  # 72 hours are three days
        days, rest = divmod(int(minutes.group(1)), 24 * 60)
        if days > 1 and not rest:
            return f"duration:{days}day", value.kind
    return value.canonical, value.kind


def _part_of_whole(raw: str) -> tuple[str, ...]:
    """Return both numbers of a share in words (to af de ti), which a source may have apart."""
    match = _PART_OF_WHOLE.fullmatch(raw)
    found = [danish.values(number) for number in match.groups()] if match else []
    return tuple(one[0].canonical for one in found if one) if all(found) else ()


def _names(text: str, known: frozenset[str]) -> list[tuple[int, int]]:
    """Find names: what has a capital inside a sentence, or one that is known from elsewhere."""
    spans = {(place.start, place.end) for place in danish.places(text)}
    named = danish.names(text)
    spans |= {span for span in named if not _ABBREVIATED.fullmatch(text[slice(*span)])}
    first = {start for start, _ in danish.sentence_spans(text)}
    first |= {match.end() for match in _OPENING.finditer(text)}
    spans |= {
        (word.start, word.end)
        for word in danish.words(text)
        if word.text[0].isupper() and len(word.text) > 1 and not _ABBREVIATED.fullmatch(word.text)
        if word.start not in first or bare(danish.fold(word.text)) in known
    }
    return sorted(spans, key=lambda span: (span[0], -span[1]))


def bare(word: str) -> str:
    """Return a folded name's word without its genitive."""
    for ending in ("'s", "s", "'"):
        if word.endswith(ending) and len(word) > len(ending) + (2 if ending == "s" else 1):
            return word.removesuffix(ending)
    return word


def name_words(text: str) -> frozenset[str]:
    """Return the folded words of the names in a text, without genitives."""
    return frozenset(
        bare(danish.fold(word.text))
        for start, end in _names(text, frozenset())
        for word in danish.words(text[start:end])
        if word.text[0].isupper() and not poles_of(word.text.lower(), danish.stem(word.text))
    )
