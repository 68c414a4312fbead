"""Intervals cover, p-values are the binomial's, corrections are Holm's."""

from __future__ import annotations

import numpy as np
import pytest

from evals.statistics import _levels, bootstrap, holm, mcnemar, paired_bootstrap, wilson


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [(95, 100, 0.888, 0.978), (285, 300, 0.919, 0.969), (475, 500, 0.927, 0.966), (0, 0, 0, 1)],
)
def test_wilson_gives_the_published_intervals(successes, n, low, high):
    assert wilson(successes, n) == (pytest.approx(low, abs=5e-4), pytest.approx(high, abs=5e-4))


def test_wilson_stays_within_bounds_and_refuses_the_impossible():
    assert wilson(0, 10)[0] == 0.0 and wilson(10, 10)[1] == 1.0
    with pytest.raises(ValueError, match="between 0 and 3, got 4"):
        wilson(4, 3)


def test_no_failure_in_300_means_less_than_about_1_percent():
    assert 1 - wilson(300, 300)[0] == pytest.approx(3.84 / (300 + 3.84), abs=1e-4)


def test_mcnemar_is_the_binomial_tail():
    # P(X >= 12) for X ~ Bin(15, 1/2) = (455 + 105 + 15 + 1) / 32768 = 576 / 32768.
    assert mcnemar(12, 3, two_sided=False) == pytest.approx(576 / 32768)
    assert mcnemar(12, 3) == mcnemar(3, 12) == pytest.approx(2 * 576 / 32768)
    assert mcnemar(3, 12, two_sided=False) == pytest.approx(1 - 121 / 32768)
    assert mcnemar(0, 0) == 1.0


def test_holm_multiplies_the_smallest_most_and_never_falls():
    adjusted = holm({"a": 0.04, "b": 0.01, "c": 0.03})
    assert adjusted == {
        "a": pytest.approx(0.06),
        "b": pytest.approx(0.03),
        "c": pytest.approx(0.06),
    }


def test_the_bootstrap_is_the_same_each_time_and_whatever_the_order():
    values = [(float(i % 3 > 0), 1.0) for i in range(60)]
    clusters = [f"k{i % 12}" for i in range(60)]
    reversed_order = bootstrap(values[::-1], clusters[::-1])
    assert bootstrap(values, clusters) == bootstrap(values, clusters) == reversed_order


def test_clusters_widen_the_interval():
    values = [(float(i < 30), 1.0) for i in range(60)]
    alone = bootstrap(values, [str(i) for i in range(60)])
    together = bootstrap(values, [str(i // 10) for i in range(60)])
    assert together[1] - together[0] > 2 * (alone[1] - alone[0])


def test_equal_runs_differ_by_nothing():
    values = [(1.0, 1.0), (0.0, 1.0), (1.0, 1.0)]
    difference = paired_bootstrap(values, values, ["a", "b", "c"])
    assert (difference.value, difference.low, difference.high) == (0.0, 0.0, 0.0)
    assert difference.p_drop == 1.0


def test_a_clear_drop_has_an_interval_below_zero():
    new = [(float(i % 10 > 3), 1.0) for i in range(200)]
    old = [(float(i % 10 > 1), 1.0) for i in range(200)]
    difference = paired_bootstrap(new, old, [str(i // 4) for i in range(200)])
    assert difference.value == pytest.approx(-0.2)
    assert difference.high < 0 and difference.p_drop < 0.001


@pytest.mark.parametrize(
    ("clusters", "tail"),
    # t at 97.5 % is 2.160 for 13 and 1.984 for 99 degrees of freedom; times the root of 14/13 and
    # of 100/99 that is 2.242 and 1.994 standard deviations of the normal distribution.
    [(14, 1.25), (100, 2.31)],
)
def test_percentiles_lie_further_out_where_clusters_are_few(clusters, tail):
    low, high = _levels(clusters)
    assert (low, high) == (pytest.approx(tail, abs=0.02), pytest.approx(100 - tail, abs=0.02))


@pytest.mark.slow
@pytest.mark.parametrize(("clusters", "questions"), [(12, 19), (40, 8)])
def test_95_percent_intervals_cover_the_truth_in_92_to_98_percent(clusters, questions):
    """The gate's answerable questions rest on some 12 families of documents, 19 on each."""
    generator = np.random.default_rng(11)
    names = [str(k) for k in range(clusters) for _ in range(questions)]
    covered = 0
    for _ in range(500):
        # Mean 0.8, questions of a cluster alike.
        rates = np.repeat(generator.beta(8, 2, clusters), questions)
        values = [(float(hit), 1.0) for hit in generator.random(len(rates)) < rates]
        low, high = bootstrap(values, names, resamples=1000)
        covered += low <= 0.8 <= high
    assert 0.92 <= covered / 500 <= 0.98
