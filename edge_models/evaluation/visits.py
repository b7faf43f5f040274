"""Every basket and what its shopper had bought before, for the methods that learn from both."""

from dataclasses import dataclass

import numpy as np

from edge_models.features.tables import FloatArray, IntArray, Tables
from edge_models.training.purchases import Purchases
from edge_models.training.queries import QueryMaker


@dataclass(frozen=True, slots=True)
class Visits:
    """Lines of known products, by shopper and then by time; the past of a basket is the slice before it."""

    item: IntArray  # (lines,) rows of the tables
    day: FloatArray  # (lines,) days before the tables' end
    first: IntArray  # (baskets,) the first line of each basket's shopper
    start: IntArray  # (baskets,) the basket's own first line
    end: IntArray  # (baskets,)

    @classmethod
    def before(cls, purchases: Purchases, tables: Tables, day: float, least: int) -> "Visits":
        """The baskets before `day` that hold at least `least` products which the tables know to have sold."""
        maker = QueryMaker(purchases, tables)
        total = purchases.before(day)
        ordered = np.argsort(purchases.basket_shopper[:total], kind="stable")
        items = [maker.items(int(b)) for b in ordered]
        size = np.asarray([len(i) for i in items], dtype=np.int64)
        end = np.cumsum(size)
        shopper = purchases.basket_shopper[ordered]
        new = np.append(True, shopper[1:] != shopper[:-1]) if total else np.zeros(0, dtype=bool)
        head = (end - size)[np.maximum.accumulate(np.where(new, np.arange(total), 0))]
        use = size >= least
        ago = (tables.end_day - purchases.basket_day[ordered]).astype(np.float32)
        return cls(
            item=np.concatenate([*items, np.zeros(0, dtype=np.int32)]).astype(np.int32),
            day=np.repeat(ago, size),
            first=head[use].astype(np.int32),
            start=(end - size)[use].astype(np.int32),
            end=end[use].astype(np.int32),
        )

    def __len__(self) -> int:
        return len(self.start)
