"""What is measured of a sentence that may answer a question: one row of numbers each.

Raw similarity does not tell an answer from a near miss, so most columns ask one thing each: are the
question's words there, its names, places and years, and a value of the kind it asks for. The
columns are combined by the weights in ranker.json; `velfaerd eval train` makes them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.analysis import (
    DATED,
    HELD,
    LEAST,
    Analysis,
    analyse,
    analyse_lines,
    match_each,
    share,
    years_of,
)
from assistant.asks import FAMILIES
from assistant.cues import hold_cue, hold_cue_above, hold_fact, hold_topic
from assistant.focus import Candidate, Focus

_MEASURED: tuple[str, ...] = (
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
    "many",
    "foreign",
    "topic_present",
    "topic_missing",
    "specific_own",
    "specific_near",
    "specific_wide",
    "specific_missing_near",
    "specific_missing_wide",
    "opens_document",
    "preamble",
    "position",
    "starts_block",
    "lower_case",
    "capitals",
    "points_back",
    "thing_missing_own",
    "thing_missing_near",
    "thing_missing_wide",
    "deed_missing_near",
    "deed_missing_wide",
    "thing_nowhere",
    "deed_nowhere",
    "under_strong",
    "under_weak",
    "under_cue",
    "document_coverage",
    "document_specific",
    "thing_missing_document",
    "deed_missing_document",
)
_BY_FAMILY = (
    "cosine",
    "cosine_top_gap",
    "coverage_near",
)  # weigh otherwise in each of asks.FAMILIES
FEATURES = (
    *_MEASURED,
    *(f"asks_{family}" for family in FAMILIES),
    *(f"{family}_{name}" for family in FAMILIES for name in _BY_FAMILY),
)
_ENDINGS = frozenset('.!?:;…»«”")')  # of a sentence; a line without one is a title or a note
_CAPITALISED = re.compile(r"\b[A-ZÆØÅ]\w+")
_POINTS_BACK = re.compile(
    r"(den|det|de|her|han|hun|derefter|dermed|samtidig|desuden|dette|disse|begge)\b", re.I
)
_WEIGHTY = 0.5  # of 1: a word that stands in less than a tenth of a hundred passages


def measure(
    focus: Focus,
    candidates: Sequence[Candidate],
    year_of: Sequence[int | None],
    paths: Sequence[str],
) -> NDArray[np.float64]:
    """Return (n, len(FEATURES)) float64, one row a candidate, columns as in FEATURES.

    Args:
        focus: The question.
        candidates: n sentences.
        year_of: Year of each candidate's document.
        paths: Of each candidate's document.
    """
    if not candidates:
        return np.zeros((0, len(FEATURES)))
    cosines = np.array([candidate.cosine for candidate in candidates])
    passages = np.array([candidate.passage_cosine for candidate in candidates])
    matches = _Matches(focus)
    there = _held(focus, matches, candidates)
    covered = _coverage(focus, there)
    near_coverage = covered[:, 1].tolist()
    rows = np.array(
        [
            _measure_one(focus, candidate, year, near)
            for candidate, year, near in zip(candidates, year_of, near_coverage, strict=True)
        ]
    )
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
    place = np.array([_place_in_document(candidate) for candidate in candidates])
    headings = np.array([matches(analyse(candidate.heading)) for candidate in candidates])
    under = _under(focus, matches, [_above(candidate) for candidate in candidates])
    columns = [relative, covered, _about(focus, headings)[:, None], rows, _specific(focus, there)]
    columns += [place, _missing_words(focus, there), under]
    columns.append(_in_document(focus, there[:, 2], paths))
    return _by_family(focus, np.hstack(columns))


def _by_family(focus: Focus, measured: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return (n, len(FEATURES)): what is measured, and again for the kind of question it is."""
    asked = np.array([float(focus.asks[0] in asks) for asks in FAMILIES.values()])
    again = measured[:, [_MEASURED.index(name) for name in _BY_FAMILY]]
    count = len(measured)
    return np.hstack(
        [
            measured,
            np.broadcast_to(asked, (count, len(asked))),
            (asked[:, None] * again[:, None, :]).reshape(count, -1),
        ]
    )


def _standardised(values: NDArray[np.float64]) -> NDArray[np.float64]:
    spread = values.std()
    result: NDArray[np.float64] = (values - values.mean()) / (spread if spread > 1e-6 else 1.0)
    return result


class _Matches:
    """How well texts hold a question's terms; sentences share headings and passages."""

    def __init__(self, focus: Focus) -> None:
        self._focus = focus
        self._known: dict[Analysis, NDArray[np.float64]] = {}

    def __call__(self, analysis: Analysis) -> NDArray[np.float64]:
        """Return (terms,) float64, 0 to 1."""
        found = self._known.get(analysis)
        if found is None:
            found = match_each(self._focus.terms, self._focus.alternatives, analysis)
            self._known[analysis] = found
        return found


def _held(focus: Focus, matches: _Matches, candidates: Sequence[Candidate]) -> NDArray[np.float64]:
    """Return (n, 3, terms): how well each sentence holds them, with what stands near, and all.

    A place that the title or the publisher names stands near every sentence of the document.
    """
    own = np.array([matches(analyse(one.text)) for one in candidates])
    near = 0.95 * np.array([matches(analyse_lines(one.near)) for one in candidates])
    of_place = [term.stem in focus.places for term in focus.terms]
    if any(of_place):
        scope = 0.95 * np.array([matches(analyse(one.scope)) for one in candidates])
        near = np.where(of_place, np.maximum(near, scope), near)
    wide = 0.9 * np.array([matches(analyse_lines(one.wide)) for one in candidates])
    return np.maximum.accumulate(np.stack([own, near, wide], axis=1), axis=1)


def _coverage(focus: Focus, held: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return (n, 12): what is held of the terms that say what the question is about.

    Args:
        focus: The question.
        held: (n, 3, terms) as `_held` gives, 0 to 1.
    """
    strong, count = focus.strong, len(held)
    weights = focus.weights[strong]
    there = held[:, :, strong]
    lacking = there < HELD
    weak = held[:, 1, ~strong]
    own = ~lacking[:, 0]
    both = own[:, :-1] & own[:, 1:]
    pairs = both.mean(axis=1) if weights.size > 1 else there[:, 0].sum(axis=1)
    return np.column_stack(
        [
            there @ weights / max(float(weights.sum()), LEAST),
            weak.mean(axis=1) if weak.size else np.full(count, 0.5),
            np.minimum(lacking @ weights, 3.0),
            there[:, 1, 0] if weights.size else np.ones(count),
            there[:, 1, -1] if weights.size else np.ones(count),
            (lacking[:, 1:] & (weights > _WEIGHTY)).any(axis=2),
            pairs,
        ]
    )


def _specific(focus: Focus, held: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return (n, 5): the shares of the specific that is held, and how much of it is not."""
    if not focus.specific.size:
        return np.zeros((len(held), 5))
    shares = held @ focus.specific / max(float(focus.specific.sum()), LEAST)
    return np.hstack([shares, (held[:, 1:] < HELD) @ focus.specific])


def _missing_words(focus: Focus, held: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return (n, 7): the most specific thing and deed each sentence lacks, and that all lack.

    A verb is often said in another way (floppede: virkede ikke); a thing that is not named is
    seldom what is spoken of.

    Args:
        focus: The question.
        held: (n, 3, terms) as `_held` gives, 0 to 1.
    """
    if not focus.terms:
        return np.zeros((len(held), 7))
    lacking = (held < HELD) * focus.specific
    things, deeds = lacking * ~focus.deeds, lacking * focus.deeds
    nowhere = [np.full(len(held), kind[:, 2].min(axis=0).max()) for kind in (things, deeds)]
    columns = [*things.max(axis=2).T, *deeds[:, 1:].max(axis=2).T, *nowhere]
    return np.stack(columns, axis=1)


def _under(focus: Focus, matches: _Matches, above: Sequence[str]) -> NDArray[np.float64]:
    """Return (n, 3): how well what stands right above says what is asked about, and asked for."""
    held = np.array([matches(analyse_lines(text)) for text in above])
    cue = {text: hold_cue_above(focus, text) for text in {*above}}
    asked = held[:, ~focus.strong].max(axis=1, initial=0.0)
    return np.column_stack([_about(focus, held), asked, [cue[text] for text in above]])


def _above(candidate: Candidate) -> str:
    """Return the innermost heading, and the lead-in of a list."""
    headings, _, rest = candidate.near.partition("\n")
    return f"{headings.rpartition(' › ')[2]}\n{rest.partition(chr(10))[0]}"


def _about(focus: Focus, held: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return (n,): how much is held, of (n, terms), of what the question is about."""
    weights = focus.weights[focus.strong]
    shares: NDArray[np.float64] = held[:, focus.strong] @ weights
    return shares / max(float(weights.sum()), LEAST)


def _in_document(
    focus: Focus, wide: NDArray[np.float64], paths: Sequence[str]
) -> NDArray[np.float64]:
    """Return (n, 4): what all that was found of a sentence's document holds, and what it lacks.

    Args:
        focus: The question.
        wide: (n, terms) how well each passage holds them, 0 to 1.
        paths: Of each sentence's document.
    """
    columns = np.zeros((len(paths), 4))
    weights = focus.weights * focus.strong
    names = np.array(paths)
    for path in set(paths) if focus.terms else ():
        held = wide[names == path].max(axis=0)
        lacking = (held < HELD) * focus.specific
        columns[names == path] = [
            share(weights, held),
            share(focus.specific, held),
            (lacking * ~focus.deeds).max(),
            (lacking * focus.deeds).max(),
        ]
    return columns


def _measure_one(
    focus: Focus, candidate: Candidate, year: int | None, near_coverage: float
) -> list[float]:
    own, near, wide = (
        analyse(candidate.text),
        analyse_lines(candidate.near),
        analyse_lines(candidate.wide),
    )
    fact_present, fact_missing, unit, other_unit = hold_fact(focus, own, candidate)
    cue_present, cue_missing = hold_cue(focus, candidate)
    is_item = float(candidate.kind == "list_item")
    ending = candidate.text.rstrip()[-1:]
    return [
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
        float(focus.many),
        float(focus.foreign),
        *hold_topic(focus, candidate),
    ]


def _place_in_document(candidate: Candidate) -> list[float]:
    text = candidate.text
    return [
        float(candidate.before == 0),
        float(candidate.before < 2 and candidate.depth < 2),
        candidate.position,
        float(candidate.starts_block),
        float(text[:1].islower()),
        len(_CAPITALISED.findall(text[1:])) / max(len(text.split()), 1),
        float(bool(_POINTS_BACK.match(text))),
    ]


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
    in_near = own.stems | near.stems
    in_scope = in_near | scope.stems
    return [
        _share_missing(asked, in_scope | own.places | near.places) if asked else 0.0,
        float(bool(asked) and bool(own.places) and not asked & own.places),
        *(_years(focus, own, near, scope, year) if focus.years else (0.0, 0.0)),
        _share_missing(focus.names, in_near),
        _share_missing(focus.names, in_scope),
        _share_missing(focus.numbers, _numbers(own, near, wide)) if focus.numbers else 0.0,
    ]


def _years(
    focus: Focus, own: Analysis, near: Analysis, scope: Analysis, year: int | None
) -> tuple[float, float]:
    """Return the share of the asked years that is missing, and whether only others are there."""
    known = {v.canonical for a in (own, near, scope) for v in a.values if v.kind in DATED}
    held = {y for y in focus.years if any(y in one for one in known) or y == str(year)}
    own_years = years_of(own.values)
    other = bool(own_years) and not focus.years & own_years
    return _share_missing(focus.years, held), float(other)


def _numbers(*analyses: Analysis) -> set[str]:
    return {value.canonical for one in analyses for value in one.values}


def _share_missing(wanted: frozenset[str], held: set[str] | frozenset[str]) -> float:
    return len(wanted - held) / len(wanted) if wanted else 0.0
