"""Departments, their categories and the products of one category."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.app.commands import SelectCategory, SelectDepartment
from kiosk.app.view_state import BrowseView, Language
from kiosk.ui.models.cards import (
    NO_GROUP,
    NO_PRODUCT,
    SCREENFUL,
    TILES,
    GroupTile,
    ProductCard,
    group_tile,
    product_cards,
)
from kiosk.ui.models.paging import Paging
from kiosk.ui.models.rows import RowsModel
from kiosk.ui.models.submit import Submit

QML_IMPORT_NAME = "Endcap.Models"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("Browsing comes from the kiosk's view state")
class BrowseModel(QObject):  # type: ignore[operator]  # stub: no __call__
    """The three levels of browsing; `level` says which one is open."""

    changed = Signal()

    def __init__(self, submit: Submit, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._submit = submit
        self._departments = RowsModel(GroupTile, self, floor=TILES, blank=NO_GROUP)
        self._categories = RowsModel(GroupTile, self, floor=TILES, blank=NO_GROUP)
        self._products = RowsModel(ProductCard, self, floor=SCREENFUL, blank=NO_PRODUCT)
        self._view = BrowseView(departments=())
        self._language = Language.EN
        self._paging = Paging(submit)

    def show(self, view: BrowseView, language: Language) -> None:
        if view is self._view and language is self._language:
            return
        if view.category != self._view.category:
            self._paging.begin_anew()
        self._view, self._language = view, language
        self._departments.show([group_tile(group) for group in view.departments])
        self._categories.show([group_tile(group) for group in view.categories])
        self._products.show(product_cards(view.products, language))
        self.changed.emit()

    @Property(int, notify=changed)
    def level(self) -> int:
        """0 departments, 1 categories, 2 products."""
        if self._view.category is not None:
            return 2
        return 1 if self._view.department is not None else 0

    @Property(str, notify=changed)
    def departmentId(self) -> str:  # noqa: N802
        return self._view.department.group_id if self._view.department else ""

    @Property(str, notify=changed)
    def department(self) -> str:
        return self._view.department.name if self._view.department else ""

    @Property(str, notify=changed)
    def category(self) -> str:
        return self._view.category.name if self._view.category else ""

    @Property(int, notify=changed)
    def total(self) -> int:
        return self._view.total

    @Property(int, notify=changed)
    def tint(self) -> int:
        return self._view.department.tint if self._view.department else 0

    @Property(RowsModel, constant=True)
    def departments(self) -> RowsModel:
        return self._departments

    @Property(RowsModel, constant=True)
    def categories(self) -> RowsModel:
        return self._categories

    @Property(RowsModel, constant=True)
    def products(self) -> RowsModel:
        return self._products

    @Slot(str)
    def openDepartment(self, group_id: str) -> None:  # noqa: N802
        self._submit(SelectDepartment(group_id))

    @Slot(str)
    def openCategory(self, group_id: str) -> None:  # noqa: N802
        self._submit(SelectCategory(group_id))

    @Slot()
    def loadMore(self) -> None:  # noqa: N802
        """The end of the list has been reached."""
        self._paging.reached_end(len(self._products.rows), self._view.total)
