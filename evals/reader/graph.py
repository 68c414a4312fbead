"""The layers' graphs, without their weights (ingest/e5/layers.onnx, quick.onnx).

It needs onnx, which nothing else does (`pip install onnx`): `python -m evals.reader.graph`.
"""

from __future__ import annotations

from pathlib import Path

from onnx import GraphProto, ModelProto, NodeProto, TensorProto, helper

from ingest.e5 import layers
from ingest.e5.layers import NORMED, OUTLYING, Tensor
from ingest.e5.weights import BLOCK, LOWER, Weights, installed

_OPSETS = {"": 18, "com.microsoft": 1}
_STANDARD = ("LayerNormalization", "Split", "ReduceMean", "MatMul", "Mul")
_IR = 9  # the form of the file
_EIGHT_BITS = 4  # the runtime's accuracy level: what a matrix multiplies is rounded to 8 bits


class _Nodes(list[NodeProto]):
    """What is done, in order; each returns the name of what it makes."""

    def __init__(self, *, quick: bool) -> None:
        super().__init__()
        self._quick = quick

    def add(self, kind: str, given: list[str], made: list[str], **attributes: object) -> str:
        own = "" if kind in _STANDARD else "com.microsoft"
        self.append(helper.make_node(kind, given, made, domain=own, **attributes))
        return made[0]

    def matrix(self, states: str, layer: int, name: str, rows: int, columns: int) -> str:
        if self._quick:
            return self._quick_matrix(states, f"l{layer}.{name}", name)
        bits = 4 if layer < LOWER else 8
        sizes = {"N": rows, "K": columns, "bits": bits, "block_size": BLOCK}
        sizes["accuracy_level"] = _EIGHT_BITS
        name = f"l{layer}.{name}"
        return self.add("MatMulNBits", [states, f"{name}.w", f"{name}.s"], [name], **sizes)

    def _quick_matrix(self, states: str, name: str, kind: str) -> str:
        if kind == OUTLYING:
            return self.add("MatMul", [states, f"{name}.w"], [name])
        if kind in NORMED:
            states = self.add("Mul", [states, f"{name}.e"], [f"{name}.even"])
        return self.add("DynamicQuantizeMatMul", [states, f"{name}.w", f"{name}.s"], [name])

    def normal(self, states: str, before: str, name: str, bias: str, epsilon: float) -> str:
        given = [states, before, f"{name}.w", f"{name}.b", bias]
        return self.add("SkipLayerNormalization", given, [name], epsilon=epsilon)


def model(weights: Weights, *, quick: bool) -> ModelProto:
    """Return what is done: states (texts, tokens, width) → means (texts, width)."""
    nodes = _Nodes(quick=quick)
    width, inner, epsilon = weights.width, weights.inner, weights.epsilon
    given = ["states", "emb.ln.w", "emb.ln.b"]
    states = nodes.add("LayerNormalization", given, ["emb"], epsilon=epsilon)
    for index in range(weights.layers):
        layer = f"l{index}"
        qkv = nodes.matrix(states, index, "qkv", 3 * width, width)
        parts = [f"{layer}.{part}" for part in "qkv"]
        nodes.add("Split", [qkv], parts, axis=-1, num_outputs=len(parts))
        given, seen = [*parts, f"{layer}.qkv.b"], f"{layer}.seen"
        nodes.add("MultiHeadAttention", given, [seen], num_heads=weights.heads)
        mixed = nodes.matrix(seen, index, "ao", width, width)
        states = nodes.normal(mixed, states, f"{layer}.aln", f"{layer}.ao.b", epsilon)
        wide = nodes.matrix(states, index, "fi", inner, width)
        bent = nodes.add("BiasGelu", [wide, f"{layer}.fi.b"], [f"{layer}.bent"])
        narrow = nodes.matrix(bent, index, "fo", width, inner)
        states = nodes.normal(narrow, states, f"{layer}.oln", f"{layer}.fo.b", epsilon)
    nodes.add("ReduceMean", [states, "tokens"], ["means"], keepdims=0)
    opsets = [helper.make_opsetid(name, version) for name, version in _OPSETS.items()]
    constants = (layers.quick_initializers if quick else layers.initializers)(weights)
    return helper.make_model(
        _graph(nodes, weights.width, constants), opset_imports=opsets, ir_version=_IR
    )


def _graph(nodes: _Nodes, width: int, outside: dict[str, Tensor]) -> GraphProto:
    given = helper.make_tensor_value_info("states", TensorProto.FLOAT, ["texts", "tokens", width])
    made = helper.make_tensor_value_info("means", TensorProto.FLOAT, ["texts", width])
    constants = [_outside(name, one) for name, one in outside.items()]
    constants.append(helper.make_tensor("tokens", TensorProto.INT64, [1], [1]))
    return helper.make_graph(nodes, "layers", [given], [made], constants)


def _outside(name: str, one: Tensor) -> TensorProto:
    """Return a constant whose weights are given when the graph is loaded."""
    tensor = TensorProto(name=name, dims=one.shape, data_location=TensorProto.EXTERNAL)
    tensor.data_type = helper.np_dtype_to_tensor_dtype(one.dtype)
    tensor.external_data.add(key="location", value="given")
    return tensor


if __name__ == "__main__":
    for name, quick in ((layers.GRAPH, False), (layers.QUICK_GRAPH, True)):
        made = model(Weights(installed()), quick=quick).SerializeToString(deterministic=True)
        Path(layers.__file__).with_name(name).write_bytes(made)
