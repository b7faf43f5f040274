"""The data folder (Seam 1 of docs/architecture.md) as a catalog's builder reads it, for one store.

Columns that are not needed are not read; rows that cannot be used are left out and counted in
`Source.unusable`.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field, fields
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from sync.catalog.errors import CatalogBuildError
from sync.catalog.folder import columns_of, day_of, file_of, positive, read, rows_of, table_of, text_of
from sync.catalog.model import CONTENTS, LANGUAGES, POINT_SOURCES, SellingPoint

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
    contains: frozenset[str] = frozenset()  # of CONTENTS


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
    _promotions: dict[str, pa.Table] = field(default_factory=dict)  # store -> its rows, a chain has millions

    def products(self, wanted: Collection[str]) -> dict[str, SourceProduct]:
        """The products with the ids `wanted`, of those that `products` holds."""
        table = table_of(self.folder, "products")
        ids = pc.utf8_trim_whitespace(table["product_id"].cast(pa.string()))
        found: dict[str, SourceProduct] = {}
        for row in rows_of(table.filter(pc.is_in(ids, pa.array(wanted, pa.string())))):
            product_id = text_of(row["product_id"])
            if not text_of(row["name"]):
                self._skip("products without a name")
            elif product_id in found:
                self._skip("products repeated")
            else:
                weight_g, price = positive(row.pop("weight_g")), positive(row.pop("price"))
                contains = _contents(product_id, text_of(row.pop("contains")))
                texts = {key: text_of(value) for key, value in row.items()}
                found[product_id] = SourceProduct(**texts, weight_g=weight_g, price=price, contains=contains)
        return found

    def selling_points(self, wanted: Collection[str]) -> dict[str, tuple[SellingPoint, ...]]:
        """What speaks for the products with the ids `wanted`, the best first; none where the folder has no
        such table."""
        found: dict[str, tuple[SellingPoint, ...]] = {}
        if file_of(self.folder, "selling_points") is None:
            return found
        table = table_of(self.folder, "selling_points")
        ids = table["product_id"].cast(pa.string())
        for row in rows_of(table.filter(pc.is_in(ids, pa.array(wanted, pa.string())))):
            product_id, text, sentence, language, source = (text_of(value) for value in row.values())
            if text and text in sentence and language in LANGUAGES and source in POINT_SOURCES:
                point = SellingPoint(text, sentence, language, source)
                found[product_id] = (*found.get(product_id, ()), point)
            else:
                self._skip("selling points without a text of their sentence, a language or a source")
        return found

    def bookings(self) -> list[tuple[str, Booking, int]]:
        """How many products of each type (its name) are booked where, over the whole of `products`."""
        keys = ["type", *(each.name for each in fields(Booking))]
        counted = table_of(self.folder, "products").select(keys).group_by(keys).aggregate([([], "count_all")])
        return [
            (kind, Booking(**{key: text_of(row[key]) for key in keys[1:]}), row["count_all"])
            for row in counted.to_pylist()
            if (kind := text_of(row["type"])) and text_of(row["category"])
        ]

    def sales(self, store: str | None = None, *, first: int = 0, last: int | None = None) -> list[Sale]:
        """The sales of `store` (None: of all) in the weeks from `first` to `last`, both included."""
        table = table_of(self.folder, "transactions", store)
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
            pieces = 1.0 if quantity is None else positive(quantity)
            paid, before = positive(price), positive(shelf)
            if pieces is None or paid is None:
                if store is not None:
                    self._skip("sales without a quantity and a price above zero")
                continue
            each = paid / pieces
            found.append(Sale(text_of(product_id), week, each, each if before is None else max(before, each)))
        return found

    def stores(self) -> list[str]:
        """The stores of `transactions`, the one with most sales first."""
        counted = table_of(self.folder, "transactions")["store_id"].value_counts().to_pylist()
        counted.sort(key=lambda each: -each["counts"])
        return [text for each in counted if (text := text_of(each["values"]))]

    def offered(self, store: str, week: int) -> dict[str, Offer]:
        """Products that `promotions` names for that store and week; of several prices the lowest."""
        found: dict[str, Offer] = {}
        if file_of(self.folder, "promotions") is None:
            return found
        table = self._promotions_of(store)
        for row in rows_of(table.filter(pc.equal(_weeks(table, "promotions"), week))):
            product_id = text_of(row["product_id"])
            shown = any(text_of(row[key]).lower() not in _NOWHERE for key in ("display", "mailer"))
            prices = [positive(row["price"])]
            if (earlier := found.get(product_id)) is not None:
                shown = shown or earlier.shown
                prices.append(earlier.price)
            found[product_id] = Offer(shown, min((it for it in prices if it is not None), default=None))
        return found

    def weeks_offered(self, store: str) -> list[Week]:
        """The weeks for which the store has promotions, in order."""
        if file_of(self.folder, "promotions") is None:
            return []
        table = self._promotions_of(store)
        weeks = pc.unique(_weeks(table, "promotions")).to_pylist()
        numbers = sorted(number for number in weeks if number is not None)
        starts = self.week_starts()
        return [Week(number, starts.get(number)) for number in numbers]

    def week_starts(self) -> dict[int, dt.date]:
        """The first day of each week that `promotions` dates."""
        if self._weeks is None:
            self._weeks = {}
            file = file_of(self.folder, "promotions")
            if file is not None and "week_start" in columns_of(file):
                table = read(file, ["week", "week_start"])
                table = table.set_column(0, "week", _weeks(table, "promotions"))
                for row in table.group_by(["week", "week_start"]).aggregate([]).to_pylist():
                    start = day_of(row["week_start"])
                    if row["week"] is not None and start is not None:
                        self._weeks[row["week"]] = start
        return self._weeks

    def _promotions_of(self, store: str) -> pa.Table:
        if store not in self._promotions:
            self._promotions[store] = table_of(self.folder, "promotions", store)
        return self._promotions[store]

    def _sale_weeks(self, table: pa.Table) -> pa.ChunkedArray:
        """The week of each line: the source's own, else by the dates of `promotions`, else by sevens."""
        own = _weeks(table, "transactions")
        if own.null_count < len(own):
            return own
        days = [day_of(value) for value in table["timestamp"].to_pylist()]
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


def _contents(product_id: str, text: str) -> frozenset[str]:
    """The words of the column `contains`. A word that nobody knows is an error: a filter that passes over it
    would break its promise."""
    words = frozenset(text.lower().replace(",", " ").split())
    if unknown := sorted(words - set(CONTENTS)):
        raise CatalogBuildError(
            f"products: {product_id} contains {', '.join(unknown)}; expected some of {', '.join(CONTENTS)}"
        )
    return words
