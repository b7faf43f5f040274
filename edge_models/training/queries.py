"""Questions with known answers, from baskets that came after the tables' moment."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum, auto

import numpy as np
import numpy.typing as npt

from edge_models.features.context import Context
from edge_models.features.tables import UNKNOWN, IntArray, Tables
from edge_models.training.purchases import Purchases


class Task(StrEnum):
    KNOWN = auto()  # complete the basket of a shopper whose history is known
    ANON = auto()  # complete a basket, nothing known of the shopper
    NEXT = auto()  # foresee the next basket from the history
    DISCOVER = auto()  # foresee what of it the shopper has never bought
    COLD = auto()  # find the newcomer of a basket among the newcomers of the time


@dataclass(frozen=True, slots=True)
class Query:
    task: Task
    context: Context
    targets: IntArray  # rows of the tables
    basket: int  # number of the basket that was asked about
    shopper: int
    pool: IntArray | None = None  # the only rows that may be the answer

    def allowed(self, products: int, seasoned: int) -> npt.NDArray[np.bool_]:
        """(products,) True where a product may be the answer."""
        mask = np.ones(products, dtype=bool)
        mask[seasoned:] = False
        if self.pool is not None:
            mask[:] = False
            mask[self.pool] = True
        mask[self.context.basket] = False
        if self.task is Task.DISCOVER:
            mask[self.context.item] = False
        return mask


class QueryMaker:
    """Makes queries about baskets, each with the history that came before it."""

    def __init__(self, purchases: Purchases, tables: Tables) -> None:
        self._purchases = purchases
        row = np.full(len(purchases.product_ids), UNKNOWN, dtype=np.int32)
        place = {p: i for i, p in enumerate(purchases.product_ids.tolist())}
        row[[place[p] for p in tables.product_ids]] = np.arange(tables.product_total, dtype=np.int32)
        rows = row[purchases.product]
        use = rows != UNKNOWN
        self._rows = rows[use]
        self._start = np.searchsorted(purchases.basket[use], np.arange(purchases.basket_total + 1))
        self._seasoned = tables.seasoned
        sold = (rows != UNKNOWN) & (rows < tables.seasoned)
        places = np.searchsorted(purchases.basket[sold], np.arange(purchases.basket_total + 1))
        self._sizes = np.diff(places).astype(np.int32)
        # Baskets of each shopper in time: numbers ascend with time, so a stable sort by shopper is enough.
        self._by_shopper = np.argsort(purchases.basket_shopper, kind="stable").astype(np.int32)
        ordered = purchases.basket_shopper[self._by_shopper]
        self._first = np.searchsorted(ordered, np.arange(ordered.max(initial=0) + 2))
        self._place = np.empty(purchases.basket_total, dtype=np.int64)
        self._place[self._by_shopper] = np.arange(purchases.basket_total)
        stores = [tables.store_row_of.get(s, UNKNOWN) for s in purchases.store_ids.tolist()]
        self._store = np.asarray(
            [*stores, UNKNOWN], dtype=np.int32
        )  # the last one is where UNKNOWN (-1) points

    def items(self, basket: int) -> IntArray:
        """Rows of the basket's products that had sold before."""
        items: IntArray = self._all(basket)
        return items[items < self._seasoned]

    def newcomers(self, basket: int) -> IntArray:
        """Rows of the basket's products that had never sold before."""
        items: IntArray = self._all(basket)
        return items[items >= self._seasoned]

    def _all(self, basket: int) -> IntArray:
        items: IntArray = self._rows[self._start[basket] : self._start[basket + 1]]
        return items

    def sizes(self) -> IntArray:
        """(baskets,) how many products of each basket had sold before."""
        return self._sizes

    def shopper(self, basket: int) -> int:
        return int(self._purchases.basket_shopper[basket])

    def shoppers(self, baskets: IntArray) -> IntArray:
        """(baskets,) the shopper of each."""
        shoppers: IntArray = self._purchases.basket_shopper[baskets]
        return shoppers

    def earlier(self, basket: int) -> IntArray:
        """The same shopper's baskets before this one, oldest first."""
        shopper = self._purchases.basket_shopper[basket]
        return self._by_shopper[self._first[shopper] : self._place[basket]]

    def context(self, basket: int, held: IntArray, with_history: bool) -> Context:
        """What is known just before the end of this basket, with `held` in it."""
        p = self._purchases
        past = self.earlier(basket) if with_history else np.zeros(0, dtype=np.int32)
        at = float(p.basket_day[basket])
        visit_day = np.maximum(at - p.basket_day[past], 0).astype(np.float32)
        length = self._start[past + 1] - self._start[past]
        parts = [self._rows[self._start[b] : self._start[b + 1]] for b in past]
        return Context(
            basket=held,
            item=np.concatenate(parts) if parts else np.zeros(0, dtype=np.int32),
            day=np.repeat(visit_day, length),
            visit=np.repeat(np.arange(len(past) - 1, -1, -1, dtype=np.int32), length),
            visit_day=visit_day,
            timed=True,
            store=int(self._store[p.basket_store[basket]]),
            at_day=at,
        )

    def make(self, task: Task, basket: int, hidden: int) -> Query:
        """A query about `basket`; `hidden` is the place of the item to find (not used by NEXT)."""
        items = self.items(basket)
        foresee = task in (Task.NEXT, Task.DISCOVER)
        held = items[:0] if foresee else np.delete(items, hidden)
        context = self.context(basket, held, task is not Task.ANON)
        targets = items if foresee else items[hidden : hidden + 1]
        if task is Task.DISCOVER:
            targets = targets[~np.isin(targets, context.item)]
        return Query(task, context, targets, basket, self.shopper(basket))


def sample_cold(
    maker: QueryMaker,
    first: int,
    last: int,
    number: int,
    rng: np.random.Generator,
    min_items: int = 3,
    among: IntArray | None = None,
) -> Iterator[Query]:
    """Queries about newcomers in the baskets from `first` to before `last`; the pool is all of those that
    sold in them. With `among`, only these baskets are asked about."""
    cold = [maker.newcomers(b) for b in range(first, last)]
    found = np.asarray([len(c) for c in cold], dtype=np.int64)
    fit = np.flatnonzero((found > 0) & (maker.sizes()[first:last] >= min_items))
    if among is not None:
        fit = fit[np.isin(first + fit, among)]
    if not len(fit):
        return
    pool = np.unique(np.concatenate(cold))
    for at in rng.choice(fit, size=min(number, len(fit)), replace=False).tolist():
        basket = first + at
        context = maker.context(basket, maker.items(basket), with_history=True)
        yield Query(Task.COLD, context, rng.choice(cold[at], size=1), basket, maker.shopper(basket), pool)


def sample(
    maker: QueryMaker,
    first: int,
    last: int,
    wanted: dict[Task, int],
    rng: np.random.Generator,
    min_items: int = 4,
    among: IntArray | None = None,
) -> Iterator[Query]:
    """Queries about randomly chosen baskets numbered from `first` to before `last`, in no order.

    A basket has at least `min_items` known products; only ANON asks about shoppers without a history. With
    `among`, only these baskets are asked about.
    """
    fit = (first + np.flatnonzero(maker.sizes()[first:last] >= min_items)).astype(np.int32)
    if among is not None:
        fit = fit[np.isin(fit, among)]
    if not len(fit):
        return
    for task, number in wanted.items():
        if task is Task.COLD:
            yield from sample_cold(maker, first, last, number, rng, among=among)
            continue
        chance = _even(maker, fit) if task in (Task.NEXT, Task.DISCOVER) else None
        for basket in rng.choice(fit, size=min(number, len(fit)), replace=False, p=chance).tolist():
            if task is not Task.ANON and not len(maker.earlier(basket)):
                continue
            yield maker.make(task, basket, int(rng.integers(len(maker.items(basket)))))


def _even(maker: QueryMaker, baskets: IntArray) -> npt.NDArray[np.float64]:
    """(baskets,) the chance of each to be drawn so that every shopper has the same: the next basket of one
    who comes daily is not worth more than that of one who comes monthly."""
    shopper = maker.shoppers(baskets)
    chance: npt.NDArray[np.float64] = 1.0 / np.bincount(shopper)[shopper]
    chance /= chance.sum()
    return chance
