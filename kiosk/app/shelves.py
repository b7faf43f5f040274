"""The smart shelves as the kiosk knows them: stock with its age, device states, sales speed.

Kept in memory and, where it must outlive a restart, in device.db.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from kiosk.app.ports import Clock, DeviceHealth, Facts, KeptSlot
from kiosk.domain.planogram import Placement, Planogram, SlotRef, placed_by_staff
from kiosk.domain.restock import Level
from kiosk.domain.sales import OpeningHours, SalesCounter
from kiosk.domain.stock import Reading, Stock, StockState, assess, total

SETTLED_AFTER_S = 60.0  # a slot that is unknown for less may be about to be heard
GONE = frozenset({"lost", "disconnected"})
_NEVER_HEARD = KeptSlot(Reading(None, None, None))


@dataclass(frozen=True, slots=True)
class _Device:
    state: str = "unknown"
    name: str = ""
    kind: str = ""
    last_seen_at: datetime | None = None


class Shelves:
    """Readings and devices. Used from the runtime loop only."""

    def __init__(self, facts: Facts, clock: Clock, opening: OpeningHours, bridge_id: str) -> None:
        self._facts = facts
        self._clock = clock
        self._opening = opening
        self._bridge_id = bridge_id
        self._slots = facts.slots()
        self._devices: dict[str, _Device] = {}
        self._unknown_since: dict[SlotRef, float] = {}
        self._placements = facts.placements()
        self.plan = Planogram()  # of headquarters
        self.planogram = Planogram()  # with what staff changed

    # ---- what stands where

    def use(self, plan: Planogram) -> None:
        """Headquarters' plan, of a catalog that was opened."""
        self.plan = plan
        self.planogram = placed_by_staff(plan, self._placements)

    def place(self, ref: SlotRef, placement: Placement | None) -> None:
        """Staff put another product on a slot, or None to follow the plan again; inside a transaction."""
        self._facts.keep_placement(ref, placement)

    def placed(self, ref: SlotRef, placement: Placement | None) -> None:
        """After the commit."""
        if placement is None:
            self._placements.pop(ref, None)
        else:
            self._placements[ref] = placement
        self.use(self.plan)

    # ---- what is heard

    def heard_count(self, ref: SlotRef, count: int | None) -> bool:
        """The shelf says how many there are. True when that is news, which is then kept by `keep`."""
        kept = self._slots.get(ref, _NEVER_HEARD)
        self._slots[ref] = replace(kept, reading=replace(kept.reading, count=count))
        return kept.reading.count != count

    def heard_confidence(self, ref: SlotRef, confidence: float | None) -> bool:
        """The shelf says how probable it is that the count is exact. True when that is news."""
        kept = self._slots.get(ref, _NEVER_HEARD)
        self._slots[ref] = replace(kept, reading=replace(kept.reading, confidence=confidence))
        return kept.reading.confidence != confidence

    def heard_confirmation(self, ref: SlotRef, observed_at: datetime | None) -> None:
        """The shelf says when a reading last confirmed the count."""
        kept = self._slots.get(ref, _NEVER_HEARD)
        reading = replace(kept.reading, observed_at=observed_at, heard_at=self._clock.at())
        self._slots[ref] = replace(kept, reading=reading)
        self.seen(ref.shelf)

    def heard_state(self, device: str, state: str) -> None:
        self._devices[device] = replace(self._devices.get(device, _Device()), state=state)
        if state not in GONE:
            self.seen(device)

    def heard_description(self, device: str, name: str, kind: str) -> None:
        self._devices[device] = replace(self._devices.get(device, _Device()), name=name, kind=kind)

    def seen(self, device: str) -> None:
        """A message of the device came just now; it came through the bridge."""
        for each in (device, self._bridge_id):
            self._touch(each)

    def _touch(self, device: str) -> None:
        known = self._devices.get(device, _Device())
        self._devices[device] = replace(known, last_seen_at=self._clock.now())

    def keep(self, ref: SlotRef) -> None:
        """Write a slot's reading; inside a transaction."""
        self._facts.keep_reading(ref, self._slots[ref].reading)

    def sold(self, ref: SlotRef, pieces: int, now: datetime) -> SalesCounter:
        """The sales counter after `pieces` more (negative: put back), written; inside a transaction."""
        sales = self._slots.get(ref, _NEVER_HEARD).sales.counted(pieces, now, self._opening)
        self._facts.keep_sales(ref, sales)
        return sales

    def adopt_sales(self, ref: SlotRef, sales: SalesCounter) -> None:
        """After the commit."""
        self._slots[ref] = replace(self._slots.get(ref, _NEVER_HEARD), sales=sales)

    def looked_at(self, ref: SlotRef, now: datetime) -> None:
        """Somebody checked a silent slot; inside a transaction."""
        self._facts.keep_looked(ref, now)
        self._slots[ref] = replace(self._slots.get(ref, _NEVER_HEARD), looked_at=now)

    # ---- what is known

    def stock_of(self, product_id: str) -> Stock:
        return total(tuple(self.stock_at(ref) for ref in self.planogram.places_of(product_id)))

    def none_left(self) -> frozenset[str]:
        """Products of the smart shelves of which no piece is left, by the last word of every shelf that
        holds them."""
        empty = {slot.product_id for ref, slot in self.planogram.placed() if self.stock_at(ref).count == 0}
        return frozenset(each for each in empty if self.stock_of(each).count == 0)

    def stock_at(self, ref: SlotRef) -> Stock:
        kept = self._slots.get(ref)
        reading = kept.reading if kept is not None else None
        return assess(reading, not self._is_gone(ref.shelf), self._clock.now(), self._clock.at())

    def levels(self) -> list[Level]:
        """Every slot of the planogram, for judging its need."""
        now, at = self._clock.now(), self._clock.at()
        levels = []
        for ref, slot in self.planogram.placed():
            stock = self.stock_at(ref)
            unknown = stock.state is StockState.UNKNOWN
            since = self._unknown_since.setdefault(ref, at) if unknown else self._unknown_since.pop(ref, at)
            speed = self._slots.get(ref, _NEVER_HEARD).sales.per_hour(now, self._opening)
            settled = not unknown or at - since >= SETTLED_AFTER_S
            levels.append(Level(ref, slot.product_id, slot.capacity, slot.threshold, stock, speed, settled))
        return levels

    def looked(self) -> dict[SlotRef, datetime]:
        return {ref: kept.looked_at for ref, kept in self._slots.items() if kept.looked_at is not None}

    @property
    def opening_hours_per_day(self) -> float:
        return self._opening.per_day

    def any_gone(self) -> bool:
        """Whether a shelf of the planogram is lost."""
        return any(self._is_gone(shelf.id) for shelf in self.planogram.shelves)

    def devices(self) -> Sequence[DeviceHealth]:
        """Everything that was heard of or should be there: bridge, then shelves, then the rest."""
        shelves = {shelf.id: shelf for shelf in self.planogram.shelves}
        ids = dict.fromkeys((self._bridge_id, *shelves, *sorted(self._devices)))
        return tuple(self._health(each, each in shelves) for each in ids)

    def _health(self, device_id: str, is_shelf: bool) -> DeviceHealth:
        known = self._devices.get(device_id, _Device())
        kind = "bridge" if device_id == self._bridge_id else "shelf" if is_shelf else known.kind or "scanner"
        state = "lost" if known.state not in GONE and self._is_gone(device_id) else known.state
        return DeviceHealth(device_id, known.name, kind, state, known.last_seen_at)

    @property
    def bridge_is_gone(self) -> bool:
        return self._is_gone(self._bridge_id)

    def _is_gone(self, device_id: str) -> bool:
        """A lost bridge takes its shelves with it, as Homie says of a root device's children."""
        states = {self._devices[each].state for each in (device_id, self._bridge_id) if each in self._devices}
        return not states.isdisjoint(GONE)
