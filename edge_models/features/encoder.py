"""From a context to a shortlist and its feature matrix: the same code in training and on the device.

All logarithms are log1p of a rate, so that tables of 20 weeks and of 50 weeks give the same scale.
"""

import math
from collections import OrderedDict
from dataclasses import dataclass

import numpy as np

from edge_models.features.company import fill_company
from edge_models.features.context import Context
from edge_models.features.names import COLUMN, FEATURES, Signal, span
from edge_models.features.past import fill_personal, fill_taste, taste
from edge_models.features.reach import Reach, spread
from edge_models.features.recurrence import NEVER_DAYS, Recurrence, recurrence
from edge_models.features.sales import StoreView, product_columns, store_view
from edge_models.features.tables import UNKNOWN, FloatArray, IntArray, Tables

PER_SIGNAL = 400  # products that each signal may bring to the shortlist
NEWCOMERS = 200  # products without sales that may be on it beside others
OWN = slice(COLUMN["times"], len(FEATURES))  # the columns of the shopper's past
_VIEWS_BYTES = 256_000_000  # of the stores whose views stay in memory: a device asks about one, HQ about all


@dataclass(frozen=True, slots=True)
class Shortlist:
    """The signals that reach over the whole assortment, and the rows worth a closer look."""

    rows: IntArray  # ascending
    own: Recurrence  # the shopper's purchases
    together: Reach  # from the basket
    follows: Reach  # the same from the shopper's past, decayed
    alike: Reach  # from the shopper's past, by shoppers alike


class Encoder:
    """Computes features from tables. Holds per-product columns and the views of recently seen stores."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self._static = product_columns(tables)
        self._views: OrderedDict[int, StoreView] = OrderedDict()
        self._no_past: FloatArray | None = None

    def shortlist(self, context: Context, allowed: np.ndarray) -> Shortlist:
        """Rows worth scoring: all of the shopper's own, and the best of each signal.

        `allowed` is (products,) bool; only its rows are listed, ascending, each once. Of many newcomers those
        are listed whose types the signals speak for, unless nothing else is allowed.
        """
        tables = self.tables
        n = tables.product_total
        own = recurrence(context.item, context, n)
        weight = taste(own)
        together = Reach.of(spread(tables.together, context.basket, None, n))
        follows = Reach.of(spread(tables.together, own.things, weight, n))
        alike = Reach.of(spread(tables.alike, own.things, weight, n))
        if np.count_nonzero(allowed) <= 3 * PER_SIGNAL:
            chosen = allowed
        else:
            chosen = np.zeros(n, dtype=bool)
            for signal in (together, follows, alike):
                chosen[signal.strongest(PER_SIGNAL)] = True
            chosen[self._view(context.store).best] = True
            chosen[own.things] = True
            chosen[self._newcomers(allowed, (together, follows, alike))] = True
            chosen &= allowed
        return Shortlist(np.flatnonzero(chosen).astype(np.int32), own, together, follows, alike)

    def _newcomers(self, allowed: np.ndarray, signals: tuple[Reach, ...]) -> IntArray:
        """Rows of the allowed newcomers; of many beside other products, those of the types that the signals
        are strongest for."""
        t = self.tables
        rows: IntArray = np.flatnonzero(allowed[t.seasoned :]).astype(np.int32) + t.seasoned
        if len(rows) <= NEWCOMERS or not allowed[: t.seasoned].any():
            return rows
        kinds = sum(signal.by(t.type_of, t.type_total) for signal in signals)
        return rows[Reach.of(np.asarray(kinds).take(t.type_of[rows])).strongest(NEWCOMERS)]

    def matrix(self, context: Context, shortlist: Shortlist, rows: IntArray | None = None) -> FloatArray:
        """(rows, features) float32 for the shortlist's rows, or for the given ones. No value is NaN or
        infinite."""
        rows = shortlist.rows if rows is None else rows
        out = np.empty((len(rows), len(FEATURES)), dtype=np.float32)
        out[:, span(Signal.SHOPPER)] = _shopper(context, len(shortlist.own.things))
        out[:, span(Signal.PRODUCT)] = self._static.take(rows, axis=0)
        out[:, span(Signal.STORE)] = self._view(context.store).columns.take(rows, axis=1).T
        fill_company(out, self.tables, context.basket, shortlist.together, rows)
        if len(context.item):
            self._fill_past(out, context, shortlist, rows)
        elif len(rows):
            out[:, OWN] = self._stranger(context, shortlist)
        return out

    def popular(self, store: int) -> IntArray:
        """All rows, best-selling first, in this store or (UNKNOWN) in the chain."""
        share = self._view(store).columns[COLUMN["here_share"] - span(Signal.STORE).start]
        return np.argsort(-share, kind="stable").astype(np.int32)

    def _fill_past(self, out: FloatArray, context: Context, shortlist: Shortlist, rows: IntArray) -> None:
        fill_personal(out, self.tables, context, shortlist.own, rows)
        fill_taste(out, self.tables, context, shortlist.follows, shortlist.alike, rows)

    def _stranger(self, context: Context, shortlist: Shortlist) -> FloatArray:
        """(features of one's own,) of whoever has no past: the same for every product and every stranger."""
        if self._no_past is None:
            row = np.empty((1, len(FEATURES)), dtype=np.float32)
            self._fill_past(row, context, shortlist, np.zeros(1, dtype=np.int32))
            self._no_past = row[0, OWN]
        return self._no_past

    def _view(self, store: int) -> StoreView:
        view = self._views.get(store)
        if view is None:
            view = self._views[store] = store_view(self.tables, store, PER_SIGNAL)
            if len(self._views) * view.columns.nbytes > _VIEWS_BYTES:
                self._views.popitem(last=False)
        else:
            self._views.move_to_end(store)
        return view


def _shopper(context: Context, products: int) -> tuple[float, ...]:
    """The columns of Signal.SHOPPER, in the order of `names`; `products` is how many different ones the past
    has."""
    visits, bought = len(context.visit_day), len(context.item)
    days = float(context.visit_day[0] - context.visit_day[-1]) if visits > 1 else 0.0
    return (
        math.log1p(len(context.basket)),
        math.log1p(visits),
        math.log1p(bought / visits) if visits else 0.0,
        math.log1p(days / (visits - 1) if visits > 1 else NEVER_DAYS),
        math.log1p(context.visit_day[-1] if visits else NEVER_DAYS),
        context.at_day % 1.0,
        math.log1p(products),
        1.0 - products / bought if bought else 0.0,
        float(context.store != UNKNOWN),
    )
