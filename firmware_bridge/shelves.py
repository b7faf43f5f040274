"""All shelves of one bridge: who is heard, who is lost, and what is said of them. No IO.

Times are seconds since 1970 of the bridge's own clock, passed in.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from firmware_bridge import homie, topics
from firmware_bridge.dialects import Readings
from firmware_bridge.dialects.device_clock import DeviceClock
from firmware_bridge.messages import (
    DeviceState,
    ShelfPlanogram,
    encode_number,
    encode_observed,
)
from firmware_bridge.retained import RetainedValues
from firmware_bridge.sensing import Change, ShelfSensing, SlotView

LOST_AFTER_S = 5.0
OBSERVED_EVERY_S = 5.0
WEIGHT_STEP_G = 1.0  # a smaller change of weight is not told
SINGLE_READING_HZ = 10.0  # of readings that come alone, until their rate is known
MOST_SHELVES = 1000


@dataclass(slots=True)
class _Cell:
    """What is known of one sender of samples."""

    clock: DeviceClock = field(default_factory=DeviceClock)
    heard: float = -math.inf
    hz: float = SINGLE_READING_HZ


@dataclass(slots=True)
class _Shelf:
    sensing: ShelfSensing
    slots: tuple[str, ...] = ()
    cells: dict[str, _Cell] = field(default_factory=dict)
    state: DeviceState = DeviceState.INIT
    since: float = 0.0  # when it began to be waited for
    changed: bool = False  # since it was last kept


@dataclass(slots=True)
class ReadingCounts:
    messages: int = 0
    samples: int = 0
    late: int = 0  # late or repeated messages, dropped
    unassigned: int = 0  # readings of a slot that no planogram knows, dropped


class Shelves:
    """Readings in, changes out; the retained values follow."""

    def __init__(self, values: RetainedValues, root: str, lost_after_s: float = LOST_AFTER_S) -> None:
        self.counts = ReadingCounts()
        self._values = values
        self._root = root
        self._lost_after_s = lost_after_s
        self._shelves: dict[str, _Shelf] = {}

    @property
    def names(self) -> list[str]:
        return list(self._shelves)

    def restore(self, shelf: str, kept: dict[str, Any], away_s: float, now: float) -> None:
        """A shelf as the journal kept it."""
        found = _Shelf(ShelfSensing.restored(kept, away_s), tuple(kept["order"]), since=now)
        self._shelves[shelf] = found
        self._describe(shelf, found)

    def set_planogram(self, planogram: ShelfPlanogram, now: float) -> bool:
        """What stands where on a shelf; whether anything changed by it."""
        found = self._shelves.get(planogram.shelf)
        if found is None:
            if len(self._shelves) >= MOST_SHELVES:
                return False
            found = _Shelf(ShelfSensing(), since=now)
            self._shelves[planogram.shelf] = found
        found.sensing.set_planogram(planogram.slots)
        slots = tuple(dict.fromkeys(placed.slot for placed in planogram.slots))
        for gone in set(found.slots) - set(slots):
            found.cells.pop(gone, None)
            for name in ("weight", "stock", "observed"):
                self._values.set(topics.slot_property(planogram.shelf, gone, name), b"")
        found.slots = slots
        found.changed = True
        self._describe(planogram.shelf, found)
        return True

    def _describe(self, name: str, shelf: _Shelf) -> None:
        description = homie.shelf_description(name, shelf.slots, self._root)
        self._values.set(topics.device_description(name), homie.encode_description(description))
        self._values.set(topics.device_state(name), shelf.state.encode())

    def feed(self, readings: Readings, arrival: float) -> list[Change]:
        """Samples of one slot; the changes that they decide."""
        self.counts.messages += 1
        shelf = self._shelves.get(readings.shelf)
        if shelf is None or readings.slot not in shelf.slots:
            self.counts.unassigned += 1
            return []
        samples = readings.samples
        cell = shelf.cells.setdefault(readings.slot, _Cell())
        hz = self._rate(cell, samples.hz, arrival)
        newest: float | None = arrival
        if samples.t0 is not None:
            newest = cell.clock.admit(samples.t0.timestamp(), len(samples.grams), hz, arrival)
        if newest is None:
            self.counts.late += 1
            return []
        self.counts.samples += len(samples.grams)
        cell.heard = arrival
        changes = shelf.sensing.feed(readings.slot, samples.grams, newest, hz)
        if shelf.state is not DeviceState.READY:
            self._enter(readings.shelf, shelf, DeviceState.READY)
        if changes:
            shelf.changed = True
            for slot in {change.slot for change in changes}:
                self._say_slot(readings.shelf, shelf, slot, arrival)
        return changes

    @staticmethod
    def _rate(cell: _Cell, hz: float | None, arrival: float) -> float:
        """The sender's rate; of single readings it is learned from their arrival."""
        if hz is not None:
            return hz
        gap = arrival - cell.heard
        if 0.001 < gap < 5.0:
            cell.hz += 0.05 * (1.0 / gap - cell.hz)
        return max(0.2, cell.hz)

    def tick(self, now: float) -> None:
        """Every half second or so: who fell silent, and what is to be said again."""
        for name, shelf in self._shelves.items():
            heard = max((cell.heard for cell in shelf.cells.values()), default=-math.inf)
            silent = now - max(heard, shelf.since)
            if silent > self._lost_after_s and shelf.state is not DeviceState.LOST:
                self._enter(name, shelf, DeviceState.LOST)
            for slot in shelf.slots:
                self._say_slot(name, shelf, slot, now)

    def _enter(self, name: str, shelf: _Shelf, state: DeviceState) -> None:
        shelf.state = state
        self._values.set(topics.device_state(name), state.encode())

    def _say_slot(self, name: str, shelf: _Shelf, slot: str, now: float) -> None:
        view = shelf.sensing.views().get(slot)
        cell = shelf.cells.get(slot)
        heard = cell is not None and now - cell.heard <= self._lost_after_s
        if view is None or not heard or shelf.state is DeviceState.LOST:
            self._values.set(topics.slot_stock(name, slot), b"")
            self._values.set(topics.slot_weight(name, slot), b"")
            return
        self._say_weight(topics.slot_weight(name, slot), view)
        stock = topics.slot_stock(name, slot)
        before = self._values.get(stock)
        self._values.set(stock, encode_number(view.stock))
        self._say_observed(topics.slot_observed(name, slot), view, self._values.get(stock) != before)

    def _say_weight(self, topic: str, view: SlotView) -> None:
        said = self._values.get(topic)
        if view.grams is None:
            self._values.set(topic, b"")
        elif not said or abs(float(said) - view.grams) >= WEIGHT_STEP_G:
            self._values.set(topic, encode_number(float(view.grams)))

    def _say_observed(self, topic: str, view: SlotView, news: bool) -> None:
        if view.stock is None or math.isinf(view.confirmed_at):
            return  # the last time that it was known stays said
        said = self._values.get(topic)
        told = datetime.fromisoformat(said.decode()).timestamp() if said else -math.inf
        if news or view.confirmed_at - told >= OBSERVED_EVERY_S:
            self._values.set(topic, encode_observed(datetime.fromtimestamp(view.confirmed_at, UTC)))

    def say_goodbye(self) -> None:
        """The bridge stops: nothing is known any more."""
        for name, shelf in self._shelves.items():
            self._enter(name, shelf, DeviceState.DISCONNECTED)
            for slot in shelf.slots:
                self._values.set(topics.slot_stock(name, slot), b"")
                self._values.set(topics.slot_weight(name, slot), b"")

    def dump_changed(self, everything: bool = False) -> Iterator[tuple[str, dict[str, Any]]]:
        """What must be kept: shelves that changed since they were last dumped."""
        for name, shelf in self._shelves.items():
            if shelf.changed or everything:
                shelf.changed = False
                yield name, shelf.sensing.dump()
