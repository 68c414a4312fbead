"""A text → what is in it, and how well it holds a question's word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ingest import danish

_MUNICIPALITY = re.compile(r"\b([A-ZÆØÅ][\wæøå-]+) [Kk]ommunes?\b")


@dataclass(frozen=True, slots=True)
class Analysis:
    """What is in a text, looked up once: stems with derivations, names, places and values."""

    stems: frozenset[str]
    parts: frozenset[str]
    families: frozenset[str]
    values: tuple[danish.Value, ...]
    names: tuple[str, ...]
    places: frozenset[str]
    municipalities: frozenset[str]
    words: int


@lru_cache(maxsize=60_000)
def analyse(text: str) -> Analysis:
    """Return the analysis of a text; cached, since passages come again with other questions."""
    terms = danish.content_terms(text)
    places = frozenset(danish.stem(place.name) for place in danish.places(text))
    return Analysis(
        stems=frozenset(term.stem for term in terms),
        parts=frozenset(part for term in terms for part in term.parts),
        families=frozenset(term.family for term in terms),
        values=tuple(danish.values(text)),
        names=tuple(text[start:end] for start, end in danish.names(text)),
        places=places,
        municipalities=places | {danish.stem(name) for name in _MUNICIPALITY.findall(text)},
        words=len(danish.words(text)),
    )


@lru_cache(maxsize=60_000)
def analyse_lines(text: str) -> Analysis:
    """Return what is in any line of a text; lines that are sentences are looked up once for all."""
    lines = [analyse(line) for line in text.split("\n") if line.strip()]
    return Analysis(
        stems=frozenset().union(*(line.stems for line in lines)),
        parts=frozenset().union(*(line.parts for line in lines)),
        families=frozenset().union(*(line.families for line in lines)),
        values=tuple(value for line in lines for value in line.values),
        names=tuple(name for line in lines for name in line.names),
        places=frozenset().union(*(line.places for line in lines)),
        municipalities=frozenset().union(*(line.municipalities for line in lines)),
        words=sum(line.words for line in lines),
    )


def match(term: danish.Term, alternatives: frozenset[str], analysis: Analysis) -> float:
    """Return how well a text holds a term, 0 to 1: the word, its kin, its parts, or nothing."""
    if term.stem in analysis.stems:
        return 1.0
    if term.family in analysis.families:
        return 0.9
    if term.stem in analysis.parts or term.family in analysis.parts:
        return 0.8
    there = analysis.stems | analysis.parts
    held = [part in there for part in term.parts]
    if held and all(held):
        return 0.85
    if not alternatives.isdisjoint(there):
        return 0.75
    return 0.5 * sum(held) / len(held) * 0.9 if any(held) else 0.0
