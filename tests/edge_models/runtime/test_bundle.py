"""A bundle that is not what it says is refused, with the file named."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import numpy_helper

from edge_models.runtime import BundleError, Recommender, check_bundle


def reseal(bundle: Path, name: str) -> None:
    """Make the manifest agree with a changed file, as a careless publisher would."""
    manifest = json.loads((bundle / "manifest.json").read_text())
    content = (bundle / name).read_bytes()
    manifest["files"][name] = {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
    (bundle / "manifest.json").write_text(json.dumps(manifest))


def test_an_untouched_bundle_is_good(bundle: Path) -> None:
    report = check_bundle(bundle, budget_ms=1000)
    assert report.ok and report.problem == ""
    assert report.golden >= 12 and report.largest_difference < 1e-4
    assert report.size_bytes == sum(p.stat().st_size for p in bundle.iterdir() if p.name != "manifest.json")


def test_a_budget_that_no_machine_keeps_is_reported_not_raised(bundle: Path) -> None:
    report = check_bundle(bundle, budget_ms=1e-6)
    assert not report.ok and "ms" in report.problem


@pytest.mark.parametrize("name", ["ranker.onnx", "tables.npz", "golden.jsonl", "README.md"])
def test_one_changed_byte_is_noticed(bundle: Path, name: str) -> None:
    content = bytearray((bundle / name).read_bytes())
    content[len(content) // 2] ^= 1
    (bundle / name).write_bytes(content)
    with pytest.raises(BundleError, match=name):
        Recommender.load(bundle)


@pytest.mark.parametrize("name", ["ranker.onnx", "tables.npz", "manifest.json"])
def test_a_missing_file_is_named(bundle: Path, name: str) -> None:
    (bundle / name).unlink()
    with pytest.raises(BundleError, match=name):
        Recommender.load(bundle)
    assert name in check_bundle(bundle).problem


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"schema": 1}', '{"schema": 99, "kind": "model", "files": {}}']
)
def test_a_malformed_manifest_is_refused(bundle: Path, text: str) -> None:
    (bundle / "manifest.json").write_text(text)
    with pytest.raises(BundleError, match=r"manifest\.json"):
        Recommender.load(bundle)


def test_a_path_out_of_the_bundle_is_refused(bundle: Path) -> None:
    manifest = json.loads((bundle / "manifest.json").read_text())
    manifest["files"]["../outside"] = {"sha256": "0" * 64, "size": 1}
    (bundle / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(BundleError, match="out of the bundle"):
        Recommender.load(bundle)


@pytest.mark.parametrize("name", ["ranker.onnx", "tables.npz"])
def test_rubbish_with_the_right_hash_is_refused(bundle: Path, name: str) -> None:
    (bundle / name).write_bytes(b"not what it says")
    reseal(bundle, name)
    with pytest.raises(BundleError, match=name):
        Recommender.load(bundle)


def change_graph(bundle: Path, value: float) -> None:
    model = onnx.load(bundle / "ranker.onnx")
    bias = next(i for i in model.graph.initializer if i.name == "bias_0")
    changed = numpy_helper.to_array(bias) + np.float32(value)
    bias.CopyFrom(numpy_helper.from_array(changed, "bias_0"))
    onnx.save(model, bundle / "ranker.onnx")
    reseal(bundle, "ranker.onnx")


def test_a_graph_that_answers_otherwise_fails_its_golden_requests(bundle: Path) -> None:
    change_graph(bundle, 0.5)
    with pytest.raises(BundleError, match="promised"):
        Recommender.load(bundle)


def test_a_graph_that_gives_nan_is_refused(bundle: Path) -> None:
    change_graph(bundle, float("nan"))
    with pytest.raises(BundleError, match="not a number"):
        Recommender.load(bundle)


def test_a_graph_for_other_features_is_refused(bundle: Path) -> None:
    model = onnx.load(bundle / "ranker.onnx")
    onnx.helper.set_model_props(model, {"features": "one,two"})
    onnx.save(model, bundle / "ranker.onnx")
    reseal(bundle, "ranker.onnx")
    with pytest.raises(BundleError, match="one, two"):
        Recommender.load(bundle)


def test_a_bundle_without_golden_requests_is_refused(bundle: Path) -> None:
    (bundle / "golden.jsonl").write_text("\n")
    reseal(bundle, "golden.jsonl")
    with pytest.raises(BundleError, match="no golden request"):
        Recommender.load(bundle)


def test_the_device_needs_only_numpy_and_onnxruntime(trained_folder: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from edge_models.runtime import Recommender, Request;"
        f"Recommender.load(Path({str(trained_folder)!r})).recommend(Request());"
        "heavy = {'pandas', 'lightgbm', 'scipy', 'onnx', 'torch', 'pyarrow', 'rich'} & set(sys.modules);"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
