"""Readable weights: one score per sentence, log-odds per question."""

from dataclasses import replace

import numpy as np
import pytest

from assistant.features import FEATURES
from assistant.ranker import NEVER, Ranker, load_ranker, probability

RANKER = Ranker(
    mean=np.array([1.0, 0.0]),
    scale=np.array([2.0, 1.0]),
    choosing=np.array([3.0, -1.0]),
    answering=np.array([1.0, 0.0]),
    bias=-1.0,
    belonging=np.array([0.0, 2.0]),
    belonging_bias=0.5,
    reading=0.25,
    answered_from=0.5,
)


def test_a_score_is_the_weighted_sum_of_standardised_features():
    rows = np.array([[3.0, 1.0], [1.0, 0.0]])
    assert RANKER.scores(rows).tolist() == [2.0, 0.0]


def test_one_good_sentence_makes_an_answer_probable():
    # log(e^2 + e^0) - 1
    rows = np.array([[5.0, 0.0], [1.0, 9.0]])
    assert RANKER.confidence(rows) == pytest.approx(1.1269, abs=1e-4)
    assert probability(RANKER.confidence(rows)) == pytest.approx(0.7553, abs=1e-4)


def test_whether_a_question_is_to_these_documents_has_its_own_weights():
    rows = np.array([[5.0, 1.0], [1.0, -9.0]])
    assert RANKER.belongs(rows) == pytest.approx(2.5, abs=1e-4)


def test_no_sentence_is_no_answer():
    assert RANKER.confidence(np.zeros((0, 2))) == NEVER
    assert RANKER.belongs(np.zeros((0, 2))) == NEVER
    assert probability(NEVER) == pytest.approx(0.0)


def test_far_off_scores_stay_within_bounds():
    assert probability(RANKER.confidence(np.array([[-999.0, 0.0]]))) == pytest.approx(0.0)
    assert probability(RANKER.confidence(np.array([[999.0, 0.0]]))) == pytest.approx(1.0)


def test_only_what_reading_may_turn_is_open():
    assert RANKER.is_open(0.9, 0.0) and RANKER.is_open(-0.9, 0.0)
    assert not RANKER.is_open(1.1, 0.0) and not RANKER.is_open(NEVER, 0.0)
    assert not RANKER.is_open(0.9, -0.1)
    for always_or_never in (0.0, 1.0, 1.1):
        assert not replace(RANKER, answered_from=always_or_never).is_open(0.0, 0.0)


def test_reading_turns_no_more_than_it_was_weighed_for():
    assert RANKER.with_reading(0.9, -2.0) == pytest.approx(0.4)
    assert RANKER.with_reading(0.9, -50.0) == pytest.approx(-0.1)
    assert RANKER.with_reading(-0.9, 50.0) == pytest.approx(0.1)


def test_the_model_that_ships_weighs_every_feature_and_may_say_no():
    shipped = load_ranker()
    assert shipped.choosing.shape == shipped.answering.shape == (len(FEATURES),)
    assert shipped.belonging.shape == (len(FEATURES),)
    assert 0 < shipped.answered_from < 1
    assert (shipped.scale > 0).all()
