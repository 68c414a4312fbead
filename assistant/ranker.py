"""How well each sentence answers, and whether any does: readable weights over the features.

One linear score serves both. Among a question's sentences the highest is the answer; their smooth
maximum says whether there is one (multiple-instance learning: a question is answerable when one of
its sentences answers it). Made by `velfaerd eval train` from evals/collections.
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


@dataclass(frozen=True, slots=True)
class Ranker:
    """A linear model over standardised features.

    Attributes:
        mean: (f,) float64, subtracted from each feature.
        scale: (f,) float64, divides it.
        weights: (f,) float64.
        bias: Added to the smooth maximum.
        answered_from: Least probability of an answer that is shown as one.
    """

    mean: NDArray[np.float64]
    scale: NDArray[np.float64]
    weights: NDArray[np.float64]
    bias: float
    answered_from: float

    def scores(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return (n,) float64, higher is better, for (n, f) rows of `features.measure`."""
        result: NDArray[np.float64] = ((rows - self.mean) / self.scale) @ self.weights
        return result

    def probability(self, scores: NDArray[np.float64]) -> float:
        """Return the probability, 0 to 1, that one of the sentences answers."""
        if scores.size == 0:
            return 0.0
        highest = float(scores.max())
        smooth = highest + float(np.log(np.exp(scores - highest).sum()))
        return float(1 / (1 + np.exp(-(smooth + self.bias))))


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
        weights=np.array([column["weight"] for column in columns]),
        bias=stored["bias"],
        answered_from=stored["answered_from"],
    )
