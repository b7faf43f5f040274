"""The staff's rows and texts: view values in, plain strings out."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QUrl

from kiosk.app.view_state import (
    ActiveTaskView,
    AuditRowView,
    DeviceView,
    StockState,
    StockView,
    SyncView,
    TaskState,
    TaskView,
    Urgency,
    VersionView,
)
from kiosk.ui import wording
from kiosk.ui.formatting import age, clock, number


@dataclass(frozen=True, slots=True)
class TaskRow:
    task_id: str
    name: str
    size: str
    picture: QUrl
    tint: int
    urgency: str  # "empty" | "high" | "low" | "unknown": the colour
    urgency_text: str
    place: str
    count: str  # "2 of 12"
    fill: float  # share of the capacity, -1 where the count is unknown
    needed: str
    speed: str
    taken_by: str
    taken: bool


@dataclass(frozen=True, slots=True)
class DeviceRow:
    device_id: str
    name: str
    kind: str
    state_text: str
    tone: str  # "good" | "warn" | "bad" | "quiet"
    heard: str
    slots: str


@dataclass(frozen=True, slots=True)
class AuditRow:
    at: str
    who: str
    action: str
    detail: str


@dataclass(frozen=True, slots=True)
class ActiveTaskText:
    task_id: str
    name: str
    size: str
    picture: QUrl
    tint: int
    place: str
    shelf: str
    slot: str
    needed: int  # pieces that fill the slot, -1 where it is not known
    put: int
    grams: str
    message: str
    serious: bool


@dataclass(frozen=True, slots=True)
class SyncText:
    headline: str
    detail: str
    tone: str
    backlog: int
    running: bool


@dataclass(frozen=True, slots=True)
class VersionText:
    version: str
    created: str
    detail: str


NO_TASK = ActiveTaskText("", "", "", QUrl(), 0, "", "", "", -1, 0, "", "", False)
NO_SYNC = SyncText("", "", "quiet", 0, False)
NO_VERSION = VersionText("", "", "")


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


def _place(task: TaskView) -> str:
    spot = wording.spot(task.product)
    return spot or task.product.location.aisle


def _count(stock: StockView, capacity: int) -> tuple[str, float]:
    """The count in words and as a share of the capacity."""
    if stock.count is None or stock.state in (StockState.UNKNOWN, StockState.NOT_MEASURED):
        return QCoreApplication.translate("Restock", "Count unknown"), -1.0
    share = min(1.0, max(0.0, stock.count / capacity)) if capacity > 0 else -1.0
    pattern = (
        QCoreApplication.translate("Restock", "%1 of %2, not fresh")
        if stock.state is StockState.STALE
        else QCoreApplication.translate("Restock", "%1 of %2")
    )
    return pattern.replace("%1", str(stock.count)).replace("%2", str(capacity)), share


def _speed(task: TaskView) -> str:
    if task.urgency is Urgency.EMPTY:
        text = QCoreApplication.translate("Restock", "Sells %1 a day")
        return text.replace("%1", number(task.sold_per_day))
    if task.hours_left is None:
        return QCoreApplication.translate("Restock", "No recent sales")
    if task.hours_left < 48:
        text = QCoreApplication.translate("Restock", "Empty in about %1 h")
        return text.replace("%1", f"{max(1, round(task.hours_left))}")
    text = QCoreApplication.translate("Restock", "Empty in about %1 days")
    return text.replace("%1", f"{task.hours_left / 24:.0f}")


def _needed(needed: int | None) -> str:
    if needed is None:
        return ""
    return QCoreApplication.translate("Restock", "Bring %n", None, needed)


def task_row(task: TaskView) -> TaskRow:
    count, fill = _count(task.product.stock, task.capacity)
    return TaskRow(
        task_id=task.task_id,
        name=task.product.name,
        size=task.product.size,
        picture=wording.picture(task.product.picture),
        tint=task.product.tint,
        urgency=task.urgency.value,
        urgency_text=_urgency(task.urgency),
        place=_place(task),
        count=count,
        fill=fill,
        needed=_needed(task.needed),
        speed=_speed(task),
        taken_by=task.taken_by or "",
        taken=task.state is TaskState.TAKEN,
    )


def active_task(active: ActiveTaskView | None) -> ActiveTaskText:
    if active is None:
        return NO_TASK
    product = active.task.product
    message = _message(active)
    return ActiveTaskText(
        task_id=active.task.task_id,
        name=product.name,
        size=product.size,
        picture=wording.picture(product.picture),
        tint=product.tint,
        place=_place(active.task),
        shelf=product.location.shelf or "",
        slot=product.location.slot or "",
        needed=-1 if active.task.needed is None else active.task.needed,
        put=active.put,
        grams=QCoreApplication.translate("Task", "%1 g on the scale").replace("%1", f"{active.grams:+,.0f}"),
        message=message,
        serious=active.message_kind in ("wrong_product", "wrong_slot"),
    )


def _message(active: ActiveTaskView) -> str:
    match active.message_kind:
        case "wrong_product":
            text = QCoreApplication.translate("Task", "%1 is another product. Scan the one shown here.")
            return text.replace("%1", active.wrong_code or "")
        case "wrong_slot":
            return QCoreApplication.translate("Task", "That was another slot. Put the goods where shown.")
        case "removed":
            return QCoreApplication.translate("Task", "Something was taken off again; the count follows.")
        case _:
            return ""


def device_row(device: DeviceView, now: datetime) -> DeviceRow:
    state, tone = _device_state(device)
    if device.last_seen_at is None:
        heard = QCoreApplication.translate("Health", "Never heard")
    else:
        ago = age((now - device.last_seen_at).total_seconds())
        heard = QCoreApplication.translate("Health", "Heard %1").replace("%1", ago)
    slots = ""
    if device.slots:
        slots = QCoreApplication.translate("Health", "%n slots", None, device.slots)
        if device.silent_slots:
            slots += " · " + QCoreApplication.translate("Health", "%n silent", None, device.silent_slots)
    return DeviceRow(device.device_id, device.name, device.kind, state, tone, heard, slots)


def _device_state(device: DeviceView) -> tuple[str, str]:
    match device.state:
        case "ready":
            tone = "warn" if device.silent_slots else "good"
            return QCoreApplication.translate("Health", "Ready"), tone
        case "init":
            return QCoreApplication.translate("Health", "Starting"), "warn"
        case "sleeping":
            return QCoreApplication.translate("Health", "Asleep"), "quiet"
        case "disconnected":
            return QCoreApplication.translate("Health", "Switched off"), "warn"
        case "lost":
            return QCoreApplication.translate("Health", "Lost"), "bad"
        case "alert":
            return QCoreApplication.translate("Health", "Needs attention"), "bad"
        case _:
            return QCoreApplication.translate("Health", "Unknown"), "warn"


def sync_text(sync: SyncView, now: datetime) -> SyncText:
    detail = QCoreApplication.translate("Health", "Never reached headquarters yet")
    if sync.last_contact_at is not None:
        ago = age((now - sync.last_contact_at).total_seconds())
        detail = QCoreApplication.translate("Health", "Last contact %1").replace("%1", ago)
    if sync.running:
        return SyncText(QCoreApplication.translate("Health", "Syncing…"), detail, "good", sync.backlog, True)
    if sync.error:
        return SyncText(
            QCoreApplication.translate("Health", "Headquarters not reached"),
            f"{detail}\n{sync.error}",
            "warn",
            sync.backlog,
            False,
        )
    if sync.last_contact_at is None:
        headline = QCoreApplication.translate("Health", "No contact yet")
        return SyncText(headline, detail, "quiet", sync.backlog, False)
    return SyncText(
        QCoreApplication.translate("Health", "In touch with headquarters"),
        detail,
        "good",
        sync.backlog,
        False,
    )


def version_text(view: VersionView | None) -> VersionText:
    if view is None:
        return NO_VERSION
    created = ""
    if view.created_at is not None:
        made = clock(view.created_at)[:16]
        created = QCoreApplication.translate("Versions", "Made %1").replace("%1", made)
    return VersionText(view.version, created, view.detail)


def audit_row(row: AuditRowView) -> AuditRow:
    return AuditRow(at=clock(row.at), who=row.who, action=_action(row.action), detail=row.detail)


def _action(key: str) -> str:
    """The stable key in words; a key that this window does not know is shown as it is."""
    known = {
        "staff_entered": QCoreApplication.translate("Audit", "Signed in"),
        "staff_left": QCoreApplication.translate("Audit", "Signed out"),
        "pin_refused": QCoreApplication.translate("Audit", "Wrong PIN"),
        "pin_locked": QCoreApplication.translate("Audit", "PIN locked"),
        "task_taken": QCoreApplication.translate("Audit", "Took a task"),
        "task_released": QCoreApplication.translate("Audit", "Gave a task back"),
        "restock_confirmed": QCoreApplication.translate("Audit", "Restocked"),
        "slot_picked": QCoreApplication.translate("Audit", "Picked the slot by hand"),
        "model_rolled_back": QCoreApplication.translate("Audit", "Went back to the previous model"),
        "release_installed": QCoreApplication.translate("Audit", "Update installed"),
        "release_refused": QCoreApplication.translate("Audit", "Update refused"),
        "sync_requested": QCoreApplication.translate("Audit", "Asked for a sync"),
    }
    return known.get(key, key)
