"""How products sell, everywhere and in one store: the columns of Signal.PRODUCT, and what those of
Signal.STORE read."""

from dataclasses import dataclass

import numpy as np

from edge_models.features.logs import log1p
from edge_models.features.recurrence import NEVER_DAYS
from edge_models.features.tables import UNKNOWN, FloatArray, IntArray, Tables

_NEVER_WEEKS = 104.0  # since the last sale of what was never sold in a store
_SHRINK_BASKETS = 400.0  # weight of the chain's shares in a store's shares, in baskets


@dataclass(frozen=True, slots=True)
class StoreView:
    """One store over the whole assortment."""

    columns: FloatArray  # (columns of Signal.STORE, products), in the order of `names`
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
        np.log1p(np.bincount(t.look_of[: t.seasoned], minlength=t.look_total)[t.look_of]),
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def store_view(t: Tables, store: int, best: int) -> StoreView:
    """Shares are of the store's baskets, shrunk to the chain's."""
    chain = (t.baskets / max(t.basket_total, 1)).astype(np.float32)
    sold, count = np.zeros_like(chain), np.zeros_like(chain)
    weeks = np.full_like(chain, np.log1p(_NEVER_WEEKS))
    total = 0.0
    if store != UNKNOWN:
        span = slice(int(t.stores.start[store]), int(t.stores.start[store + 1]))
        here = t.stores.product[span]
        sold[here] = t.stores.baskets[span]
        count[here] = log1p(t.stores.baskets[span])
        weeks[here] = log1p(t.stores.weeks_ago[span])
        total = float(t.stores.total[store])
    shrunk = (sold + np.float32(_SHRINK_BASKETS) * chain) / np.float32(total + _SHRINK_BASKETS)
    lift = np.log((shrunk + np.float32(1e-6)) / (chain + np.float32(1e-6)))
    of_type = log1p(1e5 * np.bincount(t.type_of, shrunk))
    of_look = log1p(1e5 * np.bincount(t.look_of, shrunk))
    share = log1p(np.float32(1e5) * shrunk)
    columns = (share, lift, count, weeks, of_type.take(t.type_of), of_look.take(t.look_of))
    return StoreView(
        columns=np.stack(columns),
        best=np.argpartition(-shrunk, min(best, len(shrunk) - 1))[:best].astype(np.int32),
    )
