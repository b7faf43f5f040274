"""The first stable level of a slot that was never weighed before: a baseline, no change, and nothing is told.

Where staff counted before, pieces may have gone since: Bayes over what may stand here now, by the whole load.
"""

import math
from collections.abc import Iterator, Mapping
from itertools import combinations

from firmware_bridge.sensing.explain import FOREIGN_DENSITY, FURTHER_PICKED, FURTHER_PUT, MOST_PIECES
from firmware_bridge.sensing.level import Level
from firmware_bridge.sensing.slot import ZERO_SD_G, Slot
from firmware_bridge.sensing.units import UnitWeight, normal_density

CHANGED = 0.05  # prior of a piece that went or came between staff's count and the first stable level
Counts = dict[str, int]


def begin(slot: Slot, level: Level, units: Mapping[str, UnitWeight], confident: float) -> None:
    """Rest at `level`. The count is the one that staff's count and the load together make probable with
    `confident`; where there is none, that of the load alone, if it is sure."""
    slot.signal.accept(level.grams)
    counted = {gtin: count for gtin, count in slot.counts.items() if count is not None}
    if not slot.products or counted.keys() != set(slot.products):
        slot.count_by_weight(units)
        return
    weighed = [
        (counts, prior * _fit(level, counts, units)) for counts, prior in _what_may_stand_here(counted)
    ]
    total = math.fsum(weight for _, weight in weighed) + CHANGED * FOREIGN_DENSITY
    counts, weight = max(weighed, key=lambda each: each[1])
    if weight / total >= confident:
        slot.counts.update(counts)
        slot.explained(weight / total)
    else:
        slot.count_anew(units)


def _what_may_stand_here(counted: Counts) -> Iterator[tuple[Counts, float]]:
    """(counts, prior): as counted, pieces of one product less or more, or one piece less of each of two."""
    yield counted, 1.0
    for gtin, count in counted.items():
        for gone in range(1, count + 1):
            yield counted | {gtin: count - gone}, CHANGED * FURTHER_PICKED ** min(gone - 1, MOST_PIECES)
        for more in range(1, MOST_PIECES + 1):
            yield counted | {gtin: count + more}, CHANGED * FURTHER_PUT ** (more - 1)
    for one, other in combinations(counted, 2):
        if counted[one] and counted[other]:
            yield counted | {one: counted[one] - 1, other: counted[other] - 1}, CHANGED**2


def _fit(level: Level, counts: Counts, units: Mapping[str, UnitWeight]) -> float:
    each = [units[gtin].expected(count) for gtin, count in counts.items()]
    sd = math.hypot(ZERO_SD_G, level.sd, *(sd for _, sd in each))
    return normal_density(level.grams - math.fsum(mean for mean, _ in each), sd)
