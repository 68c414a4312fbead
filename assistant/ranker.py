"""How well each sentence answers, and whether any does: readable weights over the features.

Three linear scores: one chooses among the sentences, one says whether one of them answers, one
whether the question is to these documents at all (multiple-instance learning: a question is
answerable when one of its sentences answers it, so their smooth maximum is weighed). What tells the
best sentence from its neighbours is not what tells an answer from a near miss, whose words are the
question's; nor is that what tells it from a stranger's question, whose words are not. Made by
`velfaerd eval train` from evals/collections.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from assistant.features import FEATURES

FILE = "ranker.json"
NEVER = -700.0  # log-odds that are still a float's
MOST_READ = 4.0  # log-odds of the reader; on collections left out 19 of 20 are within it


@dataclass(frozen=True, slots=True)
class Ranker:
    """Three linear models over standardised features.

    Attributes:
        mean: (f,) float64, subtracted from each feature.
        scale: (f,) float64, divides it.
        choosing: (f,) float64, weights of how well a sentence answers beside the others.
        answering: (f,) float64, weights of whether it answers, rather than nearly.
        bias: Added to the smooth maximum of the latter.
        belonging: (f,) float64, weights of whether the question is to these documents.
        belonging_bias: Added to theirs; it makes `answered_from` their least probability too.
        reading: Weight of the reader's log-odds that the best sentence answers.
        answered_from: Least probability of an answer that is shown as one.
    """

    mean: NDArray[np.float64]
    scale: NDArray[np.float64]
    choosing: NDArray[np.float64]
    answering: NDArray[np.float64]
    bias: float
    belonging: NDArray[np.float64]
    belonging_bias: float
    reading: float
    answered_from: float

    def scores(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return (n,) float64, higher is better, for (n, f) rows of `features.measure`."""
        result: NDArray[np.float64] = ((rows - self.mean) / self.scale) @ self.choosing
        return result

    def confidence(self, rows: NDArray[np.float64]) -> float:
        """Return the log-odds that one of the sentences answers, of (n, f) rows.

        NEVER without any sentence.
        """
        return self._odds(rows, self.answering, self.bias)

    def belongs(self, rows: NDArray[np.float64]) -> float:
        """Return the log-odds that a question is to these documents, of (n, f) rows.

        NEVER without any sentence.
        """
        return self._odds(rows, self.belonging, self.belonging_bias)

    def _odds(self, rows: NDArray[np.float64], weights: NDArray[np.float64], bias: float) -> float:
        if not len(rows):
            return NEVER
        scores = ((rows - self.mean) / self.scale) @ weights
        highest = float(scores.max())
        return highest + float(np.log(np.exp(scores - highest).sum())) + bias

    def is_open(self, confidence: float, belongs: float) -> bool:
        """Tell whether reading the best sentence may turn the answer that both log-odds give."""
        if not 0 < self.answered_from < 1:
            return False
        least = float(np.log(self.answered_from / (1 - self.answered_from)))
        return belongs >= least and abs(confidence - least) < self.reading * MOST_READ

    def with_reading(self, confidence: float, read: float) -> float:
        """Return the log-odds together with the reader's, which count for MOST_READ at most."""
        return confidence + self.reading * min(max(read, -MOST_READ), MOST_READ)


def probability(confidence: float) -> float:
    """Return log-odds as a probability, 0 to 1."""
    return float(1 / (1 + np.exp(-confidence)))


@cache
def load_ranker() -> Ranker:
    """Return the model that ships.

    Raises:
        ValueError: It was made for other features.
    """
    stored = json.loads(files("assistant").joinpath(FILE).read_text("utf-8"))
    if tuple(stored["features"]) != FEATURES:
        raise ValueError(f"{FILE} was made for other features: run `velfaerd eval train`")
    columns = stored["features"].values()
    return Ranker(
        mean=np.array([column["mean"] for column in columns]),
        scale=np.array([column["scale"] for column in columns]),
        choosing=np.array([column["choosing"] for column in columns]),
        answering=np.array([column["answering"] for column in columns]),
        bias=stored["bias"],
        belonging=np.array([column["belonging"] for column in columns]),
        belonging_bias=stored["belonging_bias"],
        reading=stored["reading"],
        answered_from=stored["answered_from"],
    )
