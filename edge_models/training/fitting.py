"""Tables from purchases: every count and neighbour that the features need, up to one moment."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse

from edge_models.features.tables import UNKNOWN, FloatArray, IntArray, Neighbours, StoreSales, Tables
from edge_models.training.cooccurrence import Invert, afresh, ease
from edge_models.training.purchases import Purchases

Inverter = Callable[[str, npt.NDArray[np.str_]], Invert]  # (name of a matrix, ids of its items)

_FRESH_DAYS = 56.0


@dataclass(frozen=True, slots=True)
class FitSettings:
    """How tables are fitted. Tuned on the validation window; see the model card."""

    min_baskets: int = 10  # products sold in fewer are not in the assortment of the model
    together_ridge: float = 30.0
    together_keep: int = 48
    alike_ridge: float = 300.0
    alike_keep: int = 32
    type_ridge: float = 30.0
    type_keep: int = 24


@dataclass(frozen=True, slots=True)
class _Slice:
    """The purchases before the moment, in the rows of the kept products."""

    item: IntArray
    basket: IntArray
    shopper: IntArray
    store: IntArray
    day: FloatArray


def fit(
    purchases: Purchases,
    end_day: float,
    settings: FitSettings,
    inverter: Inverter = lambda _name, _ids: afresh,
) -> Tables:
    """Fit on the baskets before `end_day`. Products are those sold in at least `min_baskets` of them.

    `inverter` makes the inverses of `together` and `alike`, where nearly all the time goes.
    """
    baskets = purchases.before(end_day)
    lines = int(np.searchsorted(purchases.basket, baskets))
    product, basket = purchases.product[:lines], purchases.basket[:lines]
    sold = np.bincount(product, minlength=len(purchases.product_ids))
    kept = np.flatnonzero(sold >= settings.min_baskets)
    row = np.full(len(sold), UNKNOWN, dtype=np.int32)
    row[kept] = np.arange(len(kept), dtype=np.int32)
    listed = np.concatenate([kept, np.flatnonzero((sold == 0) & (purchases.groups["type"] != UNKNOWN))])
    use = row[product] != UNKNOWN
    s = _Slice(
        item=row[product[use]],
        basket=basket[use],
        shopper=purchases.basket_shopper[basket[use]],
        store=purchases.basket_store[basket[use]],
        day=(end_day - purchases.basket_day[basket[use]]).astype(np.float32),
    )
    n = len(listed)
    type_of = _own_group_where_unknown(purchases.groups["type"][listed])
    buyers, rebuyers, gap = _repurchase(s, n)
    size = np.bincount(basket, minlength=baskets)[s.basket]
    held = np.bincount(s.item, minlength=n)
    ids = purchases.product_ids[kept]
    together, type_together = _within_baskets(
        s, baskets, len(kept), type_of, settings, inverter("together", ids)
    )
    return Tables(
        product_ids=tuple(purchases.product_ids[listed].tolist()),
        seasoned=len(kept),
        type_of=type_of,
        category_of=_own_group_where_unknown(purchases.groups["category"][listed]),
        department_of=_own_group_where_unknown(purchases.groups["department"][listed]),
        brand_of=_compact(purchases.groups["brand"][listed]),
        look_of=_own_group_where_unknown(purchases.groups["look"][listed]),
        end_day=end_day,
        days=float(end_day - purchases.basket_day[0]) if baskets else 0.0,
        basket_total=baskets,
        shopper_total=len(np.unique(purchases.basket_shopper[:baskets])),
        baskets=held.astype(np.int32),
        recent=np.bincount(s.item[s.day <= 28], minlength=n).astype(np.int32),
        season=np.bincount(s.item[s.day <= 91], minlength=n).astype(np.int32),
        buyers=buyers,
        rebuyers=rebuyers,
        gap_days=gap,
        basket_size=(np.bincount(s.item, size, minlength=n) / np.maximum(held, 1)).astype(np.float32),
        type_fresh=_type_fresh(s, n, type_of, float(end_day - purchases.basket_day[0])),
        stores=_store_sales(s, purchases, baskets),
        together=together,
        alike=_among_shoppers(s, len(kept), settings, inverter("alike", ids)),
        type_together=type_together,
        clock=purchases.clock,
    )


def _type_fresh(s: _Slice, n: int, type_of: IntArray, days: float) -> FloatArray:
    """(types,) share of each type's recent sales that went to products first sold in that time, shrunk to
    the mean.

    The first days of the data tell nothing: every product is new then.
    """
    types, span = int(type_of.max(initial=-1)) + 1, min(_FRESH_DAYS, days / 2)
    first = np.zeros(n)
    np.maximum.at(first, s.item, s.day)  # days ago
    recent = s.day <= span
    sold = np.bincount(type_of[s.item[recent]], minlength=types)
    fresh = np.bincount(type_of[s.item[recent & (first[s.item] <= span)]], minlength=types)
    mean = fresh.sum() / max(sold.sum(), 1)
    share: FloatArray = ((fresh + 20.0 * mean) / (sold + 20.0)).astype(np.float32)
    return share


def _own_group_where_unknown(group: IntArray) -> IntArray:
    """Groups numbered from 0 without gaps; a product without one gets its own."""
    apart = np.where(group == UNKNOWN, group.max(initial=-1) + 1 + np.arange(len(group)), group)
    return np.unique(apart, return_inverse=True)[1].astype(np.int32)


def _compact(group: IntArray) -> IntArray:
    known = group != UNKNOWN
    out = np.full(len(group), UNKNOWN, dtype=np.int32)
    out[known] = np.unique(group[known], return_inverse=True)[1]
    return out


def _repurchase(s: _Slice, n: int) -> tuple[IntArray, IntArray, FloatArray]:
    """(buyers, buyers who came back, mean days between purchases of one shopper) of each product."""
    pair = s.shopper.astype(np.int64) * n + s.item
    pairs, place, times = np.unique(pair, return_inverse=True, return_counts=True)
    item = pairs % n if n else pairs
    first, last = np.full(len(pairs), -np.inf), np.full(len(pairs), np.inf)
    np.maximum.at(first, place, s.day)
    np.minimum.at(last, place, s.day)
    again = times > 1
    buyers = np.bincount(item, minlength=n).astype(np.int32)
    rebuyers = np.bincount(item[again], minlength=n).astype(np.int32)
    span = np.bincount(item[again], (first - last)[again], minlength=n)
    steps = np.bincount(item[again], (times - 1)[again], minlength=n)
    return buyers, rebuyers, (span / np.maximum(steps, 1)).astype(np.float32)


def _store_sales(s: _Slice, purchases: Purchases, baskets: int) -> StoreSales:
    known = s.store != UNKNOWN
    stores, n = len(purchases.store_ids), int(s.item.max(initial=0)) + 1
    pair = s.store[known].astype(np.int64) * n + s.item[known]
    pairs, place, count = np.unique(pair, return_inverse=True, return_counts=True)
    last = np.full(len(pairs), np.inf)
    np.minimum.at(last, place, s.day[known])
    at = purchases.basket_store[:baskets]
    return StoreSales(
        store_ids=tuple(purchases.store_ids.tolist()),
        start=np.searchsorted(pairs, np.arange(stores + 1, dtype=np.int64) * n).astype(np.int32),
        product=(pairs % n).astype(np.int32),
        baskets=count.astype(np.int32),
        weeks_ago=np.floor(last / 7).astype(np.int32),
        total=np.bincount(at[at != UNKNOWN], minlength=stores).astype(np.int32),
    )


def _binary(row: IntArray, column: IntArray, rows: int, columns: int) -> scipy.sparse.csr_matrix:
    x = scipy.sparse.csr_matrix((np.ones(len(row), dtype=np.float32), (row, column)), shape=(rows, columns))
    x.data[:] = 1.0  # what was summed is one again
    return x


def _within_baskets(
    s: _Slice, baskets: int, n: int, type_of: IntArray, settings: FitSettings, invert: Invert
) -> tuple[Neighbours, Neighbours]:
    x = _binary(s.basket, s.item, baskets, n)
    together = ease(x, settings.together_ridge, settings.together_keep, counted=True, invert=invert)
    types = int(type_of.max(initial=-1)) + 1
    if types > 0.8 * len(type_of):  # no real types: products alone say all there is
        return together, Neighbours.quantize(np.zeros((types, 0), np.int32), np.zeros((types, 0), np.float32))
    return together, ease(
        _binary(s.basket, type_of[s.item], baskets, types), settings.type_ridge, settings.type_keep
    )


def _among_shoppers(s: _Slice, n: int, settings: FitSettings, invert: Invert) -> Neighbours:
    who, shopper = np.unique(s.shopper, return_inverse=True)
    x = _binary(shopper.astype(np.int32), s.item, len(who), n)
    return ease(x, settings.alike_ridge, settings.alike_keep, invert=invert)
