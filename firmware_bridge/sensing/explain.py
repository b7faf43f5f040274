"""Which hypotheses could explain a change of weight, and how probable each is.

Bayes over a finite list: so many pieces of a product that belongs here went or came, a product of another
slot was put here or taken away again, or something that we do not know. The last has a flat density, so a
change that fits nothing well is `foreign` and never forced into a product.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from firmware_bridge.sensing.hands import Taken
from firmware_bridge.sensing.units import UnitWeight, normal_density

MOST_PIECES = 12
FURTHER_PICKED = 0.6  # prior of n + 1 pieces going at once, against n
FURTHER_PUT = 0.85  # and of coming: staff put many
RETURNED = 3.0  # prior that what was taken from here comes back as it went, against one new piece
MISPLACED_PICKED = 0.01  # prior that what was taken elsewhere comes here
MISPLACED_OTHER = 5e-5  # and what was not taken at all
SWAP = 0.005  # prior of two products moving at once, against one
BEYOND_STOCK = 0.01  # prior of more pieces going than the count says are here
FOREIGN_DENSITY = 0.01 / 2000.0  # prior times density per gram of anything else


@dataclass(frozen=True, slots=True)
class Resident:
    """A product that belongs to this slot (or a guest that was put here)."""

    gtin: str
    unit: UnitWeight
    count: int | None  # pieces here; None when unknown
    taken: Sequence[Taken] = ()  # pieces that are in somebody's hand
    guest: bool = False


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A product of another slot of this shelf."""

    gtin: str
    unit: UnitWeight
    taken: Sequence[Taken] = ()


@dataclass(frozen=True, slots=True)
class Moved:
    gtin: str
    count: int  # signed: negative went
    misplaced: bool = False


@dataclass(frozen=True, slots=True)
class Explanation:
    moves: tuple[Moved, ...]  # empty: foreign
    weight: float  # prior times density, not normalised


def hypotheses(
    grams: float, sd: float, residents: Sequence[Resident], elsewhere: Iterable[Elsewhere]
) -> Iterator[Explanation]:
    """Every explanation of `grams` (signed, measured with `sd`) that is not absurd, `foreign` last."""
    for resident in residents:
        for count in _counts_near(grams, sd, resident.unit):
            weight = _count_prior(count, resident) * resident.unit.density(grams, count, sd)
            yield Explanation((Moved(resident.gtin, count),), weight)
        yield from _as_taken(grams, sd, resident.gtin, resident.taken, RETURNED, misplaced=resident.guest)
    own = [r for r in residents if not r.guest]
    for index, one in enumerate(own):
        for other in own[index + 1 :]:
            yield from _swaps(grams, sd, one, other)
    if grams > 0:
        here = {resident.gtin for resident in residents}
        for product in elsewhere:
            if product.gtin not in here:
                yield from _misplaced(grams, sd, product)
    yield Explanation((), FOREIGN_DENSITY)


def _swaps(grams: float, sd: float, one: Resident, other: Resident) -> Iterator[Explanation]:
    """Two products of the slot moved at once, a piece or two of each."""
    counts = (1, 2) if grams > 0 else (-1, -2)  # in opposite ways they are told from noise too badly
    for first in counts:
        mean_one, sd_one = one.unit.expected(first)
        for second in counts:
            mean_two, sd_two = other.unit.expected(second)
            total_sd = math.sqrt(sd**2 + sd_one**2 + sd_two**2)
            prior = SWAP * _count_prior(first, one) * _count_prior(second, other)
            weight = prior * normal_density(grams - mean_one - mean_two, total_sd)
            yield Explanation((Moved(one.gtin, first), Moved(other.gtin, second)), weight)


def _as_taken(
    grams: float, sd: float, gtin: str, taken: Sequence[Taken], prior: float, misplaced: bool
) -> Iterator[Explanation]:
    """What was taken comes back: it weighs what it weighed."""
    for one in taken if grams > 0 else ():
        weight = prior / len(taken) * normal_density(grams - one.grams, math.hypot(sd, one.sd))
        yield Explanation((Moved(gtin, one.count, misplaced),), weight)


def _misplaced(grams: float, sd: float, product: Elsewhere) -> Iterator[Explanation]:
    yield from _as_taken(grams, sd, product.gtin, product.taken, MISPLACED_PICKED, misplaced=True)
    for count in _counts_near(grams, sd, product.unit, most=3):
        prior = MISPLACED_OTHER * FURTHER_PICKED ** (count - 1)
        weight = prior * product.unit.density(grams, count, sd)
        yield Explanation((Moved(product.gtin, count, misplaced=True),), weight)


def _counts_near(grams: float, sd: float, unit: UnitWeight, most: int = MOST_PIECES) -> list[int]:
    """Signed counts whose weight is within reach of `grams`."""
    exact = grams / unit.mean
    reach = 1.0 + 5.0 * (sd + abs(exact) * unit.mean_sd) / unit.mean
    low, high = math.floor(exact - reach), math.ceil(exact + reach)
    sign = 1 if grams > 0 else -1
    return [n for n in range(max(low, -most * 10), min(high, most * 10) + 1) if n * sign > 0]


def _count_prior(count: int, resident: Resident) -> float:
    n = abs(count)
    prior = (FURTHER_PICKED if count < 0 else FURTHER_PUT) ** min(n - 1, MOST_PIECES)
    if count < 0 and resident.count is not None and n > resident.count:
        prior *= BEYOND_STOCK
    return prior
