"""Training on data of every shape: twenty lines, no stores, no groups, days without times, holes."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from edge_models.errors import ExportError, TrainingError
from edge_models.export.make import train_bundle
from edge_models.runtime import Recommender, Request, check_bundle
from edge_models.training.purchases import read
from tests.edge_models.conftest import SMALL, write_shop

TWENTY = pd.DataFrame(
    {
        "shopper_id": ["a", "a", "b", "b", "c"] * 4,
        "basket_id": [f"b{i // 2}" for i in range(20)],
        "product_id": ["tea", "milk", "tea", "bread", "jam", "bread", "tea", "milk", "bread", "jam"] * 2,
        "timestamp": pd.date_range("2024-03-01", periods=20).strftime("%Y-%m-%d"),
    }
)


def train(data: Path, out: Path) -> Recommender:
    train_bundle(data, out, "small", "1", seed=1, quiet=True, settings=SMALL)
    assert check_bundle(out, budget_ms=1000).ok
    return Recommender.load(out)


def test_twenty_lines_of_csv_give_a_bundle_that_says_it_learned_nothing(tmp_path: Path) -> None:
    TWENTY.to_csv(tmp_path / "transactions.csv", index=False)
    report = train_bundle(tmp_path, tmp_path / "out", "small", "1", seed=1, quiet=True, settings=SMALL)
    assert not report.taught and report.products == 4
    assert "too little data" in (tmp_path / "out" / "README.md").read_text()
    assert len(Recommender.load(tmp_path / "out").recommend(Request(basket=["tea"]))) == 3


def test_no_stores_no_groups_and_days_instead_of_times(tmp_path: Path) -> None:
    lines = write_shop(tmp_path / "shop").lines
    data = tmp_path / "plain"
    data.mkdir()
    plain = lines[["shopper_id", "basket_id", "product_id"]].assign(timestamp=lines.timestamp.dt.normalize())
    plain.to_parquet(data / "transactions.parquet")
    best = train(data, tmp_path / "out").recommend(Request(basket=["pasta"]))[0]
    assert best.product_id == "tomato sauce"


def test_baskets_of_one_product_teach_what_is_bought_again(tmp_path: Path) -> None:
    rng = np.random.default_rng(5)
    rows = [
        (shopper, f"{visit}", f"p{shopper % 20}" if rng.random() < 0.6 else f"p{rng.integers(40)}", visit)
        for shopper in range(150)
        for visit in range(4)
    ]
    lines = pd.DataFrame(rows, columns=["shopper_id", "basket_id", "product_id", "timestamp"])
    lines.to_csv(tmp_path / "transactions.csv", index=False)
    report = train_bundle(tmp_path, tmp_path / "out", "single", "1", seed=1, quiet=True, settings=SMALL)
    assert report.taught
    asked = Request(history=[["p7"], ["p31"], ["p7"]])
    assert Recommender.load(tmp_path / "out").recommend(asked)[0].product_id == "p7"


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    TWENTY.drop(columns=["basket_id"]).to_csv(tmp_path / "transactions.csv", index=False)
    with pytest.raises(TrainingError, match="basket_id"):
        read(tmp_path)


def test_an_empty_folder_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="endcap models import"):
        read(tmp_path)


def test_a_file_that_is_no_parquet_is_named(tmp_path: Path) -> None:
    (tmp_path / "transactions.parquet").write_bytes(b"hello")
    with pytest.raises(TrainingError, match=r"transactions\.parquet"):
        read(tmp_path)


def test_a_time_that_is_none_is_an_error(tmp_path: Path) -> None:
    TWENTY.assign(timestamp="soon").to_csv(tmp_path / "transactions.csv", index=False)
    with pytest.raises(TrainingError, match="timestamp"):
        read(tmp_path)


def test_what_is_dropped_is_counted(tmp_path: Path) -> None:
    lines = TWENTY.assign(quantity=1)
    lines.loc[0, "quantity"] = 0
    lines.loc[1, "quantity"] = -2
    lines.loc[2, "product_id"] = None
    lines = pd.concat([lines, lines.tail(1)])
    lines.to_parquet(tmp_path / "transactions.parquet")
    purchases, cleaning = read(tmp_path)
    assert (cleaning.read, cleaning.without_id, cleaning.not_bought, cleaning.repeated) == (21, 1, 2, 1)
    assert cleaning.kept == len(purchases.product) == 17


def test_baskets_without_a_shopper_belong_to_nobody(tmp_path: Path) -> None:
    TWENTY.assign(shopper_id=None).to_parquet(tmp_path / "transactions.parquet")
    purchases, _ = read(tmp_path)
    assert len(set(purchases.basket_shopper.tolist())) == purchases.basket_total == 10


def test_one_product_is_nothing_to_recommend(tmp_path: Path) -> None:
    TWENTY.assign(product_id="tea").to_csv(tmp_path / "transactions.csv", index=False)
    with pytest.raises(TrainingError, match="fewer than two products"):
        train_bundle(tmp_path, tmp_path / "out", "small", "1", seed=1, quiet=True, settings=SMALL)
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_no_bundle_is_not_overwritten(tmp_path: Path) -> None:
    TWENTY.to_csv(tmp_path / "transactions.csv", index=False)
    out = tmp_path / "precious"
    out.mkdir()
    (out / "letter.txt").write_text("keep me")
    with pytest.raises(ExportError, match="not empty"):
        train_bundle(tmp_path, out, "small", "1", seed=1, quiet=True, settings=SMALL)
    assert (out / "letter.txt").read_text() == "keep me"
