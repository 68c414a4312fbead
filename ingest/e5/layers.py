"""Tokens → the mean of their vectors, by ONNX Runtime."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from ingest.e5.weights import BLOCK, BLOCK_BYTES, LOWER, Weights, scales, steps, wide

# Written by evals/reader/graph.py: what is done, without the weights.
GRAPH, QUICK_GRAPH = "layers.onnx", "quick.onnx"
OUTLYING = "fo"  # what it multiplies has a few far values, which 8 bits for all would coarsen
_MATRICES = {"qkv": ("q", "k", "v"), "ao": ("ao",), "fi": ("fi",), OUTLYING: ("fo",)}
NORMED = ("qkv", "fi")  # these multiply what a norm gives
_NORMS = ("aln.w", "aln.b", "oln.w", "oln.b")
_STEPS = 63  # of 127: processors that add two products in 16 bits would else lose some
_EVENED = 0.7  # share of a place's reach that its weights take over; 0 to 0.5 came out coarser
_DEVIATIONS = 3.0  # of a norm's result, within which nearly all of it is
_LEAST = np.float32(1e-6)

Tensor = NDArray[np.uint8] | NDArray[np.int8] | NDArray[np.float32]


class Layers:
    """The layers and what stands below them; a run may use all cores.

    Attributes:
        longest: Tokens that are read at once, at most.
    """

    def __init__(self, weights: Weights, *, quick: bool = False) -> None:
        """Take the weights.

        Args:
            weights: Of the encoder.
            quick: Multiply in 8 bits by columns of weights: in half the time, and coarser (vectors
                with a cosine of about 0.99). Only for what is trained to tell one thing.
        """
        import onnxruntime

        self.longest = weights.positions
        self._width = weights.width
        self._word = weights.blocks("emb.word").reshape(-1, weights.width // BLOCK, BLOCK_BYTES)
        kinds = weights.tensor("emb.type").reshape(-1, weights.width)
        self._position = weights.tensor("emb.pos").reshape(-1, weights.width) + kinds[0]
        tensors = quick_initializers(weights) if quick else initializers(weights)
        self._held = [onnxruntime.OrtValue.ortvalue_from_numpy(one) for one in tensors.values()]
        options = onnxruntime.SessionOptions()
        # Waiting threads would else spin and take the cores that they wait for.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.add_external_initializers(list(tensors), self._held)
        graph = files("ingest.e5").joinpath(QUICK_GRAPH if quick else GRAPH).read_bytes()
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
    found = _vectors(weights)
    for layer, name, blocks in _matrices(weights):
        pack = _packed if layer < LOWER else _shifted
        found[f"l{layer}.{name}.w"] = pack(steps(blocks), _columns(weights, name))
        found[f"l{layer}.{name}.s"] = scales(blocks)
    return found


def quick_initializers(weights: Weights) -> dict[str, Tensor]:
    """Return the quick graph's constants by name.

    A matrix is (columns, rows) int8, what a step is in each row is in `NAME.s`; `OUTLYING` is
    (columns, rows) float32. What a norm gives reaches further in some places than in others: it is
    evened by `NAME.e` before it is rounded, and the weights by the reverse (Xiao et al.,
    "SmoothQuant", 2023; here the reach is what the norm's own weights allow).
    """
    found = _vectors(weights)
    for layer, name, blocks in _matrices(weights):
        matrix = wide(blocks).reshape(-1, _columns(weights, name))
        own = f"l{layer}.{name}"
        if name == OUTLYING:
            found[f"{own}.w"] = np.ascontiguousarray(matrix.T)
            continue
        if name in NORMED:
            most = np.maximum(np.abs(matrix).max(axis=0), _LEAST)
            even = _reach(weights, layer, name) ** _EVENED / most ** (1 - _EVENED)
            matrix, found[f"{own}.e"] = matrix * even, 1 / even
        step = np.abs(matrix).max(axis=1) / np.float32(_STEPS)
        numbers = np.rint(matrix / step[:, None]).astype(np.int8)
        found[f"{own}.w"], found[f"{own}.s"] = np.ascontiguousarray(numbers.T), step
    return found


def _reach(weights: Weights, layer: int, name: str) -> NDArray[np.float32]:
    """Return (width,) float32, how far each place of what a matrix multiplies may be from 0."""
    norm = f"l{layer}.aln" if name == "fi" else f"l{layer - 1}.oln" if layer else "emb.ln"
    spread, middle = (np.abs(weights.tensor(f"{norm}.{part}")) for part in "wb")
    return np.maximum(_DEVIATIONS * spread + middle, _LEAST)


def _vectors(weights: Weights) -> dict[str, Tensor]:
    names = ["emb.ln.w", "emb.ln.b"]
    names += [f"l{layer}.{name}" for layer in range(weights.layers) for name in _NORMS]
    found: dict[str, Tensor] = {name: weights.tensor(name).copy() for name in names}
    for layer in range(weights.layers):
        for name, parts in _MATRICES.items():
            biases = [weights.tensor(f"l{layer}.{part}.b") for part in parts]
            found[f"l{layer}.{name}.b"] = np.concatenate(biases)
    return found


def _matrices(weights: Weights) -> Iterator[tuple[int, str, NDArray[np.uint8]]]:
    for layer in range(weights.layers):
        for name, parts in _MATRICES.items():
            blocks = [weights.blocks(f"l{layer}.{part}.w") for part in parts]
            yield layer, name, np.concatenate(blocks)


def _columns(weights: Weights, name: str) -> int:
    columns: int = weights.inner if name == OUTLYING else weights.width
    return columns


def _packed(numbers: NDArray[np.int8], columns: int) -> NDArray[np.uint8]:
    halves = (numbers + np.int8(8)).view(np.uint8)
    packed: NDArray[np.uint8] = np.bitwise_or(halves[:, 0::2], halves[:, 1::2] << 4)
    return packed.reshape(-1, columns // BLOCK, BLOCK // 2)


def _shifted(numbers: NDArray[np.int8], columns: int) -> NDArray[np.uint8]:
    shifted = numbers.view(np.uint8) ^ np.uint8(128)
    return shifted.reshape(-1, columns // BLOCK, BLOCK)
