"""Judgements become scores: each a ratio of sums over questions, with n and a 95 % interval."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from evals.judge import Judgement
from evals.measures import MEASURES, Measure, is_answered
from evals.metrics import abstention
from evals.statistics import Estimate, bootstrap, bootstrap_of, wilson


@dataclass(frozen=True, slots=True)
class Score:
    """A measure over a run.

    Attributes:
        missing: Questions without a value that count as failed, with the reason.
    """

    name: str
    family: str
    label: str
    estimate: Estimate
    numerator: float
    denominator: float
    higher_is_better: bool
    interval: Literal["wilson", "bootstrap", "none"]


def score(measure: Measure, judgements: Iterable[Judgement]) -> Score:
    """A measure over judgements, with its interval."""
    counted = [(part, j.cluster) for j in judgements if (part := measure.part(j)) is not None]
    counted = [(part, cluster) for part, cluster in counted if part[1] > 0]
    numerator = sum(part[0] for part, _ in counted)
    denominator = sum(part[1] for part, _ in counted)
    made = Score(
        measure.name,
        measure.family,
        measure.label,
        Estimate(None, None, None, 0),
        numerator,
        denominator,
        measure.higher_is_better,
        "none",
    )
    if not counted:
        return made
    value = numerator / denominator
    if measure.binary:
        low, high = wilson(numerator, len(counted))
    else:
        low, high = bootstrap([part for part, _ in counted], [cluster for _, cluster in counted])
    degenerate = low == high and 0 <= value <= 1
    if degenerate:
        # Where every question gave the same, resampling shows no spread, but there is some.
        low, high = wilson(value * len(counted), len(counted))
    kind: Literal["wilson", "bootstrap"] = "wilson" if measure.binary or degenerate else "bootstrap"
    return replace(made, estimate=Estimate(value, low, high, len(counted)), interval=kind)


def scores(judgements: Sequence[Judgement]) -> tuple[Score, ...]:
    """Every measure over a run, in the order of `MEASURES`."""
    return tuple(score(measure, judgements) for measure in MEASURES)


def by_category(judgements: Sequence[Judgement]) -> dict[str, Score]:
    """Share of right outcomes by category, alphabetically: fully correct, or declined rightly."""
    right = Measure("right", "svar", "rigtigt", lambda j: (float(j.right), 1.0), binary=True)
    categories = sorted({j.category for j in judgements})
    return {
        name: score(right, [j for j in judgements if j.category == name]) for name in categories
    }


def lengths(judgements: Sequence[Judgement]) -> tuple[Estimate, Estimate]:
    """Median and 90th percentile of answer words per gold word, over answered questions."""
    ratios = [
        (j.answer_words / j.spans.gold, j.cluster)
        for j in judgements
        if is_answered(j) and j.answerable and j.spans.gold
    ]
    return _quantile(ratios, 50), _quantile(ratios, 90)


def _quantile(ratios: list[tuple[float, str]], level: float) -> Estimate:
    """A percentile with the order-statistic interval of the binomial (Conover 1999)."""
    if not ratios:
        return Estimate(None, None, None, 0)
    ordered = np.sort([ratio for ratio, _ in ratios])
    low, high = wilson(level / 100 * len(ordered), len(ordered))
    bounds = np.quantile(ordered, [low, high])
    value = float(np.percentile(ordered, level))
    return Estimate(value, float(bounds[0]), float(bounds[1]), len(ordered))


def risk_curve(judgements: Sequence[Judgement]) -> list[tuple[float, float]]:
    """(coverage, risk) over all questions with a confidence; declining is no answer, so not right.

    An unanswerable question is a risk at whatever confidence it would be answered.
    """
    scored = [(j.confidence, j.fully_correct) for j in judgements if j.confidence is not None]
    return abstention.risk_coverage(scored)


def risk_area(judgements: Sequence[Judgement]) -> Estimate:
    """Area under that curve, 0 to 1, lower is better."""
    counted = [j for j in judgements if j.confidence is not None]
    return bootstrap_of(
        counted, [j.cluster for j in counted], lambda drawn: abstention.aurc(risk_curve(drawn))
    )


def grounded_refusal(judgements: Sequence[Judgement]) -> Estimate:
    """Mean F1 of refusing and of answering, 0 to 1; a broken question did neither rightly."""

    def grounded(drawn: Sequence[Judgement]) -> float:
        return abstention.count([(j.answerable, _declined(j)) for j in drawn]).grounded_f1

    return bootstrap_of(judgements, [j.cluster for j in judgements], grounded)


def _declined(j: Judgement) -> bool:
    return j.answerable if j.error is not None else j.abstained
