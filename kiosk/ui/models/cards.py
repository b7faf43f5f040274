"""Rows of the lists: one frozen value for each card, tile or line on a page."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, QUrl

from kiosk.app.view_state import (
    DietView,
    GroupView,
    Language,
    Notice,
    PointView,
    ProductView,
    StockState,
    SuggestionView,
)
from kiosk.ui import reasons, wording


@dataclass(frozen=True, slots=True)
class ProductCard:
    product_id: str
    name: str
    size: str
    price: str
    was: str
    offer: str
    until: str
    picture: QUrl
    tint: int
    lifted: bool
    none_left: bool  # the shelf says zero, measured now
    reason: str = ""
    reason_icon: str = ""
    promoted: bool = False  # of a suggestion: the store promotes it
    unwanted: str = ""  # "Contains: Pork", where the shopper leaves that out
    apart: str = ""  # of a suggestion: what tells it from another one of the same name


NO_PRODUCT = ProductCard("", "", "", "", "", "", "", QUrl(), 0, False, False)
SCREENFUL = 12  # product cards that one screen can show


@dataclass(frozen=True, slots=True)
class PointRow:
    quote: str
    sentence: str  # "" where the quotation is all of it
    source: str


NO_POINT = PointRow("", "", "")


@dataclass(frozen=True, slots=True)
class DietChoice:
    contents: str  # value of Contents
    name: str
    on: bool  # left out


@dataclass(frozen=True, slots=True)
class GroupTile:
    group_id: str
    name: str
    note: str  # "128 products"
    picture: QUrl
    tint: int


NO_GROUP = GroupTile("", "", "", QUrl(), 0)
TILES = 18  # group tiles that one screen can show


@dataclass(frozen=True, slots=True)
class NoticeRow:
    text: str
    serious: bool


def product_card(view: ProductView, language: Language) -> ProductCard:
    price = wording.price(view, language)
    title, size = wording.title_and_size(view)
    return ProductCard(
        product_id=view.product_id,
        name=title,
        size=size,
        price=price.now,
        was=price.was,
        offer=price.offer,
        until=price.until,
        picture=wording.picture(view.picture),
        tint=view.tint,
        lifted=view.lifted,
        unwanted=wording.unwanted(view),
        none_left=view.stock.state is StockState.MEASURED and view.stock.count == 0,
    )


def product_cards(views: Iterable[ProductView], language: Language) -> tuple[ProductCard, ...]:
    """Cards of one list. Where two have the same name and size, each says its catalog number."""
    cards = [product_card(view, language) for view in views]
    alike = Counter((card.name, card.size) for card in cards)
    return tuple(
        replace(card, size=_beside(card.size, wording.number(card.product_id)))
        if alike[card.name, card.size] > 1
        else card
        for card in cards
    )


def _beside(size: str, number: str) -> str:
    return f"{number} · {size}" if size else number


def suggestion_card(view: SuggestionView, beside: str, language: Language) -> ProductCard:
    return replace(
        product_card(view.product, language),
        reason=reasons.sentence(view.reason, beside),
        reason_icon=reasons.ICONS[view.reason.kind],
        promoted=view.promoted,
    )


def suggestion_cards(
    views: Sequence[SuggestionView], beside: ProductView | None, language: Language
) -> tuple[ProductCard, ...]:
    """The cards of a strip beside a product. Where names collide, also with the product's own, each says its
    size if that tells them apart, else its catalog number."""
    name = "" if beside is None else beside.name
    cards = [suggestion_card(view, name, language) for view in views]
    seen = cards if beside is None else [*cards, product_card(beside, language)]
    names = Counter(card.name for card in seen)
    alike = Counter((card.name, card.size) for card in seen)
    return tuple(
        replace(
            card,
            apart=card.size
            if card.size and alike[card.name, card.size] == 1
            else wording.number(card.product_id),
        )
        if names[card.name] > 1
        else card
        for card in cards
    )


def point_row(view: PointView) -> PointRow:
    sentence = "" if view.sentence == view.text else view.sentence
    return PointRow(view.text, sentence, wording.point_source(view))


def diet_choices(diet: DietView) -> tuple[DietChoice, ...]:
    return tuple(
        DietChoice(each.value, wording.contents_name(each), each in diet.left_out) for each in diet.choices
    )


def group_tile(view: GroupView) -> GroupTile:
    return GroupTile(
        group_id=view.group_id,
        name=view.name,
        note=QCoreApplication.translate("Browse", "%Ln products", None, view.products),
        picture=wording.picture(view.picture),
        tint=view.tint,
    )


def notice_row(notice: Notice) -> NoticeRow:
    match notice:
        case Notice.BROKER_DOWN:
            text = QCoreApplication.translate("Notice", "Shelves and scanner cannot be heard right now.")
        case Notice.SHELF_LOST:
            text = QCoreApplication.translate("Notice", "A shelf is not answering; its counts are unknown.")
        case Notice.CATALOG_REBUILDING:
            text = QCoreApplication.translate("Notice", "Products are being loaded again. One moment.")
        case Notice.SUGGESTIONS_UNAVAILABLE:
            text = QCoreApplication.translate("Notice", "Suggestions are not available right now.")
        case Notice.DISK_FULL:
            text = QCoreApplication.translate("Notice", "Storage is full. Please tell a member of staff.")
    return NoticeRow(text, serious=notice is Notice.DISK_FULL)
