"""An overnight update keeps the ranker and learns the news."""

import json
from pathlib import Path

import pandas as pd
import pytest

from edge_models.errors import BundleError, TrainingError
from edge_models.export.refresh import refresh
from edge_models.features.context import day_number
from edge_models.runtime import Recommender, Request, check_bundle
from edge_models.runtime.bundle import GOLDEN
from edge_models.runtime.golden import golden_requests
from tests.edge_models.apart import steps_apart
from tests.edge_models.conftest import CUT, Shop


def with_news(shop: Shop, folder: Path) -> Path:
    """The shop's data, and after it a new product in a new store, bought with tea."""
    last = shop.lines.timestamp.max()
    rows = [
        (f"n{n}", f"news {n}", product, last + pd.Timedelta(hours=n + 1), "new store", 1)
        for n in range(40)
        for product in ("tea", "honey", f"filler {n % 9}")
    ]
    lines = pd.concat([shop.lines, pd.DataFrame(rows, columns=shop.lines.columns)])
    folder.mkdir()
    lines.to_parquet(folder / "transactions.parquet")
    (folder / "products.parquet").write_bytes((shop.folder / "products.parquet").read_bytes())
    return folder


def test_new_products_and_stores_are_known_after_a_refresh(shop: Shop, early: Path, tmp_path: Path) -> None:
    data = with_news(shop, tmp_path / "data")
    before = Recommender.load(early)
    assert "honey" not in before.tables.row_of and before.tables.end_day <= day_number(CUT)
    refresh(early, data, tmp_path / "new", "2", quiet=True)
    after = Recommender.load(tmp_path / "new")
    assert (after.name, after.version) == ("shop", "2")
    assert "honey" in {s.product_id for s in after.recommend(Request(basket=["tea"], store="new store"), 3)}
    assert check_bundle(tmp_path / "new", budget_ms=1000).ok


def test_the_ranker_stays_and_the_card_tells_both_steps(shop: Shop, early: Path, tmp_path: Path) -> None:
    refresh(early, shop.folder, tmp_path / "new", "2", quiet=True)
    assert (tmp_path / "new" / "ranker.onnx").read_bytes() == (early / "ranker.onnx").read_bytes()
    card = (tmp_path / "new" / "README.md").read_text()
    assert "endcap models train" in card and "endcap models refresh" in card
    assert json.loads((tmp_path / "new" / "manifest.json").read_text())["data_fingerprint"]


def test_a_night_that_goes_on_from_the_last_gives_the_same_bundle(
    shop: Shop, early: Path, tmp_path: Path
) -> None:
    state = tmp_path / "state"
    first = refresh(early, shop.folder, tmp_path / "first", "2", quiet=True, state=state)
    assert all(inverse.new_because for inverse in first.inverses) and "from nothing" in first.text()
    data = with_news(shop, tmp_path / "data")
    night = refresh(early, data, tmp_path / "night", "3", quiet=True, state=state)
    assert not any(inverse.new_because for inverse in night.inverses), night.text()
    assert "What goes together: 40 new baskets, 1 products take part for the first time; " in night.text()
    assert "What shoppers alike buy: 40 new shoppers' lists, 1 products take part" in night.text()
    refresh(early, data, tmp_path / "anew", "3", quiet=True)
    one, other = Recommender.load(tmp_path / "night"), Recommender.load(tmp_path / "anew")
    for table in ("together", "alike", "type_together"):
        assert steps_apart(getattr(one.tables, table), getattr(other.tables, table)).max() < 1.01
    for request in golden_requests(tmp_path / "anew" / GOLDEN):
        answered, promised = one.recommend(request, 8), other.recommend(request, 8)
        assert [s.product_id for s in answered] == [s.product_id for s in promised]
        assert [s.score for s in answered] == pytest.approx([s.score for s in promised], abs=0.01)


def test_a_state_inside_the_bundle_is_refused(shop: Shop, early: Path, tmp_path: Path) -> None:
    out = tmp_path / "new"
    for state in (out, out / "state"):
        with pytest.raises(TrainingError, match="--state"):
            refresh(early, shop.folder, out, "2", quiet=True, state=state)
    assert not out.exists()


def test_a_state_folder_that_cannot_be_made_costs_no_bundle(shop: Shop, early: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    refresh(early, shop.folder, tmp_path / "new", "2", quiet=True, state=tmp_path / "file" / "state")
    assert check_bundle(tmp_path / "new", budget_ms=1000).ok


def test_an_altered_bundle_is_not_refreshed(shop: Shop, bundle: Path, tmp_path: Path) -> None:
    (bundle / "ranker.onnx").write_bytes(b"altered")
    with pytest.raises(BundleError, match=r"ranker\.onnx"):
        refresh(bundle, shop.folder, tmp_path / "new", "2", quiet=True)
    assert not (tmp_path / "new").exists()
