"""What is shown of products, shelves and reasons: the parts of a `ViewState` that every page shares."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto

from kiosk.domain.diet import Contents
from kiosk.domain.stock import StockState


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
    YOU_SAID = auto()  # evidence: the shopper's own words that it is like


@dataclass(frozen=True, slots=True)
class ReasonView:
    kind: ReasonKind
    evidence: str = ""  # name of the product that the reason speaks of, or the shopper's words
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
