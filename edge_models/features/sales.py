"""How products sell, everywhere and in one store: the columns of Signal.PRODUCT, and what those of
Signal.STORE read."""

from dataclasses import dataclass

import numpy as np

from edge_models.features.recurrence import NEVER_DAYS
from edge_models.features.tables import UNKNOWN, FloatArray, IntArray, Tables

_SHRINK_BASKETS = 400.0  # weight of the chain's shares in a store's shares, in baskets


@dataclass(frozen=True, slots=True)
class StoreView:
    """One store over the whole assortment."""

    share: FloatArray  # log share of baskets, shrunk to the chain's
    lift: FloatArray
    count: FloatArray
    weeks: FloatArray
    type_share: FloatArray  # (types,) log share of the type's purchases, shrunk to the chain's
    look_share: FloatArray  # (looks,) the same of the look's
    best: IntArray  # the best-selling rows, in no order


def _per_100_000(count: np.ndarray, total: float) -> FloatArray:
    return np.log1p(1e5 * count / max(total, 1.0)).astype(np.float32)


def product_columns(t: Tables) -> FloatArray:
    """(products, columns of Signal.PRODUCT) float32, in the order of `names`."""
    per_day = t.basket_total / max(t.days, 1.0)
    types = np.bincount(t.type_of, t.baskets)
    columns = [
        _per_100_000(t.baskets, t.basket_total),
        _per_100_000(t.recent, per_day * min(28.0, t.days)),
        _per_100_000(t.season, per_day * min(91.0, t.days)),
        np.log1p(t.baskets),
        _per_100_000(t.buyers, t.shopper_total),
        t.rebuyers / (t.buyers + 3.0),
        np.log1p(np.where(t.gap_days > 0, t.gap_days, NEVER_DAYS)),
        np.log1p(t.basket_size),
        t.baskets / np.maximum(types[t.type_of], 1),
        _per_100_000(types[t.type_of], t.basket_total),
        np.log1p(np.bincount(t.type_of)[t.type_of]),
        t.type_fresh[t.type_of],
        np.log1p(
            np.bincount(t.look_of[: t.seasoned], minlength=int(t.look_of.max(initial=-1)) + 1)[t.look_of]
        ),
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def store_view(t: Tables, store: int, best: int) -> StoreView:
    n = t.product_total
    chain = t.baskets / max(t.basket_total, 1)
    sold, weeks, total = np.zeros(n), np.full(n, 104.0), 0.0
    if store != UNKNOWN:
        span = slice(int(t.stores.start[store]), int(t.stores.start[store + 1]))
        sold[t.stores.product[span]] = t.stores.baskets[span]
        weeks[t.stores.product[span]] = t.stores.weeks_ago[span]
        total = float(t.stores.total[store])
    shrunk = (sold + _SHRINK_BASKETS * chain) / (total + _SHRINK_BASKETS)
    lift = np.log((shrunk + 1e-6) / (chain + 1e-6))
    types = np.bincount(t.type_of, shrunk)
    return StoreView(
        share=np.log1p(1e5 * shrunk).astype(np.float32),
        lift=lift.astype(np.float32),
        count=np.log1p(sold).astype(np.float32),
        weeks=np.log1p(weeks).astype(np.float32),
        type_share=np.log1p(1e5 * types).astype(np.float32),
        look_share=np.log1p(1e5 * np.bincount(t.look_of, shrunk)).astype(np.float32),
        best=np.argpartition(-shrunk, min(best, n - 1))[:best].astype(np.int32),
    )
