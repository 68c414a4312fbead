"""A text → what is in it, and how well it holds a question's word."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache

from ingest import danish

DATED = frozenset({"year", "date"})  # kinds of value that tell when


class Analysis:
    """What is in a text: each kind of thing is looked up once, when it is first asked for.

    Most questions ask for no name and no number, and then only the words are wanted of what stands
    around a sentence: a third of the work.
    """

    def __init__(self, text: str) -> None:
        """Look nothing up yet."""
        self._text = text

    @cached_property
    def _term_sets(self) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        forms = danish.content_forms(self._text)
        return (
            frozenset([word.stem for word in forms]),
            frozenset([part for word in forms for part in word.parts]),
            frozenset([word.family for word in forms]),
        )

    @cached_property
    def stems(self) -> frozenset[str]:
        """Stems of the weighty words."""
        return self._term_sets[0]

    @cached_property
    def parts(self) -> frozenset[str]:
        """Stems of the parts of compounds."""
        return self._term_sets[1]

    @cached_property
    def stems_and_parts(self) -> frozenset[str]:
        """Both of them."""
        return self.stems | self.parts

    @cached_property
    def families(self) -> frozenset[str]:
        """Stems that derivations share."""
        return self._term_sets[2]

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
    def _term_sets(self) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        none = frozenset[str]()
        return (
            none.union(*(line.stems for line in self._lines)),
            none.union(*(line.parts for line in self._lines)),
            none.union(*(line.families for line in self._lines)),
        )

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


@lru_cache(maxsize=60_000)
def analyse(text: str) -> Analysis:
    """Return the analysis of a text; cached, since passages come again with other questions."""
    return Analysis(text)


@lru_cache(maxsize=60_000)
def analyse_lines(text: str) -> Analysis:
    """Return what is in any line of a text; lines that are sentences are looked up once for all."""
    return _Lines(text)


HELD = 0.5  # a match below it is half a compound at best


def match(term: danish.Term, alternatives: frozenset[str], analysis: Analysis) -> float:
    """Return how well a text holds a term, 0 to 1: the word, its kin, its parts, or nothing."""
    if term.stem in analysis.stems:
        return 1.0
    if term.family in analysis.families:
        return 0.9
    if term.stem in analysis.parts or term.family in analysis.parts:
        return 0.8
    there = analysis.stems_and_parts
    held = [part in there for part in term.parts]
    if held and all(held):
        return 0.85
    if not alternatives.isdisjoint(there):
        return 0.75
    return 0.5 * sum(held) / len(held) * 0.9 if any(held) else 0.0
