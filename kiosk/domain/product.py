"""A product as the shopper meets it, its price today, and two of them compared."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.diet import Contents
from kiosk.domain.gtin import Gtin
from kiosk.domain.money import Money
from kiosk.domain.text import Language, Text


@dataclass(frozen=True, slots=True)
class Promotion:
    price: Money | None  # reduced price of one piece; None where the product is only featured
    featured: bool  # on display or in this week's leaflet
    until: datetime | None  # first moment at which it no longer holds; None: until the next catalog

    def holds(self, now: datetime) -> bool:
        return self.until is None or now < self.until


@dataclass(frozen=True, slots=True)
class SellingPoint:
    """What speaks for a product, quoted in the language of its source."""

    text: str  # a part of the sentence, or all of it
    sentence: str
    language: Language
    reviewed: bool  # a customer's words; else the description's


@dataclass(frozen=True, slots=True)
class Product:
    product_id: str
    gtin: Gtin
    name: Text
    size: Text  # both empty where unknown
    department: str
    category: str
    type: str
    store_brand: bool
    price: Money  # shelf price of one piece
    promotion: Promotion | None
    weight_g: float | None  # net; None where unknown
    picture: str  # path inside the catalog's folder
    aisle: str
    contains: frozenset[Contents] = frozenset()  # what its kind proves
    points: tuple[SellingPoint, ...] = ()  # the best first
    namesakes: bool = False  # another product has the same name and size

    def points_in(self, language: Language) -> tuple[SellingPoint, ...]:
        """Those in `language`; where there are none, those in the other one: nothing is translated."""
        own = tuple(point for point in self.points if point.language is language)
        return own or self.points

    def promotion_at(self, now: datetime) -> Promotion | None:
        """The promotion, if it holds at `now`: an expired one is never shown."""
        return self.promotion if self.promotion is not None and self.promotion.holds(now) else None

    def payable(self, now: datetime) -> Money:
        """What one piece costs the shopper at `now`."""
        promotion = self.promotion_at(now)
        reduced = None if promotion is None else promotion.price
        return reduced if reduced is not None and reduced < self.price else self.price

    def payable_per_100g(self, now: datetime) -> Money | None:
        return None if self.weight_g is None else self.payable(now).per_100g(self.weight_g)


@dataclass(frozen=True, slots=True)
class Comparison:
    cheaper: str | None  # product_id; None on a tie
    cheaper_per_100g: str | None  # product_id; None on a tie or where a weight is unknown


def compare(left: Product, right: Product, now: datetime) -> Comparison:
    """Which of two products costs less, for a piece and by weight. Both must have one currency."""
    return Comparison(
        cheaper=_cheaper(left, left.payable(now), right, right.payable(now)),
        cheaper_per_100g=_cheaper(left, left.payable_per_100g(now), right, right.payable_per_100g(now)),
    )


def _cheaper(
    left: Product, left_price: Money | None, right: Product, right_price: Money | None
) -> str | None:
    if left_price is None or right_price is None or left_price == right_price:
        return None
    return left.product_id if left_price < right_price else right.product_id
