"""Read, check and write a data folder: `transactions`, `products` and, if any, `promotions` and `reviews`.

Each table is a `.parquet` or a `.csv` file (parquet wins where both exist). Rows that cannot be used are left
out and counted in `DataFolder.dropped`, never in silence. The columns stand in `edge_models.data.schema`.
"""

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from edge_models.data.errors import DataError, MissingColumnError, MissingTableError, UnreadableError
from edge_models.data.schema import (
    CSV_ENCODING,
    PRODUCTS,
    PROMOTIONS,
    REVIEWS,
    TABLES,
    TRANSACTIONS,
    Kind,
    Table,
)


@dataclass(frozen=True, slots=True)
class Drop:
    """Rows of one table that were left out, and why."""

    table: str
    reason: str
    rows: int

    def __str__(self) -> str:
        return f"{self.table}: {self.rows:,} rows left out, {self.reason}"


class DataFolder:
    """A folder whose tables exist and have their required columns. Frames are read when asked for.

    `open` raises `MissingTableError`, `MissingColumnError` or `UnreadableError`; so may the readers.
    """

    def __init__(self, path: Path, files: Mapping[str, Path]) -> None:
        self.path = path
        self.dropped: list[Drop] = []
        self._files = dict(files)

    @classmethod
    def open(cls, path: Path, with_sales: bool = True) -> "DataFolder":
        """Check the folder at `path` without reading its rows; not `with_sales`, it may lack transactions."""
        if not path.is_dir():
            raise MissingTableError(
                f"{path} is not a folder. Make one with `endcap models import completejourney --out {path}`."
            )
        files: dict[str, Path] = {}
        for table in TABLES:
            file = _find(path, table, table.required and (with_sales or table is not TRANSACTIONS))
            if file is not None:
                _check_columns(file, table)
                files[table.name] = file
        return cls(path, files)

    def transactions(self, stores: Collection[str] | None = None) -> pd.DataFrame:
        """Sales, oldest first; of `stores` alone if given. Lines without a positive quantity are left out."""
        frame = self._read(TRANSACTIONS, stores)
        if "quantity" in frame:
            frame = self._keep(
                TRANSACTIONS, frame, frame["quantity"] > 0, "quantity is missing or not above zero"
            )
        order = ["timestamp", "basket_id", "product_id"]
        return frame.sort_values(order, kind="stable", ignore_index=True)

    def products(self) -> pd.DataFrame:
        """The catalog, one row a product: of a repeated `product_id` the first row counts."""
        frame = self._read(PRODUCTS, None)
        return self._keep(PRODUCTS, frame, ~frame["product_id"].duplicated(), "product_id is repeated")

    def promotions(self, stores: Collection[str] | None = None) -> pd.DataFrame:
        """Displays and leaflets by product, store and week; an empty frame where the folder has none.

        A whole chain's promotions may take a gigabyte in memory: name `stores` where a few will do.
        """
        if PROMOTIONS.name not in self._files:
            return pd.DataFrame({name: pd.Series(dtype="str") for name in PROMOTIONS.column_names()})
        return self._read(PROMOTIONS, stores)

    def reviews(self) -> pd.DataFrame:
        """What shoppers wrote of products; an empty frame where the folder has none. Rows in a language other
        than en and zh are left out."""
        if REVIEWS.name not in self._files:
            return pd.DataFrame({name: pd.Series(dtype="str") for name in REVIEWS.column_names()})
        frame = self._read(REVIEWS, None)
        if "language" in frame:
            known = frame["language"].isna() | frame["language"].isin(["en", "zh"])
            frame = self._keep(REVIEWS, frame, known, "language is neither en nor zh")
        return frame

    def _read(self, table: Table, stores: Collection[str] | None) -> pd.DataFrame:
        file = self._files[table.name]
        self.dropped = [drop for drop in self.dropped if drop.table != table.name]
        raw = _read_file(file, table, stores).reset_index(drop=True)
        frame = pd.DataFrame({name: _convert(file, raw[name], table, name) for name in raw.columns})
        good = pd.Series(True, index=frame.index)
        for name in frame.columns:
            unreadable = raw[name].notna() & frame[name].isna()
            missing = raw[name].isna() & (name in table.required_columns())
            for reason, bad in ((f"{name} is unreadable", unreadable), (f"{name} is missing", missing)):
                self._count(table, reason, good & bad)
                good &= ~bad
        frame = frame[good].reset_index(drop=True)
        for column in table.columns:
            if column.kind is Kind.INTEGER and column.required:
                frame[column.name] = frame[column.name].astype("int64")
        return frame

    def _keep(self, table: Table, frame: pd.DataFrame, good: "pd.Series[bool]", reason: str) -> pd.DataFrame:
        self._count(table, reason, ~good)
        return frame[good].reset_index(drop=True)

    def _count(self, table: Table, reason: str, bad: "pd.Series[bool]") -> None:
        if rows := int(bad.sum()):
            self.dropped.append(Drop(table.name, reason, rows))


def write_table(path: Path, table: Table, rows: pd.DataFrame | pa.RecordBatchReader) -> Path:
    """Write one table as parquet, whole or not at all; returns the file.

    A `RecordBatchReader` is written batch by batch. Raises `MissingColumnError`, or `DataError` where the
    disk refuses.
    """
    names = rows.schema.names if isinstance(rows, pa.RecordBatchReader) else list(rows.columns)
    missing = [name for name in table.required_columns() if name not in names]
    if missing:
        raise MissingColumnError(f"Cannot write {table.name}: it lacks {', '.join(missing)}.")
    target = path / f"{table.name}.parquet"
    part = path / f".{table.name}.parquet.part"
    try:
        path.mkdir(parents=True, exist_ok=True)
        _write_parquet(part, rows)
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.replace(target)
    except OSError as error:
        raise DataError(f"Cannot write {target}: {error.strerror or error}.") from error
    finally:
        if part.exists():
            part.unlink()
    return target


def _write_parquet(file: Path, rows: pd.DataFrame | pa.RecordBatchReader) -> None:
    if isinstance(rows, pd.DataFrame):
        pq.write_table(pa.Table.from_pandas(rows, preserve_index=False), file, compression="zstd")
        return
    with pq.ParquetWriter(file, rows.schema, compression="zstd") as writer:
        for batch in rows:
            writer.write_batch(batch)


def _find(path: Path, table: Table, required: bool) -> Path | None:
    for suffix in (".parquet", ".csv"):
        file = path / f"{table.name}{suffix}"
        if file.is_file():
            return file
    if required:
        raise MissingTableError(f"{path} has no {table.name}.parquet or {table.name}.csv.")
    return None


def _columns_of(file: Path) -> list[str]:
    try:
        if file.suffix == ".csv":
            return [str(name) for name in pd.read_csv(file, nrows=0, encoding=CSV_ENCODING).columns]
        return [str(name) for name in pq.read_schema(file).names]
    except (OSError, ValueError, pa.ArrowException) as error:
        raise UnreadableError(f"{file} cannot be read as {file.suffix[1:]}: {error}") from error


def _check_columns(file: Path, table: Table) -> None:
    present = _columns_of(file)
    missing = [name for name in table.required_columns() if name not in present]
    if missing:
        raise MissingColumnError(
            f"{file} lacks the required column(s) {', '.join(missing)}. It has: {', '.join(present)}."
        )


def _read_file(file: Path, table: Table, stores: Collection[str] | None) -> pd.DataFrame:
    present = _columns_of(file)
    columns = [name for name in table.column_names() if name in present]
    if stores is not None and "store_id" not in columns:
        raise MissingColumnError(f"{file} has no column store_id: stores cannot be told apart.")
    try:
        if file.suffix == ".csv":
            frame = pd.read_csv(
                file,
                usecols=columns,
                dtype="str",
                keep_default_na=False,
                na_values=[""],
                encoding=CSV_ENCODING,
            )
            return frame if stores is None else frame[frame["store_id"].isin(list(stores))]
        return _read_parquet(file, columns, stores)
    except (OSError, ValueError, pa.ArrowException) as error:
        raise UnreadableError(f"{file} cannot be read as {file.suffix[1:]}: {error}") from error


def _read_parquet(file: Path, columns: list[str], stores: Collection[str] | None) -> pd.DataFrame:
    if stores is None:
        frame: pd.DataFrame = pq.read_table(file, columns=columns).to_pandas()
        return frame
    numbers = pa.types.is_integer(pq.read_schema(file).field("store_id").type)
    wanted = [int(store) for store in stores if store.isdecimal()] if numbers else list(stores)
    filtered: pd.DataFrame = pq.read_table(
        file, columns=columns, filters=[("store_id", "in", wanted)]
    ).to_pandas()
    return filtered


def _convert(file: Path, values: pd.Series, table: Table, name: str) -> pd.Series:
    """The column in its kind's type; a value that cannot be read becomes a missing one."""
    kind = next(column.kind for column in table.columns if column.name == name)
    try:
        if kind in (Kind.ID, Kind.TEXT):
            return _as_text(values)
        if kind is Kind.TIME:
            return _as_time(values)
        numbers = pd.to_numeric(values, errors="coerce")
        numbers = numbers.where(np.isfinite(numbers))
        return numbers if kind is Kind.NUMBER else numbers.where(numbers % 1 == 0)
    except (TypeError, ValueError) as error:
        raise UnreadableError(f"{file}: column {name} cannot be read as {kind}: {error}") from error


def _as_text(values: pd.Series) -> pd.Series:
    if isinstance(values.dtype, pd.CategoricalDtype):
        values = values.astype(values.cat.categories.dtype)
    if pd.api.types.is_float_dtype(values):  # whole numbers that a gap has turned into floats
        values = values.astype("Int64")
    text = values.astype("str")
    return text.where(text != "")


def _as_time(values: pd.Series) -> pd.Series:
    if pd.api.types.is_numeric_dtype(values):
        raise ValueError("a number tells no date; write times as 2026-11-24T08:15:00")
    if not pd.api.types.is_datetime64_any_dtype(values):
        values = pd.to_datetime(values, format="ISO8601", errors="coerce")
    times: pd.Series = values.dt.tz_localize(None)
    return times
