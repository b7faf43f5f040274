"""The encoder as an ONNX graph of onnxruntime's fused operators, built from the published 4-bit weights.

The blocks of the source are those of MatMulNBits and GatherBlockQuantized, so no weight is rounded again.
Scales and tables are kept as float16 and cast when the session is made (constant folding).
"""

from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

from edge_models.text.making.weights import BLOCK, E5, Quantized

_DOMAIN = "com.microsoft"
_EPSILON = 1e-12
_INT8_ACTIVATIONS = 4  # accuracy_level: multiply in 8-bit integers


def build(model: E5, keep: npt.NDArray[np.int64], max_tokens: int) -> onnx.ModelProto:
    """input_ids, attention_mask (batch, tokens) int64 -> states (batch, tokens, hidden) float32.

    `keep` are the rows of the word table, in the pruned tokenizer's order.
    """
    return _Builder(model).build(keep, max_tokens)


class _Builder:
    def __init__(self, model: E5) -> None:
        self._model = model
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []

    def build(self, keep: npt.NDArray[np.int64], max_tokens: int) -> onnx.ModelProto:
        states = self._embeddings(keep, max_tokens)
        self._node("Cast", ["attention_mask"], "mask", to=TensorProto.INT32)
        for layer in range(self._model.layers):
            states = self._layer(f"l{layer}", states, last=layer == self._model.layers - 1)
        ids = [
            helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"])
            for name in ("input_ids", "attention_mask")
        ]
        out = helper.make_tensor_value_info(
            states, TensorProto.FLOAT, ["batch", "tokens", self._model.hidden]
        )
        graph = helper.make_graph(self._nodes, "text", ids, [out], self._constants)
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid(_DOMAIN, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="endcap")

    def _embeddings(self, keep: npt.NDArray[np.int64], max_tokens: int) -> str:
        table, hidden = self._model.matrices["emb.word"].rows(keep), self._model.hidden
        self._constant("emb.word", table.packed.reshape(len(keep), -1))
        self._half("emb.word.scale", table.scale)
        self._node(
            "GatherBlockQuantized",
            ["emb.word", "input_ids", "emb.word.scale"],
            "word",
            domain=_DOMAIN,
            bits=4,
            block_size=BLOCK,
            gather_axis=0,
            quantize_axis=1,
        )
        floats = self._model.floats
        place = floats["emb.pos"].reshape(-1, hidden)[:max_tokens] + floats["emb.type"][:hidden]
        self._half("emb.place", place.astype(np.float16))
        self._node("Shape", ["input_ids"], "length", start=1, end=2)
        zero = self._constant("zero", np.array([0], dtype=np.int64))
        self._node("Slice", ["emb.place", zero, "length", zero], "place")
        self._node("Add", ["word", "place"], "embedded")
        norm = [self._float("emb.ln.w"), self._float("emb.ln.b")]
        self._node("LayerNormalization", ["embedded", *norm], "start", axis=-1, epsilon=_EPSILON)
        return "start"

    def _layer(self, at: str, states: str, last: bool) -> str:
        for part in "qkv":
            self._multiply(states, f"{at}.{part}.w", f"{at}.{part}")
        bias = np.concatenate([self._model.floats[f"{at}.{part}.b"] for part in "qkv"])
        self._node(
            "MultiHeadAttention",
            [f"{at}.q", f"{at}.k", f"{at}.v", self._constant(f"{at}.qkv.b", bias), "mask"],
            f"{at}.attended",
            domain=_DOMAIN,
            num_heads=self._model.heads,
        )
        self._multiply(f"{at}.attended", f"{at}.ao.w", f"{at}.ao")
        middle = self._add_and_norm(f"{at}.ao", states, f"{at}.aln", f"{at}.ao.b", f"{at}.middle")
        self._multiply(middle, f"{at}.fi.w", f"{at}.fi")
        self._node("BiasGelu", [f"{at}.fi", self._float(f"{at}.fi.b")], f"{at}.gelu", domain=_DOMAIN)
        self._multiply(f"{at}.gelu", f"{at}.fo.w", f"{at}.fo")
        out = "states" if last else f"{at}.out"
        return self._add_and_norm(f"{at}.fo", middle, f"{at}.oln", f"{at}.fo.b", out)

    def _multiply(self, states: str, name: str, out: str) -> None:
        matrix: Quantized = self._model.matrices[name]
        rows, blocks, _ = matrix.packed.shape
        self._constant(name, matrix.packed)
        self._half(f"{name}.scale", matrix.scale.reshape(-1))
        self._node(
            "MatMulNBits",
            [states, name, f"{name}.scale"],
            out,
            domain=_DOMAIN,
            K=blocks * BLOCK,
            N=rows,
            bits=4,
            block_size=BLOCK,
            accuracy_level=_INT8_ACTIVATIONS,
        )

    def _add_and_norm(self, value: str, skip: str, norm: str, bias: str, out: str) -> str:
        inputs = [value, skip, self._float(f"{norm}.w"), self._float(f"{norm}.b"), self._float(bias)]
        self._node("SkipLayerNormalization", inputs, out, domain=_DOMAIN, epsilon=_EPSILON)
        return out

    def _node(self, kind: str, inputs: list[str], out: str, **attributes: Any) -> None:
        self._nodes.append(helper.make_node(kind, inputs, [out], name=f"{out}/{kind}", **attributes))

    def _constant(self, name: str, value: npt.NDArray[Any]) -> str:
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def _float(self, name: str) -> str:
        return self._constant(name, self._model.floats[name])

    def _half(self, name: str, value: npt.NDArray[np.float16]) -> None:
        """A float32 constant that is stored in half the bytes."""
        self._node("Cast", [self._constant(f"{name}.half", value)], name, to=TensorProto.FLOAT)
