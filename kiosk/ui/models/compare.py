"""The two products in hand, side by side."""

from datetime import datetime

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.app.view_state import CompareView, Language
from kiosk.ui.models.product import ProductModel

QML_IMPORT_NAME = "Endcap.Models"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("The comparison comes from the kiosk's view state")
class CompareModel(QObject):  # type: ignore[operator]  # stub: no __call__
    """Both sides, and which of them is cheaper."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view: CompareView | None = None
        self._left = ProductModel(self)
        self._right = ProductModel(self)

    def show(self, view: CompareView | None, language: Language, now: datetime) -> None:
        """Become this comparison; None keeps the last one, which a page that fades away still shows."""
        if view is None:
            return
        self._left.show(view.left, language, now)
        self._right.show(view.right, language, now)
        self._view = view
        self.changed.emit()

    def grow_older(self, now: datetime) -> None:
        """The ages of both counts."""
        self._left.grow_older(now)
        self._right.grow_older(now)

    def forget(self) -> None:
        """Leave no trace of the shopper."""
        self._left.forget()
        self._right.forget()
        self._view = None
        self.changed.emit()

    @Property(ProductModel, constant=True)
    def left(self) -> ProductModel:
        return self._left

    @Property(ProductModel, constant=True)
    def right(self) -> ProductModel:
        return self._right

    @Property(str, notify=changed)
    def cheaperId(self) -> str:  # noqa: N802
        return (self._view.cheaper or "") if self._view else ""

    @Property(str, notify=changed)
    def cheaperPer100gId(self) -> str:  # noqa: N802
        return (self._view.cheaper_per_100g or "") if self._view else ""
