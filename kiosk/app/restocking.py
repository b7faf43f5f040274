"""Restock tasks: opened by what the shelves say, worked on by staff, confirmed by the weight."""

import uuid
from dataclasses import replace
from datetime import datetime

from kiosk.app.errors import CommandRefused
from kiosk.app.ports import Clock, Facts, Goods, KeptTask
from kiosk.app.shelves import Shelves
from kiosk.domain import task as work
from kiosk.domain.planogram import SlotRef
from kiosk.domain.restock import Level, Need, TaskState, judge, most_urgent_first, reconcile
from kiosk.domain.stock import StockState
from kiosk.domain.task import ActiveTask, TaskEvent, TaskStep
from sync.wire import EventKind

AUTHOR = "kiosk"  # in the audit log, where nobody in particular did it


class Restocking:
    """The tasks of this device's shelves. Used from the runtime loop only."""

    def __init__(self, facts: Facts, clock: Clock, shelves: Shelves) -> None:
        self._facts = facts
        self._clock = clock
        self._shelves = shelves
        self._tasks = {task.work.task_id: task for task in facts.tasks()}

    def task(self, task_id: str) -> KeptTask | None:
        return self._tasks.get(task_id)

    def task_at(self, ref: SlotRef) -> KeptTask | None:
        return next((task for task in self._tasks.values() if task.work.ref == ref), None)

    def task_for(self, product_id: str) -> KeptTask | None:
        """The most urgent task for a product that was scanned."""
        return next((task for need, task in self.listed() if need.level.product_id == product_id), None)

    def listed(self) -> list[tuple[Need, KeptTask]]:
        """Every task that is not done, the most urgent first. A slot that left the planogram has none."""
        levels = {level.ref: level for level in self._shelves.levels()}
        by_ref = {task.work.ref: task for task in self._tasks.values()}
        needs = most_urgent_first(judge(levels[ref]) for ref in by_ref if ref in levels)
        return [(need, by_ref[need.level.ref]) for need in needs]

    def need(self, task: KeptTask) -> Need | None:
        level = self._level(task.work.ref)
        return None if level is None else judge(level)

    def _level(self, ref: SlotRef) -> Level | None:
        return next((level for level in self._shelves.levels() if level.ref == ref), None)

    # ---- what the shelves say

    def reconcile(self) -> bool:
        """Open a task for every slot in need, withdraw the untaken ones that need nothing; True when any
        changed."""
        now = self._clock.now()
        untaken = {task.work.ref: each for each, task in self._tasks.items() if task.state is TaskState.OPEN}
        taken = frozenset(task.work.ref for task in self._tasks.values() if task.state is TaskState.TAKEN)
        changes = reconcile(self._shelves.levels(), untaken, taken, self._shelves.looked(), now)
        if not changes.open and not changes.withdraw:
            return False
        opened = {str(uuid.uuid4()): level for level in changes.open}
        with self._facts.transaction():
            for task_id in changes.withdraw:
                self._facts.withdraw_task(task_id)
            for task_id, level in opened.items():
                self._facts.open_task(task_id, level.ref, level.product_id, now)
        for task_id in changes.withdraw:
            del self._tasks[task_id]
        for task_id, level in opened.items():
            self._tasks[task_id] = KeptTask(ActiveTask(task_id, level.product_id, level.ref), TaskState.OPEN)
        return True

    # ---- what staff do

    def take(self, task_id: str, who: str) -> KeptTask:
        """Take a task, or take it over; what was already put on the shelf stays counted."""
        task = self._known(task_id)
        if task.state is TaskState.TAKEN and task.taken_by == who:
            return task
        taken = replace(task, state=TaskState.TAKEN, taken_by=who)
        now = self._clock.now()
        with self._facts.transaction():
            self._facts.keep_task(taken, now)
            self._facts.audit(who, "task_taken", task.taken_by or "", now, _goods(task))
        self.adopt(taken)
        return taken

    def release(self, task_id: str, who: str) -> None:
        """Give a task back unfinished. What was put on the shelf is told to HQ now, since it stands there."""
        task = self._known(task_id)
        if task.state is not TaskState.TAKEN:
            raise CommandRefused("this task was not taken")
        now = self._clock.now()
        fresh = KeptTask(ActiveTask(task_id, task.work.product_id, task.work.ref), TaskState.OPEN)
        with self._facts.transaction():
            if task.work.net != 0:
                self._facts.tell(EventKind.RESTOCK, _restocked(task, finished=False), now)
            self._facts.keep_task(fresh, now)
            self._facts.audit(who, "task_released", "", now, _done(task))
        self._tasks[task_id] = fresh

    def finish(self, task_id: str, who: str) -> None:
        """Close a task with what the weight has confirmed, or, at a silent slot, with having looked."""
        task = self._known(task_id)
        if task.state is not TaskState.TAKEN:
            raise CommandRefused("take the task first")
        now = self._clock.now()
        silent = self._shelves.stock_at(task.work.ref).state is StockState.UNKNOWN
        if task.work.put == 0 and not silent:
            raise CommandRefused("nothing has been put on the shelf yet; give the task back instead")
        action = "slot_checked" if task.work.put == 0 else _confirmation(task.work)
        with self._facts.transaction():
            if task.work.put > 0:
                self._facts.tell(EventKind.RESTOCK, _restocked(task, finished=True), now)
            self._facts.keep_task(replace(task, state=TaskState.DONE), now)
            self._facts.audit(who, action, "", now, _done(task))
            if silent:
                self._shelves.looked_at(task.work.ref, now)
        del self._tasks[task_id]

    def planned(self, task_id: str, event: TaskEvent) -> KeptTask:
        """The task after something happened at the shelf; to be written and adopted by the caller."""
        task = self._known(task_id)
        return replace(task, work=work.step(task.work, event))

    def write(self, task: KeptTask, who: str, now: datetime) -> None:
        """Keep the task's progress and its audit row; inside a transaction."""
        before = self._known(task.work.task_id)
        self._facts.keep_task(task, now)
        pieces = task.work.net - before.work.net
        if pieces or task.work.grams != before.work.grams:
            action = "goods_put" if task.work.grams > before.work.grams else "goods_removed"
            grams = task.work.grams - before.work.grams
            self._facts.audit(who, action, "", now, _goods(task, pieces, grams))
        elif task.work.remark in (work.Remark.WRONG_PRODUCT, work.Remark.WRONG_SLOT):
            self._facts.audit(who, task.work.remark.value, "", now, _goods(task))

    def adopt(self, task: KeptTask) -> None:
        """After the commit."""
        self._tasks[task.work.task_id] = task

    def step(self, task_id: str, event: TaskEvent, who: str) -> None:
        """Something happened that is no shelf event: a scan, a slot picked by hand."""
        planned = self.planned(task_id, event)
        with self._facts.transaction():
            self.write(planned, who, self._clock.now())
        self.adopt(planned)

    def _known(self, task_id: str) -> KeptTask:
        task = self._tasks.get(task_id)
        if task is None:
            raise CommandRefused(
                "this task no longer exists; somebody else has done it or the slot is full again"
            )
        return task


def _confirmation(task: ActiveTask) -> str:
    return "restock_confirmed" if task.step is TaskStep.CONFIRMED else "restock_unconfirmed"


def _goods(task: KeptTask, pieces: int | None = None, grams: float | None = None) -> Goods:
    return Goods(task.work.ref, task.work.product_id, pieces, grams)


def _done(task: KeptTask) -> Goods:
    return _goods(task, task.work.net, task.work.grams)


def _restocked(task: KeptTask, *, finished: bool) -> dict[str, object]:
    """What HQ is told of a restock. Staff are not named there; the audit log on the device names them."""
    ref = task.work.ref
    return {
        "task": task.work.task_id,
        "shelf": ref.shelf,
        "slot": ref.slot,
        "product_id": task.work.product_id,
        "qty": task.work.net,
        "grams": round(task.work.grams, 1),
        "confirmed": task.work.step is TaskStep.CONFIRMED,
        "finished": finished,
    }
