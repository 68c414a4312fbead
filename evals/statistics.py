"""Intervals and paired tests: Wilson, exact McNemar, cluster bootstrap, Holm.

Questions on one document are not independent, so whole clusters are drawn (Miller 2024, "Adding
error bars to evals", arXiv 2411.00640). Few clusters vary less when drawn than they do in truth, so
percentiles are taken further out (Hesterberg 2015, arXiv 1411.5279, expanded percentile interval).
Everything is deterministic: one fixed seed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

_Z = 1.959963984540054  # 97.5 % of the standard normal distribution
_RESAMPLES = 10_000
_FEW_RESAMPLES = 1000  # where each draw is a Python loop
_SEED = 20_260_801
_FEWEST = 2  # clusters that can be drawn differently at all

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its 95 % interval.

    Attributes:
        value: None when nothing was counted.
        n: Questions that count.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True, slots=True)
class Difference:
    """New minus old on the same questions.

    Attributes:
        low: Lower bound of the 95 % interval.
        high: Upper bound.
        p_drop: One-sided p of "not lower".
        p_rise: One-sided p of "not higher".
        n: Questions in both.
    """

    value: float
    low: float
    high: float
    p_drop: float
    p_rise: float
    n: int


def wilson(successes: float, n: int) -> tuple[float, float]:
    """95 % interval of a proportion (Wilson 1927); (0, 1) where n is 0.

    Raises:
        ValueError: successes are not between 0 and n.
    """
    if not 0 <= successes <= n:
        raise ValueError(f"successes must be between 0 and {n}, got {successes}")
    if n == 0:
        return 0.0, 1.0
    share = successes / n
    middle = (share + _Z * _Z / (2 * n)) / (1 + _Z * _Z / n)
    spread = _Z * math.sqrt(share * (1 - share) / n + _Z * _Z / (4 * n * n)) / (1 + _Z * _Z / n)
    low = 0.0 if successes == 0 else max(0.0, middle - spread)
    return low, 1.0 if successes == n else min(1.0, middle + spread)


def proportion(successes: float, n: int) -> Estimate:
    """A share with Wilson's interval; no value where n is 0."""
    low, high = wilson(successes, n)
    return Estimate(successes / n, low, high, n) if n else Estimate(None, None, None, 0)


def mcnemar(lost: int, won: int, *, two_sided: bool = True) -> float:
    """Exact p of paired yes/no outcomes that differ in `lost` and `won` questions.

    One-sided, it is the probability of at least `lost` losses when both are as likely.
    """
    n = lost + won
    if n == 0:
        return 1.0
    least = max(lost, won) if two_sided else lost
    tail = float(sum(math.comb(n, k) for k in range(least, n + 1)) / 2**n)
    return min(1.0, 2 * tail if two_sided else tail)


def holm(p_values: Mapping[str, float]) -> dict[str, float]:
    """p-values corrected for their number (Holm 1979), never above 1."""
    adjusted: dict[str, float] = {}
    largest = 0.0
    ordered = sorted(p_values, key=lambda name: (p_values[name], name))
    for rank, name in enumerate(ordered):
        largest = max(largest, min(1.0, (len(ordered) - rank) * p_values[name]))
        adjusted[name] = largest
    return {name: adjusted[name] for name in p_values}


def cluster_sums(
    values: Sequence[tuple[float, float]], clusters: Sequence[str]
) -> NDArray[np.float64]:
    """(clusters, 2) sums of (numerator, denominator), clusters in alphabetical order."""
    names, index = np.unique(np.asarray(clusters, dtype=np.str_), return_inverse=True)
    sums = np.zeros((len(names), 2))
    np.add.at(sums, index, np.asarray(values, dtype=np.float64).reshape(-1, 2))
    return sums


def _draws(clusters: int, resamples: int) -> NDArray[np.int64]:
    """(resamples, clusters) how often each cluster is drawn."""
    generator = np.random.Generator(np.random.PCG64(_SEED))
    return generator.multinomial(clusters, np.full(clusters, 1 / clusters), size=resamples)


def _ratios(draws: NDArray[np.int64], sums: NDArray[np.float64]) -> NDArray[np.float64]:
    drawn = draws @ sums
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(drawn[:, 0] / drawn[:, 1])


def _levels(clusters: int) -> tuple[float, float]:
    """Percentiles, in per cent, between which 95 % lie when so many clusters are drawn."""
    if clusters < _FEWEST:
        return 0.0, 100.0
    freedom = clusters - 1
    # Student's t at 97.5 %, by the expansion of Cornish and Fisher (Abramowitz and Stegun 26.7.5).
    student = _Z + (_Z**3 + _Z) / (4 * freedom)
    student += (5 * _Z**5 + 16 * _Z**3 + 3 * _Z) / (96 * freedom**2)
    student += (3 * _Z**7 + 19 * _Z**5 + 17 * _Z**3 - 15 * _Z) / (384 * freedom**3)
    tail = 50 * math.erfc(student * math.sqrt(clusters / freedom) / math.sqrt(2))
    return tail, 100 - tail


def bootstrap(
    values: Sequence[tuple[float, float]], clusters: Sequence[str], resamples: int = _RESAMPLES
) -> tuple[float, float]:
    """95 % interval of a ratio of sums, clusters drawn with replacement.

    Args:
        values: (numerator, denominator) of each question; a mean has denominators of 1.
        clusters: Cluster of each question.
        resamples: How often to draw; those without a denominator are left out.
    """
    sums = cluster_sums(values, clusters)
    ratios = _ratios(_draws(len(sums), resamples), sums)
    low, high = np.nanpercentile(ratios, _levels(len(sums)))
    return float(low), float(high)


def bootstrap_of(
    items: Sequence[Item], clusters: Sequence[str], statistic: Callable[[Sequence[Item]], float]
) -> Estimate:
    """A statistic that is no ratio of sums, with its interval, clusters drawn with replacement.

    Args:
        items: What the statistic is of, one a question; no value where there are none.
        clusters: Cluster of each question.
        statistic: Of any number of items, at least 1.
    """
    if not items:
        return Estimate(None, None, None, 0)
    groups: dict[str, list[Item]] = {}
    for item, cluster in zip(items, clusters, strict=True):
        groups.setdefault(cluster, []).append(item)
    ordered = [groups[name] for name in sorted(groups)]
    values = [
        statistic([item for i in np.flatnonzero(row) for item in ordered[i] * int(row[i])])
        for row in _draws(len(ordered), _FEW_RESAMPLES)
    ]
    low, high = np.percentile(values, _levels(len(ordered)))
    return Estimate(statistic(items), float(low), float(high), len(items))


def paired_bootstrap(
    new: Sequence[tuple[float, float]],
    old: Sequence[tuple[float, float]],
    clusters: Sequence[str],
    resamples: int = _RESAMPLES,
) -> Difference:
    """Difference of two ratios of sums over the same questions, clusters drawn together.

    Args:
        new: (numerator, denominator) of each question.
        old: The same questions in the same order.
        clusters: Cluster of each question.
        resamples: How often to draw.

    Raises:
        ValueError: The lengths differ.
    """
    if not len(new) == len(old) == len(clusters):
        raise ValueError(f"lengths differ: {len(new)}, {len(old)}, {len(clusters)}")
    sums_new, sums_old = cluster_sums(new, clusters), cluster_sums(old, clusters)
    draws = _draws(len(sums_new), resamples)
    differences = _ratios(draws, sums_new) - _ratios(draws, sums_old)
    differences = differences[~np.isnan(differences)]
    total_new, total_old = sums_new.sum(axis=0), sums_old.sum(axis=0)
    low, high = np.percentile(differences, _levels(len(sums_new)))
    return Difference(
        value=float(total_new[0] / total_new[1] - total_old[0] / total_old[1]),
        low=float(low),
        high=float(high),
        p_drop=float((1 + np.sum(differences >= 0)) / (1 + len(differences))),
        p_rise=float((1 + np.sum(differences <= 0)) / (1 + len(differences))),
        n=len(new),
    )


def auroc(values: NDArray[np.float64], positive: NDArray[np.bool_]) -> float:
    """Return the chance, 0 to 1, that a positive has a higher value than a negative."""
    above = values[positive][:, None] - values[~positive][None, :]
    return float((above > 0).mean() + 0.5 * (above == 0).mean())
