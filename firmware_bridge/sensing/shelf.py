"""One shelf: changes of weight become changes of stock."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from firmware_bridge.messages import PlanogramSlot
from firmware_bridge.sensing import verdict
from firmware_bridge.sensing.change import Change, SlotView
from firmware_bridge.sensing.first_weight import begin
from firmware_bridge.sensing.hands import Hands
from firmware_bridge.sensing.row import Row
from firmware_bridge.sensing.signal import Phase, Tuning
from firmware_bridge.sensing.slot import Slot
from firmware_bridge.sensing.spill import Option, options
from firmware_bridge.sensing.units import UnitWeight

AMBIGUOUS_S = 0.7  # how long to go on weighing before two products that fit are told as unknown


class ShelfSensing:
    """Samples of all slots of one shelf in, changes out."""

    def __init__(self, tuning: Tuning | None = None) -> None:
        self._tuning = tuning or Tuning()
        self._row = Row(self._tuning, Hands(self._tuning.return_window_s))
        self._doubts: dict[str, verdict.Doubt] = {}  # by slot: settled, and not certain yet

    @property
    def units(self) -> dict[str, UnitWeight]:
        """What one piece of each product is known to weigh, by GTIN."""
        return self._row.units

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
        row = self._row
        row.order = list(products)
        for name in row.slots.keys() - products.keys():
            row.slots[name].assign((), self.units)
        for name, gtins in products.items():
            row.slot(name).assign(tuple(gtins), self.units)
        row.set_limits()

    def set_count(self, slot: str, gtin: str, count: int) -> None:
        """Somebody counted."""
        self._row.slot(slot).counted(gtin, count)

    def count(self, slot: str, gtin: str) -> int | None:
        """Pieces of one product on its slot; None when unknown."""
        return self._row.slots[slot].counts.get(gtin)

    def holds(self, slot: str, gtin: str) -> bool:
        """Whether the planogram has this product on this slot."""
        return slot in self._row.slots and gtin in self._row.slots[slot].products

    def weigh_anew(self, slot: str) -> None:
        """The scale was changed: the next stable level is a new beginning, not a change of stock."""
        found = self._row.slot(slot)
        self._doubts.pop(slot, None)
        found.signal.start_anew()
        found.forget()

    # Samples in, changes out

    def feed(self, slot: str, grams: Sequence[float], newest: float, hz: float) -> list[Change]:
        """Samples of one slot at `hz`, the newest taken at `newest` (seconds)."""
        found = self._row.slot(slot)
        signal = found.signal
        before = signal.phase
        signal.feed(grams, newest, hz)
        if signal.phase is Phase.QUIET:
            self._doubts.pop(slot, None)
            found.confirmed_at = signal.last
            found.away_sd_g = 0.0
        elif signal.phase is Phase.STARTING and signal.level is not None:
            begin(found, signal.level, self.units, self._tuning.confident)
        elif signal.phase is Phase.SETTLED and before is not Phase.SETTLED:
            found.settled_at = signal.last
        if signal.phase is Phase.QUIET and before is Phase.QUIET:
            return []
        return list(self._resolve())

    def _resolve(self) -> Iterator[Change]:
        """Explain every settled slot that can be explained now, the largest change first."""
        settled = [s for s in self._row.slots.values() if s.signal.phase is Phase.SETTLED]
        settled.sort(key=lambda s: -abs(s.signal.offset))
        for slot in settled:
            if slot.signal.phase is Phase.SETTLED and not self._row.neighbour_is_moving(slot):
                yield from self._explain(slot)

    def _explain(self, slot: Slot) -> Iterator[Change]:
        doubt = self._doubts.get(slot.name)
        if doubt is not None and doubt.is_left(slot):  # it is one change, and what came after is another
            del self._doubts[slot.name]
            yield verdict.unknown(self._row, slot, doubt)
        found = list(options(self._row, slot))
        total = math.fsum(option.weight for option in found)
        best = max(found, key=lambda option: option.weight)
        moves = best.explanation.moves
        # the same moves with and without a neighbour's share are one answer
        same = math.fsum(o.weight for o in found if o.explanation.moves == moves)
        confidence = same / total if total > 0 else 0.0
        waited = slot.signal.last - slot.settled_at
        if self._still_a_hand(slot, best, waited):
            return
        doubt = verdict.Doubt.of(slot, found, best, confidence)
        if moves and confidence >= self._needed(slot):
            self._doubts.pop(slot.name, None)
            yield from verdict.accept(self._row, slot, best, confidence)
        elif waited >= (AMBIGUOUS_S if moves else self._tuning.unexplained_s):
            self._doubts.pop(slot.name, None)
            yield verdict.unknown(self._row, slot, doubt)
        elif moves:
            self._doubts[slot.name] = doubt

    def _needed(self, slot: Slot) -> float:
        return self._tuning.confident if len(slot.products) < 2 else self._tuning.confident_product

    def _still_a_hand(self, slot: Slot, best: Option, waited: float) -> bool:
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

    # What it says, and what it keeps

    def view(self, slot: str) -> SlotView | None:
        """None for a slot that was never heard."""
        found = self._row.slots.get(slot)
        return None if found is None else found.view()

    def views(self) -> dict[str, SlotView]:
        return {name: slot.view() for name, slot in self._row.slots.items()}

    def signal_health(self, slot: str) -> dict[str, float]:
        """Noise and drift of a slot's signal, in grams."""
        found = self._row.slots.get(slot)
        if found is None:
            return {}
        return {"noise_g": round(found.signal.noise, 2), "drift_g": round(found.signal.drift, 1)}

    def dump(self) -> dict[str, Any]:
        """Everything to go on after a restart, ready for JSON."""
        return {
            "order": self._row.order,
            "slots": {name: slot.dump() for name, slot in self._row.slots.items()},
            "units": {g: [u.mean, u.mean_sd, u.spread, u.seen] for g, u in self.units.items()},
            "hands": self._row.hands.dump(),
        }

    @classmethod
    def restored(cls, kept: Mapping[str, Any], away_s: float, tuning: Tuning | None = None) -> "ShelfSensing":
        """As `dump` left it `away_s` seconds ago."""
        shelf = cls(tuning)
        row = shelf._row
        row.order = list(kept["order"])
        row.units = {gtin: UnitWeight(*unit) for gtin, unit in kept["units"].items()}
        row.hands.restore(kept["hands"])
        row.slots = {
            name: Slot.restored(name, shelf._tuning, slot, away_s) for name, slot in kept["slots"].items()
        }
        row.set_limits()
        return shelf
