"""Reading other retailers' folders: what is wrong in a line costs that line alone."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from edge_models.errors import TrainingError
from edge_models.features.tables import UNKNOWN
from edge_models.training.purchases import Purchases, read


def lines(days: int = 60) -> pd.DataFrame:
    """A basket of two products a day, of three shoppers in turn."""
    day = np.arange(days)
    return pd.DataFrame(
        {
            "shopper_id": np.repeat([f"s{d % 3}" for d in day], 2),
            "basket_id": np.repeat([str(d) for d in day], 2),
            "product_id": np.tile(["tea", "milk"], days),
            "timestamp": np.repeat(pd.date_range("2024-01-01", periods=days).strftime("%Y-%m-%d"), 2),
        }
    )


def written(frame: pd.DataFrame, folder: Path) -> Path:
    frame.to_csv(folder / "transactions.csv", index=False)
    return folder


def test_a_bad_time_costs_its_line_and_is_told(tmp_path: Path) -> None:
    frame = lines()
    frame.loc[[3, 8], "timestamp"] = "soon"
    purchases, cleaning = read(written(frame, tmp_path))
    assert cleaning.unreadable_time == 2 and cleaning.kept == len(purchases.product) == 118
    assert "2 dropped: the time cannot be read" in cleaning.lines()


def test_mostly_bad_times_are_refused_with_an_example(tmp_path: Path) -> None:
    frame = lines()
    frame.loc[10:, "timestamp"] = "soon"
    with pytest.raises(TrainingError, match=r"110 of 120 timestamps.*'soon'.*2026-11-24"):
        read(written(frame, tmp_path))


@pytest.mark.parametrize("far", ["1970-01-01", "2099-12-31"])
def test_a_time_far_from_all_others_does_not_stretch_the_history(tmp_path: Path, far: str) -> None:
    frame = lines(days=600)
    frame.loc[5, "timestamp"] = far
    purchases, cleaning = read(written(frame, tmp_path))
    assert cleaning.far_time == 1
    assert purchases.basket_day[-1] - purchases.basket_day[0] == 599


def test_the_last_week_after_a_pause_is_not_far(tmp_path: Path) -> None:
    frame = lines()
    frame.loc[118:, "timestamp"] = "2024-03-20"
    assert read(written(frame, tmp_path))[1].far_time == 0


def test_basket_numbers_that_begin_anew_with_each_shopper_are_kept_apart(tmp_path: Path) -> None:
    frame = lines().assign(basket_id=np.repeat(np.arange(60) // 3, 2))
    purchases, cleaning = read(written(frame, tmp_path))
    assert purchases.basket_total == 60 and cleaning.repeated == 0
    assert np.bincount(purchases.basket_shopper).tolist() == [20, 20, 20]


def test_baskets_of_one_day_go_by_their_numbers(tmp_path: Path) -> None:
    frame = lines().assign(timestamp="2024-01-01", product_id=[f"p{n}" for n in range(120)])
    purchases, _ = read(written(frame.sample(frac=1, random_state=1), tmp_path))
    first = [int(purchases.items_of(b)[0][1:]) // 2 for b in range(purchases.basket_total)]
    assert first == list(range(60))


def test_whether_times_of_day_are_known(tmp_path: Path) -> None:
    day_only, _ = read(written(lines(), tmp_path))
    assert not day_only.clock
    frame = lines()
    frame["timestamp"] += np.repeat([f"T{8 + n % 12:02}:30:00" for n in range(60)], 2)
    assert read(written(frame, tmp_path))[0].clock
    frame["timestamp"] = lines()["timestamp"] + "T05:00:00"  # midnight somewhere else
    somewhere, _ = read(written(frame, tmp_path))
    assert not somewhere.clock and np.array_equal(somewhere.basket_day, day_only.basket_day)


def test_numbers_are_ids_as_well_as_text_is(tmp_path: Path) -> None:
    frame = lines().assign(
        shopper_id=np.repeat(np.arange(60) % 3, 2).astype(float),
        product_id=np.tile([7, 12], 60),
        store_id=pd.Categorical(np.repeat(np.arange(60) % 2, 2)),
    )
    frame.loc[0, "product_id"] = None
    frame.to_parquet(tmp_path / "transactions.parquet")
    pd.DataFrame({"product_id": [7, 12, 99], "type": ["a", "b", "b"]}).to_parquet(
        tmp_path / "products.parquet"
    )
    purchases, cleaning = read(tmp_path)
    assert purchases.product_ids.tolist() == ["12", "7", "99"] and cleaning.without_id == 1
    assert purchases.store_ids.tolist() == ["0", "1"]
    assert purchases.groups["type"].tolist() == [1, 0, 1]


def test_lines_in_any_order_read_alike(tmp_path: Path) -> None:
    frame = lines().assign(store_id=np.repeat(["b", None, "a"] * 20, 2), quantity=["1", "x"] * 60)
    first, _ = read(written(frame, tmp_path))
    again, _ = read(written(frame.sample(frac=1, random_state=2), tmp_path))
    for name in ("product", "basket", "basket_shopper", "basket_store", "basket_day"):
        assert np.array_equal(getattr(first, name), getattr(again, name)), name
    assert (first.basket_store == UNKNOWN).sum() == 20 and len(first.product) == 120


def test_a_spreadsheets_csv_is_read_and_other_columns_are_left_alone(tmp_path: Path) -> None:
    frame = lines().assign(receipt_text="x").replace("tea", "NA")
    frame.to_csv(tmp_path / "transactions.csv", index=False, encoding="utf-8-sig")
    purchases, cleaning = read(tmp_path)
    assert cleaning.kept == 120 and purchases.product_ids.tolist() == ["NA", "milk"]


def test_what_columns_there_are_is_told_where_one_is_missing(tmp_path: Path) -> None:
    lines().to_csv(tmp_path / "transactions.csv", index=False, sep=";")
    with pytest.raises(TrainingError, match="There is: shopper_id;basket_id;product_id;timestamp"):
        read(tmp_path)
    written(lines(), tmp_path)
    (tmp_path / "products.csv").write_text("name\ntea\n")
    with pytest.raises(TrainingError, match=r"products\.csv: the column product_id is missing"):
        read(tmp_path)


def test_a_table_without_lines_says_so(tmp_path: Path) -> None:
    lines().head(0).to_parquet(tmp_path / "transactions.parquet")
    with pytest.raises(TrainingError, match="0 lines read, 0 kept"):
        read(tmp_path)


def test_until_keeps_the_first_baskets(tmp_path: Path) -> None:
    purchases, _ = read(written(lines(), tmp_path))
    early: Purchases = purchases.until(float(purchases.basket_day[10]))
    assert early.basket_total == 10 and len(early.product) == 20
