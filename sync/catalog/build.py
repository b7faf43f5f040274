"""Build a store's catalog from a data folder: the assortment it really sold, priced, placed and illustrated.

HQ only (pyarrow, pypinyin). The result is a value; `sync.catalog.package.write_catalog` writes it.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sync.catalog import classify, illustrate, pricing, romanise, shelving
from sync.catalog.classify import Place
from sync.catalog.encoding import TINTS
from sync.catalog.errors import CatalogBuildError
from sync.catalog.gtin import in_store_gtins, to_gtin14
from sync.catalog.illustrate import NEUTRAL, Illustrations
from sync.catalog.model import (
    Catalog,
    Category,
    Department,
    Planogram,
    Product,
    ProductType,
    Promotion,
    SellingPoint,
    Taxonomy,
    Text,
)
from sync.catalog.shelf_goods import ShelfRule
from sync.catalog.source import Offer, Sale, Source, SourceProduct
from sync.catalog.strays import Homes

Progress = Callable[[str], None]

POPULARITY_WEEKS = 26  # half a year: what sells now, not what sold in another season


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built."""

    data: Path
    store: str
    folder: Path  # of the package
    week: int | None = None  # None: the last week with promotions, else the last with sales
    shown_from: dt.date | None = None  # the day from which that week is shown as this week; None: today
    version: str = ""
    store_name: Text | None = None
    currency: str = "USD"


@dataclass(slots=True)
class Report:
    """What the builder found; every number is a count of products unless it says otherwise."""

    store: str
    week: int
    week_start: dt.date | None
    products: int = 0
    unknown: int = 0  # left out: sold, but `products` does not hold it
    without_price: int = 0  # left out: no sale of it shows a price
    not_on_shelf: dict[str, int] = field(default_factory=dict)  # left out: why no shelf holds it -> products
    moved: int = 0  # shown under the category of their type, not under the one they are booked under
    without_chinese_name: int = 0
    neutral_pictures: list[str] = field(default_factory=list)  # types that no picture fits
    offers_in_data: int = 0  # products that the data's promotions name for this store and week
    featured: int = 0
    reduced: int = 0
    with_weight: int = 0
    with_own_gtin: int = 0
    with_contents: int = 0  # known to hold meat, dairy …
    with_points: int = 0  # with a selling point
    unusable_gtins: list[str] = field(default_factory=list)  # "product: code", replaced by in-store numbers
    slots: int = 0
    unusable_rows: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the data folder says about one store up to one week."""

    products: Mapping[str, SourceProduct]
    own: Mapping[str, Sequence[Sale]]  # all sales of the store
    chain: Mapping[str, Sequence[Sale]]  # all stores' sales of the recent weeks
    offered: Mapping[str, Offer]
    points: Mapping[str, tuple[SellingPoint, ...]]
    week: int


def build(order: Order, now: dt.datetime, progress: Progress = lambda _: None) -> tuple[Catalog, Report]:
    """The catalog of `order.store`, and what went into it. `now` is an aware UTC time.

    Raises CatalogBuildError where the data folder, the store or the week does not give one.
    """
    source = Source(order.data)
    progress("Reading the store's sales")
    own = source.sales(order.store)
    if not own:
        raise CatalogBuildError(_why_nothing_sold(source, order))
    week, week_start = _choose_week(source, order, own)
    own = [sale for sale in own if sale.week <= week]
    progress("Reading products and promotions")
    homes = Homes.of(source.bookings())
    booked = source.products({sale.product_id for sale in own})
    products = {product_id: homes.settle(product) for product_id, product in booked.items()}
    offered = source.offered(order.store, week)
    progress("Reading the chain's recent prices")
    chain = source.sales(first=week - pricing.RECENT_WEEKS + 1, last=week)
    points = source.selling_points(products)
    facts = Facts(products, pricing.by_product(own), pricing.by_product(chain), offered, points, week)

    report = Report(order.store, week, week_start, offers_in_data=len(offered), unusable_rows=source.unusable)
    report.moved = sum(products[product_id] != product for product_id, product in booked.items())
    progress("Naming, pricing and placing the assortment")
    shown_from = order.shown_from or now.date()
    until = dt.datetime.combine(shown_from + dt.timedelta(days=7), dt.time(), dt.UTC)
    catalog = _assemble(order, facts, report, now, until)
    report.products = len(catalog.products)
    report.with_contents = sum(bool(it.contains) for it in catalog.products)
    report.with_points = sum(bool(it.selling_points) for it in catalog.products)
    report.slots = sum(len(shelf.slots) for shelf in catalog.planogram.shelves)
    return catalog, report


def _why_nothing_sold(source: Source, order: Order) -> str:
    said = f"store {order.store} sold nothing in {order.data}"
    if source.unusable:
        return f"{said}; left out: " + ", ".join(
            f"{rows:,} {reason}" for reason, rows in source.unusable.items()
        )
    stores = source.stores()
    return f"{said}; choose another with --store: {', '.join(stores[:8])}{' …' if len(stores) > 8 else ''}"


def _choose_week(source: Source, order: Order, own: Sequence[Sale]) -> tuple[int, dt.date | None]:
    offered = source.weeks_offered(order.store)
    sold = {sale.week for sale in own}
    known = sold | {each.number for each in offered if each.number > min(sold)}
    if order.week is not None and order.week not in known:
        raise CatalogBuildError(
            f"store {order.store} has neither sales nor promotions of week {order.week}; "
            f"its weeks are {min(known)} to {max(known)}"
        )
    dated = [each.number for each in offered if each.number in known]
    week = order.week if order.week is not None else dated[-1] if dated else max(sold)
    return week, source.week_starts().get(week)


def _assemble(order: Order, facts: Facts, report: Report, now: dt.datetime, until: dt.datetime) -> Catalog:
    units = pricing.minor_units(order.currency)
    pictures, prices = _merchandise(facts, report, units, Illustrations.load(order.data / "pictures"))
    chosen = [facts.products[product_id] for product_id in sorted(prices)]
    places = classify.classify(chosen)
    gtins = _gtins(chosen, report)
    sold = _lines_lately(facts)
    chosen.sort(key=lambda it: -sold[it.product_id])  # the order in which the kiosk lists products
    plan = shelving.FloorPlan.load()
    products = []
    for it in chosen:
        place = places[it.product_id]
        aisle = plan.find(it.department_raw or it.department, it.category_raw or it.category)
        name = Text(it.name, it.name_zh or it.name)
        report.without_chinese_name += not it.name_zh
        report.with_weight += it.weight_g is not None
        products.append(
            Product(
                product_id=it.product_id,
                gtin=gtins[it.product_id],
                name=name,
                size=Text(it.size, it.size_zh or it.size),
                department=place.department.id,
                category=place.category.id,
                type=place.type.id,
                brand="private" if it.brand.lower() == "private" else "national",
                price_minor=prices[it.product_id],
                promotion=_promotion(it.product_id, prices[it.product_id], facts, until, units, report),
                weight_g=it.weight_g,
                picture=illustrate.path_of(pictures[it.product_id]),
                aisle=aisle or place.department.id,
                pinyin=romanise.syllables(name.zh),
                contains=it.contains,
                selling_points=facts.points.get(it.product_id, ()),
            )
        )
    taxonomy = _taxonomy(products, places, sold)
    departments = {it.id: it.name for it in taxonomy.departments}
    aisles = shelving.number_aisles(plan, products, departments)
    return Catalog(
        name=f"store-{order.store}",
        version=order.version or f"{now:%Y.%m.%d}-1",
        created=now,
        store_id=order.store,
        store_name=order.store_name or Text(f"Store {order.store}", f"{order.store}号店"),
        currency=order.currency,
        products=tuple(products),
        taxonomy=taxonomy,
        planogram=Planogram(aisles, shelving.fill_shelves(aisles, products, sold)),
        folder=order.folder,
    )


def _lines_lately(facts: Facts) -> dict[str, int]:
    """How often each product was sold in the store in the last half year."""
    first = facts.week - POPULARITY_WEEKS
    return {product_id: sum(sale.week > first for sale in lines) for product_id, lines in facts.own.items()}


def _merchandise(
    facts: Facts, report: Report, units: int, illustrations: Illustrations
) -> tuple[dict[str, str], dict[str, int]]:
    """Picture and shelf price of each product that the store sold and a shelf may hold."""
    rule = ShelfRule.load()
    pictures: dict[str, str] = {}
    prices: dict[str, int] = {}
    neutral: set[str] = set()
    for product_id, lines in facts.own.items():
        product = facts.products.get(product_id)
        if product is None:
            report.unknown += 1
            continue
        if reason := rule.reason(product):
            report.not_on_shelf[reason] = report.not_on_shelf.get(reason, 0) + 1
            continue
        picture = illustrations.of_product(product)
        recent = [sale for sale in lines if sale.week > facts.week - pricing.RECENT_WEEKS]
        told = (recent, facts.chain.get(product_id, ()), lines)
        price = pricing.in_minor(product.price, units) or pricing.shelf_price(told, units)
        if price is None:
            report.without_price += 1
            continue
        if picture is None:
            neutral.add(" | ".join((product.department, product.category, product.type)))
        pictures[product_id] = picture or NEUTRAL
        prices[product_id] = price
    report.neutral_pictures = sorted(neutral)
    return pictures, prices


def _gtins(products: Iterable[SourceProduct], report: Report) -> dict[str, str]:
    """The data's own valid GTINs, and in-store numbers for the rest."""
    gtins: dict[str, str] = {}
    owner: dict[str, str] = {}
    for it in products:
        code = to_gtin14(it.gtin)
        if code is None:
            if it.gtin:
                report.unusable_gtins.append(f"{it.product_id}: {it.gtin}")
            continue
        if code in owner:
            raise CatalogBuildError(
                f"products {owner[code]} and {it.product_id} share the GTIN {code}; correct one"
            )
        gtins[it.product_id] = code
        owner[code] = it.product_id
    report.with_own_gtin = len(gtins)
    return in_store_gtins(it.product_id for it in products) | gtins


def _promotion(
    product_id: str, price: int, facts: Facts, until: dt.datetime, units: int, report: Report
) -> Promotion | None:
    own = [sale for sale in facts.own[product_id] if sale.week == facts.week]
    offer = facts.offered.get(product_id)
    chain = [sale for sale in facts.chain.get(product_id, ()) if sale.week == facts.week] if offer else []
    reduced = pricing.in_minor(offer.price, units) if offer else None
    if reduced is None:
        reduced = pricing.reduced_price(price, own, chain, units)
    elif reduced >= price:
        reduced = None
    featured = offer is not None and offer.shown
    report.featured += featured
    report.reduced += reduced is not None
    return Promotion(reduced, featured, until) if featured or reduced is not None else None


def _taxonomy(products: Sequence[Product], places: Mapping[str, Place], sold: Mapping[str, int]) -> Taxonomy:
    departments: dict[str, Text] = {}
    categories: dict[str, tuple[str, Text]] = {}
    types: dict[str, tuple[str, Text]] = {}
    pictures: dict[str, Counter[str]] = {}
    for it in products:
        place = places[it.product_id]
        departments.setdefault(place.department.id, place.department.name)
        categories.setdefault(place.category.id, (place.department.id, place.category.name))
        types.setdefault(place.type.id, (place.category.id, place.type.name))
        for group in (place.department.id, place.category.id):
            pictures.setdefault(group, Counter())[it.picture] += 1 + sold.get(it.product_id, 0)

    def best(group: str) -> str:  # the picture of what sells best there
        return min(pictures[group], key=lambda picture: (-pictures[group][picture], picture))

    def by_sales(groups: Iterable[str]) -> list[str]:
        return sorted(groups, key=lambda group: (-pictures[group].total(), group))

    tints = {key: tint % TINTS for tint, key in enumerate(sorted(departments))}
    return Taxonomy(
        tuple(Department(key, departments[key], best(key), tints[key]) for key in by_sales(departments)),
        tuple(Category(key, *categories[key], best(key)) for key in by_sales(categories)),
        tuple(ProductType(key, *types[key]) for key in sorted(types)),
    )
