"""How far two annotators agree on what an assistant should do with a question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from evals.case import Case


def krippendorff_alpha(pairs: Sequence[tuple[str, str]]) -> float:
    """Nominal α for two annotators without missing values (Krippendorff 2011).

    1 is full agreement, 0 what chance gives; where only one label occurs, 1.

    Raises:
        ValueError: There are no pairs.
    """
    if not pairs:
        raise ValueError("agreement needs at least 1 pair, got 0")
    labels = Counter(label for pair in pairs for label in pair)
    values = 2 * len(pairs)
    observed = sum(first != second for first, second in pairs) / len(pairs)
    same = sum(count * (count - 1) for count in labels.values())
    expected = 1 - same / (values * (values - 1))
    return 1.0 if expected == 0 else 1 - observed / expected


def suite_agreement(cases: Iterable[Case]) -> tuple[float, int] | None:
    """α over all cases annotated twice and their number, or None where there are none."""
    pairs = [pair for _, pair in _pairs(cases)]
    return (krippendorff_alpha(pairs), len(pairs)) if pairs else None


def category_agreement(cases: Iterable[Case]) -> dict[str, tuple[float, int]]:
    """Share of equal labels and number of cases annotated twice, by category.

    Not α: nearly all cases of a category share one label, and then a single disagreement gives an
    α near 0 however many agree.
    """
    equal: dict[str, list[bool]] = {}
    for category, (first, second) in _pairs(cases):
        equal.setdefault(category, []).append(first == second)
    return {name: (sum(found) / len(found), len(found)) for name, found in sorted(equal.items())}


def _pairs(cases: Iterable[Case]) -> Iterator[tuple[str, tuple[str, str]]]:
    for case in cases:
        if case.meta.second is not None:
            yield case.category, (case.expected.behaviour, case.meta.second)
