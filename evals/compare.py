"""A run against an earlier one: the same questions, paired."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.judge import Judgement
from evals.measures import BY_NAME, Measure
from evals.statistics import Difference, holm, mcnemar, paired_bootstrap
from evals.wording import number
from ingest.errors import UsageError

_TOLERATED = 0.02  # a larger drop fails when it is significant
_NEVER = 0.05  # a larger drop fails whatever its p
_SIGNIFICANT = 0.05  # after Holm's correction over the gated measures


@dataclass(frozen=True, slots=True)
class Past:
    """What an earlier run says of one question.

    Attributes:
        parts: (numerator, denominator) by measure.
    """

    cluster: str
    category: str
    right: bool
    parts: dict[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Flip:
    """A question whose outcome changed."""

    id: str
    question: str
    now_right: bool


def compare(
    judgements: Sequence[Judgement], past: Mapping[str, Past], names: Sequence[str]
) -> dict[str, Difference]:
    """New minus old by measure, over the questions that count in both."""
    found = {}
    for name in names:
        pairs = _pairs(BY_NAME[name], judgements, past)
        if pairs:
            new, old, clusters = zip(*pairs, strict=True)
            found[name] = paired_bootstrap(new, old, clusters)
    return found


def _pairs(
    measure: Measure, judgements: Sequence[Judgement], past: Mapping[str, Past]
) -> list[tuple[tuple[float, float], tuple[float, float], str]]:
    """A question that counts in one run only (a precision without answers) has (0, 0) there."""
    pairs = []
    for j in judgements:
        if j.id in past:
            new, old = measure.part(j), past[j.id].parts.get(measure.name)
            if new is not None or old is not None:
                pairs.append((new or (0.0, 0.0), old or (0.0, 0.0), j.cluster))
    if not any(new[1] for new, _, _ in pairs) or not any(old[1] for _, old, _ in pairs):
        return []
    return pairs


def worse(
    judgements: Sequence[Judgement],
    past: Mapping[str, Past],
    differences: Mapping[str, Difference],
) -> tuple[dict[str, str], dict[str, str]]:
    """Measures that fell too far, and those that may have: each with a Danish sentence."""
    p_values = {
        name: _p_worse(BY_NAME[name], judgements, past, differences[name]) for name in differences
    }
    corrected = holm(p_values)
    failures, warnings = {}, {}
    for name, difference in differences.items():
        measure = BY_NAME[name]
        drop = -difference.value if measure.higher_is_better else difference.value
        text = (
            f"{measure.label}: {number(100 * drop, 1)} point dårligere "
            f"(p = {number(corrected[name], 3)})"
        )
        significant = drop > _TOLERATED and corrected[name] < _SIGNIFICANT
        if significant or drop > _NEVER:
            failures[name] = text
        elif drop > _TOLERATED:
            warnings[name] = text
    return failures, warnings


def _p_worse(
    measure: Measure,
    judgements: Sequence[Judgement],
    past: Mapping[str, Past],
    difference: Difference,
) -> float:
    """One-sided p of "no worse": exact where each question is right or wrong in both runs."""
    if not measure.binary:
        return difference.p_drop if measure.higher_is_better else difference.p_rise
    pairs = [(n, o) for n, o, _ in _pairs(measure, judgements, past) if n[1] and o[1]]
    fell = sum(new[0] < old[0] for new, old in pairs)
    rose = sum(new[0] > old[0] for new, old in pairs)
    lost, won = (fell, rose) if measure.higher_is_better else (rose, fell)
    return mcnemar(lost, won, two_sided=False)


def flips(judgements: Sequence[Judgement], past: Mapping[str, Past]) -> tuple[Flip, ...]:
    """The questions whose outcome changed, in the order of the run."""
    return tuple(
        Flip(j.id, j.question, j.right)
        for j in judgements
        if j.id in past and past[j.id].right != j.right
    )


def as_past(judgements: Iterable[Judgement]) -> dict[str, Past]:
    """Judgements as a later run compares with them."""
    return {j.id: Past(j.cluster, j.category, j.right, parts_of(j)) for j in judgements}


def parts_of(j: Judgement) -> dict[str, tuple[float, float]]:
    """What a question adds to each measure that it counts in."""
    found = {name: measure.part(j) for name, measure in BY_NAME.items()}
    return {name: part for name, part in found.items() if part is not None}


def read_past(path: Path) -> dict[str, Past]:
    """The questions of an earlier run's `report.json`, or of the folder that holds it.

    Raises:
        UsageError: It is missing, no report, or of another schema.
    """
    file = path / "report.json" if path.is_dir() else path
    try:
        report: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        return {
            row["id"]: Past(
                row["cluster"],
                row["category"],
                row["right"],
                {name: (part[0], part[1]) for name, part in row["parts"].items()},
            )
            for row in report["questions"]
            if row["split"] != "canary"
        }
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{file} er ikke en rapport fra en tidligere måling.") from error
