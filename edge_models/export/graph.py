"""From a trained student to a quantized ONNX graph, with a parity check that fails loudly."""

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

from edge_models.errors import BundleError, ExportError
from edge_models.features.names import FEATURES
from edge_models.features.tables import FloatArray
from edge_models.runtime.bundle import Ranker
from edge_models.training.student import CLIP, Student

TOLERANCE = 0.25  # share of the spread of the student's scores that a quantized score may be off


def export(student: Student, path: Path, probe: FloatArray) -> float:
    """Write the graph with its weights as 8-bit integers; returns the largest difference from the student
    over `probe`.

    The difference is relative to the standard deviation of the student's scores; more than TOLERANCE, or a
    score that is not a number, raises `ExportError`.
    """
    onnx.save(_build(student), path)
    want = student.score(probe)
    try:
        got = Ranker(path).score(probe)
    except BundleError as err:
        raise ExportError(f"{path}: {err} The bundle was not made.") from err
    spread = max(float(want.std()), 1e-6) if len(want) else 1.0
    worst = float(np.abs(want - got).max(initial=0.0)) / spread
    if not worst <= TOLERANCE:
        raise ExportError(
            f"{path}: the graph's scores differ from the student's by up to {worst:.3f} standard deviations "
            f"(allowed: {TOLERANCE}). The bundle was not made."
        )
    return worst


def _build(student: Student) -> onnx.ModelProto:
    nodes, initializers = [], []

    def constant(name: str, value: npt.NDArray[Any]) -> str:
        initializers.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    nodes.append(helper.make_node("Sub", ["features", constant("mean", student.mean)], ["centred"]))
    nodes.append(
        helper.make_node("Mul", ["centred", constant("inverse_deviation", 1 / student.deviation)], ["scaled"])
    )
    low, high = (constant(n, np.asarray(v, dtype=np.float32)) for n, v in (("low", -CLIP), ("high", CLIP)))
    nodes.append(helper.make_node("Clip", ["scaled", low, high], ["layer_0"]))
    last = len(student.weights) - 1
    for i, (weight, bias) in enumerate(zip(student.weights, student.biases, strict=True)):
        scale = np.maximum(np.abs(weight).max(axis=0), 1e-12).astype(np.float32) / 127
        byte = np.rint(weight / scale).astype(np.int8)
        constant(f"byte_{i}", byte)
        constant(f"scale_{i}", scale)
        constant(f"bias_{i}", bias)
        nodes.append(
            helper.make_node("DequantizeLinear", [f"byte_{i}", f"scale_{i}"], [f"weight_{i}"], axis=1)
        )
        nodes.append(helper.make_node("MatMul", [f"layer_{i}", f"weight_{i}"], [f"product_{i}"]))
        out = f"sum_{i}" if i < last else "column"
        nodes.append(helper.make_node("Add", [f"product_{i}", f"bias_{i}"], [out]))
        if i < last:
            nodes.append(helper.make_node("Relu", [out], [f"layer_{i + 1}"]))
    nodes.append(
        helper.make_node("Squeeze", ["column", constant("axis", np.asarray([1], dtype=np.int64))], ["score"])
    )
    graph = helper.make_graph(
        nodes,
        "ranker",
        [helper.make_tensor_value_info("features", TensorProto.FLOAT, ["rows", len(FEATURES)])],
        [helper.make_tensor_value_info("score", TensorProto.FLOAT, ["rows"])],
        initializers,
    )
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9, producer_name="endcap"
    )
    helper.set_model_props(model, {"features": ",".join(FEATURES)})
    onnx.checker.check_model(model)
    return model
