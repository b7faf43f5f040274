"""What shoppers took lately and may bring back: how many of which product, and what exactly it weighed.

A piece that comes back weighs what it weighed when it went, so a return is known far better than a first
pick.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

MOST_TAKEN = 64  # per product; older ones are forgotten
APART = 0.05  # share by which pieces of one product may differ


@dataclass(frozen=True, slots=True)
class Taken:
    """Pieces that went together."""

    at: float
    count: int
    grams: float  # positive
    sd: float


class Hands:
    """Everything taken within `window_s`."""

    def __init__(self, window_s: float) -> None:
        self._window_s = window_s
        self._taken: dict[str, list[Taken]] = {}

    def take(self, gtin: str, taken: Taken) -> None:
        self._taken.setdefault(gtin, []).append(taken)
        del self._taken[gtin][:-MOST_TAKEN]

    def of(self, gtin: str, now: float) -> list[Taken]:
        """What is out of one product, oldest first. Slots report in turn: `now` may lie before `at`."""
        left = [t for t in self._taken.get(gtin, ()) if abs(now - t.at) <= self._window_s]
        if left:
            self._taken[gtin] = left
        else:
            self._taken.pop(gtin, None)
        return left

    def count(self, gtin: str, now: float) -> int:
        return sum(taken.count for taken in self.of(gtin, now))

    def give_back(self, gtin: str, count: int, grams: float, sd: float, now: float) -> bool:
        """`count` pieces came back; whether so many were out. What weighs nearest is taken for them."""
        out = self.of(gtin, now)
        if sum(taken.count for taken in out) < count:
            return False
        same = [taken for taken in out if taken.count == count]
        if same:
            out.remove(min(same, key=lambda taken: abs(taken.grams - grams)))
        else:
            self._taken[gtin] = list(_without(out, count, grams, sd))
        return True

    def dump(self) -> dict[str, Any]:
        return {g: [[t.at, t.count, t.grams, t.sd] for t in taken] for g, taken in self._taken.items()}

    def restore(self, kept: dict[str, Any]) -> None:
        self._taken = {gtin: [Taken(*values) for values in taken] for gtin, taken in kept.items()}


def _without(out: list[Taken], count: int, grams: float, sd: float) -> Iterator[Taken]:
    """`out` with `count` pieces of `grams` together less, the newest first to go.

    What is left of pieces that went together weighs what did not come back, unless these can be no part of
    them.
    """
    for taken in sorted(out, key=lambda t: -t.at):
        gone = min(count, taken.count)
        count -= gone
        rest = taken.count - gone
        if not rest:
            grams -= taken.grams
            continue
        share = taken.grams * rest / taken.count
        left, left_sd = taken.grams - grams, math.hypot(taken.sd, sd)
        fits = gone > 0 and abs(left - share) < APART * share
        unknown = taken if gone == 0 else Taken(taken.at, rest, share, taken.sd + 0.01 * taken.grams)
        yield Taken(taken.at, rest, left, left_sd) if fits else unknown
