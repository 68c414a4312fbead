"""Messages → the weights of `assistant.intent`, and how they do on messages that they never saw.

The messages beside this are of one file per writer; a file's are told by weights of the others.
Questions of `evals/reader/pairs` are ours to answer, all of them. The thresholds are the least at
which few of those are refused.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.intent import INTENTS, OURS, Intents, encoder, row, softmax
from evals.reader.measure import PAIRS

MESSAGES = Path(__file__).parent
HELD_OUT = "ukendt"  # never trained on
_SHRINKAGE = 0.6  # of the squared weights; 0.3 to 1 gave the same figures within 0.02
_QUESTIONS = 0.25  # weight of a question of the pairs, which are six times as many
_OF_EACH = 3  # of a pair's questions
_REFUSED, _SUSPECTED, _UNCLEAR = 0.002, 0.01, 0.01  # share of those that may be taken so
_STEP = 0.05


@dataclass(frozen=True, slots=True)
class Messages:
    """n messages.

    Attributes:
        rows: (n, d) float64, as `assistant.intent.row` gives.
        intents: (n,) int, of INTENTS.
        files: (n,) int, of the file that each is of.
        weights: (n,) float64.
    """

    rows: NDArray[np.float64]
    intents: NDArray[np.intp]
    files: NDArray[np.intp]
    weights: NDArray[np.float64]

    def where(self, chosen: NDArray[np.bool_]) -> Messages:
        """Return some of them."""
        return Messages(
            self.rows[chosen], self.intents[chosen], self.files[chosen], self.weights[chosen]
        )


def train(target: Path, report: Callable[[str], object]) -> None:
    """Write the weights; report, of messages that weights were not made of, who is refused."""
    messages = _read()
    shares = left_out(messages)
    asked = messages.weights < 1
    others, unclear = shares[:, 1:-1].sum(axis=1), shares[:, -1]
    thresholds = {
        "refused_from": _least(others[asked], _REFUSED),
        "suspected_from": _least(others[asked], _SUSPECTED),
        "unclear_from": _least(unclear[asked], _UNCLEAR),
    }
    model = Intents(fit(messages), **thresholds)
    stored = {
        "encoder": encoder().fingerprint,
        **thresholds,
        "weights": np.round(model.weights, 4).tolist(),
    }
    target.write_text(json.dumps(stored), encoding="utf-8")
    report(f"{thresholds}\n")
    for index, name in enumerate(INTENTS):
        own = shares[(messages.intents == index) & ~asked]
        report(f"{name}: {_taken(own, model)}\n")
    report(f"questions of the pairs: {_taken(shares[asked], model)}\n")
    for name, own in _by_intent(model).items():
        report(f"held out, {name}: {_taken(own, model)}\n")


def fit(messages: Messages) -> NDArray[np.float64]:
    """Return (d + 1, k) float64, the weights that lose least; deterministic."""
    from scipy.optimize import minimize

    centre = messages.rows.mean(axis=0)
    rows = np.hstack([messages.rows - centre, np.ones((len(messages.rows), 1))])
    shape = (rows.shape[1], len(INTENTS))
    wanted = np.eye(len(INTENTS))[messages.intents]

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights = flat.reshape(shape)
        shares = softmax(rows @ weights)
        lost = -(messages.weights * np.log((shares * wanted).sum(axis=1))).sum()
        slope = rows.T @ ((shares - wanted) * messages.weights[:, None])
        slope[:-1] += _SHRINKAGE * weights[:-1]
        return float(lost + _SHRINKAGE / 2 * (weights[:-1] ** 2).sum()), slope.ravel()

    start = np.zeros(shape).ravel()
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300})
    weights: NDArray[np.float64] = found.x.reshape(shape)
    weights[-1] -= centre @ weights[:-1]
    return weights


def left_out(messages: Messages) -> NDArray[np.float64]:
    """Return (n, k) float64, each message's probabilities by weights of the other files'."""
    shares = np.zeros((len(messages.rows), len(INTENTS)))
    for file in np.unique(messages.files):
        own = messages.files == file
        model = Intents(fit(messages.where(~own)), 1.0, 1.0, 1.0)
        shares[own] = model.probabilities(messages.rows[own])
    return shares


def read(path: Path) -> list[tuple[str, str]]:
    """Return the intent and the text of each message of a file."""
    lines = map(json.loads, path.read_text("utf-8").splitlines())
    return [(line["intent"], line["text"]) for line in lines]


def _read() -> Messages:
    files = [path for path in sorted(MESSAGES.glob("*.jsonl")) if path.stem != HELD_OUT]
    messages = [(*one, of, 1.0) for of, path in enumerate(files) for one in read(path)]
    for index, question in enumerate(_questions()):
        messages.append((OURS, question, index % len(files), _QUESTIONS))
    return Messages(
        np.stack([row(text, encoder().query(text)) for _, text, _, _ in messages]),
        np.array([INTENTS.index(intent) for intent, _, _, _ in messages]),
        np.array([of for _, _, of, _ in messages]),
        np.array([weight for _, _, _, weight in messages]),
    )


def _questions() -> list[str]:
    found = []
    for path in sorted(PAIRS.glob("*.jsonl")):
        for index, line in enumerate(path.read_text("utf-8").splitlines()):
            pair = json.loads(line)
            asked = [*pair["answers"], *pair["misses"]]
            found += [asked[(index + 3 * turn) % len(asked)] for turn in range(_OF_EACH)]
    return found


def _least(probabilities: NDArray[np.float64], share: float) -> float:
    thresholds = np.arange(_STEP, 1, _STEP)
    few = [one for one in thresholds if (probabilities >= one).mean() <= share]
    return round(float(few[0]), 2)


def _by_intent(model: Intents) -> dict[str, NDArray[np.float64]]:
    known = read(MESSAGES / f"{HELD_OUT}.jsonl")
    shares = model.probabilities(np.stack([row(text, encoder().query(text)) for _, text in known]))
    return {name: shares[[intent == name for intent, _ in known]] for name in INTENTS}


def _taken(shares: NDArray[np.float64], model: Intents) -> str:
    others = shares[:, 1:-1].sum(axis=1)
    return (
        f"{(others >= model.refused_from).mean():.3f} refused, "
        f"{(others >= model.suspected_from).mean():.3f} suspected, "
        f"{(shares[:, -1] >= model.unclear_from).mean():.3f} unclear, of {len(shares)}"
    )
