"""Purchases of a made-up retailer of any size: shoppers' habits, errands of products that go together.

Real data shows what a recommender is worth; this shows what a pipeline bears. One seed gives the same files.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

_ERRAND_PRODUCTS = 8


@dataclass(frozen=True, slots=True)
class Retailer:
    """How big, and of what kind. Shares are of the lines; the rest is bought by popularity alone."""

    lines: int
    products: int
    shoppers: int
    days: int
    basket: float  # mean lines
    habit: float  # share bought out of a shopper's habits
    errand: float  # share that goes with the basket's errand
    habits: int = 30  # products that a shopper comes back to
    zipf: float = 0.9  # popularity falls with rank to this power
    stores: int = 0
    groups: bool = False  # types, categories, departments, Chinese names
    hours: bool = False  # times of day, not only days
    own_clock: bool = False  # days count from each shopper's first visit, as where only gaps are known


GROCER = Retailer(1_500_000, 18_000, 2_500, 330, 11, 0.45, 0.25, stores=400, groups=True, hours=True)
MARKETPLACE = Retailer(2_000_000, 100_000, 40_000, 365, 7, 0.35, 0.25, stores=50, groups=True, hours=True)
WHOLESALER = Retailer(800_000, 20_000, 30_000, 120, 6.8, 0.12, 0.2)  # months of days, few visits each
DELIVERY = Retailer(1_000_000, 30_000, 6_000, 365, 10, 0.6, 0.15, own_clock=True)  # gaps between orders


def write(folder: Path, retailer: Retailer, seed: int = 1) -> Path:
    """Write `transactions.parquet` and, with groups, `products.parquet`."""
    rng = np.random.default_rng(seed)
    r = retailer
    baskets = max(round(r.lines / r.basket), 1)
    liveliness = rng.gamma(0.8, size=r.shoppers) + 0.05
    shopper = np.sort(rng.choice(r.shoppers, size=baskets, p=liveliness / liveliness.sum()))
    basket = np.sort(rng.choice(baskets, size=r.lines, p=_uneven(rng, baskets)))
    sold = _zipf(rng, r.products, r.zipf)
    product = rng.choice(r.products, size=r.lines, p=sold)
    kind = rng.random(r.lines)
    habits = rng.choice(r.products, size=(r.shoppers, r.habits), p=sold)
    habitual = kind < r.habit
    place = np.minimum(rng.geometric(2.5 / r.habits, size=r.lines) - 1, r.habits - 1)
    product[habitual] = habits[shopper[basket[habitual]], place[habitual]]
    errands = rng.choice(r.products, size=(max(r.products // 20, 1), _ERRAND_PRODUCTS), p=sold)
    errand = rng.integers(len(errands), size=baskets)
    on_errand = (kind >= r.habit) & (kind < r.habit + r.errand)
    product[on_errand] = errands[
        errand[basket[on_errand]], rng.integers(_ERRAND_PRODUCTS, size=int(on_errand.sum()))
    ]
    day = _days(rng, r, shopper)
    lines = {
        "shopper_id": [f"s{s}" for s in shopper[basket].tolist()],
        "basket_id": [f"b{b}" for b in basket.tolist()],
        "product_id": [f"p{p}" for p in product.tolist()],
        "timestamp": (np.datetime64("2023-01-02") + (day * 86400).astype("timedelta64[s]"))[basket],
    }
    if r.stores:
        home = rng.integers(r.stores, size=r.shoppers)
        lines["store_id"] = [f"store {s}" for s in home[shopper[basket]].tolist()]
    folder.mkdir(parents=True, exist_ok=True)
    pd.DataFrame(lines).to_parquet(folder / "transactions.parquet")
    if r.groups:
        number = np.arange(r.products)
        kinds = rng.integers(max(r.products // 12, 1), size=r.products)
        products = {
            "product_id": [f"p{p}" for p in number.tolist()],
            "name": [f"Thing {p} of kind {k}" for p, k in zip(number.tolist(), kinds.tolist(), strict=True)],
            "name_zh": [f"第{k}类商品{p}" for p, k in zip(number.tolist(), kinds.tolist(), strict=True)],
            "type": [f"kind {k}" for k in kinds.tolist()],
            "category": [f"category {k // 12}" for k in kinds.tolist()],
            "department": [f"department {k // 150}" for k in kinds.tolist()],
            "brand": np.where(rng.random(r.products) < 0.3, "Private", "National"),
        }
        pd.DataFrame(products).to_parquet(folder / "products.parquet")
    return folder


def _zipf(rng: np.random.Generator, number: int, power: float) -> npt.NDArray[np.float64]:
    share = 1 / np.arange(1, number + 1) ** power
    shuffled: npt.NDArray[np.float64] = rng.permutation(share / share.sum())
    return shuffled


def _uneven(rng: np.random.Generator, baskets: int) -> npt.NDArray[np.float64]:
    size = rng.lognormal(0, 0.8, size=baskets)
    share: npt.NDArray[np.float64] = size / size.sum()
    return share


def _days(rng: np.random.Generator, r: Retailer, shopper: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """(baskets,) days since the start; shoppers' baskets stand together."""
    if r.own_clock:
        gap = rng.exponential(11, size=len(shopper)).round() + 1
        total = np.cumsum(gap)
        first = np.searchsorted(shopper, shopper)
        return np.minimum(total - total[first], r.days).astype(np.float64)
    day = rng.integers(r.days, size=len(shopper)).astype(np.float64)
    return day + (rng.uniform(8 / 24, 21 / 24, size=len(shopper)) if r.hours else 0.0)
