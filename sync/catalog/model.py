"""What a catalog says, as frozen values.

Money is integer minor units of `Catalog.currency`, weights are grams, times are aware UTC datetimes, a GTIN
is 14 digits with a valid check digit. Ids are strings; `department`, `category`, `type` and `aisle` of a
product are ids of the taxonomy and the planogram.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages of the store."""

    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Promotion:
    price_minor: int | None  # reduced price of one piece; None where the product is only featured
    featured: bool  # on display or in this week's leaflet
    until: datetime | None  # first moment at which it no longer holds; None: until the next catalog


CONTENTS = ("meat", "pork", "fish", "alcohol", "dairy", "eggs")  # pork is meat, too; fish includes shellfish
LANGUAGES = ("en", "zh")
POINT_SOURCES = ("description", "review")


@dataclass(frozen=True, slots=True)
class SellingPoint:
    """What speaks for a product, quoted; never translated."""

    text: str  # a part of the sentence, or all of it
    sentence: str
    language: str  # of LANGUAGES
    source: str  # of POINT_SOURCES


@dataclass(frozen=True, slots=True)
class Product:
    product_id: str
    gtin: str
    name: Text
    size: Text  # both empty where unknown
    department: str
    category: str
    type: str
    brand: str  # "national" | "private"
    price_minor: int  # shelf price of one piece, always > 0
    promotion: Promotion | None
    weight_g: float | None  # net
    picture: str  # path inside the package, "pictures/apple.webp"
    aisle: str
    pinyin: tuple[str, ...]  # syllables of name.zh without tones
    contains: frozenset[str] = frozenset()  # of CONTENTS, what its kind proves; silence promises nothing
    selling_points: tuple[SellingPoint, ...] = ()  # the best first


@dataclass(frozen=True, slots=True)
class Department:
    id: str
    name: Text
    picture: str
    tint: int  # index of the department's colour in the theme, 0–11


@dataclass(frozen=True, slots=True)
class Category:
    id: str
    department: str
    name: Text
    picture: str


@dataclass(frozen=True, slots=True)
class ProductType:
    id: str
    category: str
    name: Text


@dataclass(frozen=True, slots=True)
class Taxonomy:
    departments: tuple[Department, ...]
    categories: tuple[Category, ...]
    types: tuple[ProductType, ...]


@dataclass(frozen=True, slots=True)
class Aisle:
    id: str
    name: Text
    departments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    id: str
    product_id: str
    gtin: str
    name: Text
    picture: str
    unit_weight_g: float  # where the shelf starts from; it learns the gross weight by itself
    capacity: int  # pieces
    threshold: int  # pieces at or under which it should be filled


@dataclass(frozen=True, slots=True)
class Shelf:
    id: str
    name: Text
    aisle: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Planogram:
    aisles: tuple[Aisle, ...]
    shelves: tuple[Shelf, ...]


@dataclass(frozen=True, slots=True)
class Catalog:
    name: str
    version: str
    created: datetime
    store_id: str
    store_name: Text
    currency: str  # ISO 4217
    products: tuple[Product, ...]
    taxonomy: Taxonomy
    planogram: Planogram
    folder: Path  # where pictures are: folder / product.picture
