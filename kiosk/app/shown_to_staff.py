"""What is shown to staff: tasks, devices, health, versions, the audit log and the PIN pad."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.app.shown_products import ProductView, StockView
from kiosk.domain.restock import TaskState, Urgency
from kiosk.domain.task import TaskStep


@dataclass(frozen=True, slots=True)
class TaskView:
    task_id: str
    product: ProductView
    capacity: int
    threshold: int
    sold_per_day: float
    hours_left: float | None  # until empty at that speed
    urgency: Urgency
    state: TaskState
    taken_by: str | None
    needed: int | None  # pieces that fill the slot
    shelf_id: str = ""  # which slot is meant, for PickSlot
    slot_id: str = ""
    slots: tuple[str, ...] = ()  # ids of all slots of that shelf, in their order


@dataclass(frozen=True, slots=True)
class ActiveTaskView:
    task: TaskView
    step: TaskStep
    put: int  # pieces that the weight has confirmed so far
    grams: float  # weight added so far
    wrong_code: str | None = None  # what was scanned, where it is not this product
    message_kind: str = (
        ""  # "", "wrong_product", "wrong_slot", "removed", "unsure" (no whole number of pieces)
    )


@dataclass(frozen=True, slots=True)
class DeviceView:
    device_id: str
    name: str
    kind: str  # "shelf" | "scanner" | "bridge"
    state: str  # Homie $state, "unknown", or "alert": it says that something is wrong with it
    last_seen_at: datetime | None
    slots: int
    silent_slots: int


@dataclass(frozen=True, slots=True)
class ChannelView:
    """One channel of a firmware device that was heard and is not adopted."""

    dialect: str
    device: str
    channel: str
    name: str  # "shelf-esp-1 / slot_a1"
    online: bool
    heard_at: datetime
    reported: float  # as the device says it


@dataclass(frozen=True, slots=True)
class CellView:
    """One load cell under a slot."""

    shelf_id: str
    slot_id: str
    cell: str  # "" where it is the only one
    shelf: str
    state: str  # "ok", "dead" and "saturated" (quarantined), "silent", "never" (heard)
    device: str = ""  # "shelf-esp-1 / weight"; "" where the topic names the slot itself
    rate_hz: float | None = None
    noise_g: float | None = None
    drift_g: float | None = None
    grams: float | None = None
    heard_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SlotSetupView:
    """The slot that is being set up."""

    cell: CellView
    product: str
    stock: StockView
    confidence: float | None  # that the count is exact
    step: str = "zero"  # of the calibration: what comes next
    grams: float | None = None  # what the last step or check read
    off_g: float | None = None
    proposed_id: str = ""  # product that was scanned, to be bound
    proposed: str = ""
    planned_id: str = ""  # product that headquarters planned, where staff bound another
    planned: str = ""


@dataclass(frozen=True, slots=True)
class DevicesView:
    strangers: tuple[ChannelView, ...] = ()
    cells: tuple[CellView, ...] = ()
    left_out: int = 0
    teach_in_until: datetime | None = None
    adopting: ChannelView | None = None  # chosen, to be bound to a slot
    setup: SlotSetupView | None = None
    waiting: bool = False  # for the bridge's answer
    remark: str = ""  # what became of the last request: an action of the audit log, no_answer, refused
    detail: str = ""  # the bridge's reason, in English


@dataclass(frozen=True, slots=True)
class AlertView:
    """Something that is wrong with the bridge now."""

    name: str  # stable: "load", "journal", "journal-read"; the window says what it means
    text: str  # the bridge's own words, in English
    since: datetime | None


@dataclass(frozen=True, slots=True)
class SyncView:
    last_contact_at: datetime | None
    backlog: int
    error: str  # "" when the last contact went well
    running: bool = False


@dataclass(frozen=True, slots=True)
class HealthView:
    broker_connected: bool
    devices: tuple[DeviceView, ...]
    sync: SyncView
    decode_errors: int
    missed_events: int


@dataclass(frozen=True, slots=True)
class VersionView:
    version: str
    created_at: datetime | None
    metrics: tuple[tuple[str, float], ...] = ()  # of a model, by the names its maker gave them
    products: int | None = None  # of a catalog; None until it serves


@dataclass(frozen=True, slots=True)
class RefusalView:
    """A release that this device does not use."""

    code: str  # stable: signature, altered, manifest, older, unfit, missing, …; "unusable": it fails in use
    kind: str  # "model" | "catalog"
    version: str
    reason: str  # in English, for whoever mends it


@dataclass(frozen=True, slots=True)
class VersionsView:
    model: VersionView | None
    previous_model: VersionView | None  # None: nothing to go back to
    catalog: VersionView | None
    refusals: tuple[RefusalView, ...] = ()


@dataclass(frozen=True, slots=True)
class GoodsView:
    """The goods that a row of the audit log is about, in the reader's language."""

    shelf: str  # "Smart shelf A"
    slot: str  # "A3"
    product: str  # its name; its number where the catalog no longer knows it
    pieces: int | None  # negative: removed; None where none were moved
    grams: float | None


@dataclass(frozen=True, slots=True)
class AuditRowView:
    at: datetime
    who: str
    action: str  # a stable key such as "restock_confirmed"; the window translates it
    detail: str  # versions, or a name
    goods: GoodsView | None = None


@dataclass(frozen=True, slots=True)
class PinView:
    wrong: bool = False
    locked_until: datetime | None = None
    checking: bool = False


@dataclass(frozen=True, slots=True)
class StaffView:
    name: str
    tasks: tuple[TaskView, ...] = ()
    active: ActiveTaskView | None = None
    health: HealthView | None = None
    versions: VersionsView | None = None
    audit: tuple[AuditRowView, ...] = ()
    devices: DevicesView | None = None
    alerts: tuple[AlertView, ...] = ()  # on the pages about devices
