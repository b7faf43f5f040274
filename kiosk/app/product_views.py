"""A product of the catalog as the screen shows it: in one language, with today's price and the shelf's
word."""

from dataclasses import replace
from datetime import datetime

from kiosk.app.ports import Catalog, Group, Suggested
from kiosk.app.shelves import Shelves
from kiosk.app.view_state import (
    GroupView,
    Language,
    LocationView,
    PointView,
    ProductView,
    PromotionView,
    ReasonKind,
    ReasonView,
    StockView,
    SuggestionView,
)
from kiosk.domain.diet import Contents
from kiosk.domain.planogram import Planogram, SlotRef
from kiosk.domain.product import Product

POINTS = 3  # selling points that a page shows


class ProductViews:
    """Makes views of one catalog's products for one moment."""

    def __init__(
        self,
        catalog: Catalog,
        shelves: Shelves,
        language: Language,
        now: datetime,
        held: frozenset[str] = frozenset(),
        left_out: frozenset[Contents] = frozenset(),
    ) -> None:
        """`held`: the products in the shopper's hand; `left_out`: what the shopper does not want."""
        self._catalog = catalog
        self._shelves = shelves
        self._language = language
        self._now = now
        self._held = held
        self._left_out = left_out

    def of(self, product_id: str) -> ProductView | None:
        """None where the catalog does not know the product (any more)."""
        product = self._catalog.product(product_id)
        return None if product is None else self._view(product)

    def all_of(self, product_ids: tuple[str, ...] | list[str]) -> tuple[ProductView, ...]:
        """Those that the catalog knows, in order."""
        views = (self.of(each) for each in product_ids)
        return tuple(view for view in views if view is not None)

    def suggestions(self, items: tuple[Suggested, ...]) -> tuple[SuggestionView, ...]:
        """Those that the catalog knows, with their reasons in the reader's language."""
        shown = []
        for item in items:
            product = self.of(item.product_id)
            if product is not None:
                kind = ReasonKind(item.kind)
                named = item.evidence if kind is ReasonKind.YOU_SAID else map(self.name, item.evidence)
                reason = ReasonView(kind, ", ".join(filter(None, named)), item.numbers)
                shown.append(SuggestionView(product, reason, item.promoted))
        return tuple(shown)

    def at_slot(self, product_id: str, ref: SlotRef) -> ProductView | None:
        """The product as one slot holds it: that slot's place and count, not those of the whole shop."""
        product = self._catalog.product(product_id)
        if product is None:
            return None
        stock = self._shelves.stock_at(ref)
        place = location_at(ref, product.aisle, self._shelves.planogram, self._language)
        shown = StockView(stock.state, stock.count, stock.observed_at, stock.about)
        return replace(self._view(product), location=place, stock=shown)

    def name(self, product_id: str) -> str:
        product = self._catalog.product(product_id)
        return "" if product is None else product.name.of(self._language)

    def group(self, group: Group) -> GroupView:
        name = group.name.of(self._language)
        return GroupView(group.id, name, group.products, self._picture(group.picture), group.tint)

    def _view(self, product: Product) -> ProductView:
        department = self._catalog.group(product.department)
        category = self._catalog.group(product.category)
        per_100g = product.payable_per_100g(self._now)
        stock = self._shelves.stock_of(product.product_id)
        return ProductView(
            product_id=product.product_id,
            gtin=product.gtin.digits,
            name=product.name.of(self._language),
            size=product.size.of(self._language),
            department="" if department is None else department.name.of(self._language),
            category="" if category is None else category.name.of(self._language),
            store_brand=product.store_brand,
            price_minor=product.price.minor,
            currency=product.price.currency,
            unit_price_minor=None if per_100g is None else per_100g.minor,
            promotion=_promotion(product, self._now),
            picture=self._picture(product.picture),
            tint=0 if department is None else department.tint,
            location=location(product, self._shelves.planogram, self._language),
            stock=StockView(stock.state, stock.count, stock.observed_at, stock.about),
            lifted=product.product_id in self._held,
            points=tuple(
                PointView(point.text, point.sentence, point.reviewed)
                for point in product.points_in(self._language)[:POINTS]
            ),
            unwanted=tuple(each for each in Contents if each in product.contains & self._left_out),
            number=product.product_id if product.namesakes else "",
        )

    def _picture(self, path: str) -> str:
        return str(self._catalog.folder / path) if path else ""


def _promotion(product: Product, now: datetime) -> PromotionView | None:
    promotion = product.promotion_at(now)
    if promotion is None:
        return None
    price = None if promotion.price is None else promotion.price.minor
    return PromotionView(price, promotion.featured, promotion.until)


def location(product: Product, planogram: Planogram, language: Language) -> LocationView:
    """Where a product stands: its aisle, and its first slot where it stands on a smart shelf."""
    places = planogram.places_of(product.product_id)
    return location_at(places[0] if places else None, product.aisle, planogram, language)


def location_at(ref: SlotRef | None, aisle_id: str, planogram: Planogram, language: Language) -> LocationView:
    """A slot of a smart shelf, or just an aisle where `ref` is None."""
    shelf = None if ref is None else planogram.shelf(ref.shelf)
    aisle_id = aisle_id if shelf is None else shelf.aisle
    aisle = planogram.aisle(aisle_id)
    aisles = [each.id for each in planogram.aisles]
    slots = [] if shelf is None else [slot.id for slot in shelf.slots]
    return LocationView(
        aisle="" if aisle is None else aisle.name.of(language),
        shelf=None if shelf is None else shelf.name.of(language),
        slot=None if ref is None else ref.slot.upper(),
        walk=(aisles.index(aisle_id), len(aisles)) if aisle_id in aisles else None,
        spot=(slots.index(ref.slot), len(slots)) if ref is not None and ref.slot in slots else None,
    )
