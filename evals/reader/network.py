"""The encoder's file ↔ a network that torch can train."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from ingest.e5.weights import BLOCK, UPPER, Weights, wide

FROZEN = 6  # lower layers that stay as they are
_MATRICES = ("q.w", "k.w", "v.w", "ao.w", "fi.w", "fo.w")


def upper(weights: Weights, network: Network) -> bytes:
    """Return the file from `UPPER` on with a network's upper layers."""
    data = bytearray(weights.data[UPPER:].tobytes())
    for index in range(FROZEN, weights.layers):
        for name, value in network.stack[index].named_tensors():
            rows = value.detach().numpy()
            narrow = _narrow(rows) if name in _MATRICES else rows.astype("<f4").tobytes()
            start = weights.offset(f"l{index}.{name}") - UPPER
            data[start : start + len(narrow)] = narrow
    return bytes(data)


def _narrow(weights: NDArray[np.float32]) -> bytes:
    rows = weights.reshape(-1, BLOCK)
    largest = np.take_along_axis(rows, np.abs(rows).argmax(1, keepdims=True), 1)
    scale = (largest / -8).astype(np.float16)
    wide = scale.astype(np.float32)
    inverse = np.divide(1, wide, out=np.zeros_like(wide), where=wide != 0)
    steps = np.clip(np.floor(rows * inverse + 8.5), 0, 15).astype(np.uint8)
    half = BLOCK // 2
    return np.hstack([scale.view(np.uint8), steps[:, :half] | steps[:, half:] << 4]).tobytes()


def _tensor(weights: Weights, name: str, *shape: int) -> Tensor:
    matrix = name == "emb.word" or name.partition(".")[2] in _MATRICES
    found = torch.tensor(wide(weights.blocks(name)) if matrix else weights.tensor(name))
    return found.reshape(shape)


def rounded(weights: Tensor) -> Tensor:
    """Return weights as 4 bits hold them; the gradient passes as if they were whole."""
    rows = weights.detach().reshape(-1, BLOCK)
    scale = rows.gather(1, rows.abs().argmax(1, keepdim=True)) / -8
    inverse = torch.where(scale != 0, 1 / scale, torch.zeros_like(scale))
    held = ((rows * inverse + 8.5).floor().clamp(0, 15) - 8) * scale
    return weights + (held.reshape(weights.shape) - weights.detach())


class Layer(nn.Module):
    """One layer of BERT.

    Attributes:
        rounds: Whether its matrices are read as 4 bits hold them.
    """

    def __init__(self, base: Weights, index: int) -> None:
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
                    _tensor(base, f"l{index}.{name}", *shapes.get(name, (-1,)))
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

    def __init__(self, base: Weights) -> None:
        """Take the weights from the file; the lower layers and the words stay as they are."""
        super().__init__()
        self._word = _tensor(base, "emb.word", -1, base.width)
        self._position = (
            _tensor(base, "emb.pos", -1, base.width) + _tensor(base, "emb.type", -1, base.width)[0]
        )
        self._norm = _tensor(base, "emb.ln.w", -1), _tensor(base, "emb.ln.b", -1)
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
