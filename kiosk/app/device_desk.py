"""Devices under the shelves, as staff set them up: adopt, forget, calibrate, count, bind to a product.

The bridge does the work and is asked over MQTT; nothing waits here. One request at a time is open; its answer
is told by its id, and one that does not come within `ANSWER_S` is said to be missing. What is refused, here
or by the bridge, is said on the page.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from firmware_bridge.admin import CommandName
from firmware_bridge.calibration import Step
from firmware_bridge.device_report import (
    Answer,
    DeviceReport,
    encode_request,
    place_fields,
    source_fields,
)
from firmware_bridge.registry import Place, Source
from firmware_bridge.topics import is_id
from kiosk.app import commands
from kiosk.app.errors import CommandRefused
from kiosk.app.ports import Clock, Facts, Goods
from kiosk.app.shelves import Shelves
from kiosk.domain.planogram import Placement, SlotRef
from kiosk.domain.product import Product

ANSWER_S = 5.0
WATCH_EVERY_S = 10.0
NO_ANSWER = "no_answer"
REFUSED = "refused"  # with the bridge's reason
DONE = {
    CommandName.ADOPT: "device_adopted",
    CommandName.FORGET: "device_forgotten",
    CommandName.COUNT: "slot_counted",
    CommandName.TEACH_IN: "teach_in_opened",
}
_NEXT = {Step.ZERO: Step.REFERENCE, Step.REFERENCE: Step.CHECK, Step.CHECK: Step.ZERO}


class _Refused(CommandRefused):
    """`remark` is what the page says."""

    def __init__(self, remark: str, why: str) -> None:
        super().__init__(why)
        self.remark = remark


@dataclass(frozen=True, slots=True)
class _Pending:
    request: str
    name: CommandName
    who: str
    deadline: float
    detail: str
    place: Place | None
    step: Step | None = None


class DeviceDesk:
    """What is being set up. Used from the runtime loop only."""

    def __init__(self, facts: Facts, clock: Clock, shelves: Shelves) -> None:
        self._facts, self._clock, self._shelves = facts, clock, shelves
        self.say: Callable[[str, bytes], bool] = lambda _name, _payload: False
        """Tells the bridge; False while it cannot be reached."""
        self.on_placed: Callable[[], None] = lambda: None
        self.report = DeviceReport()
        self._pending: _Pending | None = None
        self._next_watch = 0.0
        self.close()

    def close(self) -> None:
        """Nobody sets anything up any more; what was asked is still done and kept in the audit log."""
        self.adopting: Source | None = None
        self.place: Place | None = None
        self.proposed: str | None = None  # product id that was scanned
        self.teach_in_until: datetime | None = None
        self._begin()

    def _begin(self) -> None:
        """Set up from the first step, with nothing said of an earlier request."""
        self.step = Step.ZERO
        self._unsay()

    def _unsay(self) -> None:
        """What was said of the last request is no longer true."""
        self.remark, self.detail = "", ""
        self.grams: float | None = None
        self.off_g: float | None = None

    @property
    def waiting(self) -> bool:
        return self._pending is not None

    # ---- what is heard

    def heard_report(self, report: DeviceReport) -> None:
        self.report = report

    def heard_answer(self, answer: Answer) -> None:
        """Raises `sync.database`'s faults."""
        pending = self._pending
        if pending is None or answer.request != pending.request:
            return
        self._pending = None
        if answer.error is not None:
            self.remark, self.detail = REFUSED, answer.error
            return
        self._done(pending, answer)

    def _done(self, pending: _Pending, answer: Answer) -> None:
        action = DONE.get(pending.name) or f"cell_{pending.step}"
        self.remark, self.detail = action, ""
        self.grams, self.off_g = answer.grams, answer.off_g
        if pending.name is CommandName.TEACH_IN:
            self.teach_in_until = self._clock.now() + timedelta(seconds=answer.seconds or 0.0)
        elif pending.name is CommandName.ADOPT:
            self.adopting, self.place = None, pending.place
            self.step = Step.ZERO
        elif pending.name is CommandName.FORGET:
            self.place = None
        elif pending.step is not None:
            self.step = _NEXT[pending.step]
        with self._facts.transaction():
            goods = None if pending.place is None else self._goods(pending.place)
            self._facts.audit(pending.who, action, pending.detail, self._clock.now(), goods)

    def _goods(self, place: Place) -> Goods:
        ref = SlotRef(place.shelf, place.slot)
        slot = self._shelves.planogram.slot(ref)
        return Goods(ref, None if slot is None else slot.product_id)

    def tick(self, looked_at: bool) -> None:
        """Time has passed; `looked_at`: the page is on the screen."""
        at = self._clock.at()
        if self._pending is not None and at >= self._pending.deadline:
            self._pending = None
            self.remark, self.detail = NO_ANSWER, ""
        if self.teach_in_until is not None and self._clock.now() >= self.teach_in_until:
            self.teach_in_until = None
        if looked_at and at >= self._next_watch:
            self._next_watch = at + WATCH_EVERY_S
            self.say(CommandName.WATCH, encode_request(str(uuid.uuid4())))

    # ---- what staff ask

    def handle(self, command: commands.Command, who: str, product: Callable[[str], Product | None]) -> None:
        """Raises CommandRefused. `product` finds a product of the catalog by its id."""
        try:
            self._handle(command, who, product)
        except _Refused as refused:
            self._unsay()
            self.remark = refused.remark
            raise

    def _handle(self, command: commands.Command, who: str, product: Callable[[str], Product | None]) -> None:
        match command:
            case commands.OpenTeachIn():
                self._ask(CommandName.TEACH_IN, who)
            case commands.ChooseDevice(dialect, device, channel):
                wanted = Source(dialect, device, channel)
                if wanted not in {each.source for each in self.report.channels}:
                    raise _Refused("not_heard", "this device was not heard")
                self._begin()
                self.adopting, self.place = wanted, None
            case commands.AdoptDevice(shelf, slot, cell):
                if self.adopting is None:
                    raise _Refused("not_heard", "choose a device first")
                if cell and not is_id(cell):
                    raise _Refused("cell_name", "a cell's name has small letters, digits and hyphens")
                place = self._known(Place(shelf, slot, cell))
                fields = source_fields(self.adopting) | place_fields(place)
                self._ask(CommandName.ADOPT, who, self.adopting.name, place, fields)
            case commands.ForgetDevice():
                place = self._chosen()
                source = self.source_at(place)
                if source is None:
                    raise _Refused("not_adopted", "no adopted device lies here")
                self._ask(CommandName.FORGET, who, source.name, place, source_fields(source))
            case commands.ChooseCell(shelf, slot, cell):
                place = self._known(Place(shelf, slot, cell))
                self._begin()
                self.adopting, self.proposed, self.place = None, None, place
            case commands.CalibrateCell(step, grams):
                self._calibrate(step, grams, who)
            case commands.CountSlot(count):
                self._count(count, who)
            case commands.BindProduct(product_id):
                self._bind(product(product_id), who)

    def scanned(self, product_id: str | None) -> None:
        """A code was read: its product is proposed for the chosen slot."""
        if self.place is not None:
            self.proposed = product_id
            self.remark, self.detail = "" if product_id is not None else "not_sold", ""

    def back(self) -> bool:
        """From a slot to the list; False where the list is shown already."""
        inside = self.adopting is not None or self.place is not None
        self.adopting = self.place = self.proposed = None
        self._begin()
        return inside

    def source_at(self, place: Place) -> Source | None:
        """The adopted channel under a cell."""
        return next((each.source for each in self.report.channels if each.place == place), None)

    def _calibrate(self, step: str, grams: int, who: str) -> None:
        if step not in set(Step):
            raise CommandRefused("the steps are zero, reference and check")
        place, wanted = self._chosen(), Step(step)
        if wanted is not Step.ZERO and not 10 <= grams <= 50_000:
            raise _Refused("weight_range", "the reference weight must be from 10 g to 50 kg")
        fields: dict[str, Any] = place_fields(place) | {"step": wanted, "grams": grams}
        self._ask(CommandName.CALIBRATE, who, f"{grams} g" if grams else "", place, fields, wanted)

    def _count(self, count: int, who: str) -> None:
        place = self._chosen()
        slot = self._shelves.planogram.slot(SlotRef(place.shelf, place.slot))
        if slot is None or not 0 <= count <= 10_000:
            raise _Refused("count_range", "count from 0 to 10,000 pieces")
        fields = {"shelf": place.shelf, "slot": place.slot, "gtin": slot.gtin, "count": count}
        self._ask(CommandName.COUNT, who, str(count), place, fields)

    def _bind(self, product: Product | None, who: str) -> None:
        place = self._chosen()
        ref = SlotRef(place.shelf, place.slot)
        planned, present = self._shelves.plan.slot(ref), self._shelves.planogram.slot(ref)
        if product is None or planned is None or present is None:
            raise _Refused("not_sold", "this product is not in the catalog")
        placement = None
        if product.product_id != planned.product_id:
            weight = product.weight_g or present.unit_weight_g
            gtin = product.gtin.digits
            placement = Placement(product.product_id, gtin, weight, planned.product_id)
        with self._facts.transaction():
            self._shelves.place(ref, placement)
            goods = Goods(ref, product.product_id)
            self._facts.audit(who, "slot_bound", present.product_id, self._clock.now(), goods)
        self._shelves.placed(ref, placement)
        self.proposed = None
        self.remark, self.detail = "slot_bound", ""
        self.on_placed()

    def _chosen(self) -> Place:
        if self.place is None:
            raise CommandRefused("choose a slot first")
        return self.place

    def _known(self, place: Place) -> Place:
        if self._shelves.planogram.slot(SlotRef(place.shelf, place.slot)) is None:
            raise _Refused("no_slot", "there is no such slot")
        return place

    def _ask(
        self,
        name: CommandName,
        who: str,
        detail: str = "",
        place: Place | None = None,
        fields: dict[str, Any] | None = None,
        step: Step | None = None,
    ) -> None:
        if self._pending is not None:
            raise CommandRefused("wait for the answer to the last request")
        request = str(uuid.uuid4())
        if not self.say(name, encode_request(request, **(fields or {}))):
            raise _Refused(
                "not_connected", "the bridge cannot be reached: there is no connection to the broker"
            )
        self._unsay()
        deadline = self._clock.at() + ANSWER_S
        self._pending = _Pending(request, name, who, deadline, detail, place, step)
