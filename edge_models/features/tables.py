"""What the device knows of the past: counts and neighbour tables, fitted on transactions up to one moment.

`edge_models.training.fitting` makes them, `table_file` keeps them.
Products, types and stores are rows (integers) here; `Tables.row_of` turns ids into rows.
"""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int32]
FloatArray = npt.NDArray[np.float32]

UNKNOWN = -1  # a row that the tables do not have
_QUANTILES = 255  # levels of an unsigned byte, zero excluded


@dataclass(frozen=True, slots=True)
class Neighbours:
    """For each row, its strongest followers, best first. Padding has weight 0.

    Weights are kept as bytes with one scale per row: weight = byte * scale / 255.
    """

    index: IntArray  # (rows, k)
    byte: npt.NDArray[np.uint8]  # (rows, k)
    scale: FloatArray  # (rows,) the largest weight of the row
    common: IntArray  # (rows, k) baskets that hold both; (rows, 0) where it was not counted
    value: FloatArray = field(init=False)  # (rows, k) the weights again, for look-ups

    def __post_init__(self) -> None:
        value = self.byte.astype(np.float32) * (self.scale[:, None] / np.float32(_QUANTILES))
        object.__setattr__(self, "value", value)

    @classmethod
    def quantize(cls, index: IntArray, weight: FloatArray, common: IntArray | None = None) -> "Neighbours":
        """Weights must not be negative; they are rounded to a 255th of their row's largest."""
        scale = weight.max(axis=1, initial=0).astype(np.float32)
        safe = np.where(scale > 0, scale, 1)
        byte = np.rint(weight / safe[:, None] * _QUANTILES).astype(np.uint8)
        if common is None:
            common = np.zeros((len(index), 0), dtype=np.int32)
        return cls(index.astype(np.int32), byte, scale, common.astype(np.int32))


@dataclass(frozen=True, slots=True)
class StoreSales:
    """How often each store sold each product: compressed rows, products ascending within a store."""

    store_ids: tuple[str, ...]
    start: IntArray  # (stores + 1,)
    product: IntArray  # (pairs,)
    baskets: IntArray  # (pairs,) baskets of the store that held the product
    weeks_ago: IntArray  # (pairs,) whole weeks from its last sale there to the end of the data
    total: IntArray  # (stores,) baskets of the store


@dataclass(frozen=True, slots=True)
class Tables:
    """Everything that features are made of, apart from the request itself."""

    product_ids: tuple[str, ...]  # those that sold, then the newcomers: in the catalog, never sold
    seasoned: int  # how many of them sold; neighbours have only those rows
    type_of: IntArray  # (products,) row of the type; products without a type have one each
    category_of: IntArray  # (products,)
    department_of: IntArray  # (products,)
    brand_of: IntArray  # (products,) UNKNOWN where not given
    look_of: IntArray  # (products,) products of one look share name, brand and size: flavours, colours
    end_day: float  # days since 1970-01-01 at which the data ends
    days: float  # length of the data in days
    basket_total: int
    shopper_total: int
    baskets: IntArray  # (products,) baskets that held it
    recent: IntArray  # (products,) the same in the last 28 days
    season: IntArray  # (products,) the same in the last 91 days
    buyers: IntArray  # (products,) shoppers who bought it
    rebuyers: IntArray  # (products,) shoppers who bought it at least twice
    gap_days: FloatArray  # (products,) mean days between purchases of one shopper, 0 where unknown
    basket_size: FloatArray  # (products,) mean number of products in the baskets that held it
    type_fresh: FloatArray  # (types,) share of the type's sales of the last weeks that newcomers took
    stores: StoreSales
    together: Neighbours  # product -> product within a basket (EASE)
    alike: Neighbours  # product -> product among a shopper's purchases (EASE)
    type_together: Neighbours  # type -> type within a basket
    clock: bool = True  # times of day were known; without them every time counts as its day
    row_of: dict[str, int] = field(init=False)
    store_row_of: dict[str, int] = field(init=False)
    type_total: int = field(init=False)
    category_total: int = field(init=False)
    department_total: int = field(init=False)
    brand_total: int = field(init=False)
    look_total: int = field(init=False)

    def __post_init__(self) -> None:
        for group in ("type", "category", "department", "brand", "look"):
            total = int(getattr(self, f"{group}_of").max(initial=-1)) + 1
            object.__setattr__(self, f"{group}_total", total)
        object.__setattr__(self, "row_of", {p: i for i, p in enumerate(self.product_ids)})
        object.__setattr__(self, "store_row_of", {s: i for i, s in enumerate(self.stores.store_ids)})

    @property
    def product_total(self) -> int:
        return len(self.product_ids)
