"""Does the assistant decline where it should, and does its confidence tell?

Abstention precision, recall and F1 as in AbstentionBench (Kirichenko et al. 2025), grounded
refusal F1 as in Trust-Align (Song et al. 2024, arXiv 2409.11242): the mean of the F1 of refusing
and the F1 of answering. Risk–coverage after Geifman and El-Yaniv 2017 (arXiv 1705.08500).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.records import Answer

_DECLINED = frozenset({"not_found", "refused"})


@dataclass(frozen=True, slots=True)
class RefusalCounts:
    """Questions by what was right and what was done."""

    refused_rightly: int
    refused_wrongly: int
    answered_rightly: int
    answered_wrongly: int

    @property
    def refuse_f1(self) -> float:
        """F1 of refusing, 0 to 1."""
        return _f1(self.refused_rightly, self.refused_wrongly, self.answered_wrongly)

    @property
    def answer_f1(self) -> float:
        """F1 of answering, 0 to 1."""
        return _f1(self.answered_rightly, self.answered_wrongly, self.refused_wrongly)

    @property
    def grounded_f1(self) -> float:
        """Mean of both, 0 to 1."""
        return (self.refuse_f1 + self.answer_f1) / 2


def _f1(hits: int, false_alarms: int, misses: int) -> float:
    total = 2 * hits + false_alarms + misses
    return 2 * hits / total if total else 0.0


def abstained(answer: Answer) -> bool:
    """Whether the assistant declined: a field of the answer, not a phrase in it."""
    return answer.status in _DECLINED


def count(outcomes: Sequence[tuple[bool, bool]]) -> RefusalCounts:
    """Count (answerable, abstained) pairs."""
    return RefusalCounts(
        refused_rightly=outcomes.count((False, True)),
        refused_wrongly=outcomes.count((True, True)),
        answered_rightly=outcomes.count((True, False)),
        answered_wrongly=outcomes.count((False, False)),
    )


def risk_coverage(scored: Sequence[tuple[float, bool]]) -> list[tuple[float, float]]:
    """Points (coverage, risk), both 0 to 1, as the confidence that is needed falls.

    Args:
        scored: Confidence of each question and whether answering it was, or would be, right.
            Questions of equal confidence are taken together.
    """
    ordered = sorted(scored, key=lambda pair: -pair[0])
    points: list[tuple[float, float]] = []
    wrong = 0
    for taken, (confidence, right) in enumerate(ordered, 1):
        wrong += not right
        if taken == len(ordered) or ordered[taken][0] != confidence:
            points.append((taken / len(ordered), wrong / taken))
    return points


def aurc(points: Sequence[tuple[float, float]]) -> float:
    """Area under the risk–coverage curve, 0 to 1, lower is better.

    Raises:
        ValueError: There are no points.
    """
    if not points:
        raise ValueError("an area needs at least 1 point, got 0")
    area, reached = 0.0, 0.0
    for coverage, risk in points:
        area += (coverage - reached) * risk
        reached = coverage
    return area
