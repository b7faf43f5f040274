"""The exported graph is 8-bit, agrees with its student, and says so loudly where it does not."""

from pathlib import Path

import numpy as np
import onnx
import pytest

from edge_models.errors import ExportError
from edge_models.export.graph import TOLERANCE, export
from edge_models.features.names import FEATURES
from edge_models.runtime.bundle import Ranker
from edge_models.training.student import Student


def student(spread: float = 1.0) -> Student:
    rng = np.random.default_rng(5)
    sizes = [(len(FEATURES), 16), (16, 1)]
    weights = tuple((rng.standard_normal(s) * spread).astype(np.float32) for s in sizes)
    mean = rng.standard_normal(len(FEATURES)).astype(np.float32)
    return Student(mean, np.ones_like(mean), weights, tuple(np.zeros(s[1], dtype=np.float32) for s in sizes))


PROBE = np.random.default_rng(6).standard_normal((500, len(FEATURES))).astype(np.float32)


def test_graph_and_student_agree_and_the_difference_is_told(tmp_path: Path) -> None:
    difference = export(student(), tmp_path / "r.onnx", PROBE)
    want, got = student().score(PROBE), Ranker(tmp_path / "r.onnx").score(PROBE)
    assert difference == pytest.approx(np.abs(want - got).max() / want.std(), rel=1e-3)
    assert 0 < difference <= TOLERANCE


def test_weights_are_kept_in_eight_bits(tmp_path: Path) -> None:
    export(student(), tmp_path / "r.onnx", PROBE)
    kinds = {i.name: i.data_type for i in onnx.load(tmp_path / "r.onnx").graph.initializer}
    assert kinds["byte_0"] == kinds["byte_1"] == onnx.TensorProto.INT8


def test_a_graph_that_strays_is_an_error_with_the_figure(tmp_path: Path) -> None:
    strange = student()
    strange.weights[0][0, :] = 300.0  # one huge weight takes all the steps of its column
    strange.mean[0] = 0.0  # and the probe's zero makes it say nothing
    with pytest.raises(ExportError, match=r"differ from the student's by up to \d"):
        export(strange, tmp_path / "r.onnx", PROBE * np.linspace(0, 1, len(FEATURES), dtype=np.float32))


def test_a_student_that_gives_nan_is_never_exported(tmp_path: Path) -> None:
    broken = student()
    broken.biases[0][0] = np.nan
    with pytest.raises(ExportError, match="not a number"):
        export(broken, tmp_path / "r.onnx", PROBE)
