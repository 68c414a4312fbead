"""A text → what is in it, and how well it holds a question's word."""

from __future__ import annotations

import re
from collections.abc import Iterable, KeysView, Sequence
from functools import cached_property, lru_cache
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ingest import danish

ADDRESSED = "du"  # known by this, whoever it is
_ADDRESSES = re.compile(r"\b(du|dig|din|dit|dine)\b|\bjeg\b(?=[^?]*\?)", re.I)

DATED = frozenset({"year", "date"})  # kinds of value that tell when


class Terms(NamedTuple):
    """The weighty words of a text.

    Dicts without values: Python's garbage collector walks every set again and again, and these hold
    most of what a question leaves behind.

    Attributes:
        stems: Of the words.
        parts: Stems of the parts of compounds, and ADDRESSED where somebody is.
        families: Stems that derivations share.
        compounds: The parts of each compound, in order.
    """

    stems: dict[str, None]
    parts: dict[str, None]
    families: dict[str, None]
    compounds: dict[tuple[str, ...], None]


_NO_TERMS = Terms({}, {}, {}, {})


class Analysis:
    """What is in a text: each kind of thing is looked up once, when it is first asked for.

    Most questions ask for no name and no number, and then only the words are wanted of what stands
    around a sentence: a third of the work.
    """

    def __init__(self, text: str) -> None:
        """Look nothing up yet."""
        self._text = text

    @cached_property
    def terms(self) -> Terms:
        """What the words are matched by."""
        forms = danish.content_forms(self._text)
        addressed = (ADDRESSED,) if _ADDRESSES.search(self._text) else ()
        if not forms:
            return _NO_TERMS._replace(parts=dict.fromkeys(addressed))
        stems, parts, families = zip(*forms, strict=True)
        return Terms(
            dict.fromkeys(stems),
            dict.fromkeys(chain(*parts, addressed)),
            dict.fromkeys(families),
            dict.fromkeys(filter(None, parts)),
        )

    @property
    def stems(self) -> KeysView[str]:
        """Stems of the weighty words."""
        return self.terms.stems.keys()

    @property
    def parts(self) -> KeysView[str]:
        """Stems of the parts of compounds."""
        return self.terms.parts.keys()

    @cached_property
    def values(self) -> tuple[danish.Value, ...]:
        """Numbers, amounts, shares and dates."""
        return tuple(danish.values(self._text))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of persons, organisations and places."""
        return tuple(self._text[start:end] for start, end in danish.names(self._text))

    @cached_property
    def places(self) -> frozenset[str]:
        """Stems of the places."""
        return frozenset(danish.stem(place.name) for place in danish.places(self._text))

    @cached_property
    def municipalities(self) -> frozenset[str]:
        """Stems of the places that are municipalities."""
        found = danish.places(self._text)
        return frozenset(danish.stem(place.name) for place in found if place.municipality)

    @cached_property
    def words(self) -> int:
        """Number of words."""
        return len(danish.spellings(self._text))


class _Lines(Analysis):
    """What is in any line of a text; what is in a line is looked up once for all texts."""

    @cached_property
    def _lines(self) -> tuple[Analysis, ...]:
        return tuple(analyse(line) for line in self._text.split("\n") if line.strip())

    @cached_property
    def terms(self) -> Terms:
        kinds = zip(_NO_TERMS, *(line.terms for line in self._lines), strict=True)
        return Terms(*(dict.fromkeys(chain(*kind)) for kind in kinds))

    @cached_property
    def values(self) -> tuple[danish.Value, ...]:
        return tuple(value for line in self._lines for value in line.values)

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(name for line in self._lines for name in line.names)

    @cached_property
    def places(self) -> frozenset[str]:
        return frozenset[str]().union(*(line.places for line in self._lines))

    @cached_property
    def municipalities(self) -> frozenset[str]:
        return frozenset[str]().union(*(line.municipalities for line in self._lines))

    @cached_property
    def words(self) -> int:
        return sum(line.words for line in self._lines)


def years_of(values: Iterable[danish.Value]) -> frozenset[str]:
    """Return the years, four figures each, and those of the dates that have one."""
    parts = [value.canonical.rpartition(":")[2][:4] for value in values if value.kind in DATED]
    return frozenset(part for part in parts if part.isdecimal())


def days_of(text: str) -> list[str]:
    """Return the dates of a text, or the months that it names: 2025-03-11, 2025-03, --03."""
    days = [v.canonical.partition(":")[2] for v in danish.values(text) if v.kind == "date"]
    if days:
        return days
    months = [danish.month(word.text) for word in danish.words(text)]
    return [f"--{month:02}" for month in months if month]


@lru_cache(maxsize=60_000)
def analyse(text: str) -> Analysis:
    """Return the analysis of a text; cached, since passages come again with other questions."""
    return Analysis(text)


@lru_cache(maxsize=60_000)
def analyse_lines(text: str) -> Analysis:
    """Return what is in any line of a text; lines that are sentences are looked up once for all."""
    return _Lines(text)


LEAST = 1e-6  # of a sum of weights that divides
HELD = 0.5  # a match below it is half a compound at best


def match(term: danish.Term, alternatives: frozenset[str], analysis: Analysis) -> float:
    """Return how well a text holds a term, 0 to 1: the word, its kin, its parts, or nothing."""
    stems, parts, families, compounds = analysis.terms
    if term.stem in stems:
        return 1.0
    if term.family in families:
        return 0.9
    if term.stem in parts or term.family in parts:
        return 0.8
    held = [part in stems or part in parts for part in term.parts]
    if held and all(held) and not (term.parts[::-1] in compounds and len(term.parts) > 1):
        return 0.85
    if not (alternatives.isdisjoint(stems) and alternatives.isdisjoint(parts)):
        return 0.75
    return 0.5 * sum(held) / len(held) * 0.9 if any(held) else 0.0


def match_each(
    terms: Sequence[danish.Term], alternatives: Sequence[frozenset[str]], analysis: Analysis
) -> NDArray[np.float64]:
    """Return (terms,) float64: how well a text holds each term, as `match` gives."""
    pairs = zip(terms, alternatives, strict=True)
    return np.array([match(*pair, analysis) for pair in pairs], dtype=np.float64)


def share(weights: NDArray[np.float64], held: NDArray[np.float64]) -> float:
    """Return how much of the weighty is held, 0 to 1."""
    return float(weights @ held / max(float(weights.sum()), LEAST))
