"""Read a data folder and clean it: from files to sorted arrays, with a report of what was dropped."""

import functools
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow.parquet as pq

from edge_models.data.schema import CSV_ENCODING
from edge_models.errors import TrainingError
from edge_models.features.tables import UNKNOWN, IntArray
from edge_models.training.timestamps import read_times, whole_days

_IDS = ("shopper_id", "basket_id", "product_id")
_REQUIRED = (*_IDS, "timestamp")
_OPTIONAL = ("store_id", "quantity")
_DESCRIBED = ("name", "type", "category", "department", "brand", "size")
_GROUPS = ("type", "category", "department", "brand", "look")
_BULK = 0.001  # share of the lines at either end whose times do not tell the span of the data
_LEAST_MARGIN = pd.Timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Cleaning:
    """How many lines came in, and why some did not stay."""

    read: int
    without_id: int  # no product, basket or time
    unreadable_time: int  # a time that is none
    far_time: int  # a time far from all others: 1970, 2099
    not_bought: int  # quantity of zero or less: returns, corrections
    repeated: int  # the same product again in the same basket: merged
    kept: int

    def lines(self) -> list[str]:
        """For people: one sentence each."""
        told = [
            f"{self.read:,} lines read, {self.kept:,} kept",
            f"{self.without_id:,} dropped: no product, basket or time",
            f"{self.unreadable_time:,} dropped: the time cannot be read",
            f"{self.far_time:,} dropped: the time lies far from all others",
            f"{self.not_bought:,} dropped: quantity of zero or less",
            f"{self.repeated:,} merged: the same product again in one basket",
        ]
        return [told[0], *(line for line in told[1:] if not line.startswith("0 "))]


@dataclass(frozen=True, slots=True)
class Purchases:
    """One entry for each product of each basket, by time; baskets are numbered in that order.

    A basket is what one shopper bought under one `basket_id`: ids need not differ between shoppers.
    `product`, `shopper` and `store` are rows of the id tables. Group rows (`groups["type"]`, …) belong to
    products.
    """

    product: IntArray
    basket: IntArray
    basket_shopper: IntArray  # (baskets,)
    basket_store: IntArray  # (baskets,) UNKNOWN where not given
    basket_day: npt.NDArray[np.float64]  # (baskets,) days since 1970-01-01, not descending
    clock: bool  # times of day are known; without them the days are whole
    product_ids: npt.NDArray[np.str_]
    store_ids: npt.NDArray[np.str_]
    groups: dict[str, IntArray]  # (products,) UNKNOWN where not given
    group_names: dict[str, list[str]]

    @property
    def basket_total(self) -> int:
        return len(self.basket_day)

    def products_of(self, basket: int) -> IntArray:
        """Product numbers of one basket."""
        # Of the array's own type: another would have all lines converted at each call.
        ends = np.asarray([basket, basket + 1], dtype=self.basket.dtype)
        first, last = np.searchsorted(self.basket, ends)
        return self.product[first:last]

    def items_of(self, basket: int) -> list[str]:
        """Product ids of one basket."""
        items: list[str] = self.product_ids[self.products_of(basket)].tolist()
        return items

    def until(self, day: float) -> "Purchases":
        """The same without the baskets from this day on."""
        baskets = self.before(day)
        lines = int(np.searchsorted(self.basket, baskets))
        return replace(
            self,
            product=self.product[:lines],
            basket=self.basket[:lines],
            basket_shopper=self.basket_shopper[:baskets],
            basket_store=self.basket_store[:baskets],
            basket_day=self.basket_day[:baskets],
        )

    def before(self, day: float) -> int:
        """How many baskets lie before this day: they are the first ones."""
        return int(np.searchsorted(self.basket_day, day))


def read(folder: Path) -> tuple[Purchases, Cleaning]:
    """Read `transactions` and, where present, `products` (parquet or csv) from a data folder.

    Raises `TrainingError` naming the missing file or column.
    """
    lines = _table(folder, "transactions", (*_REQUIRED, *_OPTIONAL))
    if lines is None:
        raise TrainingError(
            f"{folder}: no transactions.parquet or transactions.csv. Make one with `endcap models import`."
        )
    lines, cleaning = _clean(lines)
    if lines.empty:
        raise TrainingError(f"{folder}/transactions: no line can be used ({'; '.join(cleaning.lines())}).")
    return _arrays(lines, _table(folder, "products", ("product_id", *_DESCRIBED))), cleaning


def _table(folder: Path, name: str, wanted: tuple[str, ...]) -> pd.DataFrame | None:
    """The wanted columns that the table has; None where there is no such table.

    Raises `TrainingError` for a table that cannot be read, or without a column that every such table has.
    """
    path = next((p for kind in ("parquet", "csv") if (p := folder / f"{name}.{kind}").exists()), None)
    if path is None:
        return None
    try:
        if path.suffix == ".parquet":
            names = [str(column) for column in pq.read_schema(path).names]
        else:
            names = [str(column) for column in pd.read_csv(path, nrows=0, encoding=CSV_ENCODING).columns]
        missing = [c for c in wanted if c not in names and c in _REQUIRED]
        if missing:
            raise TrainingError(
                f"{path}: the column {', '.join(missing)} is missing. There is: {', '.join(names)}."
            )
        columns = [c for c in wanted if c in names]
        if path.suffix == ".parquet":
            return pd.read_parquet(path, columns=columns)
        ids = dict.fromkeys((*_IDS, "store_id"), "str")
        return pd.read_csv(
            path, usecols=columns, dtype=ids, keep_default_na=False, na_values=[""], encoding=CSV_ENCODING
        )
    except (OSError, ValueError) as err:
        raise TrainingError(f"{path}: cannot be read ({err}).") from err


def _clean(lines: pd.DataFrame) -> tuple[pd.DataFrame, Cleaning]:
    read_total = len(lines)
    lines = lines.assign(**{c: _text(lines[c]) for c in (*_IDS, "store_id") if c in lines})
    lines = lines.dropna(subset=["basket_id", "product_id", "timestamp"])
    with_id = len(lines)
    given = lines["timestamp"]
    lines = lines.assign(timestamp=read_times(given))
    lines = lines[lines["timestamp"].notna()]
    timed = len(lines)
    if timed < with_id / 2:
        example = given.drop(lines.index).iloc[0]
        raise TrainingError(
            f"transactions: {with_id - timed:,} of {with_id:,} timestamps cannot be read as a date or time, "
            f"such as {str(example)!r}. Write them as 2026-11-24T08:15:00 or 2026-11-24."
        )
    lines = lines[_near(lines["timestamp"])]
    near = len(lines)
    if "quantity" in lines:
        lines = lines[~(pd.to_numeric(lines["quantity"], errors="coerce") <= 0)]
    bought = len(lines)
    # A basket without a shopper belongs to nobody else: its own id stands in.
    lines = lines.assign(shopper_id=lines["shopper_id"].fillna("basket " + lines["basket_id"]))
    lines = lines.drop_duplicates(["shopper_id", "basket_id", "product_id"])
    return lines, Cleaning(
        read=read_total,
        without_id=read_total - with_id,
        unreadable_time=with_id - timed,
        far_time=timed - near,
        not_bought=near - bought,
        repeated=bought - len(lines),
        kept=len(lines),
    )


def _text(ids: "pd.Series[Any]") -> "pd.Series[Any]":
    """Ids as text; an empty one is missing."""
    if isinstance(ids.dtype, pd.CategoricalDtype):
        ids = ids.astype(ids.cat.categories.dtype)
    if pd.api.types.is_float_dtype(ids) and (ids.dropna() % 1 == 0).all():
        ids = ids.astype("Int64")  # whole numbers that a gap has turned into floats
    text = ids.astype("str").where(ids.notna())
    return text.mask(text == "")


def _near(times: "pd.Series[Any]") -> "pd.Series[bool]":
    """False where a time lies far outside the span of nearly all: one of 1970 would stretch the history."""
    if times.empty:
        return times.notna()
    low, high = (pd.Timestamp(t) for t in times.quantile([_BULK, 1 - _BULK]).tolist())
    margin = max((high - low) / 10, _LEAST_MARGIN)
    return times.between(low - margin, high + margin)


def _arrays(lines: pd.DataFrame, products: pd.DataFrame | None) -> Purchases:
    who, shopper_ids = pd.factorize(lines["shopper_id"])
    which, basket_ids = pd.factorize(lines["basket_id"])
    pair = which.astype(np.int64) * len(shopper_ids) + who
    pairs, first, place = np.unique(pair, return_index=True, return_inverse=True)
    day = lines["timestamp"].to_numpy(dtype="datetime64[us]").astype(np.int64) / 86_400e6
    basket_day = np.full(len(pairs), np.inf)
    np.minimum.at(basket_day, place, day)
    clock = not whole_days(basket_day)
    if not clock:
        basket_day = np.floor(basket_day)
    # Baskets of one time go by their ids, a shorter one first: 9 comes before 10.
    rank = np.empty(len(basket_ids), dtype=np.int64)
    texts = np.asarray(basket_ids, dtype=np.str_)
    rank[np.lexsort((texts, np.strings.str_len(texts)))] = np.arange(len(texts))
    in_time = np.lexsort((who[first], rank[which[first]], basket_day))
    number = np.empty(len(pairs), dtype=np.int32)
    number[in_time] = np.arange(len(pairs), dtype=np.int32)
    basket = number[place]
    ids, product = _identify(lines["product_id"], products)
    order = np.lexsort((product, basket))
    stores, store = _stores(lines, first)
    groups, names = _group(ids, products)
    return Purchases(
        product=product[order],
        basket=basket[order],
        basket_shopper=_ranked(shopper_ids)[who[first]][in_time],
        basket_store=store[in_time],
        basket_day=basket_day[in_time],
        clock=clock,
        product_ids=ids,
        store_ids=stores,
        groups=groups,
        group_names=names,
    )


def _stores(lines: pd.DataFrame, first: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.str_], IntArray]:
    """All store ids, and the place among them of the one that each basket's first line names."""
    if "store_id" not in lines:
        return np.zeros(0, dtype=np.str_), np.full(len(first), UNKNOWN, dtype=np.int32)
    code, ids = pd.factorize(lines["store_id"].iloc[first])
    place = np.append(_ranked(ids), np.int32(UNKNOWN))[code]  # a missing one has the code -1
    return np.sort(np.asarray(ids, dtype=np.str_)), place


def _ranked(ids: Any) -> IntArray:
    """The place of each of the different ids in their order."""
    return np.unique(np.asarray(ids, dtype=np.str_), return_inverse=True)[1].astype(np.int32)


def _identify(
    bought: "pd.Series[Any]", products: pd.DataFrame | None
) -> tuple[npt.NDArray[np.str_], IntArray]:
    """All product ids, bought or only listed, and the place among them of each line's."""
    code, sold = pd.factorize(bought)
    sold_ids = np.asarray(sold, dtype=np.str_)
    listed = np.zeros(0, dtype=np.str_)
    if products is not None:
        listed = _text(products["product_id"]).dropna().to_numpy(dtype=np.str_)
    ids = np.union1d(sold_ids, listed)
    return ids, np.searchsorted(ids, sold_ids).astype(np.int32)[code]


def _group(
    ids: npt.NDArray[np.str_], products: pd.DataFrame | None
) -> tuple[dict[str, IntArray], dict[str, list[str]]]:
    groups: dict[str, IntArray] = {}
    names: dict[str, list[str]] = {}
    known = None
    if products is not None:
        known = products.assign(product_id=_text(products["product_id"])).drop_duplicates("product_id")
        known = known.set_index("product_id").reindex(ids)
        parts = [
            known[c].astype("string").fillna("") for c in ("name", "type", "brand", "size") if c in known
        ]
        known = known.assign(look=functools.reduce(lambda a, b: a + "\n" + b, parts) if parts else None)
    for group in _GROUPS:
        if known is None or group not in known:
            groups[group], names[group] = np.full(len(ids), UNKNOWN, dtype=np.int32), []
            continue
        given = known[group].astype("string")
        code, labels = pd.factorize(given.mask(given == ""), sort=True)
        groups[group], names[group] = code.astype(np.int32), [str(label) for label in labels]
    return groups, names
