"""What the screen shows, as one frozen value.

The runtime loop makes a new `ViewState` after every step and hands it to the window; the window draws it and
holds no rule of its own. Content (product, department, aisle names) is already in the shopper's language
here; the window adds only its own fixed texts, through Qt's translation. A `None` means "unknown" or "not
shown", never zero. Times are aware UTC datetimes, money is integer minor units, weights are grams.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto

from kiosk.domain.diet import Contents as Contents
from kiosk.domain.places import MemberList as MemberList
from kiosk.domain.restock import TaskState as TaskState
from kiosk.domain.restock import Urgency as Urgency
from kiosk.domain.stock import StockState as StockState
from kiosk.domain.task import TaskStep as TaskStep
from kiosk.domain.text import Language as Language


class Screen(StrEnum):
    ATTRACT = auto()  # nobody here: the invitation
    PRODUCT = auto()  # one product, with suggestions
    COMPARE = auto()  # two lifted products side by side
    NOT_SOLD = auto()  # a scanned code that this store does not sell
    BROWSE = auto()  # departments, categories, products
    SEARCH = auto()
    CONSENT = auto()  # a loyalty card that is new here: may this kiosk remember?
    INTERESTS = auto()  # what it remembers of the shopper, and their two lists
    FORGOTTEN = auto()  # the profile was deleted
    STAFF_PIN = auto()
    STAFF_RESTOCK = auto()  # what to restock, most urgent first
    STAFF_TASK = auto()  # one taken task
    STAFF_HEALTH = auto()  # sensors and sync
    STAFF_VERSIONS = auto()  # model and catalog versions, going back
    STAFF_AUDIT = auto()
    STAFF_DEVICES = auto()  # firmware devices: adopt, calibrate, count, bind


@dataclass(frozen=True, slots=True)
class StockView:
    state: StockState
    count: int | None = None
    observed_at: datetime | None = None  # when the shelf last confirmed the count
    about: bool = False  # the count is the best guess and may be off: never said to customers as a number


@dataclass(frozen=True, slots=True)
class LocationView:
    aisle: str  # "Aisle 4 · Dairy"
    shelf: str | None = None  # "Smart shelf A", where it stands on one
    slot: str | None = None  # "A3"
    walk: tuple[int, int] | None = None  # place of the aisle (from 0) and number of aisles, for the small map
    spot: tuple[int, int] | None = None  # place of the slot (from 0) and number of slots on its shelf


@dataclass(frozen=True, slots=True)
class PromotionView:
    price_minor: int | None  # reduced price, None where the product is only featured
    featured: bool  # on display or in this week's leaflet
    until: datetime | None


@dataclass(frozen=True, slots=True)
class PointView:
    """What speaks for a product: a quotation, in the language of its source."""

    text: str
    sentence: str  # that holds the text; the same where the text is all of it
    reviewed: bool  # a customer's words; else the description's


@dataclass(frozen=True, slots=True)
class ProductView:
    product_id: str
    gtin: str  # 14 digits
    name: str
    size: str  # "15 oz" / "15盎司 (425克)", "" where unknown
    department: str
    category: str
    store_brand: bool
    price_minor: int
    currency: str  # ISO 4217
    unit_price_minor: int | None  # of what the shopper would pay, per 100 g; None where the weight is unknown
    promotion: PromotionView | None
    picture: str  # absolute path of an image file
    tint: int  # index of the department's colour in the theme
    location: LocationView
    stock: StockView
    lifted: bool = False  # in the shopper's hand now
    points: tuple[PointView, ...] = ()  # the best first
    unwanted: tuple[Contents, ...] = ()  # of what the shopper leaves out, what this is known to contain
    number: str = ""  # its catalog number, where another product has the same name and size


class ReasonKind(StrEnum):
    BOUGHT_TOGETHER = auto()  # evidence: product; numbers: percent, baskets (common), of (with the evidence)
    BOUGHT_BEFORE = auto()  # numbers: times, days_between, days_since
    POPULAR_HERE = auto()  # numbers: baskets, days; chain: 1 where they are those of all stores
    SIMILAR = auto()  # evidence: product; shares type or text with it
    NEW_HERE = auto()  # evidence: product it resembles, or none


@dataclass(frozen=True, slots=True)
class ReasonView:
    kind: ReasonKind
    evidence: str = ""  # name of the product that the reason speaks of
    numbers: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class SuggestionView:
    product: ProductView
    reason: ReasonView
    promoted: bool = False  # the store promotes it; that has not moved its place


@dataclass(frozen=True, slots=True)
class CompareView:
    left: ProductView
    right: ProductView
    cheaper: str | None  # product_id, None on a tie
    cheaper_per_100g: str | None  # product_id, None on a tie or where a weight is unknown


@dataclass(frozen=True, slots=True)
class GroupView:
    """A department or a category to browse."""

    group_id: str
    name: str
    products: int
    picture: str
    tint: int


@dataclass(frozen=True, slots=True)
class BrowseView:
    departments: tuple[GroupView, ...]
    department: GroupView | None = None
    categories: tuple[GroupView, ...] = ()
    category: GroupView | None = None
    products: tuple[ProductView, ...] = ()  # the first page, grown by LoadMore
    total: int = 0


@dataclass(frozen=True, slots=True)
class SearchView:
    query: str = ""
    results: tuple[ProductView, ...] = ()
    total: int = 0


@dataclass(frozen=True, slots=True)
class IdleView:
    warning: bool = False
    deadline: datetime | None = None  # when everything is wiped


@dataclass(frozen=True, slots=True)
class ConsentView:
    keep_days: int  # without a visit, then it is deleted
    failed: bool = False  # profiles cannot be used now


class InterestKind(StrEnum):
    REGULAR = auto()  # evidence: product; numbers: times, days_between, days_since, lately, of (last visits)
    FAVOURITE_TYPE = auto()  # evidence: products of one type, most taken first; numbers: times, products
    EXPLORES = auto()  # evidence: the latest product taken for the first time; numbers: percent_new, baskets
    TAKEN = auto()  # evidence: product; numbers: times, lately, of


@dataclass(frozen=True, slots=True)
class InterestView:
    """What this kiosk knows of the shopper, with the products that it rests on."""

    key: str  # for CorrectInterest
    kind: InterestKind
    products: tuple[ProductView, ...]
    numbers: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class InterestsView:
    showing: MemberList = MemberList.INTERESTS
    interests: tuple[InterestView, ...] = ()  # the clearest first, then other products, the latest first
    more: int = 0  # products that are kept besides
    suggestions: tuple[SuggestionView, ...] = ()  # of the list that is shown
    pending: bool = False
    since: datetime | None = None  # of the first visit that is kept; without one, when the shopper agreed
    visits: int = 0
    keep_days: int = 0
    failed: bool = False  # the last request could not be carried out


class Notice(StrEnum):
    """Something the reader must know; the window shows each as a quiet bar with a text of its own."""

    BROKER_DOWN = auto()  # shelf and scans cannot be heard
    SHELF_LOST = auto()
    CATALOG_REBUILDING = auto()
    SUGGESTIONS_UNAVAILABLE = auto()
    DISK_FULL = auto()  # facts can no longer be kept


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
    state: str  # Homie $state, or "unknown"
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


@dataclass(frozen=True, slots=True)
class DietView:
    """What may be left out of suggestions. It follows from the kinds of products: no allergy filter."""

    choices: tuple[Contents, ...] = ()  # what the catalog knows of; empty: nothing can be left out
    left_out: tuple[Contents, ...] = ()  # in the order of the choices


@dataclass(frozen=True, slots=True)
class ViewState:
    screen: Screen
    language: Language
    accessible: bool = False  # large text and high contrast
    store_name: str = ""
    product: ProductView | None = None
    compare: CompareView | None = None
    lifted: tuple[ProductView, ...] = ()
    suggestions: tuple[SuggestionView, ...] = ()
    suggestions_pending: bool = False
    diet: DietView = DietView()
    attract: tuple[ProductView, ...] = ()  # promoted products that the invitation shows in turn
    not_sold_code: str = ""
    browse: BrowseView | None = None
    search: SearchView | None = None
    signed_in: bool = False  # a loyalty card's profile is in use
    consent: ConsentView | None = None
    interests: InterestsView | None = None
    idle: IdleView = IdleView()
    notices: tuple[Notice, ...] = ()
    pin: PinView | None = None
    staff: StaffView | None = None
    can_go_back: bool = False
    trace: str = ""  # id of the event that led here, for measuring event to paint
