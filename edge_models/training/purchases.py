"""Read a data folder and clean it: from files to sorted arrays, with a report of what was dropped."""

import functools
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from edge_models.errors import TrainingError
from edge_models.features.tables import UNKNOWN, IntArray

_REQUIRED = ("shopper_id", "basket_id", "product_id", "timestamp")
_OPTIONAL = ("store_id", "quantity")
_GROUPS = ("type", "category", "department", "brand", "look")


@dataclass(frozen=True, slots=True)
class Cleaning:
    """How many lines came in, and why some did not stay."""

    read: int
    without_id: int  # no product, basket or time
    not_bought: int  # quantity of zero or less: returns, corrections
    repeated: int  # the same product again in the same basket: merged
    kept: int

    def lines(self) -> list[str]:
        """For people: one sentence each."""
        return [
            f"{self.read:,} lines read, {self.kept:,} kept",
            f"{self.without_id:,} dropped: no product, basket or time",
            f"{self.not_bought:,} dropped: quantity of zero or less",
            f"{self.repeated:,} merged: the same product again in one basket",
        ]


@dataclass(frozen=True, slots=True)
class Purchases:
    """One entry for each product of each basket, by time; baskets are numbered in that order.

    `product`, `shopper` and `store` are rows of the id tables. Group rows (`groups["type"]`, …) belong to
    products.
    """

    product: IntArray
    basket: IntArray
    basket_shopper: IntArray  # (baskets,)
    basket_store: IntArray  # (baskets,) UNKNOWN where not given
    basket_day: npt.NDArray[np.float64]  # (baskets,) days since 1970-01-01, not descending
    product_ids: npt.NDArray[np.str_]
    store_ids: npt.NDArray[np.str_]
    groups: dict[str, IntArray]  # (products,) UNKNOWN where not given
    group_names: dict[str, list[str]]

    @property
    def basket_total(self) -> int:
        return len(self.basket_day)

    def items_of(self, basket: int) -> list[str]:
        """Product ids of one basket."""
        first, last = np.searchsorted(self.basket, [basket, basket + 1])
        items: list[str] = self.product_ids[self.product[first:last]].tolist()
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
    lines = _table(folder, "transactions")
    if lines is None:
        raise TrainingError(
            f"{folder}: no transactions.parquet or transactions.csv. Make one with `endcap models import`."
        )
    missing = [c for c in _REQUIRED if c not in lines]
    if missing:
        raise TrainingError(f"{folder}/transactions: the column {', '.join(missing)} is missing.")
    lines, cleaning = _clean(lines[[c for c in (*_REQUIRED, *_OPTIONAL) if c in lines]])
    if lines.empty:
        raise TrainingError(f"{folder}/transactions: no line can be used ({'; '.join(cleaning.lines())}).")
    return _arrays(lines, _table(folder, "products")), cleaning


def _table(folder: Path, name: str) -> pd.DataFrame | None:
    try:
        if (path := folder / f"{name}.parquet").exists():
            return pd.read_parquet(path)
        if (path := folder / f"{name}.csv").exists():
            return pd.read_csv(
                path, dtype=dict.fromkeys(("shopper_id", "basket_id", "product_id", "store_id", "gtin"), str)
            )
    except (OSError, ValueError) as err:
        raise TrainingError(f"{path}: cannot be read ({err}).") from err
    return None


def _clean(lines: pd.DataFrame) -> tuple[pd.DataFrame, Cleaning]:
    read_total = len(lines)
    lines = lines.assign(timestamp=_times(lines["timestamp"]))
    lines = lines.dropna(subset=["basket_id", "product_id", "timestamp"])
    with_id = len(lines)
    if "quantity" in lines:
        lines = lines[~(lines["quantity"] <= 0)]
    bought = len(lines)
    # A basket without a shopper belongs to nobody else: its own id stands in.
    lines = lines.assign(
        shopper_id=lines["shopper_id"]
        .astype("string")
        .fillna("basket " + lines["basket_id"].astype("string"))
    )
    lines = lines.drop_duplicates(["basket_id", "product_id"])
    return lines, Cleaning(
        read_total, read_total - with_id, with_id - bought, bought - len(lines), len(lines)
    )


def _times(given: "pd.Series[Any]") -> "pd.Series[Any]":
    """Naive times. Text is ISO 8601 or another usual form; a number counts days."""
    try:
        if pd.api.types.is_numeric_dtype(given):
            return pd.to_datetime(given, unit="D")
        try:
            stamp = pd.to_datetime(given, utc=True, format="ISO8601")
        except ValueError:
            stamp = pd.to_datetime(given, utc=True, format="mixed")
    except (ValueError, TypeError, OverflowError) as err:
        raise TrainingError(f"transactions: a timestamp cannot be read as a date or time ({err}).") from err
    return stamp.dt.tz_localize(None)


def _arrays(lines: pd.DataFrame, products: pd.DataFrame | None) -> Purchases:
    heads = lines.groupby("basket_id", sort=False).agg(
        shopper=("shopper_id", "first"),
        time=("timestamp", "min"),
        **({"store": ("store_id", "first")} if "store_id" in lines else {}),
    )
    heads = heads.assign(id=heads.index.astype(str)).sort_values(["time", "id"], kind="stable")
    number = pd.Series(np.arange(len(heads), dtype=np.int32), index=heads.index)
    basket = number.reindex(lines["basket_id"]).to_numpy(dtype=np.int32)
    ids, product = _identify(lines["product_id"], products)
    order = np.lexsort((product, basket))
    _, shopper = np.unique(heads["shopper"].astype(str).to_numpy(dtype=np.str_), return_inverse=True)
    stores, store = np.zeros(0, dtype=np.str_), np.full(len(heads), UNKNOWN, dtype=np.int32)
    if "store" in heads and heads["store"].notna().any():
        given = heads["store"].notna().to_numpy()
        stores, at = np.unique(heads["store"][given].astype(str).to_numpy(dtype=np.str_), return_inverse=True)
        store[given] = at
    groups, names = _group(ids, products)
    return Purchases(
        product=product[order].astype(np.int32),
        basket=basket[order].astype(np.int32),
        basket_shopper=shopper.astype(np.int32),
        basket_store=store,
        basket_day=heads["time"].to_numpy(dtype="datetime64[us]").astype(np.int64) / 86_400e6,
        product_ids=ids,
        store_ids=stores,
        groups=groups,
        group_names=names,
    )


def _identify(
    bought: "pd.Series[Any]", products: pd.DataFrame | None
) -> tuple[npt.NDArray[np.str_], IntArray]:
    """All product ids, bought or only listed, and the place among them of each line's."""
    lines = bought.astype(str).to_numpy(dtype=np.str_)
    listed = np.zeros(0, dtype=np.str_)
    if products is not None and "product_id" in products:
        listed = products["product_id"].dropna().astype(str).to_numpy(dtype=np.str_)
    ids = np.union1d(lines, listed)
    return ids, np.searchsorted(ids, lines).astype(np.int32)


def _group(
    ids: npt.NDArray[np.str_], products: pd.DataFrame | None
) -> tuple[dict[str, IntArray], dict[str, list[str]]]:
    groups: dict[str, IntArray] = {}
    names: dict[str, list[str]] = {}
    known = None
    if products is not None and "product_id" in products:
        known = products.assign(product_id=products["product_id"].astype(str)).drop_duplicates("product_id")
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
