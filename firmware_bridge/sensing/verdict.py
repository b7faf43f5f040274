"""What follows from an explanation: the stock, what is in hands, what the products are learned to weigh."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from firmware_bridge.messages import EventKind
from firmware_bridge.sensing.change import Change
from firmware_bridge.sensing.explain import Moved
from firmware_bridge.sensing.hands import Taken
from firmware_bridge.sensing.level import Level
from firmware_bridge.sensing.row import Row
from firmware_bridge.sensing.slot import Slot
from firmware_bridge.sensing.spill import Option

SLACK = 0.02  # how far a plate may still settle after a change, as a share of it
APART_SDS = 4.0  # between two products of a slot, so that a change can teach the weight of one
LEARNING_SHARE = 0.6  # probability from which a product in doubt still learns


def accept(row: Row, slot: Slot, option: Option, confidence: float) -> Iterator[Change]:
    """This is what happened."""
    began, decided = slot.signal.changed_at, slot.signal.last
    sd = row.sd(slot, option.grams)
    moves = option.explanation.moves
    _rebase(slot, option.joined)
    for moved in moves:
        grams = option.grams if len(moves) == 1 else moved.count * row.units[moved.gtin].mean
        kind = _kind(row, moved, grams, sd, decided)
        slot.move(moved.gtin, moved.count)
        yield Change(slot.name, kind, moved.gtin, abs(moved.count), grams, confidence, began, decided)
    for each in (slot, *option.joined):
        each.explained(confidence)
    slot.check_by_weight(row.units)
    slot.confirmed_at = decided
    own = len(moves) == 1 and moves[0].gtin in slot.products and not option.joined
    if own and slot.away_sd_g == 0.0 and _stands_apart(row, slot, moves[0].gtin, sd):
        unit = row.units[moves[0].gtin]
        row.units[moves[0].gtin] = unit.learned(option.grams, moves[0].count, sd)
    slot.away_sd_g = 0.0


def _kind(row: Row, moved: Moved, grams: float, sd: float, now: float) -> EventKind:
    if moved.count < 0:
        row.hands.take(moved.gtin, Taken(now, -moved.count, -grams, sd))
        return EventKind.PICK
    came_back = row.hands.give_back(moved.gtin, moved.count, grams, sd, now)
    if moved.misplaced:
        return EventKind.MISPLACED
    return EventKind.RETURN if came_back else EventKind.RESTOCK


@dataclass(frozen=True, slots=True)
class Doubt:
    """A settled change of which no explanation is certain enough."""

    level: Level
    grams: float
    began: float
    options: Sequence[Option]
    best: Option
    confidence: float

    @classmethod
    def of(cls, slot: Slot, options: Sequence[Option], best: Option, confidence: float) -> "Doubt":
        """At the level where the slot is settled now."""
        signal = slot.signal
        assert signal.level is not None  # noqa: S101 - SETTLED has a level
        return cls(signal.level, signal.offset, signal.changed_at, options, best, confidence)

    def is_left(self, slot: Slot) -> bool:
        """Whether the slot is settled at another level now: the next hand came while this was in doubt."""
        now = slot.signal.level
        return now is not None and abs(now.grams - self.level.grams) > slot.signal.trigger_g


def unknown(row: Row, slot: Slot, doubt: Doubt) -> Change:
    """Something changed, and it stays in doubt what."""
    _learn_from_doubt(row, slot, doubt.options)
    grams, confidence = doubt.grams, doubt.confidence
    sd = row.sd(slot, grams)
    if doubt.is_left(slot):
        slot.signal.rest_at(doubt.level)
    else:
        _rebase(slot, ())
    candidates = {moved.gtin for moved in doubt.best.explanation.moves}
    slot.unexplained(confidence)
    if candidates:
        slot.count_anew(row.units)
    elif grams > 0:
        slot.foreign_g.append(grams)
    else:
        back = [g for g in slot.foreign_g if abs(g + grams) < 4.0 * sd + 0.02 * g]
        if back:
            slot.foreign_g.remove(back[0])
        else:
            slot.count_anew(row.units)
    slot.away_sd_g = 0.0
    gtin = candidates.pop() if len(candidates) == 1 else None
    return Change(slot.name, EventKind.UNKNOWN, gtin, 0, grams, confidence, doubt.began, slot.signal.last)


def _rebase(slot: Slot, joined: Sequence[Slot]) -> None:
    level = slot.signal.level
    assert level is not None  # noqa: S101 - SETTLED has a level
    slot.signal.accept(level.grams, SLACK * abs(slot.signal.offset))
    for other in joined:
        other.signal.accept(other.signal.rest + other.signal.recent_offset()[0])


def _stands_apart(row: Row, slot: Slot, gtin: str, sd: float) -> bool:
    """Whether no other product here could be meant. Else only pieces that are far from the other would
    teach, and the mean would wander away from it."""
    unit = row.units[gtin]
    others = (row.units[g] for g in slot.products if g != gtin)
    return all(
        abs(unit.mean - u.mean) > APART_SDS * math.hypot(sd, max(unit.spread, u.spread)) for u in others
    )


def _learn_from_doubt(row: Row, slot: Slot, options: Sequence[Option]) -> None:
    """One of two products went, we cannot tell which: each learns by its probability.

    So listed weights that are only roughly right become exact, and what was in doubt is told apart.
    """
    total = math.fsum(option.weight for option in options)
    for option in options:
        share = option.weight / total if total > 0 else 0.0
        moves = option.explanation.moves
        if share < LEARNING_SHARE or len(moves) != 1 or abs(moves[0].count) != 1 or option.joined:
            continue
        gtin = moves[0].gtin
        sd = row.sd(slot, option.grams)
        if gtin in slot.products and _stands_apart(row, slot, gtin, sd):
            row.units[gtin] = row.units[gtin].learned(option.grams, moves[0].count, sd, share)
