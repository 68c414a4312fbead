"""What is measured of a sentence that may answer a question: one row of numbers each.

Raw similarity does not tell an answer from a near miss, so most columns ask one thing each: are the
question's words there, its names, places and years, and a value of the kind it asks for. The
columns are combined by the weights in ranker.json; `velfaerd eval train` makes them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.asks import FACT_ASKS, Ask
from ingest import danish

_CUES: dict[Ask, re.Pattern[str]] = {
    "reason": re.compile(
        r"\b(fordi|skyldes|skyldtes|derfor|på grund af|grundet|grund\w*|årsag\w*|begrund\w*|eftersom|"
        r"idet|forklaring\w*|medfør\w*|fører til|because|due to|since|therefore)\b|, da\b",
        re.I,
    ),
    "way": re.compile(
        r"\b(ved at|gennem|igennem|ved hjælp af|via|kan|skal|metode\w*|måde\w*|med|trin|først|by|"
        r"through)\b",
        re.I,
    ),
    "purpose": re.compile(
        r"\b(for at|så\b|formål\w*|mål\w*|hensigt\w*|skal|sigte\w*|ønske\w*|vil|henblik|håb\w*|"
        r"in order to|aim\w*|purpose)\b",
        re.I,
    ),
    "effect": re.compile(
        r"\b(effekt\w*|resultat\w*|gevinst\w*|giver|gav|mere|mindre|færre|flere|bedre|øge\w*|spar\w*|"
        r"reducer\w*|styrke\w*|mindske\w*|fald\w*|steg|vis\w*|oplev\w*)\b",
        re.I,
    ),
    "definition": re.compile(
        r"\b(er (en|et|den|det|de|når|at)|betyder|dækker|består af|omfatter|forstås|defineres|kaldes|"
        r"is (a|an|the))\b",
        re.I,
    ),
}
_MUNICIPALITY = re.compile(r"\b([A-ZÆØÅ][\wæøå-]+) [Kk]ommunes?\b")
_VALUE_KINDS: dict[Ask, frozenset[str]] = {
    "money": frozenset({"amount"}),
    "share": frozenset({"percent"}),
    "count": frozenset({"number", "count", "amount", "range", "percent", "duration"}),
    "duration": frozenset({"duration", "number", "range"}),
    "date": frozenset({"date", "year", "time", "duration"}),
}
_ANY_NUMBER = frozenset({"number", "count", "amount", "range", "percent"})
_ACTOR = re.compile(
    r"\b(kommun\w+|region\w*|stat\w*|ministeri\w+|forvaltning\w*|udvalg\w*|byråd\w*|leder\w*|chef\w*|"
    r"medarbejder\w*|borger\w*|hjemmepleje\w*|udlejer\w*|virksomhed\w*)\b",
    re.I,
)
_YEAR_KINDS = frozenset({"year", "date"})


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


@dataclass(frozen=True, slots=True)
class Focus:
    """What a question is about: its terms with weights, and what must be there.

    Attributes:
        weights: Of each term, 0 to 1; rarer in the library is weightier.
        strong: Of each term, whether it says what the question is about (`asks.is_weak`).
        alternatives: Of each term, stems that mean the same, Danish ones for an English word.
        names: Stems of the words of its names other than places.
        numbers: Canonical forms of its values other than years.
        foreign: Whether it is in another language than Danish.
    """

    terms: tuple[danish.Term, ...]
    weights: NDArray[np.float64]
    strong: NDArray[np.bool_]
    alternatives: tuple[frozenset[str], ...]
    asks: tuple[Ask, ...]
    names: frozenset[str]
    places: frozenset[str]
    years: frozenset[str]
    numbers: frozenset[str]
    many: bool
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, with what stands around it.

    Attributes:
        text: The sentence.
        near: Heading path, lead-in and the sentence before.
        scope: Title and publisher, and the names that the document is full of.
        wide: Title, publisher, year and address words of the document, and the passage's text.
        cosine: Of question and sentence.
        cosine_before: Of question and the sentence before it; its own at the passage's start.
        cosine_after: Of question and the sentence after it; its own at the passage's end.
        passage_cosine: Of question and passage.
        rank: Of the passage in the search, from 0.
        kind: Block kind.
    """

    text: str
    near: str
    scope: str
    wide: str
    heading: str
    cosine: float
    cosine_before: float
    cosine_after: float
    passage_cosine: float
    rank: int
    kind: str


FEATURES: tuple[str, ...] = (
    "cosine",
    "cosine_z",
    "cosine_top_gap",
    "cosine_before",
    "cosine_after",
    "passage_cosine",
    "passage_cosine_z",
    "reciprocal_rank",
    "coverage_own",
    "coverage_near",
    "coverage_wide",
    "weak_coverage",
    "missing_own",
    "missing_near",
    "missing_wide",
    "soft_missing_near",
    "soft_missing_wide",
    "soft_own",
    "first_near",
    "last_near",
    "weighty_missing_near",
    "weighty_missing_wide",
    "pairs_own",
    "heading_coverage",
    "place_missing",
    "place_other",
    "year_missing",
    "year_other",
    "name_missing_near",
    "name_out_of_scope",
    "number_missing",
    "fact_present",
    "fact_missing",
    "unit_match",
    "unit_other",
    "cue_present",
    "cue_missing",
    "cue_with_coverage",
    "fact_with_coverage",
    "lead_in",
    "fragment",
    "list_item",
    "list_item_many",
    "table_row",
    "is_question",
    "very_short",
    "long",
    "terms",
    "many",
    "foreign",
)
_ENDINGS = frozenset('.!?:;…»”")')  # of a sentence; a line without one is a title or a note
_WEIGHTY = 0.5  # of 1: a word that stands in less than a tenth of a hundred passages
_FOREIGN_TRUST = 0.8  # of a similarity that stands in for a word without translation
_HELD = 0.5  # a match below it is half a compound at best
_SOFT_CENTRE, _SOFT_SLOPE = 1.2, 1.5  # a term's similarity in deviations over the candidates' mean


def measure(
    focus: Focus,
    candidates: Sequence[Candidate],
    year_of: Sequence[int | None],
    similarities: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return (n, len(FEATURES)) float64, one row a candidate, columns as in FEATURES.

    Args:
        focus: The question, t terms.
        candidates: n sentences.
        year_of: Year of each candidate's document.
        similarities: (t, n) cosines of each term alone and each sentence.
    """
    if not candidates:
        return np.zeros((0, len(FEATURES)))
    known = frozenset().union(*(analyse(one.wide).municipalities for one in candidates))
    focus = replace(focus, places=focus.places | (focus.names & known))
    cosines = np.array([candidate.cosine for candidate in candidates])
    passages = np.array([candidate.passage_cosine for candidate in candidates])
    soft = _softened(similarities)
    rows = [
        _measure_one(focus, candidate, year, soft[:, index])
        for index, (candidate, year) in enumerate(zip(candidates, year_of, strict=True))
    ]
    relative = np.stack(
        [
            (cosines - 0.8) * 10,
            _standardised(cosines),
            (cosines - cosines.max()) * 10,
            (np.array([candidate.cosine_before for candidate in candidates]) - 0.8) * 10,
            (np.array([candidate.cosine_after for candidate in candidates]) - 0.8) * 10,
            (passages - 0.8) * 10,
            _standardised(passages),
            np.array([1 / (1 + candidate.rank) for candidate in candidates]),
        ],
        axis=1,
    )
    return np.hstack([relative, np.array(rows)])


def _softened(similarities: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return (t, n) in 0 to 1: how far above the candidates' mean each stands for a term."""
    if similarities.size == 0:
        return similarities
    spread = similarities.std(axis=1, keepdims=True) + 1e-6
    z = (similarities - similarities.mean(axis=1, keepdims=True)) / spread
    result: NDArray[np.float64] = 1 / (1 + np.exp(-_SOFT_SLOPE * (z - _SOFT_CENTRE)))
    return result


def _standardised(values: NDArray[np.float64]) -> NDArray[np.float64]:
    spread = values.std()
    result: NDArray[np.float64] = (values - values.mean()) / (spread if spread > 1e-6 else 1.0)
    return result


def _measure_one(
    focus: Focus, candidate: Candidate, year: int | None, soft: NDArray[np.float64]
) -> list[float]:
    own, near, wide = analyse(candidate.text), analyse(candidate.near), analyse(candidate.wide)
    in_own = _matches(focus, own)
    if focus.foreign:
        in_own = np.maximum(in_own, _FOREIGN_TRUST * soft)
    in_near = np.maximum(in_own, 0.95 * _matches(focus, near))
    in_wide = np.maximum(in_near, 0.9 * _matches(focus, wide))
    strong = focus.strong
    weights = focus.weights[strong]
    total = max(float(weights.sum()), 1e-6)
    soft = soft[strong]
    own_s, near_s, wide_s = in_own[strong], in_near[strong], in_wide[strong]
    in_heading = _matches(focus, analyse(candidate.heading))[strong]
    fact_present, fact_missing, unit, other_unit = _fact(focus, own, candidate)
    cue_present, cue_missing = _cue(focus, candidate)
    is_item = float(candidate.kind == "list_item")
    ending = candidate.text.rstrip()[-1:]
    near_coverage = float(weights @ near_s / total)
    return [
        float(weights @ own_s / total),
        near_coverage,
        float(weights @ wide_s / total),
        float(in_near[~strong].mean()) if (~strong).any() else 0.5,
        _missing(weights, own_s),
        _missing(weights, near_s),
        _missing(weights, wide_s),
        float((weights * (1 - soft) * (near_s < _HELD)).sum()),
        float((weights * (1 - soft) * (wide_s < _HELD)).sum()),
        float((weights * np.maximum(own_s, soft)).sum() / total),
        float(near_s[0]) if near_s.size else 1.0,
        float(near_s[-1]) if near_s.size else 1.0,
        float(((near_s < _HELD) & (weights > _WEIGHTY)).any()),
        float(((wide_s < _HELD) & (weights > _WEIGHTY)).any()),
        _pairs(own_s),
        float(weights @ in_heading / total),
        *_constraints(focus, candidate, own, near, wide, year),
        fact_present,
        fact_missing,
        unit,
        other_unit,
        cue_present,
        cue_missing,
        cue_present * near_coverage,
        fact_present * near_coverage,
        float(ending == ":"),
        float(ending not in _ENDINGS and candidate.kind == "paragraph"),
        is_item,
        is_item * focus.many,
        float(candidate.kind == "table_row"),
        float(candidate.text.rstrip().endswith("?")),
        float(own.words < 5),
        min(own.words / 40, 2.0),
        min(len(weights) / 6, 2.0),
        float(focus.many),
        float(focus.foreign),
    ]


def _pairs(held: NDArray[np.float64]) -> float:
    """Return the share of neighbouring terms of the question that stand in the sentence together."""
    if held.size < 2:
        return float(held.mean()) if held.size else 0.0
    both = (held[:-1] >= _HELD) & (held[1:] >= _HELD)
    return float(both.mean())


def _missing(weights: NDArray[np.float64], held: NDArray[np.float64]) -> float:
    """Return how much of the weighty is not held, at most 3."""
    return min(float(weights[held < _HELD].sum()), 3.0)


def _matches(focus: Focus, analysis: Analysis) -> NDArray[np.float64]:
    pairs = zip(focus.terms, focus.alternatives, strict=True)
    return np.array([match(term, others, analysis) for term, others in pairs], dtype=np.float64)


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


def _constraints(
    focus: Focus,
    candidate: Candidate,
    own: Analysis,
    near: Analysis,
    wide: Analysis,
    year: int | None,
) -> list[float]:
    scope = analyse(candidate.scope)
    asked = focus.places
    known = {v.canonical for a in (own, near, scope) for v in a.values if v.kind in _YEAR_KINDS}
    held_years = {y for y in focus.years if any(y in one for one in known) or y == str(year)}
    own_years = {v.canonical.rpartition(":")[2][:4] for v in own.values if v.kind in _YEAR_KINDS}
    in_near = own.stems | near.stems
    in_scope = in_near | scope.stems
    numbers = {v.canonical for a in (own, near, wide) for v in a.values}
    return [
        _share_missing(asked, own.places | own.stems | near.places | near.stems | scope.stems),
        float(bool(asked) and bool(own.municipalities) and not asked & own.municipalities),
        _share_missing(focus.years, held_years),
        float(bool(focus.years) and bool(own_years) and not focus.years & own_years),
        _share_missing(focus.names, in_near),
        _share_missing(focus.names, in_scope),
        _share_missing(focus.numbers, numbers),
    ]


def _share_missing(wanted: frozenset[str], held: set[str] | frozenset[str]) -> float:
    return len(wanted - held) / len(wanted) if wanted else 0.0


def _fact(focus: Focus, own: Analysis, candidate: Candidate) -> tuple[float, float, float, float]:
    """Return whether a value of the asked kind is there, is missing, counts the asked, another."""
    asked = [ask for ask in focus.asks if ask in FACT_ASKS]
    if not asked:
        return 0.0, 0.0, 0.0, 0.0
    if asked[0] == "person":
        present = bool(_ACTOR.search(candidate.text)) or any(
            not focus.names >= {danish.stem(word) for word in name.split()} for name in own.names
        )
        return float(present), float(not present), 0.0, 0.0
    kinds = _ANY_NUMBER if candidate.kind == "table_row" else _VALUE_KINDS[asked[0]]
    new = [v for v in own.values if v.kind in kinds and not _known(v, focus)]
    units = {value.unit for value in new}
    counted = _counted(focus) if asked[0] == "count" else frozenset()
    match, other = bool(units & counted), bool(counted and units) and not units & {*counted, ""}
    return float(bool(new)), float(not new), float(match), float(other)


def _counted(focus: Focus) -> frozenset[str]:
    """Return the stems for what "hvor mange" counts: its first word and what means the same."""
    if not focus.terms:
        return frozenset()
    first = focus.terms[0]
    return frozenset({first.stem, first.family, *focus.alternatives[0]})


def _known(value: danish.Value, focus: Focus) -> bool:
    return value.canonical in focus.numbers or value.canonical.rpartition(":")[2] in focus.years


def _cue(focus: Focus, candidate: Candidate) -> tuple[float, float]:
    asked = [ask for ask in focus.asks if ask in _CUES]
    if not asked:
        return 0.0, 0.0
    there = any(_CUES[ask].search(candidate.text) for ask in asked)
    return float(there), float(not there)
