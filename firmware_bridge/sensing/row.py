"""The slots of one shelf side by side: who is whose neighbour, and everything that is known of them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from firmware_bridge.sensing.explain import Elsewhere, Resident
from firmware_bridge.sensing.hands import Hands
from firmware_bridge.sensing.signal import Phase, Signal, Tuning
from firmware_bridge.sensing.slot import Slot
from firmware_bridge.sensing.units import UnitWeight

TOGETHER_S = 0.6  # neighbours that began to move within this time may share one change


@dataclass(slots=True)
class Row:
    """Slots by name, their order on the shelf, unit weights by GTIN, and what is in shoppers' hands."""

    tuning: Tuning
    hands: Hands
    slots: dict[str, Slot] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    units: dict[str, UnitWeight] = field(default_factory=dict)

    def slot(self, name: str) -> Slot:
        if name not in self.slots:
            self.slots[name] = Slot(name, Signal(self.tuning))
        return self.slots[name]

    def neighbours(self, slot: Slot) -> list[Slot]:
        if slot.name not in self.order:
            return []
        at = self.order.index(slot.name)
        names = self.order[max(0, at - 1) : at] + self.order[at + 1 : at + 2]
        return [self.slots[name] for name in names if self.slots[name].signal.baseline is not None]

    def neighbour_is_moving(self, slot: Slot) -> bool:
        """Whether what `slot` saw may not be over yet beside it."""
        mine = slot.signal
        return any(
            s.signal.phase is Phase.MOVING
            and abs(s.signal.began - mine.began) < TOGETHER_S
            and mine.last - slot.settled_at < TOGETHER_S
            for s in self.neighbours(slot)
        )

    def residents(self, slot: Slot) -> Sequence[Resident]:
        return slot.residents(self.units, self.hands)

    def elsewhere(self, slot: Slot) -> list[Elsewhere]:
        """The products of all other slots."""
        now = slot.signal.last
        return [
            Elsewhere(gtin, self.units[gtin], self.hands.of(gtin, now))
            for other in self.slots.values()
            if other is not slot
            for gtin in other.products
        ]

    def sd(self, slot: Slot, grams: float) -> float:
        """How well a change of `grams` on this slot is measured, in grams."""
        level = slot.signal.level
        of_level = slot.signal.noise if level is None else level.sd
        return math.hypot(0.1, of_level, slot.signal.rest_sd, slot.away_sd_g, self.tuning.gain_error * grams)

    def set_limits(self) -> None:
        """Tell every signal how light the products are that move it."""
        standing = {gtin for slot in self.slots.values() for gtin in slot.products}
        lightest = min((unit.mean for gtin, unit in self.units.items() if gtin in standing), default=20.0)
        for slot in self.slots.values():
            own = min((self.units[g].mean for g in slot.products), default=lightest)
            slot.signal.light_g = lightest
            slot.signal.stable_g = max(self.tuning.stable_floor_g, self.tuning.stable_units * own)
