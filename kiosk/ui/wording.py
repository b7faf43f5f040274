"""A product as the texts that a page shows: view values in, plain strings out.

The content's names come in the shopper's language already; the fixed words around them are translated here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QUrl

from kiosk.app.view_state import Contents, DietView, Language, PointView, ProductView, StockState, StockView
from kiosk.ui.formatting import age, day, money

_FIGURE_AND_UNIT = re.compile(r"(?<=\d) (?=[A-Za-z])|(?<=fl) (?=oz)")
_SIZE_AT_END = re.compile(r"(?:, [\d.]+ [A-Za-z]+(?: [a-z]+)?)+$| [\d.]+[\u4e00-\u9fff]{1,3}(?:（.*）)?$")
_FIGURE_AND_HAN_UNIT = re.compile(r"[\d.]+[\u4e00-\u9fff]{1,3}$")

JUST_NOW_S = 2.0
FEW = 2  # at or under this count a shelf is nearly empty to a shopper's eye


@dataclass(frozen=True, slots=True)
class StockText:
    headline: str  # "7 left"
    detail: str  # "Checked 5 s ago"
    tone: str  # "good" | "warn" | "bad" | "quiet": how sure and how good the news is


@dataclass(frozen=True, slots=True)
class PriceText:
    now: str  # what is paid today
    was: str  # the shelf price where it is reduced, else ""
    offer: str  # "Save $0.50" | "On offer" | ""
    until: str  # "until Nov 30" | ""
    unit: str  # "$1.27 per 100 g" | ""


def stock(view: StockView, now: datetime) -> StockText:
    """Say what is known about the shelf, and how old that is; never a figure that nobody measured."""
    match view.state:
        case StockState.MEASURED if view.count is not None and view.about:
            return StockText(_about(view.count), _checked(view, now), "warn")
        case StockState.STALE if view.about:
            return StockText(QCoreApplication.translate("Stock", "Count unknown"), _silent(view, now), "warn")
        case StockState.MEASURED if view.count is not None:
            return StockText(_count(view.count), _checked(view, now), _tone(view.count))
        case StockState.STALE if view.count is not None:
            headline = QCoreApplication.translate("Stock", "%n at the last check", None, view.count)
            return StockText(headline, _silent(view, now), "warn")
        case StockState.NOT_MEASURED:
            return StockText(
                QCoreApplication.translate("Stock", "Not counted"),
                QCoreApplication.translate("Stock", "No smart shelf here"),
                "quiet",
            )
        case _:
            return StockText(
                QCoreApplication.translate("Stock", "Count unknown"),
                QCoreApplication.translate("Stock", "The shelf is not answering"),
                "warn",
            )


def _about(count: int) -> str:
    """Of a count that may be off: no number."""
    if count == 0:
        return QCoreApplication.translate("Stock", "Perhaps none left")
    if count <= FEW:
        return QCoreApplication.translate("Stock", "A few left")
    return QCoreApplication.translate("Stock", "In stock")


def _count(count: int) -> str:
    if count == 0:
        return QCoreApplication.translate("Stock", "None left here")
    if count <= FEW:
        return QCoreApplication.translate("Stock", "Only %n left", None, count)
    return QCoreApplication.translate("Stock", "%n left", None, count)


def _tone(count: int) -> str:
    return "bad" if count == 0 else "warn" if count <= FEW else "good"


def _checked(view: StockView, now: datetime) -> str:
    if view.observed_at is None:
        return ""
    seconds = (now - view.observed_at).total_seconds()
    if seconds < JUST_NOW_S:
        return QCoreApplication.translate("Stock", "Checked just now")
    return QCoreApplication.translate("Stock", "Checked %1").replace("%1", age(seconds))


def _silent(view: StockView, now: datetime) -> str:
    if view.observed_at is None:
        return QCoreApplication.translate("Stock", "The shelf is not answering")
    ago = age((now - view.observed_at).total_seconds())
    return QCoreApplication.translate("Stock", "%1, shelf silent since").replace("%1", ago)


def price(product: ProductView, language: Language) -> PriceText:
    """The price to pay with its promotion; a featured product without a reduced price stays at its price."""
    promotion = product.promotion
    reduced = promotion.price_minor if promotion is not None else None
    cheaper = reduced is not None and reduced < product.price_minor
    to_pay = reduced if cheaper and reduced is not None else product.price_minor
    offer = until = ""
    if cheaper:
        saved = money(product.price_minor - to_pay, product.currency)
        offer = QCoreApplication.translate("Price", "Save %1").replace("%1", saved)
    elif promotion is not None and promotion.featured:
        offer = QCoreApplication.translate("Price", "This week's pick")
    if offer and promotion is not None and promotion.until is not None:
        until = QCoreApplication.translate("Price", "until %1").replace("%1", day(promotion.until, language))
    unit = ""
    if product.unit_price_minor is not None:
        amount = money(product.unit_price_minor, product.currency)
        unit = QCoreApplication.translate("Price", "%1 per 100 g").replace("%1", amount)
    return PriceText(
        now=money(to_pay, product.currency),
        was=money(product.price_minor, product.currency) if cheaper else "",
        offer=offer,
        until=until,
        unit=unit,
    )


def contents_name(contents: Contents) -> str:
    """Contents as a choice names them."""
    match contents:
        case Contents.MEAT:
            return QCoreApplication.translate("Diet", "Meat and poultry")
        case Contents.PORK:
            return QCoreApplication.translate("Diet", "Pork")
        case Contents.FISH:
            return QCoreApplication.translate("Diet", "Fish and seafood")
        case Contents.ALCOHOL:
            return QCoreApplication.translate("Diet", "Alcohol")
        case Contents.DAIRY:
            return QCoreApplication.translate("Diet", "Dairy")
        case Contents.EGGS:
            return QCoreApplication.translate("Diet", "Eggs")


def without(diet: DietView) -> str:
    """How much is left out of the suggestions, short enough for any reading size; "" where nothing is."""
    count = sum(each in diet.left_out for each in diet.choices)
    return QCoreApplication.translate("Diet", "%1 left out").replace("%1", str(count)) if count else ""


def unwanted(product: ProductView) -> str:
    """What the shopper leaves out and this product is known to contain, "" where nothing is."""
    names = QCoreApplication.translate("Diet", ", ").join(map(contents_name, product.unwanted))
    return QCoreApplication.translate("Diet", "Contains: %1").replace("%1", names) if names else ""


def number(product_id: str) -> str:
    """The catalog number, which tells products of one name apart."""
    return QCoreApplication.translate("Product", "No. %1").replace("%1", product_id)


def point_source(point: PointView) -> str:
    if point.reviewed:
        return QCoreApplication.translate("Points", "From a customer's review")
    return QCoreApplication.translate("Points", "From the description")


def point_sources(points: Iterable[PointView]) -> str:
    """Whose words the points are, in one line."""
    reviewed = {point.reviewed for point in points}
    if reviewed == {True, False}:
        return QCoreApplication.translate("Points", "From the description and from reviews")
    if reviewed == {True}:
        return QCoreApplication.translate("Points", "From customers' reviews")
    return QCoreApplication.translate("Points", "From the description") if reviewed else ""


def spot(product: ProductView) -> str:
    """The shelf and slot in one line, "" where the product stands on no smart shelf."""
    shelf, slot = product.location.shelf, product.location.slot
    if shelf is None:
        return ""
    return f"{shelf} · {slot}" if slot else shelf


def unbroken(name: str) -> str:
    """The name with its figures bound to their units, so that no line begins with a lone "oz" or "司"."""
    bound = _FIGURE_AND_UNIT.sub("\u00a0", name)
    return _FIGURE_AND_HAN_UNIT.sub(lambda found: "\u2060".join(found[0]), bound)


def title_and_size(product: ProductView) -> tuple[str, str]:
    """The name without the size that ends it, and the size, so that a card can give each a line of its own.

    A size that stands inside the name is not said twice.
    """
    short = product.size.rpartition("（")[0] or product.size  # without "（369克）"
    for ending in (product.size, short):
        if ending and product.name.endswith(ending):
            title = product.name.removesuffix(ending).rstrip(", ")
            if title:
                return unbroken(title), unbroken(product.size)
    inside = bool(short) and short in product.name
    return unbroken(product.name), "" if inside else unbroken(product.size)


def without_size(name: str) -> str:
    """A name that stands inside a sentence, without the size that ends it."""
    return _SIZE_AT_END.sub("", name) or name


def picture(path: str) -> QUrl:
    """The address of a picture's file; empty where there is none, which shows the department's mark."""
    return QUrl.fromLocalFile(path) if path else QUrl()
