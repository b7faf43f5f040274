from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from edge_models.data.errors import DataError, MissingColumnError, MissingTableError, UnreadableError
from edge_models.data.folder import DataFolder, write_table
from edge_models.data.schema import PRODUCTS, TRANSACTIONS

SALES = """shopper_id,basket_id,product_id,timestamp,store_id,quantity,price,colour
0007,b2,001,2026-11-24T10:00:00,367,1,1.99,red
0007,b1,NA,2026-11-23 09:00,367,2,3.98,red
0008,b3,001,2026-11-25,400,1,1.99,blue
"""
GOODS = "product_id,name,weight_g\n001,Rice,453.6\nNA,Noodles,\n"


def folder(path: Path, sales: str = SALES, goods: str = GOODS) -> Path:
    (path / "transactions.csv").write_text(sales, "utf-8")
    (path / "products.csv").write_text(goods, "utf-8")
    return path


def test_csv_is_read_with_ids_as_text_and_unknown_columns_ignored(tmp_path: Path) -> None:
    data = DataFolder.open(folder(tmp_path))
    sales = data.transactions()
    assert sales["shopper_id"].tolist() == ["0007", "0007", "0008"]
    assert sales["product_id"].tolist() == ["NA", "001", "001"]
    assert "colour" not in sales and "week" not in sales
    assert sales["timestamp"].is_monotonic_increasing
    assert sales["timestamp"].iloc[0] == pd.Timestamp("2026-11-23 09:00")
    goods = data.products()
    assert goods["weight_g"].isna().tolist() == [False, True]
    assert data.dropped == []


def test_a_spreadsheets_mark_before_the_header_is_no_part_of_it(tmp_path: Path) -> None:
    (tmp_path / "transactions.csv").write_text(SALES, "utf-8-sig")
    (tmp_path / "products.csv").write_text(GOODS, "utf-8-sig")
    assert len(DataFolder.open(tmp_path).transactions()) == 3


def test_numbers_as_ids_in_parquet_become_text(tmp_path: Path) -> None:
    rows = pd.DataFrame(
        {
            "shopper_id": [7, 8],
            "basket_id": [1.0, 2.0],
            "product_id": [1, 2],
            "timestamp": pd.to_datetime(["2026-01-02"] * 2),
        }
    )
    rows.to_parquet(tmp_path / "transactions.parquet")
    pd.DataFrame({"product_id": [1, 2], "name": ["Rice", "Noodles"]}).to_parquet(
        tmp_path / "products.parquet"
    )
    data = DataFolder.open(tmp_path)
    assert data.transactions()["basket_id"].tolist() == ["1", "2"]
    assert data.products()["product_id"].tolist() == ["1", "2"]


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_one_store_is_read_by_its_id(tmp_path: Path, suffix: str) -> None:
    folder(tmp_path)
    if suffix == "parquet":
        rows = pd.read_csv(
            tmp_path / "transactions.csv",
            parse_dates=["timestamp"],
            date_format="ISO8601",
            keep_default_na=False,
        )
        rows.to_parquet(tmp_path / "transactions.parquet")  # store_id is a number here
    data = DataFolder.open(tmp_path)
    assert data.transactions(["400"])["shopper_id"].str.lstrip("0").tolist() == ["8"]
    assert len(data.transactions(["367", "400"])) == 3
    assert len(data.transactions(["no such store"])) == 0


def test_a_missing_folder_or_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingTableError, match=r"is not a folder.*endcap models import"):
        DataFolder.open(tmp_path / "absent")
    with pytest.raises(MissingTableError, match=r"transactions\.parquet or transactions\.csv"):
        DataFolder.open(tmp_path)
    (tmp_path / "transactions.csv").write_text(SALES, "utf-8")
    with pytest.raises(MissingTableError, match=r"products\.parquet"):
        DataFolder.open(tmp_path)


def test_missing_required_columns_are_named_with_their_file(tmp_path: Path) -> None:
    sales = "shopper_id,product_id,when\n1,2,3\n"
    with pytest.raises(
        MissingColumnError, match=r"transactions\.csv lacks .*basket_id, timestamp.*has: .*when"
    ):
        DataFolder.open(folder(tmp_path, sales=sales))


def test_stores_cannot_be_told_apart_without_their_column(tmp_path: Path) -> None:
    sales = "shopper_id,basket_id,product_id,timestamp\n1,2,001,2026-11-24\n"
    data = DataFolder.open(folder(tmp_path, sales=sales))
    with pytest.raises(MissingColumnError, match="no column store_id"):
        data.transactions(["367"])


@pytest.mark.parametrize("name", ["transactions.parquet", "products.parquet"])
def test_a_file_that_is_not_parquet_is_named(tmp_path: Path, name: str) -> None:
    (folder(tmp_path) / name).write_bytes(b"not parquet at all")
    with pytest.raises(UnreadableError, match=name):
        DataFolder.open(tmp_path)


def test_rows_that_cannot_be_used_are_left_out_and_counted(tmp_path: Path) -> None:
    sales = """shopper_id,basket_id,product_id,timestamp,quantity,price
1,1,001,2026-11-24T10:00:00,1,1.0
,1,001,2026-11-24T10:00:00,1,1.0
1,1,001,yesterday,1,1.0
1,1,001,2026-11-24T10:00:00,0,1.0
1,1,001,2026-11-24T10:00:00,-2,1.0
1,1,001,2026-11-24T10:00:00,,1.0
1,1,001,2026-11-24T10:00:00,1,cheap
1,1,001,2026-11-24T10:00:00,1,inf
1,1,001,2026-11-24T10:00:00,1,
"""
    data = DataFolder.open(folder(tmp_path, sales=sales, goods=GOODS + "001,Rice again,1\n"))
    assert len(data.transactions()) == 2
    assert len(data.products()) == 2
    assert {(drop.table, drop.reason, drop.rows) for drop in data.dropped} == {
        ("transactions", "shopper_id is missing", 1),
        ("transactions", "timestamp is unreadable", 1),
        ("transactions", "quantity is missing or not above zero", 3),
        ("transactions", "price is unreadable", 2),
        ("products", "product_id is repeated", 1),
    }
    data.transactions()
    assert sum(drop.rows for drop in data.dropped) == 8  # reading again does not count again


def test_a_time_zone_keeps_the_wall_clock(tmp_path: Path) -> None:
    sales = "shopper_id,basket_id,product_id,timestamp\n1,2,001,2026-11-24T10:00:00+08:00\n"
    times = DataFolder.open(folder(tmp_path, sales=sales)).transactions()["timestamp"]
    assert times.tolist() == [pd.Timestamp("2026-11-24 10:00")]


def test_numbers_are_no_times(tmp_path: Path) -> None:
    folder(tmp_path)
    rows = {"shopper_id": ["1"], "basket_id": ["1"], "product_id": ["001"], "timestamp": [1764000000]}
    pq.write_table(pa.table(rows), tmp_path / "transactions.parquet")
    with pytest.raises(UnreadableError, match="column timestamp"):
        DataFolder.open(tmp_path).transactions()


def test_mixed_time_zones_are_an_error(tmp_path: Path) -> None:
    times = ("2026-11-24T10:00:00+08:00", "2026-11-24T10:00:00Z")
    sales = "shopper_id,basket_id,product_id,timestamp\n" + "".join(f"1,2,001,{time}\n" for time in times)
    with pytest.raises(UnreadableError, match="column timestamp"):
        DataFolder.open(folder(tmp_path, sales=sales)).transactions()


def test_a_folder_without_promotions_has_none(tmp_path: Path) -> None:
    promotions = DataFolder.open(folder(tmp_path)).promotions()
    assert len(promotions) == 0
    assert {"product_id", "store_id", "week", "display", "mailer"} <= set(promotions.columns)


def test_what_is_written_can_be_read(tmp_path: Path) -> None:
    source = DataFolder.open(folder(tmp_path))
    out = tmp_path / "deep" / "out"
    write_table(out, TRANSACTIONS, source.transactions())
    write_table(out, PRODUCTS, source.products())
    copy = DataFolder.open(out)
    pd.testing.assert_frame_equal(copy.transactions(), source.transactions())
    pd.testing.assert_frame_equal(copy.products(), source.products())
    assert sorted(file.name for file in out.iterdir()) == ["products.parquet", "transactions.parquet"]


def test_writing_without_a_required_column_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(MissingColumnError, match="name"):
        write_table(tmp_path / "out", PRODUCTS, pd.DataFrame({"product_id": ["1"]}))
    assert not (tmp_path / "out").exists()


def test_a_writer_that_fails_half_way_leaves_the_old_table(tmp_path: Path) -> None:
    write_table(tmp_path, PRODUCTS, pd.DataFrame({"product_id": ["1"], "name": ["Rice"]}))
    before = (tmp_path / "products.parquet").read_bytes()
    schema = pa.schema({"product_id": pa.string(), "name": pa.string()})

    def batches():  # type: ignore[no-untyped-def]
        yield pa.record_batch([["2"], ["Noodles"]], schema=schema)
        raise OSError(28, "No space left on device")

    with pytest.raises(DataError, match="No space left"):
        write_table(tmp_path, PRODUCTS, pa.RecordBatchReader.from_batches(schema, batches()))
    assert (tmp_path / "products.parquet").read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["products.parquet"]
