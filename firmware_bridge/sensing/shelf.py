"""One shelf: changes of weight become changes of stock.

A change on one plate may be seen on its neighbours too, when a product stands across the gap. So a change is
explained together with what its neighbours did at the same moment, or alone, whichever is more probable.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from firmware_bridge.messages import EventKind, PlanogramSlot
from firmware_bridge.sensing.explain import Elsewhere, Explanation, Moved, hypotheses
from firmware_bridge.sensing.hands import Hands, Taken
from firmware_bridge.sensing.signal import Phase, Signal, Tuning
from firmware_bridge.sensing.slot import Slot
from firmware_bridge.sensing.units import UnitWeight

TOGETHER_S = 0.6  # neighbours that began to move within this time may share one change
SPILL_PRIOR = 0.05  # prior of a product that stands across plates
SPILL_ERROR = 0.01  # of the joint change, as a share
SLACK = 0.02  # how far a plate may still settle after a change, as a share of it
APART_SDS = 4.0  # between two products of a slot, so that a change can teach the weight of one
LEARNING_SHARE = 0.6  # probability from which a product in doubt still learns
AMBIGUOUS_S = 0.7  # how long to go on weighing before two products that fit are told as unknown


@dataclass(frozen=True, slots=True)
class Change:
    """A change of stock that was recognised, or `unknown`. Times are those of the samples."""

    slot: str
    kind: EventKind
    gtin: str | None
    qty: int
    grams: float
    confidence: float
    began: float
    decided: float


@dataclass(frozen=True, slots=True)
class SlotView:
    """What a slot says now."""

    grams: float | None
    stock: int | None
    confidence: float
    confirmed_at: float  # newest sample that agreed with the stock, -inf if none


@dataclass(frozen=True, slots=True)
class _Option:
    joined: tuple[Slot, ...]  # neighbours that share the change
    grams: float
    explanation: Explanation
    weight: float


class ShelfSensing:
    """Samples of all slots of one shelf in, changes out."""

    def __init__(self, tuning: Tuning | None = None) -> None:
        self._tuning = tuning or Tuning()
        self._slots: dict[str, Slot] = {}
        self._order: list[str] = []
        self.units: dict[str, UnitWeight] = {}
        self._hands = Hands(self._tuning.return_window_s)

    # What stands where

    def set_planogram(self, slots: Sequence[PlanogramSlot]) -> None:
        """What stands where. A product that stays keeps its count and its learned weight."""
        products: dict[str, list[str]] = {}
        for placed in slots:
            products.setdefault(placed.slot, []).append(placed.gtin)
            known = self.units.get(placed.gtin)
            nominal = UnitWeight.nominal(placed.unit_weight_g)
            if known is None or abs(known.mean - nominal.mean) > 5.0 * nominal.mean_sd:
                self.units[placed.gtin] = nominal
        self._order = list(products)
        for name in self._slots.keys() - products.keys():
            self._assign(self._slots[name], ())
        for name, gtins in products.items():
            self._assign(self._slot(name), tuple(gtins))
        self._set_limits()

    def _assign(self, slot: Slot, products: tuple[str, ...]) -> None:
        if slot.products == products:
            return
        slot.products = products
        slot.forget_counts()
        slot.guests.clear()
        slot.foreign_g.clear()
        if products:
            slot.count_by_weight(self.units)

    def _set_limits(self) -> None:
        lightest = min((u.mean for g, u in self.units.items() if self._stands_here(g)), default=20.0)
        for slot in self._slots.values():
            own = min((self.units[g].mean for g in slot.products), default=lightest)
            slot.signal.light_g = lightest
            slot.signal.stable_g = max(self._tuning.stable_floor_g, self._tuning.stable_units * own)

    def _stands_here(self, gtin: str) -> bool:
        return any(gtin in slot.products for slot in self._slots.values())

    def _slot(self, name: str) -> Slot:
        if name not in self._slots:
            self._slots[name] = Slot(name, Signal(self._tuning))
        return self._slots[name]

    def set_count(self, slot: str, gtin: str, count: int) -> None:
        """Somebody counted."""
        self._slot(slot).counted(gtin, count)

    def count(self, slot: str, gtin: str) -> int | None:
        """Pieces of one product on its slot; None when unknown."""
        return self._slots[slot].counts.get(gtin)

    def holds(self, slot: str, gtin: str) -> bool:
        """Whether the planogram has this product on this slot."""
        return slot in self._slots and gtin in self._slots[slot].products

    def weigh_anew(self, slot: str) -> None:
        """The scale was changed: the next stable level is a new beginning, not a change of stock."""
        found = self._slot(slot)
        found.signal.start_anew()
        found.forget_counts()
        found.guests.clear()
        found.foreign_g.clear()

    # Samples in, changes out

    def feed(self, slot: str, grams: Sequence[float], newest: float, hz: float) -> list[Change]:
        """Samples of one slot at `hz`, the newest taken at `newest` (seconds)."""
        found = self._slot(slot)
        signal = found.signal
        before = signal.phase
        signal.feed(grams, newest, hz)
        if signal.phase is Phase.QUIET:
            found.confirmed_at = signal.last
            found.away_sd_g = 0.0
        elif signal.phase is Phase.STARTING and signal.level is not None:
            signal.accept(signal.level.grams)
            found.count_by_weight(self.units)
        elif signal.phase is Phase.SETTLED and before is not Phase.SETTLED:
            found.settled_at = signal.last
        if signal.phase is Phase.QUIET and before is Phase.QUIET:
            return []
        return list(self._resolve())

    def _resolve(self) -> Iterator[Change]:
        """Explain every settled slot that can be explained now, the largest change first."""
        settled = [s for s in self._slots.values() if s.signal.phase is Phase.SETTLED]
        settled.sort(key=lambda s: -abs(self._offset(s)))
        for slot in settled:
            if slot.signal.phase is Phase.SETTLED and not self._neighbour_is_moving(slot):
                yield from self._explain(slot)

    @staticmethod
    def _offset(slot: Slot) -> float:
        level, base = slot.signal.level, slot.signal.baseline
        return 0.0 if level is None or base is None else level.grams - base

    def _neighbours(self, slot: Slot) -> list[Slot]:
        if slot.name not in self._order:
            return []
        at = self._order.index(slot.name)
        names = self._order[max(0, at - 1) : at] + self._order[at + 1 : at + 2]
        return [self._slots[name] for name in names if self._slots[name].signal.baseline is not None]

    def _neighbour_is_moving(self, slot: Slot) -> bool:
        mine = slot.signal
        return any(
            s.signal.phase is Phase.MOVING
            and abs(s.signal.began - mine.began) < TOGETHER_S
            and mine.last - slot.settled_at < TOGETHER_S
            for s in self._neighbours(slot)
        )

    def _explain(self, slot: Slot) -> Iterator[Change]:
        options = list(self._options(slot))
        total = math.fsum(option.weight for option in options)
        best = max(options, key=lambda option: option.weight)
        moves = best.explanation.moves
        # the same moves with and without a neighbour's share are one answer
        same = math.fsum(o.weight for o in options if o.explanation.moves == moves)
        confidence = same / total if total > 0 else 0.0
        waited = slot.signal.last - slot.settled_at
        if self._still_a_hand(slot, best, waited):
            return
        if moves and confidence >= self._needed(slot):
            yield from self._accept(slot, best, confidence)
        elif waited >= (AMBIGUOUS_S if moves else self._tuning.unexplained_s):
            self._learn_from_doubt(slot, options, total)
            yield self._unknown(slot, best, confidence)

    def _needed(self, slot: Slot) -> float:
        return self._tuning.confident if len(slot.products) < 2 else self._tuning.confident_product

    def _still_a_hand(self, slot: Slot, best: _Option, waited: float) -> bool:
        """Whether the plate is still too lively: a hand on it, or ringing."""
        level = slot.signal.level
        if level is None:
            return False
        if best.grams < 0:  # what went needs a calm plate only where products must be told apart
            return level.rough and len(slot.products) > 1 and waited < self._tuning.rough_s
        own = any(moved.gtin in slot.products for moved in best.explanation.moves)
        if not own and best.explanation.moves and waited < self._tuning.misplaced_s:
            return True
        return level.rough and (not own or waited < self._tuning.rough_s)

    def _options(self, slot: Slot) -> Iterator[_Option]:
        grams, sd = self._offset(slot), self._sd(slot, self._offset(slot))
        residents = slot.residents(self.units, self._hands)
        elsewhere = self._elsewhere(slot)
        shares = self._shares(slot, grams)
        alone = math.prod(quiet for _, _, quiet in shares)
        for found in hypotheses(grams, sd, residents, elsewhere):
            yield _Option((), grams, found, found.weight * alone)
        for count in range(1, len(shares) + 1):
            for joined in combinations(shares, count):
                total = grams + math.fsum(share for _, share, _ in joined)
                rest = math.prod(quiet for s, _, quiet in shares if all(s is not j for j, _, _ in joined))
                wide = math.hypot(sd * math.sqrt(1 + count), SPILL_ERROR * total)
                for found in hypotheses(total, wide, residents, ()):
                    if found.moves:
                        weight = found.weight * rest * SPILL_PRIOR**count / max(abs(grams), 20.0) ** count
                        yield _Option(tuple(s for s, _, _ in joined), total, found, weight)

    def _shares(self, slot: Slot, grams: float) -> list[tuple[Slot, float, float]]:
        """(neighbour, its grams, density of these without spill) of those that moved the same way now."""
        shares = []
        for other in self._neighbours(slot):
            offset, sd = other.signal.recent_offset()
            if offset * grams <= 0 or abs(offset) >= abs(grams) or abs(offset) < 4.0 * sd + 0.5:
                continue
            if other.signal.phase is Phase.QUIET:
                quiet = math.exp(-0.5 * min((offset / sd) ** 2, 200.0)) / (sd * 2.5)
            elif abs(other.signal.began - slot.signal.began) < TOGETHER_S:
                found = hypotheses(
                    offset, self._sd(other, offset), other.residents(self.units, self._hands), ()
                )
                quiet = max(explanation.weight for explanation in found)
            else:
                continue
            shares.append((other, offset, quiet))
        return shares

    def _sd(self, slot: Slot, grams: float) -> float:
        level = slot.signal.level
        of_level = slot.signal.noise if level is None else level.sd
        of_base = 0.3 * slot.signal.noise
        return math.hypot(0.1, of_level, of_base, slot.away_sd_g, self._tuning.gain_error * grams)

    def _elsewhere(self, slot: Slot) -> list[Elsewhere]:
        now = slot.signal.last
        return [
            Elsewhere(gtin, self.units[gtin], self._hands.of(gtin, now))
            for other in self._slots.values()
            if other is not slot
            for gtin in other.products
        ]

    # What follows from an explanation

    def _accept(self, slot: Slot, option: _Option, confidence: float) -> Iterator[Change]:
        began, decided = slot.signal.began, slot.signal.last
        sd = self._sd(slot, option.grams)
        moves = option.explanation.moves
        self._rebase(slot, option.joined)
        for moved in moves:
            grams = option.grams if len(moves) == 1 else moved.count * self.units[moved.gtin].mean
            kind = self._kind(moved, grams, sd, decided)
            slot.move(moved.gtin, moved.count)
            yield Change(slot.name, kind, moved.gtin, abs(moved.count), grams, confidence, began, decided)
        for each in (slot, *option.joined):
            each.explained(confidence)
        slot.check_by_weight(self.units)
        slot.confirmed_at = decided
        own = len(moves) == 1 and moves[0].gtin in slot.products and not option.joined
        if own and slot.away_sd_g == 0.0 and self._stands_apart(slot, moves[0].gtin, sd):
            unit = self.units[moves[0].gtin]
            self.units[moves[0].gtin] = unit.learned(option.grams, moves[0].count, sd)
        slot.away_sd_g = 0.0

    def _stands_apart(self, slot: Slot, gtin: str, sd: float) -> bool:
        """Whether no other product here could be meant. Else only pieces that are far from the other would
        teach, and the mean would wander away from it."""
        unit = self.units[gtin]
        others = (self.units[g] for g in slot.products if g != gtin)
        return all(
            abs(unit.mean - u.mean) > APART_SDS * math.hypot(sd, max(unit.spread, u.spread)) for u in others
        )

    def _learn_from_doubt(self, slot: Slot, options: Sequence[_Option], total: float) -> None:
        """One of two products went, we cannot tell which: each learns by its probability.

        So listed weights that are only roughly right become exact, and what was in doubt is told apart.
        """
        for option in options:
            share = option.weight / total if total > 0 else 0.0
            moves = option.explanation.moves
            if share < LEARNING_SHARE or len(moves) != 1 or abs(moves[0].count) != 1 or option.joined:
                continue
            gtin = moves[0].gtin
            if gtin in slot.products and self._stands_apart(slot, gtin, self._sd(slot, option.grams)):
                sd = self._sd(slot, option.grams)
                self.units[gtin] = self.units[gtin].learned(option.grams, 1, sd, share)

    def _kind(self, moved: Moved, grams: float, sd: float, now: float) -> EventKind:
        if moved.count < 0:
            self._hands.take(moved.gtin, Taken(now, -moved.count, -grams, sd))
            return EventKind.PICK
        came_back = self._hands.give_back(moved.gtin, moved.count, grams, now)
        if moved.misplaced:
            return EventKind.MISPLACED
        return EventKind.RETURN if came_back else EventKind.RESTOCK

    def _unknown(self, slot: Slot, best: _Option, confidence: float) -> Change:
        grams, began, decided = self._offset(slot), slot.signal.began, slot.signal.last
        sd = self._sd(slot, grams)
        self._rebase(slot, ())
        candidates = {moved.gtin for moved in best.explanation.moves}
        slot.unexplained(confidence)
        if candidates:
            self._doubt(slot)
        elif grams > 0:
            slot.foreign_g.append(grams)
        else:
            back = [g for g in slot.foreign_g if abs(g + grams) < 4.0 * sd + 0.02 * g]
            if back:
                slot.foreign_g.remove(back[0])
            else:
                self._doubt(slot)
        slot.away_sd_g = 0.0
        gtin = candidates.pop() if len(candidates) == 1 else None
        return Change(slot.name, EventKind.UNKNOWN, gtin, 0, grams, confidence, began, decided)

    def _doubt(self, slot: Slot) -> None:
        slot.forget_counts()
        slot.count_by_weight(self.units)

    @staticmethod
    def _rebase(slot: Slot, joined: Sequence[Slot]) -> None:
        level = slot.signal.level
        assert level is not None  # noqa: S101 - SETTLED has a level
        slot.signal.accept(level.grams, SLACK * abs(ShelfSensing._offset(slot)))
        for other in joined:
            base = other.signal.baseline
            assert base is not None  # noqa: S101 - neighbours have one
            other.signal.accept(base + other.signal.recent_offset()[0])

    # What it says, and what it keeps

    def view(self, slot: str) -> SlotView | None:
        """None for a slot that was never heard."""
        found = self._slots.get(slot)
        return None if found is None else self._view(found)

    def signal_health(self, slot: str) -> dict[str, float]:
        """Noise and drift of a slot's signal, in grams."""
        found = self._slots.get(slot)
        if found is None:
            return {}
        return {"noise_g": round(found.signal.noise, 2), "drift_g": round(found.signal.drift, 1)}

    def views(self) -> dict[str, SlotView]:
        return {name: self._view(slot) for name, slot in self._slots.items()}

    @staticmethod
    def _view(slot: Slot) -> SlotView:
        level = slot.signal.level
        grams = slot.signal.baseline if level is None else level.grams
        return SlotView(grams, slot.stock(), slot.confidence, slot.confirmed_at)

    def dump(self) -> dict[str, Any]:
        """Everything to go on after a restart, ready for JSON."""
        return {
            "order": self._order,
            "slots": {name: slot.dump() for name, slot in self._slots.items()},
            "units": {g: [u.mean, u.mean_sd, u.spread, u.seen] for g, u in self.units.items()},
            "hands": self._hands.dump(),
        }

    @classmethod
    def restored(cls, kept: Mapping[str, Any], away_s: float, tuning: Tuning | None = None) -> "ShelfSensing":
        """As `dump` left it `away_s` seconds ago."""
        shelf = cls(tuning)
        shelf._order = list(kept["order"])
        shelf.units = {gtin: UnitWeight(*unit) for gtin, unit in kept["units"].items()}
        shelf._hands.restore(kept["hands"])
        shelf._slots = {
            name: Slot.restored(name, shelf._tuning, slot, away_s) for name, slot in kept["slots"].items()
        }
        shelf._set_limits()
        return shelf
