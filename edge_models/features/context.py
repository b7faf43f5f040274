"""A request in the tables' own terms: rows instead of ids, days ago instead of times."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain, repeat

import numpy as np

from edge_models.features.tables import UNKNOWN, FloatArray, IntArray, Tables

ASSUMED_GAP_DAYS = 7.0  # between baskets whose times nobody gave
_DAY = timedelta(days=1)
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  (times are compared on one clock, naive or UTC)


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of the shopper and the moment.

    `item`, `day` and `visit` are parallel, one entry for each different product of each earlier basket:
    its row, how many days ago it was bought, and how many baskets ago (the latest earlier basket is 0).
    """

    basket: IntArray  # rows, each once
    item: IntArray
    day: FloatArray
    visit: IntArray
    visit_day: FloatArray  # (visits,) days ago of each earlier basket, oldest first
    timed: bool  # the days were given, not assumed
    store: int  # row, or UNKNOWN
    at_day: float  # days since 1970-01-01


def day_number(time: datetime) -> float:
    """Days since 1970-01-01, with fraction; an aware time is taken in UTC."""
    naive = time.astimezone(UTC).replace(tzinfo=None) if time.tzinfo else time
    return (naive - _EPOCH) / _DAY


def time_of(day: float) -> datetime:
    """The naive time of a day number, to the second."""
    return _EPOCH + timedelta(seconds=round(day * 86400.0))


def rows(tables: Tables, product_ids: Iterable[str]) -> IntArray:
    """Rows of the known products, each once, in the order first seen."""
    find = tables.row_of
    known = dict.fromkeys(r for r in (find.get(p, UNKNOWN) for p in product_ids) if r != UNKNOWN)
    return np.fromiter(known, dtype=np.int32, count=len(known))


def encode(
    tables: Tables,
    history: Sequence[Sequence[str]],
    history_time: Sequence[datetime],
    basket: Sequence[str],
    store: str | None,
    time: datetime | None,
) -> Context:
    """Translate a request. `history_time` is empty or has one time for each basket of `history`; what comes
    out of order is put in order.

    A moment that is not given is the shopper's usual gap after the last basket. Where the tables know days
    alone, so does the context: an hour that nobody learned from must not move a score.
    """
    visits = len(history)
    whole = float if tables.clock else math.floor
    timed = bool(history_time) or not visits
    if history_time:
        days = [whole(day_number(t)) for t in history_time]
        at = whole(day_number(time) if time else max(days) + _usual_gap(days))
        order = np.argsort(days, kind="stable")
        history = [history[i] for i in order.tolist()]
        visit_day = np.maximum(at - np.asarray(days, dtype=np.float64)[order], 0.0).astype(np.float32)
    else:
        at = whole(day_number(time) if time else tables.end_day)
        visit_day = (ASSUMED_GAP_DAYS * np.arange(visits, 0, -1)).astype(np.float32)
    item, length = _each_once(tables, history)
    number = np.repeat(np.arange(visits - 1, -1, -1, dtype=np.int32), length)
    return Context(
        basket=rows(tables, basket),
        item=item,
        day=np.repeat(visit_day, length),
        visit=number,
        visit_day=visit_day,
        timed=timed,
        store=UNKNOWN if store is None else tables.store_row_of.get(store, UNKNOWN),
        at_day=at,
    )


def _each_once(tables: Tables, history: Sequence[Sequence[str]]) -> tuple[IntArray, IntArray]:
    """The known rows of each basket after the other, ascending and each once within its basket; and how many
    each basket has, (baskets,)."""
    size = np.fromiter(map(len, history), dtype=np.int64, count=len(history))
    found = map(tables.row_of.get, chain.from_iterable(history), repeat(UNKNOWN))
    row = np.fromiter(found, dtype=np.int64, count=int(size.sum()))
    basket = np.repeat(np.arange(len(history)), size)
    known = row != UNKNOWN
    place = np.sort(basket[known] * tables.product_total + row[known])
    place = place[np.diff(place, prepend=-1) > 0]
    basket, row = np.divmod(place, tables.product_total)
    length = np.bincount(basket, minlength=len(history))
    return row.astype(np.int32), length.astype(np.int32)


def _usual_gap(days: Sequence[float]) -> float:
    """Mean days between baskets; ASSUMED_GAP_DAYS where there are not two days."""
    span = max(days) - min(days)
    return span / (len(days) - 1) if span else ASSUMED_GAP_DAYS
