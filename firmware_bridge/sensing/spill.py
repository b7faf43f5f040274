"""A change on one plate may be seen on its neighbours too, when a product stands across the gap.

So a change is explained alone, or together with what its neighbours did at the same moment.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from firmware_bridge.sensing.explain import Explanation, hypotheses
from firmware_bridge.sensing.row import TOGETHER_S, Row
from firmware_bridge.sensing.signal import Phase
from firmware_bridge.sensing.slot import Slot

SPILL_PRIOR = 0.05  # prior of a product that stands across plates
SPILL_ERROR = 0.01  # of the joint change, as a share


@dataclass(frozen=True, slots=True)
class Option:
    """One explanation of a change, with the neighbours that share it."""

    joined: tuple[Slot, ...]
    grams: float  # of slot and neighbours together
    explanation: Explanation
    weight: float  # prior times density, not normalised


def options(row: Row, slot: Slot) -> Iterator[Option]:
    """What may have happened on a settled slot, with and without its neighbours."""
    grams = slot.signal.offset
    sd = row.sd(slot, grams)
    residents = row.residents(slot)
    shares = _shares(row, slot, grams)
    alone = math.prod(quiet for _, _, quiet in shares)
    for found in hypotheses(grams, sd, residents, row.elsewhere(slot)):
        yield Option((), grams, found, found.weight * alone)
    for count in range(1, len(shares) + 1):
        for joined in combinations(shares, count):
            total = grams + math.fsum(share for _, share, _ in joined)
            rest = math.prod(quiet for s, _, quiet in shares if all(s is not j for j, _, _ in joined))
            wide = math.hypot(sd * math.sqrt(1 + count), SPILL_ERROR * total)
            for found in hypotheses(total, wide, residents, ()):
                if found.moves:
                    weight = found.weight * rest * SPILL_PRIOR**count / max(abs(grams), 20.0) ** count
                    yield Option(tuple(s for s, _, _ in joined), total, found, weight)


def _shares(row: Row, slot: Slot, grams: float) -> list[tuple[Slot, float, float]]:
    """(neighbour, its grams, density of these without spill) of those that moved the same way now."""
    shares = []
    for other in row.neighbours(slot):
        offset, sd = other.signal.recent_offset()
        if offset * grams <= 0 or abs(offset) >= abs(grams) or abs(offset) < 4.0 * sd + 0.5:
            continue
        if other.signal.phase is Phase.QUIET:
            quiet = math.exp(-0.5 * min((offset / sd) ** 2, 200.0)) / (sd * 2.5)
        elif abs(other.signal.began - slot.signal.began) < TOGETHER_S:
            found = hypotheses(offset, row.sd(other, offset), row.residents(other), ())
            quiet = max(explanation.weight for explanation in found)
        else:
            continue
        shares.append((other, offset, quiet))
    return shares
