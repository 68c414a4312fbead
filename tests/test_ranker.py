"""Readable weights: one score per sentence, one probability per question."""

import numpy as np
import pytest

from assistant.features import FEATURES
from assistant.ranker import Ranker, load_ranker

RANKER = Ranker(
    mean=np.array([1.0, 0.0]),
    scale=np.array([2.0, 1.0]),
    choosing=np.array([3.0, -1.0]),
    answering=np.array([1.0, 0.0]),
    bias=-1.0,
    answered_from=0.5,
)


def test_a_score_is_the_weighted_sum_of_standardised_features():
    rows = np.array([[3.0, 1.0], [1.0, 0.0]])
    assert RANKER.scores(rows).tolist() == [2.0, 0.0]


def test_one_good_sentence_makes_an_answer_probable():
    # logistic(log(e^2 + e^0) - 1) with log(8.389) = 2.127
    rows = np.array([[5.0, 0.0], [1.0, 9.0]])
    assert RANKER.probability(rows) == pytest.approx(0.7553, abs=1e-4)


def test_no_sentence_is_no_answer():
    assert RANKER.probability(np.zeros((0, 2))) == pytest.approx(0.0)


def test_far_off_scores_stay_within_bounds():
    assert RANKER.probability(np.array([[-999.0, 0.0]])) == pytest.approx(0.0)
    assert RANKER.probability(np.array([[999.0, 0.0]])) == pytest.approx(1.0)


def test_the_model_that_ships_weighs_every_feature_and_may_say_no():
    shipped = load_ranker()
    assert shipped.choosing.shape == shipped.answering.shape == (len(FEATURES),)
    assert 0 < shipped.answered_from < 1
    assert (shipped.scale > 0).all()
