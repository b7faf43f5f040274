"""The data folder (Seam 1 of docs/architecture.md) as a catalog's builder reads it, for one store.

Columns that are not needed are not read; rows that cannot be used are left out and counted in
`Source.unusable`.
"""

import datetime as dt
import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, fields
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
}
_OPTIONAL = {
    "products": (
        *("name_zh", "department", "department_zh", "category", "category_zh", "type", "type_zh", "brand"),
        *("department_raw", "category_raw", "type_raw"),
        *("size", "size_zh", "weight_g", "gtin", "picture", "price"),
    ),
    "transactions": ("quantity", "shelf_price", "week"),
    "promotions": ("week_start", "display", "mailer", "price"),
}
_NOWHERE = ("", "0", "none", "false")  # of display and mailer


@dataclass(frozen=True, slots=True)
class SourceProduct:
    """One row of `products`; an empty text where the data do not say."""

    product_id: str
    name: str
    name_zh: str
    department: str
    department_zh: str
    category: str
    category_zh: str
    type: str
    type_zh: str
    department_raw: str
    category_raw: str
    type_raw: str
    brand: str
    size: str
    size_zh: str
    weight_g: float | None
    gtin: str
    picture: str = ""  # the retailer's own choice
    price: float | None = None  # on the shelf, one piece, major units; None: told from sales


@dataclass(frozen=True, slots=True)
class Booking:
    """Where the data book a product; an empty text where they do not say."""

    department: str
    department_zh: str
    department_raw: str
    category: str
    category_zh: str
    category_raw: str


@dataclass(frozen=True, slots=True)
class Offer:
    """What `promotions` says of a product in one store and week."""

    shown: bool  # on display or in the leaflet
    price: float | None  # of one piece, major units; None: told from sales


@dataclass(frozen=True, slots=True)
class Sale:
    """One line of a basket; money in major units for one piece."""

    product_id: str
    week: int
    paid: float
    shelf: float  # before discounts; what was paid where the data do not say


@dataclass(frozen=True, slots=True)
class Week:
    number: int
    start: dt.date | None


@dataclass(slots=True)
class Source:
    """A data folder. Raises CatalogBuildError where a file or a column is missing or cannot be read."""

    folder: Path
    unusable: dict[str, int] = field(default_factory=dict)  # reason -> rows
    _weeks: dict[int, dt.date] | None = None

    def products(self, wanted: Collection[str]) -> dict[str, SourceProduct]:
        """The products with the ids `wanted`, of those that `products` holds."""
        table = _table(self.folder, "products")
        ids = pc.utf8_trim_whitespace(table["product_id"].cast(pa.string()))
        found: dict[str, SourceProduct] = {}
        for row in _rows(table.filter(pc.is_in(ids, pa.array(wanted, pa.string())))):
            product_id = _text(row["product_id"])
            if not _text(row["name"]):
                self._skip("products without a name")
            elif product_id in found:
                self._skip("products repeated")
            else:
                weight_g, price = _positive(row.pop("weight_g")), _positive(row.pop("price"))
                texts = {key: _text(value) for key, value in row.items()}
                found[product_id] = SourceProduct(**texts, weight_g=weight_g, price=price)
        return found

    def bookings(self) -> list[tuple[str, Booking, int]]:
        """How many products of each type (its name) are booked where, over the whole of `products`."""
        keys = ["type", *(each.name for each in fields(Booking))]
        counted = _table(self.folder, "products").select(keys).group_by(keys).aggregate([([], "count_all")])
        return [
            (kind, Booking(**{key: _text(row[key]) for key in keys[1:]}), row["count_all"])
            for row in counted.to_pylist()
            if (kind := _text(row["type"])) and _text(row["category"])
        ]

    def sales(self, store: str | None = None, *, first: int = 0, last: int | None = None) -> list[Sale]:
        """The sales of `store` (None: of all) in the weeks from `first` to `last`, both included."""
        table = _table(self.folder, "transactions", store)
        weeks = self._sale_weeks(table)
        if store is not None and weeks.null_count:  # the chain's lines hold the store's once more
            self._skip("sales without a timestamp such as 2026-11-24T08:15:00", weeks.null_count)
        table = table.drop_columns(["week"]).append_column("week", weeks)
        inside = pc.greater_equal(weeks, first)
        if last is not None:
            inside = pc.and_(inside, pc.less_equal(weeks, last))
        table = table.filter(inside)
        names = ("product_id", "week", "quantity", "price", "shelf_price")
        found = []
        for product_id, week, quantity, price, shelf in zip(
            *(table[it].to_pylist() for it in names), strict=True
        ):
            pieces = 1.0 if quantity is None else _positive(quantity)
            paid, before = _positive(price), _positive(shelf)
            if pieces is None or paid is None:
                if store is not None:
                    self._skip("sales without a quantity and a price above zero")
                continue
            each = paid / pieces
            found.append(Sale(_text(product_id), week, each, each if before is None else max(before, each)))
        return found

    def stores(self) -> list[str]:
        """The stores of `transactions`, the one with most sales first."""
        counted = _table(self.folder, "transactions")["store_id"].value_counts().to_pylist()
        counted.sort(key=lambda each: -each["counts"])
        return [text for each in counted if (text := _text(each["values"]))]

    def offered(self, store: str, week: int) -> dict[str, Offer]:
        """Products that `promotions` names for that store and week; of several prices the lowest."""
        found: dict[str, Offer] = {}
        if _file(self.folder, "promotions") is None:
            return found
        table = _table(self.folder, "promotions", store)
        for row in _rows(table.filter(pc.equal(_weeks(table, "promotions"), week))):
            product_id = _text(row["product_id"])
            shown = any(_text(row[key]).lower() not in _NOWHERE for key in ("display", "mailer"))
            prices = [_positive(row["price"])]
            if (earlier := found.get(product_id)) is not None:
                shown = shown or earlier.shown
                prices.append(earlier.price)
            found[product_id] = Offer(shown, min((it for it in prices if it is not None), default=None))
        return found

    def weeks_offered(self, store: str) -> list[Week]:
        """The weeks for which the store has promotions, in order."""
        if _file(self.folder, "promotions") is None:
            return []
        table = _table(self.folder, "promotions", store)
        weeks = pc.unique(_weeks(table, "promotions")).to_pylist()
        numbers = sorted(number for number in weeks if number is not None)
        starts = self.week_starts()
        return [Week(number, starts.get(number)) for number in numbers]

    def week_starts(self) -> dict[int, dt.date]:
        """The first day of each week that `promotions` dates."""
        if self._weeks is None:
            self._weeks = {}
            file = _file(self.folder, "promotions")
            if file is not None and "week_start" in _columns(file):
                table = _read(file, ["week", "week_start"])
                table = table.set_column(0, "week", _weeks(table, "promotions"))
                for row in table.group_by(["week", "week_start"]).aggregate([]).to_pylist():
                    start = _day(row["week_start"])
                    if row["week"] is not None and start is not None:
                        self._weeks[row["week"]] = start
        return self._weeks

    def _sale_weeks(self, table: pa.Table) -> pa.ChunkedArray:
        """The week of each line: the source's own, else by the dates of `promotions`, else by sevens."""
        own = _weeks(table, "transactions")
        if own.null_count < len(own):
            return own
        days = [_day(value) for value in table["timestamp"].to_pylist()]
        known = sorted((start, number) for number, start in self.week_starts().items())
        origin = min((day for day in days if day is not None), default=dt.date.min)
        weeks = [None if day is None else _week_of(day, known, origin) for day in days]
        return pa.chunked_array([pa.array(weeks, pa.int64())])

    def _skip(self, reason: str, rows: int = 1) -> None:
        self.unusable[reason] = self.unusable.get(reason, 0) + rows


def _week_of(day: dt.date, known: list[tuple[dt.date, int]], origin: dt.date) -> int:
    if not known:
        return (day - origin).days // 7 + 1
    anchor, number = known[0]
    return number + (day - anchor).days // 7


def _weeks(table: pa.Table, name: str) -> pa.ChunkedArray:
    try:
        return table["week"].cast(pa.int64())
    except pa.ArrowInvalid as err:
        raise CatalogBuildError(f"{name}: a week must be a whole number: {err}") from err


def _table(folder: Path, name: str, store: str | None = None) -> pa.Table:
    """The needed columns of a table; a missing optional one is all null."""
    file = _file(folder, name)
    if file is None:
        raise CatalogBuildError(
            f"{folder} has no {name}.parquet or {name}.csv; "
            f"write it, or make a data folder with `endcap models import completejourney --out {folder}`"
        )
    present = _columns(file)
    missing = [column for column in _REQUIRED[name] if column not in present]
    if missing:
        hint = (
            "separate the columns by commas, not semicolons"
            if _has_semicolons(present)
            else "a catalog needs it"
        )
        raise CatalogBuildError(f"{file} lacks the column(s) {', '.join(missing)}; {hint}")
    wanted = (*_REQUIRED[name], *_OPTIONAL[name])
    table = _read(file, [column for column in wanted if column in present], store)
    for column in wanted:
        if column not in present:
            table = table.append_column(column, pa.nulls(table.num_rows))
    return table


def _file(folder: Path, name: str) -> Path | None:
    return next((file for end in ("parquet", "csv") if (file := folder / f"{name}.{end}").is_file()), None)


def _has_semicolons(columns: list[str]) -> bool:
    return any(";" in column for column in columns)


def _columns(file: Path) -> list[str]:
    try:
        if file.suffix == ".csv":
            with pa_csv.open_csv(file) as reader:
                return list(reader.schema.names)
        return list(pq.read_schema(file).names)
    except (OSError, pa.ArrowException) as err:
        raise CatalogBuildError(f"{file} cannot be read: {err}") from err


def _read(file: Path, columns: list[str], store: str | None = None) -> pa.Table:
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


def _rows(table: pa.Table) -> Iterator[dict[str, Any]]:
    for batch in table.to_batches(max_chunksize=50_000):
        yield from batch.to_pylist()


def _text(value: Any) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _positive(value: Any) -> float | None:
    """`value` as a number above zero, or None."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) and number > 0 else None


def _day(value: Any) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return dt.datetime.fromisoformat(str(value)).date()
    except ValueError:
        return None
