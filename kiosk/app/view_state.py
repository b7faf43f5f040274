"""What the screen shows, as one frozen value.

The runtime loop makes a new `ViewState` after every step and hands it to the window; the window draws it and
holds no rule of its own. Content (product, department, aisle names) is already in the shopper's language
here; the window adds only its own fixed texts, through Qt's translation. A `None` means "unknown" or "not
shown", never zero. Times are aware UTC datetimes, money is integer minor units, weights are grams.
All of its parts are imported from here, whichever room they are kept in.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto

from kiosk.app.shown_products import CompareView as CompareView
from kiosk.app.shown_products import GroupView as GroupView
from kiosk.app.shown_products import LocationView as LocationView
from kiosk.app.shown_products import PointView as PointView
from kiosk.app.shown_products import ProductView as ProductView
from kiosk.app.shown_products import PromotionView as PromotionView
from kiosk.app.shown_products import ReasonKind as ReasonKind
from kiosk.app.shown_products import ReasonView as ReasonView
from kiosk.app.shown_products import StockView as StockView
from kiosk.app.shown_products import SuggestionView as SuggestionView
from kiosk.app.shown_to_staff import ActiveTaskView as ActiveTaskView
from kiosk.app.shown_to_staff import AlertView as AlertView
from kiosk.app.shown_to_staff import AuditRowView as AuditRowView
from kiosk.app.shown_to_staff import CellView as CellView
from kiosk.app.shown_to_staff import ChannelView as ChannelView
from kiosk.app.shown_to_staff import DevicesView as DevicesView
from kiosk.app.shown_to_staff import DeviceView as DeviceView
from kiosk.app.shown_to_staff import GoodsView as GoodsView
from kiosk.app.shown_to_staff import HealthView as HealthView
from kiosk.app.shown_to_staff import PinView as PinView
from kiosk.app.shown_to_staff import RefusalView as RefusalView
from kiosk.app.shown_to_staff import SlotSetupView as SlotSetupView
from kiosk.app.shown_to_staff import StaffView as StaffView
from kiosk.app.shown_to_staff import SyncView as SyncView
from kiosk.app.shown_to_staff import TaskView as TaskView
from kiosk.app.shown_to_staff import VersionsView as VersionsView
from kiosk.app.shown_to_staff import VersionView as VersionView
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
    SAID = auto()  # evidence: products here that the words may mean; numbers: wanted, read (1 or 0)


@dataclass(frozen=True, slots=True)
class InterestView:
    """What this kiosk knows of the shopper, with the products that it rests on."""

    key: str  # for CorrectInterest
    kind: InterestKind
    products: tuple[ProductView, ...]
    numbers: tuple[tuple[str, float], ...] = ()
    words: str = ""  # of SAID: what the shopper said, as they wrote it


@dataclass(frozen=True, slots=True)
class InterestsView:
    showing: MemberList = MemberList.INTERESTS
    interests: tuple[
        InterestView, ...
    ] = ()  # what they said, the clearest, then other products, the latest first
    more: int = 0  # products that are kept besides
    suggestions: tuple[SuggestionView, ...] = ()  # of the list that is shown
    pending: bool = False
    since: datetime | None = None  # of the first visit that is kept; without one, when the shopper agreed
    visits: int = 0
    keep_days: int = 0
    failed: bool = False  # the last request could not be carried out
    may_say: bool = False  # the shopper can say in their own words what they like
    words: str = ""  # that they said
    offered: tuple[str, ...] = ()  # words for the letters that they type
    guest: int = 0  # another number: another shopper


class Notice(StrEnum):
    """Something the reader must know; the window shows each as a quiet bar with a text of its own."""

    BROKER_DOWN = auto()  # shelf and scans cannot be heard
    SHELF_LOST = auto()
    CATALOG_REBUILDING = auto()
    SUGGESTIONS_UNAVAILABLE = auto()
    DISK_FULL = auto()  # facts can no longer be kept


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
