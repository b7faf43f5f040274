"""New products, on an authored shop where it is known what a shopper will want."""

import json
from dataclasses import dataclass
from pathlib import Path

import click.testing
import numpy as np
import pandas as pd
import pytest

from edge_models.errors import BundleError, ExportError, RequestError, TrainingError
from edge_models.runtime.suggestion import Request
from edge_models.text.cli import cold_command
from edge_models.text.cold import ColdRanker
from edge_models.text.cold_features import FEATURES, ColdFeatures, Situation
from edge_models.text.cold_tables import ColdTables, Group
from edge_models.text.index import TextIndex
from edge_models.text.making import trees
from edge_models.text.making.cold import ColdSettings, make_cold

KINDS = ["tea", "coffee", "pasta", "rice", "soap", "candles"]
SETTINGS = ColdSettings(least_questions=50, rounds=25, leaves=7, negatives=30, known_baskets=5, threads=1)


@dataclass(frozen=True)
class Shop:
    folder: Path
    unsold: dict[str, str]  # product -> kind


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """Each shopper keeps to two kinds and likes whatever is new of them; new products come all the time."""
    folder = tmp_path_factory.mktemp("shop")
    rng = np.random.default_rng(5)
    rows = []
    for number in range(1600):
        shopper, week = int(rng.integers(30)), number // 40
        for kind in (KINDS[shopper % 6], KINDS[(shopper * 5 + 1) % 6]):
            rows += [(shopper, number, f"{kind} {int(i)}") for i in rng.integers(6, size=3)]
            if rng.random() < 0.4:
                rows.append((shopper, number, f"{kind} of week {week - int(rng.integers(2))}"))
    lines = pd.DataFrame(rows, columns=["shopper_id", "basket_id", "product_id"])
    lines["timestamp"] = pd.Timestamp("2024-01-01") + pd.to_timedelta(lines["basket_id"] * 4, unit="h")
    lines.drop_duplicates().to_parquet(folder / "transactions.parquet")
    unsold = {f"{kind} {letter}": kind for kind in KINDS for letter in "xyz"}
    products = pd.DataFrame({"product_id": [*sorted(set(lines.product_id)), *unsold]})
    products["name"] = products["product_id"]
    products["type"] = products["product_id"].str.split().str[0]
    products["category"] = products["type"].map(lambda t: "drinks" if t in ("tea", "coffee") else "other")
    products["department"], products["brand"] = "all", "National"
    products.to_parquet(folder / "products.parquet")
    return Shop(folder, unsold)


@pytest.fixture(scope="module")
def taught(shop: Shop, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("cold")
    report = make_cold(shop.folder, out, settings=SETTINGS, quiet=True)
    assert report.new_products == len(shop.unsold)
    assert report.questions >= 50
    return out


@pytest.fixture(scope="module")
def ranker(taught: Path) -> ColdRanker:
    return ColdRanker.load(taught)


def test_the_new_products_are_those_without_a_sale(shop: Shop, ranker: ColdRanker) -> None:
    assert set(ranker.new_products()) == set(shop.unsold)


def test_a_shopper_gets_what_is_new_of_the_kinds_that_he_buys(shop: Shop, ranker: ColdRanker) -> None:
    for one, two in (("tea", "pasta"), ("soap", "rice"), ("candles", "coffee")):
        history = [[f"{one} 1", f"{one} 2", f"{two} 3"]] * 6
        ranked = ranker.rank(Request(history=history, basket=[f"{one} 4", f"{two} 1", f"{two} 2"]), k=6)
        assert {shop.unsold[r.product_id] for r in ranked} == {one, two}
        assert [r.score for r in ranked] == sorted((r.score for r in ranked), reverse=True)


def test_the_reason_names_a_product_that_shares_the_closest_group(shop: Shop, ranker: ColdRanker) -> None:
    request = Request(history=[["tea 1"], ["tea 2"]], basket=["soap 1", "tea 4", "tea 5"])
    for r in ranker.rank(request, k=3):
        assert r.shared is Group.TWIN
        assert r.like is not None
        assert r.like.split()[0] == shop.unsold[r.product_id]
        assert r.like in {"tea 4", "soap 1"}  # the basket comes before the history
    (only,) = ranker.rank(Request(basket=["candles 1"], candidates=["tea x"]))
    assert (only.like, only.shared) == (None, None)


def test_only_candidates_and_never_what_is_held_or_excluded(ranker: ColdRanker) -> None:
    asked = ["tea x", "tea y", "soap x", "soap y", "no such product", "tea x"]
    request = Request(basket=["tea x", "tea 1"], candidates=asked, exclude=frozenset({"soap x"}))
    assert sorted(r.product_id for r in ranker.rank(request, 10)) == ["soap y", "tea y"]
    assert ranker.rank(Request(candidates=[]), 10) == []


def test_an_empty_or_unknown_request_is_answered(ranker: ColdRanker) -> None:
    assert len(ranker.rank(Request(), 5)) == 5
    assert len(ranker.rank(Request(basket=["?"], history=[["!"], []]), 5)) == 5


def test_times_must_be_as_many_as_baskets(ranker: ColdRanker) -> None:
    request = Request(history=[["tea 1"], ["tea 2"]], history_time=[pd.Timestamp("2024-01-01")])
    with pytest.raises(RequestError, match="1 times for 2 baskets"):
        ranker.rank(request)


def test_group_figures_are_sums_over_the_products_lines(shop: Shop, taught: Path) -> None:
    """Recomputed from the files: what the tables say of a type."""
    lines = pd.read_parquet(shop.folder / "transactions.parquet")
    tables = ColdTables.load(taught / "cold.npz")
    features = ColdFeatures(tables)
    row = np.array([tables.row_of["tea x"]], dtype=np.int32)
    nobody = Situation(*(np.zeros(0, dtype=np.int32),) * 2, np.zeros(0, dtype=np.float32))
    got = dict(zip(FEATURES, features.matrix(nobody, row)[0].tolist(), strict=True))
    tea = lines[lines.product_id.str.startswith("tea ")]
    assert got["type_sold"] == pytest.approx(np.log1p(len(tea)), abs=1e-5)
    assert got["type_kinds"] == pytest.approx(np.log1p(tea.product_id.nunique()), abs=1e-5)
    last = lines.timestamp.max() - pd.Timedelta(days=28)
    assert got["type_recent"] == pytest.approx(np.log1p((tea.timestamp >= last).sum()), abs=1e-5)
    assert got["type_taste"] == 0


def test_the_same_seed_gives_the_same_bytes(shop: Shop, taught: Path, tmp_path: Path) -> None:
    make_cold(shop.folder, tmp_path, settings=SETTINGS, quiet=True)
    for name in ("cold.npz", "cold.onnx"):
        assert (tmp_path / name).read_bytes() == (taught / name).read_bytes()


def test_a_damaged_part_is_refused(taught: Path, tmp_path: Path) -> None:
    for name in ("cold.npz", "cold.onnx"):
        for other in ("cold.npz", "cold.onnx"):
            (tmp_path / other).write_bytes((taught / other).read_bytes())
        (tmp_path / name).write_bytes((taught / name).read_bytes()[:-200])
        with pytest.raises(BundleError, match=name.replace(".", r"\.")):
            ColdRanker.load(tmp_path)


def test_a_graph_taught_with_texts_needs_them(taught: Path, tmp_path: Path) -> None:
    import onnx

    graph = onnx.load(taught / "cold.onnx")
    for entry in graph.metadata_props:
        if entry.key == "texts":
            entry.value = "yes"
    onnx.save(graph, tmp_path / "cold.onnx")
    (tmp_path / "cold.npz").write_bytes((taught / "cold.npz").read_bytes())
    with pytest.raises(BundleError, match=r"there is no texts\.npz"):
        ColdRanker.load(tmp_path)


def test_trees_that_their_graph_does_not_follow_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import lightgbm as lgb

    rng = np.random.default_rng(0)
    x = rng.normal(size=(2000, 3)).astype(np.float32)
    booster = lgb.train({"verbosity": -1, "num_threads": 1}, lgb.Dataset(x, x[:, 0] * x[:, 1]), 10)
    assert trees.export(booster, ("a", "b", "c"), tmp_path / "t.onnx", x, {}) < 1e-5
    monkeypatch.setattr(trees, "_down", lambda threshold: float(np.float32(threshold)) + 0.2)
    with pytest.raises(ExportError, match="differ from the trees"):
        trees.export(booster, ("a", "b", "c"), tmp_path / "t.onnx", x, {})


def test_a_threshold_is_rounded_down_to_what_a_feature_can_be() -> None:
    for threshold in (0.1, 0.3, -0.1, 1e-35, 2.0, 1 / 3):
        down = np.float32(trees._down(threshold))
        assert float(down) <= threshold < float(np.nextafter(down, np.float32(np.inf)))


def test_too_little_data_is_said(shop: Shop, tmp_path: Path) -> None:
    lines = pd.read_parquet(shop.folder / "transactions.parquet").head(200)
    lines.to_parquet(tmp_path / "transactions.parquet")
    (tmp_path / "products.parquet").write_bytes((shop.folder / "products.parquet").read_bytes())
    with pytest.raises(TrainingError, match="are needed to learn"):
        make_cold(tmp_path, tmp_path / "out", quiet=True)


def test_the_command_says_what_is_missing(shop: Shop, tmp_path: Path) -> None:
    ask = click.testing.CliRunner().invoke
    (tmp_path / "transactions.parquet").write_bytes((shop.folder / "transactions.parquet").read_bytes())
    result = ask(cold_command, ["--data", str(tmp_path), "--out", str(tmp_path / "out"), "--json"])
    assert result.exit_code == 1
    assert "products.parquet" in result.output


def test_the_command_reports_in_json(shop: Shop, tmp_path: Path) -> None:
    result = click.testing.CliRunner().invoke(
        cold_command, ["--data", str(shop.folder), "--out", str(tmp_path / "out"), "--json"]
    )
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["new_products"] == len(shop.unsold)


def test_with_an_encoder_the_texts_speak_too(shop: Shop, made: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    arguments = ["--data", str(shop.folder), "--out", str(out), "--encoder", str(made), "--json"]
    result = click.testing.CliRunner().invoke(cold_command, arguments)
    assert result.exit_code == 0, result.output
    ranker = ColdRanker.load(out, TextIndex.load(out / "texts.npz"))
    request = Request(history=[["tea 1", "tea 2", "pasta 1"]] * 5, basket=["tea 3", "tea 4", "pasta 2"])
    ranked = ranker.rank(request, 4)
    assert {shop.unsold[r.product_id] for r in ranked} <= {"tea", "pasta"}
    with pytest.raises(BundleError, match=r"texts\.npz"):
        ColdRanker.load(out)
