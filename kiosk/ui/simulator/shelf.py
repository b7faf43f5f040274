"""One shelf in the simulator's window: its slots, and whether its firmware speaks."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, QUrl, Signal
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.app.view_state import Language
from kiosk.ui.models.rows import RowsModel

QML_IMPORT_NAME = "Endcap.Simulator.Models"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class SlotCard:
    slot: str
    label: str  # "A3"
    name: str
    picture: QUrl
    count: int
    capacity: int
    low: bool
    stranger: str  # name of a product that does not belong here, "" for none
    stranger_picture: QUrl


@dataclass(frozen=True, slots=True)
class ShelfName:
    id: str
    en: str
    zh: str


@QmlElement
@QmlUncreatable("A shelf belongs to the simulator")
class SimulatedShelfModel(QObject):  # type: ignore[operator]  # stub: no __call__
    """One shelf: its slots, and whether its firmware speaks."""

    changed = Signal()

    def __init__(self, shelf: ShelfName, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._name = shelf.en
        self._silent = False
        self._slots = RowsModel(SlotCard, self)

    def show(self, cards: Sequence[SlotCard], silent: bool, language: Language) -> None:
        """Become this shelf."""
        self._slots.show(cards)
        self._silent = silent
        self._name = self._shelf.zh if language is Language.ZH else self._shelf.en
        self.changed.emit()

    @property
    def name_of(self) -> ShelfName:
        """Its id, and its name in both languages."""
        return self._shelf

    @Property(str, constant=True)
    def shelf(self) -> str:
        return self._shelf.id

    @Property(str, notify=changed)
    def name(self) -> str:
        return self._name

    @Property(bool, notify=changed)
    def silent(self) -> bool:
        """The firmware says nothing, as if its power were gone."""
        return self._silent

    @Property(RowsModel, constant=True)
    def slots(self) -> RowsModel:
        return self._slots
