"""How a shopper's purchases of things (products, types, categories) recur."""

from dataclasses import dataclass

import numpy as np

from edge_models.features.context import Context
from edge_models.features.reach import places
from edge_models.features.tables import FloatArray, IntArray

NEVER_DAYS = 730.0
_NEVER_VISITS = 400.0


@dataclass(frozen=True, slots=True)
class Recurrence:
    """How a shopper's purchases of each of m things recur. The arrays have m + 1 entries: the last stands for
    everything that was never bought."""

    context: Context
    things: IntArray  # (m,) ascending
    place: IntArray  # (n,) of each thing there is, in the arrays
    entry: IntArray  # (purchases,) the place of what each bought
    times: FloatArray
    since: FloatArray  # days since the last, NEVER_DAYS where there is none
    visits_since: FloatArray
    first: FloatArray  # days since the first, 0 where there is none
    first_visit: FloatArray  # baskets from the first to now, 0 where there is none
    gap: FloatArray  # mean days between purchases, NEVER_DAYS for fewer than two

    def decayed(self, days: float) -> FloatArray:
        """(m + 1,) purchases, each weighted by e^(-age / days)."""
        return self._summed(np.exp(self.context.day / np.float32(-days)))

    def by_visits(self, visits: float) -> FloatArray:
        """(m + 1,) purchases, each weighted by e^(-baskets since / visits)."""
        return self._summed(np.exp(self.context.visit.astype(np.float32) / np.float32(-visits)))

    def at_this_hour(self) -> FloatArray:
        """(m + 1,) purchases, each weighted by how near its hour of the day is to the request's: 1 for the
        same, 0 for twelve hours away."""
        return self._summed(0.5 + 0.5 * np.cos(np.float32(2 * np.pi) * (self.context.day % 1.0)))

    def last_gap(self) -> FloatArray:
        """(m + 1,) days between the last two purchases, NEVER_DAYS for fewer than two."""
        day, before = self.context.day, np.full(len(self.since), NEVER_DAYS, dtype=np.float32)
        earlier = day > self.since[self.entry]
        before[self.entry[earlier]] = day[earlier]
        return np.where(before < NEVER_DAYS, before - self.since, NEVER_DAYS).astype(np.float32)

    def _summed(self, weight: FloatArray) -> FloatArray:
        return np.bincount(self.entry, weight, minlength=len(self.times)).astype(np.float32)


def recurrence(thing: IntArray, context: Context, n: int) -> Recurrence:
    """`thing` (purchases,) is what each purchase of the context is of, one of n."""
    things, place = places(thing, n)
    entry = place[thing]
    m = len(things)
    times = np.bincount(entry, minlength=m + 1).astype(np.float32)
    since = np.full(m + 1, NEVER_DAYS, dtype=np.float32)
    visits_since = np.full(m + 1, _NEVER_VISITS, dtype=np.float32)
    first, first_visit = np.zeros(m + 1, dtype=np.float32), np.zeros(m + 1, dtype=np.float32)
    # Entries run from the oldest to the latest basket, so the last write of a thing is its latest purchase.
    since[entry] = context.day
    visits_since[entry] = context.visit
    first[entry[::-1]] = context.day[::-1]
    first_visit[entry[::-1]] = context.visit[::-1] + 1
    often = np.maximum(times - 1, 1)
    gap = np.where(times > 1, (first - since) / often, NEVER_DAYS).astype(np.float32)
    return Recurrence(context, things, place, entry, times, since, visits_since, first, first_visit, gap)
