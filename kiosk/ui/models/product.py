"""One product in full, as the product page and each side of the comparison show it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import Property, QObject, QUrl, Signal
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.app.view_state import Language, ProductView
from kiosk.ui import wording

QML_IMPORT_NAME = "Endcap.Models"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class _Shown:
    """The texts of one product, apart from what ages."""

    product_id: str
    name: str
    size: str
    department: str
    category: str
    store_brand: bool
    price: wording.PriceText
    picture: QUrl
    tint: int
    lifted: bool
    aisle: str
    spot: str
    walk: tuple[int, int] | None
    shelf_spot: tuple[int, int] | None
    number: str = ""
    unwanted: str = ""


_NO_PRICE = wording.PriceText("", "", "", "", "")
_NO_STOCK = wording.StockText("", "", "quiet")
_NOTHING = _Shown("", "", "", "", "", False, _NO_PRICE, QUrl(), 0, False, "", "", None, None)


@QmlElement
@QmlUncreatable("Products come from the kiosk's view state")
class ProductModel(QObject):  # type: ignore[operator]  # stub: no __call__
    """A product's texts. `changed` covers all but the stock, which ages by the second with `aged`."""

    changed = Signal()
    aged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view: ProductView | None = None
        self._shown = _NOTHING
        self._stock = _NO_STOCK

    def show(self, view: ProductView | None, language: Language, now: datetime) -> None:
        """Become this product; None keeps the last one, which a page that fades away still shows."""
        if view is None:
            return
        self._view = view
        title, size = wording.title_and_size(view)
        shown = _Shown(
            product_id=view.product_id,
            name=title,
            size=size,
            department=view.department,
            category=view.category,
            store_brand=view.store_brand,
            price=wording.price(view, language),
            picture=wording.picture(view.picture),
            tint=view.tint,
            lifted=view.lifted,
            aisle=view.location.aisle,
            spot=wording.spot(view),
            walk=view.location.walk,
            shelf_spot=view.location.spot,
            number=wording.number(view.number) if view.number else "",
            unwanted=wording.unwanted(view),
        )
        if shown != self._shown:
            self._shown = shown
            self.changed.emit()
        self.grow_older(now)

    def forget(self) -> None:
        """Leave no trace of the product."""
        self._view = None
        self._shown = _NOTHING
        self._stock = _NO_STOCK
        self.changed.emit()
        self.aged.emit()

    def grow_older(self, now: datetime | None = None) -> None:
        """Say the stock's age anew."""
        if self._view is None:
            return
        stock = wording.stock(self._view.stock, now or datetime.now(UTC))
        if stock != self._stock:
            self._stock = stock
            self.aged.emit()

    @Property(str, notify=changed)
    def productId(self) -> str:  # noqa: N802
        return self._shown.product_id

    @Property(str, notify=changed)
    def name(self) -> str:
        return self._shown.name

    @Property(str, notify=changed)
    def size(self) -> str:
        return self._shown.size

    @Property(str, notify=changed)
    def number(self) -> str:
        """ "No. 1042", where another product has the same name and size, else ""."""
        return self._shown.number

    @Property(str, notify=changed)
    def unwanted(self) -> str:
        """ "Contains: Pork", where the shopper leaves that out, else ""."""
        return self._shown.unwanted

    @Property(str, notify=changed)
    def department(self) -> str:
        return self._shown.department

    @Property(str, notify=changed)
    def category(self) -> str:
        return self._shown.category

    @Property(bool, notify=changed)
    def storeBrand(self) -> bool:  # noqa: N802
        return self._shown.store_brand

    @Property(str, notify=changed)
    def price(self) -> str:
        return self._shown.price.now

    @Property(str, notify=changed)
    def was(self) -> str:
        return self._shown.price.was

    @Property(str, notify=changed)
    def offer(self) -> str:
        return self._shown.price.offer

    @Property(str, notify=changed)
    def until(self) -> str:
        return self._shown.price.until

    @Property(str, notify=changed)
    def unitPrice(self) -> str:  # noqa: N802
        return self._shown.price.unit

    @Property(QUrl, notify=changed)
    def picture(self) -> QUrl:
        return self._shown.picture

    @Property(int, notify=changed)
    def tint(self) -> int:
        return self._shown.tint

    @Property(bool, notify=changed)
    def lifted(self) -> bool:
        return self._shown.lifted

    @Property(str, notify=changed)
    def aisle(self) -> str:
        return self._shown.aisle

    @Property(str, notify=changed)
    def spot(self) -> str:
        """Shelf and slot in one line, "" where the product stands on no smart shelf."""
        return self._shown.spot

    @Property(int, notify=changed)
    def aislePlace(self) -> int:  # noqa: N802
        """Place of the aisle in the store from 0, -1 where it is not known."""
        return self._shown.walk[0] if self._shown.walk else -1

    @Property(int, notify=changed)
    def aisles(self) -> int:
        return self._shown.walk[1] if self._shown.walk else 0

    @Property(int, notify=changed)
    def slotPlace(self) -> int:  # noqa: N802
        """Place of the slot on its shelf from 0, -1 where it is not known."""
        return self._shown.shelf_spot[0] if self._shown.shelf_spot else -1

    @Property(int, notify=changed)
    def slots(self) -> int:
        return self._shown.shelf_spot[1] if self._shown.shelf_spot else 0

    @Property(str, notify=aged)
    def stock(self) -> str:
        return self._stock.headline

    @Property(str, notify=aged)
    def stockDetail(self) -> str:  # noqa: N802
        return self._stock.detail

    @Property(str, notify=aged)
    def stockTone(self) -> str:  # noqa: N802
        """ "good", "warn", "bad" or "quiet"."""
        return self._stock.tone
