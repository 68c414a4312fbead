"""Tokens → the mean of their vectors, by ONNX Runtime."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from ingest.e5.weights import BLOCK, BLOCK_BYTES, LOWER, Weights, scales, steps, wide

GRAPH = "layers.onnx"  # written by evals/reader/graph.py: what is done, without the weights
_MATRICES = {"qkv": ("q", "k", "v"), "ao": ("ao",), "fi": ("fi",), "fo": ("fo",)}
_NORMS = ("aln.w", "aln.b", "oln.w", "oln.b")

Tensor = NDArray[np.uint8] | NDArray[np.float32]


class Layers:
    """The layers and what stands below them; a run may use all cores.

    Attributes:
        longest: Tokens that are read at once, at most.
    """

    def __init__(self, weights: Weights) -> None:
        """Take the weights."""
        import onnxruntime

        self.longest = weights.positions
        self._width = weights.width
        self._word = weights.blocks("emb.word").reshape(-1, weights.width // BLOCK, BLOCK_BYTES)
        kinds = weights.tensor("emb.type").reshape(-1, weights.width)
        self._position = weights.tensor("emb.pos").reshape(-1, weights.width) + kinds[0]
        tensors = initializers(weights)
        self._held = [onnxruntime.OrtValue.ortvalue_from_numpy(one) for one in tensors.values()]
        options = onnxruntime.SessionOptions()
        # Waiting threads would else spin and take the cores that they wait for.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.add_external_initializers(list(tensors), self._held)
        graph = files("ingest.e5").joinpath(GRAPH).read_bytes()
        self._session = onnxruntime.InferenceSession(
            graph, options, providers=["CPUExecutionProvider"]
        )

    def means(self, texts: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """Return (n, width), for each text the mean of what the layers make of its tokens.

        Each is run by itself, several at once: what a text gives depends on no other to the last
        bit, and nothing is padded.

        Args:
            texts: Tokens of each, the two around it included, at most `longest`.
        """
        if len(texts) == 1:
            return self._mean(texts[0])
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return np.concatenate([*pool.map(self._mean, texts)])

    def _mean(self, tokens: Sequence[int]) -> NDArray[np.float32]:
        blocks = self._word[np.asarray(tokens)].reshape(-1, BLOCK_BYTES)
        states = wide(blocks).reshape(len(tokens), self._width)
        states += self._position[: len(tokens)]
        (mean,) = self._session.run(None, {"states": states[None]})
        found: NDArray[np.float32] = mean
        return found


def initializers(weights: Weights) -> dict[str, Tensor]:
    """Return the graph's constants by name.

    A matrix is (rows, blocks, 16) uint8 with a weight of even place in a byte's low half; of the
    upper layers (rows, blocks, 32). Its scales are in `NAME.s`. The runtime reads it so.
    """
    found: dict[str, Tensor] = {
        f"emb.{name}": weights.tensor(f"emb.{name}") for name in ("ln.w", "ln.b")
    }
    for layer in range(weights.layers):
        for name, parts in _MATRICES.items():
            blocks = np.concatenate([weights.blocks(f"l{layer}.{part}.w") for part in parts])
            own = f"l{layer}.{name}"
            pack = _packed if layer < LOWER else _shifted
            columns = weights.inner if name == "fo" else weights.width
            found[f"{own}.w"] = pack(steps(blocks), columns)
            found[f"{own}.s"] = scales(blocks)
            biases = [weights.tensor(f"l{layer}.{part}.b") for part in parts]
            found[f"{own}.b"] = np.concatenate(biases)
        for name in _NORMS:
            found[f"l{layer}.{name}"] = weights.tensor(f"l{layer}.{name}").copy()
    return found


def _packed(numbers: NDArray[np.int8], columns: int) -> NDArray[np.uint8]:
    halves = (numbers + np.int8(8)).view(np.uint8)
    packed: NDArray[np.uint8] = np.bitwise_or(halves[:, 0::2], halves[:, 1::2] << 4)
    return packed.reshape(-1, columns // BLOCK, BLOCK // 2)


def _shifted(numbers: NDArray[np.int8], columns: int) -> NDArray[np.uint8]:
    shifted = numbers.view(np.uint8) ^ np.uint8(128)
    return shifted.reshape(-1, columns // BLOCK, BLOCK)
