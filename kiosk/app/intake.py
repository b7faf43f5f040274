"""Shelf and scan events: what has already happened, each kept exactly once.

An event, everything it changes and its outbox rows are one transaction; only then is the new state believed.
Faults of device.db rise to the caller, who must not acknowledge the message then: it comes again.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from firmware_bridge.messages import CARDS, LOYALTY, ScanEvent, ShelfEvent
from firmware_bridge.messages import EventKind as Kind
from kiosk.app.condition import Condition
from kiosk.app.ports import Clock, Facts, Goods, KeptTask
from kiosk.app.restocking import AUTHOR, Restocking
from kiosk.app.shelves import Shelves
from kiosk.app.shopping import Plan, Shopping
from kiosk.app.staff_desk import StaffDesk
from kiosk.domain import session as shopper
from kiosk.domain import shopper_events as happened
from kiosk.domain import task as work
from kiosk.domain.gtin import Gtin
from kiosk.domain.planogram import SlotRef
from kiosk.domain.restock import TaskState
from kiosk.domain.sequence import Arrival, Position, given_up, record
from sync.wire import EventKind

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Change:
    """What a shelf event changes besides the ledger."""

    ref: SlotRef
    product_id: str | None
    plan: Plan | None  # of the shopper's session
    task: KeptTask | None  # the task after it
    own: bool  # the event belongs to that task and is no shopper's doing
    sold: int  # pieces; negative: put back


class Intake:
    """Used from the runtime loop only."""

    def __init__(
        self,
        facts: Facts,
        clock: Clock,
        shelves: Shelves,
        shopping: Shopping,
        restocking: Restocking,
        desk: StaffDesk,
        condition: Condition,
        find: Callable[[str], str | None],
        late_after: timedelta,
    ) -> None:
        """`find` gives the product id of a code, None where it is not sold here.

        An event older than `late_after` is a fact, but whoever made it has left: the screen does not follow
        it.
        """
        self._facts = facts
        self._clock = clock
        self._shelves = shelves
        self._shopping = shopping
        self._restocking = restocking
        self._desk = desk
        self._condition = condition
        self._find = find
        self._late_after = late_after
        self._early: dict[str, Plan] = {}  # shown, although device.db has not taken their event yet
        self.ledger = facts.ledger()

    # ---- shelves

    def shelf_event(self, shelf: str, event: ShelfEvent, redelivered: bool = False) -> bool:
        """Keep a shelf event; True when the screen may have changed. Raises `sync.database`'s faults."""
        position = Position(event.boot, event.seq)
        if self._facts.has_seen(event.id):
            self._note_repeated(position, redelivered)
            return False
        now = self._clock.now()
        change = self._change(SlotRef(shelf, event.slot), event, now)
        ledger = record(self.ledger, position, Arrival.NEW)
        sales = None
        with self._shown_at_least(event.id, change.plan), self._facts.transaction():
            self._facts.keep_seen(event.id, position, now)
            self._facts.keep_ledger(ledger)
            if change.sold:
                sales = self._shelves.sold(change.ref, change.sold, now)
            self._tell(change, event, now)
            if change.task is not None:
                self._restocking.write(change.task, change.task.taken_by or AUTHOR, now)
            if change.plan is not None:
                self._shopping.write(change.plan, now)
        self.ledger = ledger
        if sales is not None:
            self._shelves.adopt_sales(change.ref, sales)
        if change.task is not None:
            self._restocking.adopt(change.task)
            self._desk.touched()
        return change.plan is not None or change.task is not None

    def _change(self, ref: SlotRef, event: ShelfEvent, now: datetime) -> _Change:
        product_id = self._product(ref, event)
        task, own = self._task_change(ref, event, product_id)
        late = now - event.ts > self._late_after
        plan = self._early.get(event.id)
        if plan is None and not own and not late and self._desk.session is None and product_id is not None:
            plan = self._shopper_plan(event, product_id)
        sign = {Kind.PICK: 1, Kind.RETURN: -1}.get(event.kind, 0)
        return _Change(ref, product_id, plan, task, own, 0 if own else sign * event.qty)

    def _product(self, ref: SlotRef, event: ShelfEvent) -> str | None:
        if event.gtin is not None:
            return self._find(event.gtin)
        slot = self._shelves.planogram.slot(ref)
        return None if slot is None else slot.product_id

    def _shopper_plan(self, event: ShelfEvent, product_id: str) -> Plan | None:
        if event.kind is Kind.PICK:
            return self._shopping.plan(happened.Lifted(product_id, event.qty))
        if event.kind in (Kind.RETURN, Kind.MISPLACED):  # on the wrong slot, but out of the hand
            return self._shopping.plan(happened.PutBack(product_id, event.qty))
        return None

    def _task_change(
        self, ref: SlotRef, event: ShelfEvent, product_id: str | None
    ) -> tuple[KeptTask | None, bool]:
        """The task that the event is about, after it, and whether the event is that task's own.

        Goods delivered to a slot whose task was taken count even when nobody is signed in: the kiosk may have
        been away meanwhile. Everything else counts only for the task on the screen.
        """
        at_slot = self._restocking.task_at(ref)
        if event.kind is Kind.RESTOCK and at_slot is not None and at_slot.state is TaskState.TAKEN:
            put = work.GoodsPut(ref, event.qty, event.grams, event.confidence)
            return self._restocking.planned(at_slot.work.task_id, put), True
        active = None if self._desk.active_task is None else self._restocking.task(self._desk.active_task)
        happened = None if active is None else _at_work(active.work, ref, event, product_id)
        if active is None or happened is None:
            return None, False
        return self._restocking.planned(active.work.task_id, happened), ref == active.work.ref

    def _tell(self, change: _Change, event: ShelfEvent, now: datetime) -> None:
        if change.own:
            return  # told when the task is finished
        kinds = {Kind.PICK: EventKind.LIFT, Kind.RETURN: EventKind.RETURN, Kind.RESTOCK: EventKind.RESTOCK}
        kind = kinds.get(event.kind)
        if kind is None:
            return
        payload = {
            "event": event.id,
            "session": None
            if change.plan is None or change.plan.after is None
            else change.plan.after.visit_id,
            "shelf": change.ref.shelf,
            "slot": change.ref.slot,
            "product_id": change.product_id,
            "gtin": event.gtin,
            "qty": event.qty,
            "grams": event.grams,
            "confidence": event.confidence,
        }
        if kind is EventKind.RESTOCK:
            payload |= {"task": None, "confirmed": event.confidence >= work.SURE, "finished": True}
            goods = Goods(change.ref, change.product_id, event.qty, event.grams)
            self._facts.audit(AUTHOR, "restock_noticed", "", now, goods)
        self._facts.tell(kind, payload, event.ts)

    # ---- scanners

    def scan_event(self, event: ScanEvent, redelivered: bool = False) -> bool:
        """Keep a scan; True when the screen may have changed. Raises `sync.database`'s faults."""
        position = Position(event.boot, event.seq)
        if self._facts.has_seen(event.id):
            self._note_repeated(position, redelivered)
            return False
        now = self._clock.now()
        product_id, gtin = named(event.gtins, self._find)
        ledger = record(self.ledger, position, Arrival.NEW)
        late = now - event.ts > self._late_after
        plan = self._early.get(event.id)
        if plan is None and not late and self._desk.session is None:
            plan = self._shopping.plan(self._scanned(event, product_id))
        with self._shown_at_least(event.id, plan), self._facts.transaction():
            self._facts.keep_seen(event.id, position, now)
            self._facts.keep_ledger(ledger)
            if event.symbology not in CARDS:
                self.tell_scan(plan, product_id, gtin, event.source.value, event.ts)
            if plan is not None:
                self._shopping.write(plan, now)
        self.ledger = ledger
        if plan is None and not late and event.symbology not in CARDS:
            # Its own transaction: the scan is kept already, and what it means for a task can be done by hand.
            self._desk.scanned(product_id, _readable(event))
            self._desk.touched()
        return not late

    def _scanned(self, event: ScanEvent, product_id: str | None) -> happened.Event:
        if event.symbology == LOYALTY:
            return self._shopping.members.shown(event.raw)
        return happened.Scanned(product_id, _readable(event))

    def tell_scan(
        self, plan: Plan | None, product_id: str | None, gtin: str | None, source: str, at: datetime
    ) -> None:
        """Never the raw code, nor an unknown number of the ranges for a company's own use: it may be a card.
        Inside a transaction."""
        if product_id is None and gtin is not None and Gtin(gtin).restricted:
            gtin = None
        payload = {
            "session": None if plan is None or plan.after is None else plan.after.visit_id,
            "product_id": product_id,
            "gtin": gtin,
            "source": source,
        }
        self._facts.tell(EventKind.SCAN, payload, at)

    @contextmanager
    def _shown_at_least(self, event_id: str, plan: Plan | None) -> Iterator[None]:
        """Believe the plan after the commit; or at once where device.db refuses: the shopper does not wait
        for a disk.

        The event comes again then, and its rows are written from the same plan.
        """
        if plan is not None:
            self._shopping.foresee(plan)
        try:
            yield
        finally:
            if plan is not None and event_id not in self._early:
                self._condition.trace = event_id
                self._shopping.adopt(plan)
                self._early = {event_id: plan}
        self._early.pop(event_id, None)

    # ---- what cannot be handled, and what comes twice

    def give_up(self, event_id: str, position: Position) -> None:
        """An event whose handling failed by a fault of ours counts as missed, once, and is not asked for
        again."""
        if self._facts.has_seen(event_id):
            return
        ledger = given_up(self.ledger, position)
        with self._facts.transaction():
            self._facts.keep_seen(event_id, position, self._clock.now())
            self._facts.keep_ledger(ledger)
        self.ledger = ledger

    def _note_repeated(self, position: Position, redelivered: bool) -> None:
        ledger = record(self.ledger, position, Arrival.REPEATED, redelivered)
        if ledger == self.ledger:
            return
        if ledger.missed > self.ledger.missed:
            log.warning("%d events are gone for good", ledger.missed - self.ledger.missed)
        with self._facts.transaction():
            self._facts.keep_ledger(ledger)
        self.ledger = ledger


def named(gtins: Sequence[str], find: Callable[[str], str | None]) -> tuple[str | None, str | None]:
    """(product id, its GTIN) of the first that is sold here; where none is, (None, the likeliest GTIN).

    Eight digits may be an EAN-8 and a UPC-E at once: only the catalog knows which one this store sells.
    """
    for gtin in gtins:
        product_id = find(gtin)
        if product_id is not None:
            return product_id, gtin
    return None, gtins[0] if gtins else None


def _at_work(
    task: work.ActiveTask, ref: SlotRef, event: ShelfEvent, product_id: str | None
) -> work.TaskEvent | None:
    """What a shelf event means for the task on the screen; None where it has nothing to do with it."""
    match event.kind:
        case Kind.RESTOCK | Kind.RETURN:
            return work.GoodsPut(ref, event.qty, event.grams, event.confidence)
        case Kind.PICK if ref == task.ref:
            return work.GoodsRemoved(ref, event.qty, -event.grams)
        case Kind.UNKNOWN if ref == task.ref:
            return work.WeightUnexplained(ref, event.grams)
        case Kind.MISPLACED if product_id != task.product_id:
            return work.CodeScanned(product_id, event.gtin or "") if ref == task.ref else None
        case Kind.MISPLACED:
            return work.GoodsPut(ref, event.qty, event.grams, event.confidence)
    return None


def _readable(event: ScanEvent) -> str:
    """What may be shown of a code: its number without leading zeros, or a short printable text; nothing of a
    card."""
    if event.symbology in CARDS:
        return ""
    if event.gtin is not None:
        if event.alternative_gtin is not None:
            return event.gtin[-8:]  # as printed, whichever of the two it is
        return event.gtin.lstrip("0") or event.gtin
    return printable(event.raw)


def printable(code: str) -> str:
    """What of any text can be shown on one line."""
    return "".join(char for char in code if char.isprintable())[: shopper.LONGEST_CODE]
