"""All shelves of one bridge: who is heard, who is lost, and what is said of them. No IO.

Times are seconds since 1970 of the bridge's own clock, passed in.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from firmware_bridge import homie, topics
from firmware_bridge.calibration import Outcome, Step, calibrate
from firmware_bridge.cells import Calibration, Cell
from firmware_bridge.dialects import Readings
from firmware_bridge.errors import DecodeError
from firmware_bridge.messages import ShelfPlanogram
from firmware_bridge.registry import Place
from firmware_bridge.retained import RetainedValues
from firmware_bridge.sensing import Change, ShelfSensing, SlotView
from firmware_bridge.slot_input import SlotInput
from firmware_bridge.thinning import thinned
from firmware_bridge.values import DeviceState, encode_confidence, encode_number, encode_observed
from firmware_bridge.wire import format_time_s

LOST_AFTER_S = 5.0
OBSERVED_EVERY_S = 5.0
WEIGHT_STEP_G = 1.0  # a smaller change of weight is not told
MOST_SHELVES = 1000
MOST_SLOTS = 120  # on a shelf: its $description must fit into one packet


@dataclass(slots=True)
class _Shelf:
    sensing: ShelfSensing
    slots: tuple[str, ...] = ()
    inputs: dict[str, SlotInput] = field(default_factory=dict)
    state: DeviceState = DeviceState.INIT
    since: float = 0.0  # when it began to be waited for
    changed: bool = False  # since it was last on the disk


@dataclass(slots=True)
class ReadingCounts:
    messages: int = 0
    samples: int = 0
    late: int = 0  # late or repeated messages, dropped
    unassigned: int = 0  # readings of a slot that no planogram knows, dropped
    quarantined: int = 0  # readings of a slot with a dead or saturated cell, dropped


class Shelves:
    """Readings in, changes out; the retained values follow."""

    def __init__(
        self,
        values: RetainedValues,
        root: str,
        lost_after_s: float = LOST_AFTER_S,
        calibrations: Mapping[Place, Calibration] | None = None,
    ) -> None:
        self.counts = ReadingCounts()
        self._values = values
        self._root = root
        self._lost_after_s = lost_after_s
        self._calibrations = dict(calibrations or {})
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
        """What stands where on a shelf; False when there are too many shelves."""
        slots = tuple(dict.fromkeys(placed.slot for placed in planogram.slots))
        if len(slots) > MOST_SLOTS:
            raise DecodeError(f"more than {MOST_SLOTS} slots on one shelf")
        found = self._shelves.get(planogram.shelf)
        if found is None:
            if len(self._shelves) >= MOST_SHELVES:
                return False
            found = _Shelf(ShelfSensing(), since=now)
            self._shelves[planogram.shelf] = found
        found.sensing.set_planogram(planogram.slots)
        for gone in set(found.slots) - set(slots):
            found.inputs.pop(gone, None)
            for name in ("weight", "stock", "confidence", "observed"):
                self._values.set(topics.slot_property(planogram.shelf, gone, name), b"")
        found.slots = slots
        found.changed = True
        self._describe(planogram.shelf, found)
        return True

    def _describe(self, name: str, shelf: _Shelf) -> None:
        description = homie.shelf_description(name, shelf.slots, self._root)
        self._values.set(topics.device_description(name), homie.encode_description(description))
        self._values.set(topics.device_state(name), shelf.state.encode())

    def has(self, shelf: str) -> bool:
        return shelf in self._shelves

    # Readings in, changes out

    def knows(self, shelf: str, slot: str) -> bool:
        """Whether a planogram names this slot."""
        found = self._shelves.get(shelf)
        return found is not None and slot in found.slots

    def feed(self, readings: Readings, arrival: float) -> list[Change]:
        """Samples of one cell; the changes that they decide."""
        self.counts.messages += 1
        if not self.knows(readings.shelf, readings.slot):
            self.counts.unassigned += 1
            return []
        shelf = self._shelves[readings.shelf]
        source = self._input(shelf, readings)
        samples = thinned(readings.samples)
        timed = source.time(readings.cell, samples, arrival)
        if timed is None:
            self.counts.late += 1
            return []
        newest, hz = timed
        self.counts.samples += len(readings.samples.grams)
        weight = source.group.feed(readings.cell, samples.grams, newest, hz)
        if weight is None:
            self.counts.quarantined += not source.group.healthy
            return []
        changes = shelf.sensing.feed(readings.slot, weight.grams, weight.newest, weight.hz)
        if shelf.state is not DeviceState.READY:
            self._enter(readings.shelf, shelf, DeviceState.READY)
        if changes:
            shelf.changed = True
            for slot in {change.slot for change in changes}:
                self._say_slot(readings.shelf, shelf, slot, arrival)
        return changes

    def _input(self, shelf: _Shelf, readings: Readings) -> SlotInput:
        source = shelf.inputs.get(readings.slot)
        if source is None:
            source = shelf.inputs[readings.slot] = SlotInput()
        if not source.has(readings.cell):
            place = Place(readings.shelf, readings.slot, readings.cell)
            source.add(readings.cell, self._calibrations.get(place, Calibration()))
        return source

    def silence(self, place: Place) -> None:
        """A device under this slot said that it went."""
        found = self._shelves.get(place.shelf)
        if found is not None and place.slot in found.inputs:
            found.inputs[place.slot].heard = -math.inf

    # What staff do

    def take_out(self, place: Place) -> None:
        """This cell no longer counts, and the others of its slot are weighed anew without it."""
        found = self._shelves.get(place.shelf)
        source = None if found is None else found.inputs.get(place.slot)
        if found is None or source is None or not source.has(place.cell):
            return
        source.remove(place.cell)
        if source.group.cells:
            found.sensing.weigh_anew(place.slot)
            found.changed = True
        else:
            source.heard = -math.inf

    def try_calibration(self, place: Place, step: Step, grams: float) -> Outcome:
        """One step of the guided calibration; `DecodeError` says why it cannot be done. Pure."""
        cell = self._cell(place)
        return calibrate(step, cell.calibration, cell.lately(), grams)

    def set_calibration(self, place: Place, calibration: Calibration) -> None:
        """A cell weighs differently from now on, so its slot is weighed anew."""
        self._cell(place).calibration = calibration
        self._calibrations[place] = calibration
        shelf = self._shelves[place.shelf]
        shelf.sensing.weigh_anew(place.slot)
        shelf.changed = True

    def set_count(self, shelf: str, slot: str, gtin: str, count: int) -> None:
        """Somebody counted."""
        if not self.knows(shelf, slot) or not self._shelves[shelf].sensing.holds(slot, gtin):
            raise DecodeError(f"the planogram has no such product on {shelf}/{slot}")
        self._shelves[shelf].sensing.set_count(slot, gtin, count)
        self._shelves[shelf].changed = True

    def _cell(self, place: Place) -> Cell:
        shelf = self._shelves.get(place.shelf)
        source = None if shelf is None else shelf.inputs.get(place.slot)
        cell = None if source is None else source.group.cells.get(place.cell)
        if cell is None:
            raise DecodeError(f"no cell {place.cell!r} was heard under {place.shelf}/{place.slot}")
        return cell

    # What is said

    def tick(self, now: float) -> None:
        """Every half second or so: who fell silent, and what is to be said again."""
        for name, shelf in self._shelves.items():
            heard = max((source.heard for source in shelf.inputs.values()), default=-math.inf)
            silent = now - max(heard, shelf.since)
            if silent > self._lost_after_s and shelf.state is not DeviceState.LOST:
                self._enter(name, shelf, DeviceState.LOST)
            for slot in shelf.slots:
                self._say_slot(name, shelf, slot, now)

    def _enter(self, name: str, shelf: _Shelf, state: DeviceState) -> None:
        shelf.state = state
        self._values.set(topics.device_state(name), state.encode())

    def _say_slot(self, name: str, shelf: _Shelf, slot: str, now: float) -> None:
        view = shelf.sensing.view(slot)
        source = shelf.inputs.get(slot)
        heard = source is not None and source.group.healthy and now - source.heard <= self._lost_after_s
        if view is None or not heard or shelf.state is DeviceState.LOST:
            self._say_unknown(name, slot)
            return
        self._say_weight(topics.slot_weight(name, slot), view)
        stock = topics.slot_stock(name, slot)
        before = self._values.get(stock)
        self._values.set(stock, encode_number(view.stock))
        confidence = None if view.stock is None else view.confidence
        self._values.set(topics.slot_confidence(name, slot), encode_confidence(confidence))
        self._say_observed(topics.slot_observed(name, slot), view, self._values.get(stock) != before)

    def _say_unknown(self, name: str, slot: str) -> None:
        for topic in (topics.slot_stock, topics.slot_confidence, topics.slot_weight):
            self._values.set(topic(name, slot), b"")

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

    def health(self) -> list[dict[str, Any]]:
        """Every cell that was heard, for the admin's page."""
        return [
            {
                **{"shelf": name, "slot": slot, "cell": cell_name, "state": cell.state},
                **{"rate_hz": round(cell.rate_hz, 1), "heard": format_time_s(cell.newest)},
                **{"grams": cell.lately_g()},
                **shelf.sensing.signal_health(slot),
            }
            for name, shelf in self._shelves.items()
            for slot, source in shelf.inputs.items()
            for cell_name, cell in source.group.cells.items()
            if math.isfinite(source.heard)
        ]

    def say_goodbye(self) -> None:
        """The bridge stops: nothing is known any more."""
        for name, shelf in self._shelves.items():
            self._enter(name, shelf, DeviceState.DISCONNECTED)
            for slot in shelf.slots:
                self._say_unknown(name, slot)

    def changed(self, everything: bool = False) -> Iterator[tuple[str, dict[str, Any]]]:
        """What must be kept: shelves that changed since `mark_kept`, as they are now."""
        for name, shelf in self._shelves.items():
            if shelf.changed or everything:
                yield name, shelf.sensing.dump()

    def mark_kept(self) -> None:
        """What changed is on the disk."""
        for shelf in self._shelves.values():
            shelf.changed = False
