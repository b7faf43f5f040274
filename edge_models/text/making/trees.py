"""Boosted trees (LightGBM) as an ONNX graph, with a parity check that fails loudly."""

from pathlib import Path
from typing import Any

import lightgbm as lgb
import numpy as np
import onnx
from onnx import TensorProto, helper

from edge_models.errors import ExportError
from edge_models.features.tables import FloatArray
from edge_models.session import open_session

TOLERANCE = 1e-3  # of a score; float32 against float64
_NODE = ("tree", "id", "feature", "value", "mode", "yes", "no")
_LEAF = ("tree", "id", "weight")


def export(
    booster: lgb.Booster, names: tuple[str, ...], path: Path, probe: FloatArray, notes: dict[str, str]
) -> float:
    """Write features (rows, names) float32 -> score (rows, 1); returns the largest difference over `probe`.

    `notes` go into the graph's metadata. More than TOLERANCE raises `ExportError`.
    """
    onnx.save(_build(booster, names, notes), path)
    (got,) = open_session(path).run(["score"], {"features": probe})
    worst = float(np.abs(got.reshape(-1) - booster.predict(probe)).max(initial=0.0))
    if not worst <= TOLERANCE:
        raise ExportError(
            f"{path}: the graph's scores differ from the trees' by up to {worst:.5f} (allowed: {TOLERANCE})."
        )
    return worst


def _build(booster: lgb.Booster, names: tuple[str, ...], notes: dict[str, str]) -> onnx.ModelProto:
    columns: dict[str, list[Any]] = {
        key: [] for key in ("tree", "id", "feature", "value", "mode", "yes", "no")
    }
    leaves: dict[str, list[Any]] = {key: [] for key in ("tree", "id", "weight")}
    for tree, made in enumerate(booster.dump_model()["tree_info"]):
        _add(made["tree_structure"], tree, [0], columns, leaves)
    node = helper.make_node(
        "TreeEnsembleRegressor",
        ["features"],
        ["score"],
        domain="ai.onnx.ml",
        n_targets=1,
        aggregate_function="SUM",
        nodes_treeids=columns["tree"],
        nodes_nodeids=columns["id"],
        nodes_featureids=columns["feature"],
        nodes_values=columns["value"],
        nodes_modes=columns["mode"],
        nodes_truenodeids=columns["yes"],
        nodes_falsenodeids=columns["no"],
        target_treeids=leaves["tree"],
        target_nodeids=leaves["id"],
        target_ids=[0] * len(leaves["id"]),
        target_weights=leaves["weight"],
    )
    graph = helper.make_graph(
        [node],
        "cold",
        [helper.make_tensor_value_info("features", TensorProto.FLOAT, ["rows", len(names)])],
        [helper.make_tensor_value_info("score", TensorProto.FLOAT, ["rows", 1])],
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 3)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="endcap")
    helper.set_model_props(model, {"features": ",".join(names), **notes})
    onnx.checker.check_model(model)
    return model


def _add(
    node: dict[str, Any],
    tree: int,
    counter: list[int],
    columns: dict[str, list[Any]],
    leaves: dict[str, list[Any]],
) -> int:
    """Add a node and what is below it; returns its number."""
    number = counter[0]
    counter[0] += 1
    at = len(columns["id"])
    leaf = "leaf_value" in node
    entry = (tree, number, 0, 0.0, "LEAF", 0, 0)
    if not leaf:
        if node["decision_type"] != "<=":
            raise ExportError(f"a tree splits by {node['decision_type']!r}; only <= can be exported.")
        split = (_down(node["threshold"]), "BRANCH_LEQ", 0, 0)
        entry = (tree, number, node["split_feature"], *split)
    for key, value in zip(columns, entry, strict=True):
        columns[key].append(value)
    if leaf:
        for key, value in zip(leaves, (tree, number, float(node["leaf_value"])), strict=True):
            leaves[key].append(value)
        return number
    columns["yes"][at] = _add(node["left_child"], tree, counter, columns, leaves)
    columns["no"][at] = _add(node["right_child"], tree, counter, columns, leaves)
    return number


def _down(threshold: float) -> float:
    """The largest float32 that is not above: x <= threshold means the same for every float32 x."""
    near = np.float32(threshold)
    return float(near if float(near) <= threshold else np.nextafter(near, np.float32(-np.inf)))
