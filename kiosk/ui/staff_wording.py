"""The staff's other pages in words: devices, sync, versions, the audit log."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from kiosk.app.restocking import AUTHOR
from kiosk.app.view_state import AuditRowView, DeviceView, GoodsView, HealthView, SyncView
from kiosk.ui.formatting import age, clock


@dataclass(frozen=True, slots=True)
class DeviceRow:
    device_id: str
    name: str
    kind: str
    state_text: str
    tone: str  # "good" | "warn" | "bad" | "quiet"
    heard: str
    slots: str  # "12 slots"
    silent: str  # "3 silent"


@dataclass(frozen=True, slots=True)
class AuditRow:
    day: str
    time: str
    who: str
    action: str
    detail: str
    tone: str


@dataclass(frozen=True, slots=True)
class SyncText:
    headline: str = ""
    detail: str = ""
    error: str = ""
    tone: str = "quiet"
    backlog: str = ""
    running: bool = False


NO_SYNC = SyncText()


def device_row(device: DeviceView, now: datetime) -> DeviceRow:
    state, tone = _device_state(device)
    if device.last_seen_at is None:
        heard = QCoreApplication.translate("Health", "Never heard")
    else:
        ago = age((now - device.last_seen_at).total_seconds())
        heard = QCoreApplication.translate("Health", "Heard %1").replace("%1", ago)
    slots = silent = ""
    if device.slots:
        slots = QCoreApplication.translate("Health", "%n slots", None, device.slots)
    if device.silent_slots:
        silent = QCoreApplication.translate("Health", "%n silent", None, device.silent_slots)
    return DeviceRow(device.device_id, device.name, device.kind, state, tone, heard, slots, silent)


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
    """How it stands with headquarters."""
    detail = QCoreApplication.translate("Health", "Never reached so far")
    if sync.last_contact_at is not None:
        ago = age((now - sync.last_contact_at).total_seconds())
        detail = QCoreApplication.translate("Health", "Last contact %1").replace("%1", ago)
    backlog = QCoreApplication.translate("Health", "%n events wait to be sent", None, sync.backlog)
    if sync.backlog == 0:
        backlog = QCoreApplication.translate("Health", "Everything has been sent")
    headline, tone = _sync_headline(sync)
    error = "" if sync.running else sync.error
    return SyncText(headline, detail, error, tone, backlog, sync.running)


def _sync_headline(sync: SyncView) -> tuple[str, str]:
    if sync.running:
        return QCoreApplication.translate("Health", "Syncing…"), "good"
    if sync.error:
        return QCoreApplication.translate("Health", "Headquarters not reached"), "warn"
    if sync.last_contact_at is None:
        return QCoreApplication.translate("Health", "No contact yet"), "quiet"
    return QCoreApplication.translate("Health", "In touch with headquarters"), "good"


def broker_text(health: HealthView) -> tuple[str, str, str]:
    """Headline, what that means, and the tone."""
    if health.broker_connected:
        headline = QCoreApplication.translate("Health", "Shelves and scanners are heard")
        return headline, QCoreApplication.translate("Health", "Connected to the broker"), "good"
    headline = QCoreApplication.translate("Health", "Shelves and scanners cannot be heard")
    detail = QCoreApplication.translate(
        "Health", "No connection to the broker. Counts are not shown as fresh."
    )
    return headline, detail, "bad"


def faults_text(health: HealthView) -> tuple[str, str]:
    """Messages that could not be read or were missed; and the tone."""
    parts = []
    if health.decode_errors:
        parts.append(
            QCoreApplication.translate("Health", "%n messages could not be read", None, health.decode_errors)
        )
    if health.missed_events:
        parts.append(
            QCoreApplication.translate("Health", "%n events were missed", None, health.missed_events)
        )
    if parts:
        return "\n".join(parts), "warn"
    return QCoreApplication.translate("Health", "Every message was read, none was missed"), "good"


def audit_row(row: AuditRowView) -> AuditRow:
    who = QCoreApplication.translate("Audit", "Kiosk") if row.who in ("", AUTHOR) else row.who
    day, _, time = clock(row.at).partition(" ")
    action, tone = _action(row.action)
    return AuditRow(day, time, who, action, _detail(row), tone)


def _detail(row: AuditRowView) -> str:
    parts = [] if row.goods is None else [_goods(row.goods)]
    if row.action == "task_taken" and row.detail:
        parts.append(QCoreApplication.translate("Audit", "taken over from %1").replace("%1", row.detail))
    elif row.detail:
        parts.append(row.detail)
    return " · ".join(parts)


def _goods(goods: GoodsView) -> str:
    parts = [goods.shelf, goods.slot, goods.product]
    if goods.pieces is not None:
        parts.append(f"{goods.pieces:+d}".replace("-", "−"))
    if goods.grams is not None:
        grams = f"{goods.grams:+,.0f}".replace("-", "−")
        parts.append(QCoreApplication.translate("Audit", "%1 g").replace("%1", grams))
    return " · ".join(part for part in parts if part)


def _action(key: str) -> tuple[str, str]:
    """The stable key in words, and its tone; a key that this window does not know is shown as it is."""
    translate = QCoreApplication.translate
    known = {
        "signed_in": (translate("Audit", "Signed in"), "quiet"),
        "signed_out": (translate("Audit", "Signed out"), "quiet"),
        "pin_wrong": (translate("Audit", "Wrong PIN"), "warn"),
        "pin_locked": (translate("Audit", "Too many wrong PINs: locked"), "bad"),
        "task_taken": (translate("Audit", "Took a task"), "quiet"),
        "task_released": (translate("Audit", "Gave a task back"), "quiet"),
        "goods_put": (translate("Audit", "Put goods on the shelf"), "quiet"),
        "goods_removed": (translate("Audit", "Took goods off the shelf"), "quiet"),
        "wrong_product": (translate("Audit", "Scanned another product"), "warn"),
        "wrong_slot": (translate("Audit", "Went to another slot"), "warn"),
        "restock_confirmed": (translate("Audit", "Restocked, confirmed by weight"), "good"),
        "restock_unconfirmed": (translate("Audit", "Restocked, not confirmed"), "warn"),
        "restock_noticed": (translate("Audit", "Goods put without a task"), "quiet"),
        "slot_checked": (translate("Audit", "Looked after a silent slot"), "quiet"),
        "roll_back_asked": (translate("Audit", "Asked for the previous model"), "quiet"),
        "model_rolled_back": (translate("Audit", "Went back to the previous model"), "warn"),
        "release_installed": (translate("Audit", "Update installed"), "good"),
        "release_refused": (translate("Audit", "Update refused"), "bad"),
        "teach_in_opened": (translate("Audit", "Opened teach-in"), "quiet"),
        "device_adopted": (translate("Audit", "Adopted a device"), "good"),
        "device_forgotten": (translate("Audit", "Forgot a device"), "warn"),
        "cell_zero": (translate("Audit", "Set a plate to zero"), "quiet"),
        "cell_reference": (translate("Audit", "Calibrated a plate"), "good"),
        "cell_check": (translate("Audit", "Checked a plate"), "quiet"),
        "slot_counted": (translate("Audit", "Counted a slot"), "quiet"),
        "slot_bound": (translate("Audit", "Bound a slot to a product"), "warn"),
        "sync_requested": (translate("Audit", "Asked for a sync"), "quiet"),
        "staff_added": (translate("Audit", "Staff member added"), "quiet"),
        "staff_removed": (translate("Audit", "Staff member removed"), "quiet"),
    }
    return known.get(key, (key, "quiet"))
