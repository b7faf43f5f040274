"""From a context to a shortlist and its feature matrix: the same code in training and on the device.

All logarithms are log1p of a rate, so that tables of 20 weeks and of 50 weeks give the same scale.
"""

from collections import OrderedDict
from dataclasses import dataclass

import numpy as np

from edge_models.features.context import Context
from edge_models.features.names import COLUMN, FEATURES
from edge_models.features.reach import HISTORY_DAYS, relative, spread, strongest, taste
from edge_models.features.recurrence import NEVER_DAYS, recurrence
from edge_models.features.sales import StoreView, product_columns, store_view
from edge_models.features.tables import UNKNOWN, FloatArray, IntArray, Tables

PER_SIGNAL = 400  # products that each signal may bring to the shortlist
NEWCOMERS = 200  # products without sales that may be on it beside others
OWN = slice(COLUMN["times"], len(FEATURES))  # the columns of the shopper's past
_STORES_KEPT = 16  # stores whose views stay in memory


@dataclass(frozen=True, slots=True)
class Shortlist:
    """The signals that reach over the whole assortment, and the rows worth a closer look."""

    rows: IntArray
    together: FloatArray  # (products,) summed weight from the basket
    follows: FloatArray  # (products,) the same from the shopper's past, decayed
    alike: FloatArray  # (products,) from the shopper's past, by shoppers alike


class Encoder:
    """Computes features from tables. Holds per-product columns and the views of recently seen stores."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self._static = product_columns(tables)
        self._views: OrderedDict[int, StoreView] = OrderedDict()
        self._no_past: FloatArray | None = None
        self._type_total = int(tables.type_of.max(initial=-1)) + 1
        self._category_total = int(tables.category_of.max(initial=-1)) + 1
        self._department_total = int(tables.department_of.max(initial=-1)) + 1
        self._brand_total = int(tables.brand_of.max(initial=-1)) + 1
        self._look_total = int(tables.look_of.max(initial=-1)) + 1

    def shortlist(self, context: Context, allowed: np.ndarray) -> Shortlist:
        """Rows worth scoring: all of the shopper's own, and the best of each signal.

        `allowed` is (products,) bool; only its rows are listed, ascending, each once. Of many newcomers those
        are listed whose types the signals speak for, unless nothing else is allowed.
        """
        tables = self.tables
        n = tables.product_total
        together = spread(tables.together, context.basket, None, n)
        own, weight = taste(context)
        follows = spread(tables.together, own, weight, n)
        alike = spread(tables.alike, own, weight, n)
        if np.count_nonzero(allowed) <= 3 * PER_SIGNAL:
            chosen = allowed
        else:
            chosen = np.zeros(n, dtype=bool)
            for signal in (together, follows, alike):
                chosen[strongest(signal[: tables.seasoned], PER_SIGNAL)] = True
            chosen[self._view(context.store).best] = True
            chosen[own] = True
            chosen[self._newcomers(allowed, together + follows + alike)] = True
            chosen &= allowed
        return Shortlist(np.flatnonzero(chosen).astype(np.int32), together, follows, alike)

    def _newcomers(self, allowed: np.ndarray, signal: FloatArray) -> IntArray:
        """Rows of the allowed newcomers; of many beside other products, those of the types that the signal is
        strongest for."""
        t = self.tables
        rows: IntArray = np.flatnonzero(allowed[t.seasoned :]).astype(np.int32) + t.seasoned
        if len(rows) <= NEWCOMERS or not allowed[: t.seasoned].any():
            return rows
        kinds = np.bincount(t.type_of[: t.seasoned], signal[: t.seasoned], minlength=self._type_total)
        return rows[strongest(kinds[t.type_of[rows]].astype(np.float32), NEWCOMERS)]

    def matrix(self, context: Context, shortlist: Shortlist, rows: IntArray | None = None) -> FloatArray:
        """(rows, features) float32 for the shortlist's rows, or for the given ones. No value is NaN or
        infinite."""
        rows = shortlist.rows if rows is None else rows
        out = np.empty((len(rows), len(FEATURES)), dtype=np.float32)
        self._fill_shopper(out, context)
        out[:, COLUMN["share"] : COLUMN["share"] + self._static.shape[1]] = self._static[rows]
        self._fill_store(out, context, rows)
        self._fill_basket(out, context, shortlist, rows)
        if len(context.item):
            self._fill_personal(out, context, shortlist, rows)
        elif len(rows):
            out[:, OWN] = self._stranger(context, shortlist)
        return out

    def popular(self, store: int) -> IntArray:
        """All rows, best-selling first, in this store or (UNKNOWN) in the chain."""
        return np.argsort(-self._view(store).share, kind="stable").astype(np.int32)

    def _fill_shopper(self, out: FloatArray, context: Context) -> None:
        visits = len(context.visit_day)
        span = float(context.visit_day[0] - context.visit_day[-1]) if visits > 1 else 0.0
        distinct = len(np.unique(context.item))
        out[:, COLUMN["basket_size"]] = np.log1p(len(context.basket))
        out[:, COLUMN["visits"]] = np.log1p(visits)
        out[:, COLUMN["visit_size"]] = np.log1p(len(context.item) / visits) if visits else 0.0
        out[:, COLUMN["visit_gap"]] = np.log1p(span / (visits - 1)) if visits > 1 else np.log1p(NEVER_DAYS)
        out[:, COLUMN["visit_last"]] = np.log1p(context.visit_day[-1] if visits else NEVER_DAYS)
        out[:, COLUMN["hour"]] = context.at_day % 1.0
        out[:, COLUMN["own_products"]] = np.log1p(distinct)
        out[:, COLUMN["loyalty"]] = 1.0 - distinct / len(context.item) if len(context.item) else 0.0
        out[:, COLUMN["store_known"]] = float(context.store != UNKNOWN)

    def _fill_store(self, out: FloatArray, context: Context, rows: IntArray) -> None:
        view = self._view(context.store)
        out[:, COLUMN["here_share"]] = view.share[rows]
        out[:, COLUMN["here_lift"]] = view.lift[rows]
        out[:, COLUMN["here_count"]] = view.count[rows]
        out[:, COLUMN["here_weeks"]] = view.weeks[rows]
        out[:, COLUMN["type_here"]] = view.type_share[self.tables.type_of[rows]]
        out[:, COLUMN["look_here"]] = view.look_share[self.tables.look_of[rows]]

    def _fill_basket(self, out: FloatArray, context: Context, shortlist: Shortlist, rows: IntArray) -> None:
        t, basket = self.tables, context.basket
        n = t.product_total
        out[:, COLUMN["together_sum"]] = np.log1p(10 * shortlist.together[rows])
        if not len(basket):
            out[:, COLUMN["together_rel"] : COLUMN["same_brand"] + 1] = 0.0
            return
        out[:, COLUMN["together_rel"]] = relative(shortlist.together, rows)
        out[:, COLUMN["kin_together"]] = self._by_kin(shortlist.together, rows)
        looks = np.bincount(
            t.look_of[: t.seasoned], shortlist.together[: t.seasoned], minlength=self._look_total
        )
        out[:, COLUMN["look_together"]] = np.log1p(10 * looks[t.look_of[rows]])
        sellers = basket[basket < t.seasoned]
        follower, value = t.together.index[sellers], t.together.value[sellers]
        most, percent, cosine = (np.zeros(n, dtype=np.float32) for _ in range(3))
        np.maximum.at(most, follower.ravel(), value.ravel())
        common = t.together.common[sellers].astype(np.float32)
        sold = np.maximum(t.baskets, 1).astype(np.float32)
        np.maximum.at(percent, follower.ravel(), (common / (sold[sellers][:, None] + 5.0)).ravel())
        near = common / np.sqrt((sold[sellers][:, None] + 5.0) * (sold[follower] + 5.0))
        cosine += np.bincount(follower.ravel(), near.ravel(), minlength=n).astype(np.float32)
        back, lift = (np.zeros(n, dtype=np.float32) for _ in range(2))
        np.maximum.at(back, follower.ravel(), (common / (sold[follower] + 5.0)).ravel())
        expected = sold[sellers][:, None] * sold[follower] / max(t.basket_total, 1)
        np.maximum.at(lift, follower.ravel(), np.log1p(common / (expected + 1.0)).ravel())
        hits = np.bincount(follower.ravel(), (value > 0).ravel(), minlength=n)
        out[:, COLUMN["together_back"]] = np.log1p(10 * back[rows])
        out[:, COLUMN["together_lift"]] = lift[rows]
        out[:, COLUMN["together_hits"]] = hits[rows] / len(basket)
        out[:, COLUMN["together_max"]] = np.log1p(10 * most[rows])
        out[:, COLUMN["together_percent"]] = np.log1p(10 * percent[rows])
        out[:, COLUMN["together_cosine"]] = np.log1p(10 * cosine[rows])
        kinds, kind = self._type_total, t.type_of[basket]
        by_type = spread(t.type_together, np.unique(kind), None, kinds)
        out[:, COLUMN["type_together"]] = np.log1p(10 * by_type[t.type_of[rows]])
        out[:, COLUMN["same_type"]] = np.bincount(kind, minlength=kinds)[t.type_of[rows]]
        same = np.bincount(t.category_of[basket], minlength=self._category_total)
        out[:, COLUMN["same_category"]] = same[t.category_of[rows]]
        same = np.bincount(t.department_of[basket], minlength=self._department_total)
        out[:, COLUMN["same_department"]] = same[t.department_of[rows]] / len(basket)
        same = np.bincount(t.brand_of[basket] + 1, minlength=self._brand_total + 1)
        out[:, COLUMN["same_brand"]] = same[t.brand_of[rows] + 1] / len(basket)

    def _fill_personal(self, out: FloatArray, context: Context, shortlist: Shortlist, rows: IntArray) -> None:
        t = self.tables
        visits = max(len(context.visit_day), 1)
        own = recurrence(context.item, context.day, context.visit, t.product_total)
        out[:, COLUMN["times"]] = np.log1p(own.times[rows])
        out[:, COLUMN["times_20"]] = own.decayed(context, 20.0)[rows]
        recent = own.decayed(context, 60.0)
        out[:, COLUMN["times_60"]] = recent[rows]
        out[:, COLUMN["times_180"]] = own.decayed(context, 180.0)[rows]
        out[:, COLUMN["times_rel"]] = relative(recent, rows)
        out[:, COLUMN["visit_share"]] = own.times[rows] / visits
        out[:, COLUMN["times_visits_3"]] = own.by_visits(context, 3.0)[rows]
        out[:, COLUMN["times_visits_10"]] = own.by_visits(context, 10.0)[rows]
        out[:, COLUMN["times_hour"]] = own.at_this_hour(context)[rows] / np.maximum(own.times[rows], 1)
        # How often since it was first bought: a product found last month has no long past to show.
        out[:, COLUMN["rate_visits"]] = own.times[rows] / (own.first_visit[rows] + 2.0)
        out[:, COLUMN["rate_days"]] = np.log1p(100 * own.times[rows] / (own.first[rows] + 14.0))
        out[:, COLUMN["visits_due"]] = np.log(
            (own.visits_since[rows] + 1) * np.maximum(own.times[rows], 1) / (own.first_visit[rows] + 1)
        )
        out[:, COLUMN["days_since"]] = np.log1p(own.since[rows])
        out[:, COLUMN["visits_since"]] = np.log1p(own.visits_since[rows])
        gap = own.gap[rows]
        out[:, COLUMN["own_gap"]] = np.log1p(gap)
        out[:, COLUMN["last_gap"]] = np.log1p(own.last_gap()[rows])
        usual = np.where(gap < NEVER_DAYS, gap, np.where(t.gap_days[rows] > 0, t.gap_days[rows], 60.0))
        out[:, COLUMN["due"]] = np.where(
            own.times[rows] > 0, np.log((own.since[rows] + 1) / (usual + 1)), 5.0
        )

        kind = recurrence(t.type_of[context.item], context.day, context.visit, self._type_total)
        of = t.type_of[rows]
        kind_recent = kind.decayed(context, HISTORY_DAYS)
        out[:, COLUMN["share_of_type"]] = recent[rows] / (kind_recent[of] + 0.1)
        out[:, COLUMN["type_times"]] = np.log1p(kind.times[of])
        out[:, COLUMN["type_60"]] = kind_recent[of]
        out[:, COLUMN["type_visits_10"]] = kind.by_visits(context, 10.0)[of]
        out[:, COLUMN["type_rate"]] = kind.times[of] / (kind.first_visit[of] + 2.0)
        out[:, COLUMN["type_since"]] = np.log1p(kind.since[of])
        out[:, COLUMN["type_due"]] = np.where(
            kind.times[of] > 1, np.log((kind.since[of] + 1) / (kind.gap[of] + 1)), 5.0
        )
        group = recurrence(t.category_of[context.item], context.day, context.visit, self._category_total)
        out[:, COLUMN["category_60"]] = group.decayed(context, HISTORY_DAYS)[t.category_of[rows]]
        out[:, COLUMN["category_since"]] = np.log1p(group.since[t.category_of[rows]])
        weight = np.exp(context.day / np.float32(-HISTORY_DAYS))
        brand = np.bincount(t.brand_of[context.item] + 1, weight, minlength=self._brand_total + 1)
        out[:, COLUMN["brand_60"]] = (brand / (brand.sum() + 1.0))[t.brand_of[rows] + 1]
        looks = np.bincount(t.look_of[context.item], weight, minlength=self._look_total)
        out[:, COLUMN["look_60"]] = looks[t.look_of[rows]]
        out[:, COLUMN["kin_follows"]] = self._by_kin(shortlist.follows, rows)
        out[:, COLUMN["kin_alike"]] = self._by_kin(shortlist.alike, rows)
        out[:, COLUMN["follows"]] = np.log1p(10 * shortlist.follows[rows])
        out[:, COLUMN["follows_rel"]] = relative(shortlist.follows, rows)
        out[:, COLUMN["alike"]] = np.log1p(10 * shortlist.alike[rows])
        out[:, COLUMN["alike_rel"]] = relative(shortlist.alike, rows)

    def _stranger(self, context: Context, shortlist: Shortlist) -> FloatArray:
        """(features of one's own,) of whoever has no past: the same for every product and every stranger."""
        if self._no_past is None:
            row = np.empty((1, len(FEATURES)), dtype=np.float32)
            self._fill_personal(row, context, shortlist, np.zeros(1, dtype=np.int32))
            self._no_past = row[0, OWN]
        return self._no_past

    def _by_kin(self, signal: FloatArray, rows: IntArray) -> FloatArray:
        """(rows,) log of the signal summed over all products of the row's type."""
        seasoned = self.tables.seasoned  # the others have no signal
        kinds = np.bincount(self.tables.type_of[:seasoned], signal[:seasoned], minlength=self._type_total)
        return np.log1p(10 * kinds[self.tables.type_of[rows]]).astype(np.float32)

    def _view(self, store: int) -> StoreView:
        view = self._views.get(store)
        if view is None:
            view = self._views[store] = store_view(self.tables, store, PER_SIGNAL)
            if len(self._views) > _STORES_KEPT:
                self._views.popitem(last=False)
        else:
            self._views.move_to_end(store)
        return view
