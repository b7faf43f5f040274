"""Restocking in words: rows of the list and the taken task."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QUrl

from kiosk.app.view_state import (
    ActiveTaskView,
    StaffView,
    StockState,
    StockView,
    TaskState,
    TaskStep,
    TaskView,
    Urgency,
)
from kiosk.ui import wording
from kiosk.ui.formatting import number


@dataclass(frozen=True, slots=True)
class TaskRow:
    task_id: str
    name: str
    picture: QUrl
    tint: int
    urgency: str  # "empty" | "high" | "low" | "unknown": the colour
    urgency_text: str
    slot: str  # "A3"
    shelf: str  # "Smart shelf A", or the aisle
    count: str  # "2", "~2" where it may be off, "?" where unknown
    capacity: str  # "of 12"
    fill: float  # share of the capacity, -1 where the count is unknown
    old: bool  # the count is not fresh
    doubt: bool  # the count may be off
    speed: str  # "6 sold a day"
    runs_out: str  # "About 3 h left"
    needed: str  # "Bring 10"
    taken_by: str  # "" | "Mei"
    mine: bool


@dataclass(frozen=True, slots=True)
class SlotCell:
    slot: str
    label: str
    target: bool


@dataclass(frozen=True, slots=True)
class ActiveTaskText:
    task_id: str = ""
    name: str = ""
    size: str = ""
    picture: QUrl = QUrl()  # noqa: RUF009  an empty address, never changed
    tint: int = 0
    urgency: str = "unknown"
    urgency_text: str = ""
    aisle: str = ""
    shelf: str = ""
    slot: str = ""
    shelf_id: str = ""
    slot_id: str = ""
    count: str = ""
    step: int = 0
    put: int = 0
    goal: int = -1
    grams: str = ""
    confirmation: str = ""
    room: str = ""  # "5 more fit"
    message: str = ""
    message_tone: str = "quiet"
    finish: str = ""


NO_TASK = ActiveTaskText()
_STEPS = list(TaskStep)


def _urgency(urgency: Urgency) -> str:
    match urgency:
        case Urgency.EMPTY:
            return QCoreApplication.translate("Restock", "Empty")
        case Urgency.HIGH:
            return QCoreApplication.translate("Restock", "Urgent")
        case Urgency.LOW:
            return QCoreApplication.translate("Restock", "Low")
        case Urgency.UNKNOWN:
            return QCoreApplication.translate("Restock", "Go and look")


def _known(stock: StockView) -> int | None:
    """The count that may be shown."""
    return None if stock.state in (StockState.UNKNOWN, StockState.NOT_MEASURED) else stock.count


def _count(stock: StockView) -> str:
    """ "5", "about 5" where the shelf is not sure of it, "?" where nobody knows."""
    count = _known(stock)
    if count is None:
        return "?"
    if stock.about:
        return QCoreApplication.translate("Restock", "about %1").replace("%1", str(count))
    return str(count)


def _speed(task: TaskView) -> str:
    if task.sold_per_day <= 0:
        return QCoreApplication.translate("Restock", "No recent sales")
    text = QCoreApplication.translate("Restock", "%1 sold a day")
    return text.replace("%1", number(task.sold_per_day))


def _runs_out(task: TaskView, count: int | None) -> str:
    """Until the slot is empty, in opening hours or in days."""
    if count is None or task.hours_left is None or task.urgency is Urgency.EMPTY:
        return ""
    days = count / task.sold_per_day if task.sold_per_day > 0 else 0.0
    if days >= 2:
        text = QCoreApplication.translate("Restock", "About %1 days left")
        return text.replace("%1", f"{days:.0f}")
    if task.hours_left < 1:
        return QCoreApplication.translate("Restock", "Under an hour left")
    text = QCoreApplication.translate("Restock", "About %1 h left")
    return text.replace("%1", f"{task.hours_left:.0f}")


def _needed(needed: int | None) -> str:
    if needed is None:
        return QCoreApplication.translate("Restock", "Count and fill")
    return QCoreApplication.translate("Restock", "Bring %n", None, needed)


def task_row(task: TaskView, reader: str) -> TaskRow:
    """A row for `reader`, whose own tasks are marked."""
    product = task.product
    count = _known(product.stock)
    capacity = QCoreApplication.translate("Restock", "of %1").replace("%1", str(task.capacity))
    taken_by = (task.taken_by or "") if task.state is TaskState.TAKEN else ""
    return TaskRow(
        task_id=task.task_id,
        name=wording.unbroken(product.name),
        picture=wording.picture(product.picture),
        tint=product.tint,
        urgency=task.urgency.value,
        urgency_text=_urgency(task.urgency),
        slot=product.location.slot or "",
        shelf=product.location.shelf or product.location.aisle,
        count="?" if count is None else f"~{count}" if product.stock.about else str(count),
        capacity=capacity,
        fill=-1.0 if count is None or task.capacity <= 0 else min(1.0, max(0.0, count / task.capacity)),
        old=product.stock.state is StockState.STALE,
        doubt=count is not None and product.stock.about and product.stock.state is StockState.MEASURED,
        speed=_speed(task),
        runs_out=_runs_out(task, count),
        needed=_needed(task.needed),
        taken_by=taken_by,
        mine=taken_by != "" and taken_by == reader,
    )


def headline(view: StaffView) -> str:
    """The list in one line."""
    text = QCoreApplication.translate("Restock", "%n slots need goods", None, len(view.tasks))
    empty = sum(task.urgency is Urgency.EMPTY for task in view.tasks)
    if empty:
        text += " · " + QCoreApplication.translate("Restock", "%n empty", None, empty)
    return text


def first_open(view: StaffView) -> TaskView | None:
    """What to do next: the reader's own task, else the most urgent one that nobody has taken."""
    mine = (task for task in view.tasks if task.state is TaskState.TAKEN and task.taken_by == view.name)
    free = (task for task in view.tasks if task.state is TaskState.OPEN)
    return next(mine, None) or next(free, None)


def start(view: StaffView) -> str:
    """What the list's one button says."""
    task = first_open(view)
    if task is None:
        return ""
    text = (
        QCoreApplication.translate("Restock", "Continue with %1")
        if task.state is TaskState.TAKEN
        else QCoreApplication.translate("Restock", "Start with %1")
    )
    slot = task.product.location.slot
    return text.replace("%1", f"{slot} · {task.product.name}" if slot else task.product.name)


def slot_cells(active: ActiveTaskView | None) -> list[SlotCell]:
    """The shelf's slots from left to right, upper board first."""
    if active is None:
        return []
    task = active.task
    return [SlotCell(slot, slot.upper(), slot == task.slot_id) for slot in task.slots]


def active_task(active: ActiveTaskView | None) -> ActiveTaskText:
    if active is None:
        return NO_TASK
    task, product = active.task, active.task.product
    count = _known(product.stock)
    pattern = QCoreApplication.translate("Restock", "%1 of %2")
    message, tone = _message(active, count is None)
    title, size = wording.title_and_size(product)
    return ActiveTaskText(
        task_id=task.task_id,
        name=title,
        size=size,
        picture=wording.picture(product.picture),
        tint=product.tint,
        urgency=task.urgency.value,
        urgency_text=_urgency(task.urgency),
        aisle=product.location.aisle,
        shelf=product.location.shelf or "",
        slot=product.location.slot or "",
        shelf_id=task.shelf_id,
        slot_id=task.slot_id,
        count=pattern.replace("%1", _count(product.stock)).replace("%2", str(task.capacity)),
        step=_STEPS.index(active.step),
        put=active.put,
        goal=-1 if task.needed is None else active.put + task.needed,
        grams=_grams(active),
        confirmation=QCoreApplication.translate("Task", "%n pieces, confirmed by weight", None, active.put),
        room=QCoreApplication.translate("Task", "%n more fit", None, task.needed) if task.needed else "",
        message=message,
        message_tone=tone,
        finish=_finish(active, count is None),
    )


def _grams(active: ActiveTaskView) -> str:
    if active.put == 0 and round(active.grams) == 0:
        return QCoreApplication.translate("Task", "The scale waits for the first piece")
    return QCoreApplication.translate("Task", "%1 g on the scale").replace("%1", f"{active.grams:+,.0f}")


def _finish(active: ActiveTaskView, silent: bool) -> str:
    if active.step is TaskStep.CONFIRMED:
        return QCoreApplication.translate("Task", "Done")
    if active.put > 0:
        return QCoreApplication.translate("Task", "Close without confirmation")
    if silent:
        return QCoreApplication.translate("Task", "I have looked after it")
    return ""


def _message(active: ActiveTaskView, silent: bool) -> tuple[str, str]:
    """What to know, and its tone."""
    match active.message_kind:
        case "wrong_product":
            text = QCoreApplication.translate("Task", "%1 is another product. Scan the one shown here.")
            return text.replace("%1", active.wrong_code or ""), "bad"
        case "wrong_slot":
            text = QCoreApplication.translate("Task", "That was another slot. The right one is %1.")
            return text.replace("%1", active.task.product.location.slot or ""), "bad"
        case "removed":
            return QCoreApplication.translate(
                "Task", "Something was taken off again; the count follows."
            ), "warn"
        case "unsure":
            return QCoreApplication.translate(
                "Task",
                "The weight fits no whole number of pieces. Take your hand off; is something else there?",
            ), "warn"
    if silent:
        return QCoreApplication.translate(
            "Task", "This slot's sensor is silent. Fill it by eye; nothing can be counted."
        ), "warn"
    return "", "quiet"
