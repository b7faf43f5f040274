"""The tables of a data folder as arrow tables, and their cells as plain values."""

import datetime as dt
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from sync.catalog.errors import CatalogBuildError

_REQUIRED = {
    "products": ("product_id", "name"),
    "transactions": ("product_id", "timestamp", "store_id", "price"),
    "promotions": ("product_id", "store_id", "week"),
    "selling_points": ("product_id", "text", "sentence", "language", "source"),
}
_OPTIONAL = {
    "products": (
        *("name_zh", "department", "department_zh", "category", "category_zh", "type", "type_zh", "brand"),
        *("department_raw", "category_raw", "type_raw"),
        *("size", "size_zh", "weight_g", "gtin", "picture", "price", "contains"),
    ),
    "transactions": ("quantity", "shelf_price", "week"),
    "promotions": ("week_start", "display", "mailer", "price"),
    "selling_points": (),
}


def table_of(folder: Path, name: str, store: str | None = None) -> pa.Table:
    """The needed columns of a table; a missing optional one is all null."""
    file = file_of(folder, name)
    if file is None:
        raise CatalogBuildError(
            f"{folder} has no {name}.parquet or {name}.csv; "
            f"write it, or make a data folder with `endcap models import completejourney --out {folder}`"
        )
    present = columns_of(file)
    missing = [column for column in _REQUIRED[name] if column not in present]
    if missing:
        hint = (
            "separate the columns by commas, not semicolons"
            if _has_semicolons(present)
            else "a catalog needs it"
        )
        raise CatalogBuildError(f"{file} lacks the column(s) {', '.join(missing)}; {hint}")
    wanted = (*_REQUIRED[name], *_OPTIONAL[name])
    table = read(file, [column for column in wanted if column in present], store)
    for column in wanted:
        if column not in present:
            table = table.append_column(column, pa.nulls(table.num_rows))
    return table


def file_of(folder: Path, name: str) -> Path | None:
    return next((file for end in ("parquet", "csv") if (file := folder / f"{name}.{end}").is_file()), None)


def _has_semicolons(columns: list[str]) -> bool:
    return any(";" in column for column in columns)


def columns_of(file: Path) -> list[str]:
    try:
        if file.suffix == ".csv":
            with pa_csv.open_csv(file) as reader:
                return list(reader.schema.names)
        return list(pq.read_schema(file).names)
    except (OSError, pa.ArrowException) as err:
        raise CatalogBuildError(f"{file} cannot be read: {err}") from err


def read(file: Path, columns: list[str], store: str | None = None) -> pa.Table:
    try:
        if file.suffix == ".csv":
            ids = {"product_id": pa.string(), "store_id": pa.string(), "gtin": pa.string()}
            options = pa_csv.ConvertOptions(include_columns=columns, column_types=ids)
            table = pa_csv.read_csv(file, convert_options=options)
            if any(pa.types.is_binary(column.type) for column in table.columns):
                raise CatalogBuildError(f"{file} is not UTF-8; save it as “CSV UTF-8”")
            return table if store is None else table.filter(pc.equal(table["store_id"], store))
        if store is None:
            return pq.read_table(file, columns=columns)
        kind = pq.read_schema(file).field("store_id").type
        if pa.types.is_integer(kind) and not store.isdigit():
            return pq.read_table(file, columns=columns).slice(0, 0)
        wanted = int(store) if pa.types.is_integer(kind) else store
        return pq.read_table(file, columns=columns, filters=[("store_id", "=", wanted)])
    except (OSError, pa.ArrowException) as err:
        raise CatalogBuildError(f"{file} cannot be read: {err}") from err


def rows_of(table: pa.Table) -> Iterator[dict[str, Any]]:
    for batch in table.to_batches(max_chunksize=50_000):
        yield from batch.to_pylist()


def text_of(value: Any) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def positive(value: Any) -> float | None:
    """`value` as a number above zero, or None."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) and number > 0 else None


def day_of(value: Any) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return dt.datetime.fromisoformat(str(value)).date()
    except ValueError:
        return None
