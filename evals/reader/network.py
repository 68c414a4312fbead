"""The encoder's file ↔ a network that torch can train."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from ingest.e5.weights import BLOCK, LOWER, MATRICES, TENSORS, Weights, wide

_MOST_STEPS = 127


def upper(network: Network) -> bytes:
    """Return a network's upper layers as `Weights` takes them."""
    rows = [
        _narrow(layer.tensor(name)) if name in MATRICES else layer.tensor(name)
        for layer in network.stack[LOWER:]
        for name in TENSORS
    ]
    return b"".join(one.tobytes() for one in rows)


def _narrow(weights: NDArray[np.float32]) -> NDArray[np.uint8]:
    rows = weights.reshape(-1, BLOCK)
    scale = (np.abs(rows).max(1, keepdims=True) / _MOST_STEPS).astype(np.float16)
    step = scale.astype(np.float32)
    numbers = np.divide(rows, step, out=np.zeros_like(rows), where=step != 0).round()
    numbers = numbers.clip(-_MOST_STEPS, _MOST_STEPS).astype(np.int8)
    return np.hstack([scale.view(np.uint8), numbers.view(np.uint8)])


def _tensor(weights: Weights, name: str, *shape: int) -> Tensor:
    matrix = name == "emb.word" or name.partition(".")[2] in MATRICES
    found = torch.tensor(wide(weights.blocks(name)) if matrix else weights.tensor(name))
    return found.reshape(shape)


class Layer(nn.Module):
    """One layer of BERT."""

    def __init__(self, base: Weights, index: int) -> None:
        """Take the weights from the file."""
        super().__init__()
        self.heads, self.epsilon = base.heads, base.epsilon
        shapes = dict.fromkeys(MATRICES, (base.width, base.width))
        shapes |= {"fi.w": (base.inner, base.width), "fo.w": (base.width, base.inner)}
        self._held = nn.ParameterDict(
            {
                name.replace(".", "_"): nn.Parameter(
                    _tensor(base, f"l{index}.{name}", *shapes.get(name, (-1,)))
                )
                for name in TENSORS
            }
        )

    def tensor(self, name: str) -> NDArray[np.float32]:
        """Return a tensor by its name in the file."""
        found: NDArray[np.float32] = self._held[name.replace(".", "_")].detach().numpy()
        return found

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
        return functional.linear(states, self._held[f"{name}_w"], self._held[f"{name}_b"])

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
        self.stack[:LOWER].requires_grad_(False)
        self.head = nn.Parameter(torch.randn(base.width) * 0.05)
        self.scale = nn.Parameter(torch.tensor(10.0))
        self.bias = nn.Parameter(torch.tensor(-1.0))

    def lower(self, tokens: Tensor, valid: Tensor) -> Tensor:
        """Return (n, tokens, width), what the lower layers make of (n, tokens) token numbers."""
        with torch.no_grad():
            states = self._word[tokens] + self._position[: tokens.shape[1]]
            states = functional.layer_norm(states, states.shape[-1:], *self._norm, self._epsilon)
            for layer in self.stack[:LOWER]:
                states = layer.eval()(states, valid)
        return states

    def forward(self, states: Tensor, valid: Tensor) -> Tensor:
        """Return (n,) log-odds for what `lower` gave."""
        for layer in self.stack[LOWER:]:
            states = layer(states, valid)
        mean = (states * valid[..., None]).sum(1) / valid.sum(1, keepdim=True)
        return functional.normalize(mean, dim=1) @ self.head * self.scale + self.bias
