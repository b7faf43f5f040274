"""How a shopper's purchases of things (products, types, categories) recur."""

from dataclasses import dataclass

import numpy as np

from edge_models.features.context import Context
from edge_models.features.tables import FloatArray, IntArray

NEVER_DAYS = 730.0
_NEVER_VISITS = 400.0


@dataclass(frozen=True, slots=True)
class Recurrence:
    """How a shopper's purchases of each of n things recur."""

    thing: IntArray
    day: FloatArray
    times: FloatArray  # (n,)
    since: FloatArray  # (n,) days since the last
    visits_since: FloatArray  # (n,)
    first: FloatArray  # (n,) days since the first, 0 where there is none
    first_visit: FloatArray  # (n,) baskets from the first to now, 0 where there is none
    gap: FloatArray  # (n,) mean days between purchases, NEVER_DAYS for fewer than two

    def decayed(self, context: Context, days: float) -> FloatArray:
        """(n,) purchases, each weighted by e^(-age / days)."""
        weight = np.exp(context.day / np.float32(-days))
        return self._summed(weight)

    def by_visits(self, context: Context, visits: float) -> FloatArray:
        """(n,) purchases, each weighted by e^(-baskets since / visits)."""
        return self._summed(np.exp(context.visit / np.float32(-visits)))

    def at_this_hour(self, context: Context) -> FloatArray:
        """(n,) purchases, each weighted by how near its hour of the day is to the request's: 1 for the
        same, 0 for twelve hours away."""
        return self._summed(0.5 + 0.5 * np.cos(2 * np.pi * (context.day % 1.0)))

    def last_gap(self) -> FloatArray:
        """(n,) days between the last two purchases, NEVER_DAYS for fewer than two."""
        last, before = self.since, np.full(len(self.since), NEVER_DAYS, dtype=np.float32)
        earlier = self.day > last[self.thing]
        before[self.thing[earlier]] = self.day[earlier]
        return np.where(before < NEVER_DAYS, before - last, NEVER_DAYS).astype(np.float32)

    def _summed(self, weight: FloatArray) -> FloatArray:
        return np.bincount(self.thing, weight, minlength=len(self.times)).astype(np.float32)


def recurrence(thing: IntArray, day: FloatArray, visit: IntArray, n: int) -> Recurrence:
    times = np.bincount(thing, minlength=n).astype(np.float32)
    since = np.full(n, NEVER_DAYS, dtype=np.float32)
    visits_since = np.full(n, _NEVER_VISITS, dtype=np.float32)
    first = np.zeros(n, dtype=np.float32)
    # Entries run from the oldest to the latest basket, so the last write of a thing is its latest purchase.
    since[thing] = day
    visits_since[thing] = visit
    first[thing[::-1]] = day[::-1]
    first_visit = np.zeros(n, dtype=np.float32)
    first_visit[thing[::-1]] = visit[::-1] + 1
    with np.errstate(divide="ignore", invalid="ignore"):
        gap = np.where(times > 1, (first - since) / (times - 1), NEVER_DAYS).astype(np.float32)
    return Recurrence(thing, day, times, since, visits_since, first, first_visit, gap)
