"""The devices' page: who is heard, teach-in, and the slot that is being set up."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.app.commands import (
    AdoptDevice,
    BindProduct,
    CalibrateCell,
    ChooseCell,
    ChooseDevice,
    CountSlot,
    ForgetDevice,
    GoBack,
    OpenTeachIn,
)
from kiosk.app.view_state import DevicesView
from kiosk.ui import devices_wording as wording
from kiosk.ui.models.rows import RowsModel
from kiosk.ui.models.submit import Submit

QML_IMPORT_NAME = "Endcap.Models"
QML_IMPORT_MAJOR_VERSION = 1

_NOTHING = DevicesView()


@QmlElement
@QmlUncreatable("Devices come from the kiosk's view state")
class DevicesModel(QObject):  # type: ignore[operator]  # stub: no __call__
    """Devices and cells; what is typed on the page's keypad stays in QML."""

    changed = Signal()

    def __init__(self, submit: Submit, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._submit = submit
        self._now = now
        self._view = _NOTHING
        self._strangers = RowsModel(wording.StrangerRow, self)
        self._cells = RowsModel(wording.CellRow, self)
        self._setup = wording.NO_SETUP
        self._remark = ("", "quiet")

    def show(self, view: DevicesView | None) -> None:
        """Become this view."""
        if view is None and self._view is _NOTHING:
            return
        self._view = view or _NOTHING
        self._remark = wording.remark(self._view)
        self._say()

    def grow_older(self) -> None:
        """Say ages and the countdown anew."""
        if self._view is not _NOTHING:
            self._say()

    def _say(self) -> None:
        view, now = self._view, self._now()
        self._strangers.show([wording.stranger_row(each, view.adopting, now) for each in view.strangers])
        self._cells.show([wording.cell_row(each, now) for each in view.cells])
        self._setup = wording.setup_text(view.setup, now)
        self.changed.emit()

    @Property(RowsModel, constant=True)
    def strangers(self) -> RowsModel:
        """Heard, and not adopted."""
        return self._strangers

    @Property(RowsModel, constant=True)
    def cells(self) -> RowsModel:
        return self._cells

    @Property(int, notify=changed)
    def teachInSeconds(self) -> int:  # noqa: N802
        """How long teach-in stays open, 0 when it is closed."""
        return wording.teach_in_s(self._view, self._now())

    @Property(str, notify=changed)
    def adopting(self) -> str:
        """The device that waits for its slot, "" for none."""
        chosen = self._view.adopting
        return "" if chosen is None else chosen.name

    @Property(bool, notify=changed)
    def waiting(self) -> bool:
        return self._view.waiting

    @Property(str, notify=changed)
    def remark(self) -> str:
        return self._remark[0]

    @Property(str, notify=changed)
    def remarkTone(self) -> str:  # noqa: N802
        return self._remark[1]

    @Property(bool, notify=changed)
    def settingUp(self) -> bool:  # noqa: N802
        """A slot is chosen."""
        return self._setup.shown

    @Property(str, notify=changed)
    def name(self) -> str:
        return self._setup.name

    @Property(str, notify=changed)
    def product(self) -> str:
        return self._setup.product

    @Property(str, notify=changed)
    def stock(self) -> str:
        return self._setup.stock

    @Property(str, notify=changed)
    def confidence(self) -> str:
        return self._setup.confidence

    @Property(str, notify=changed)
    def device(self) -> str:
        return self._setup.device

    @Property(str, notify=changed)
    def reading(self) -> str:
        """What the cell weighs now."""
        return self._setup.reading

    @Property(str, notify=changed)
    def health(self) -> str:
        return self._setup.health

    @Property(int, notify=changed)
    def step(self) -> int:
        """0 zero, 1 reference, 2 check."""
        return self._setup.step

    @Property(bool, notify=changed)
    def bound(self) -> bool:
        """An adopted device lies here, which can be forgotten."""
        return self._setup.bound

    @Property(str, notify=changed)
    def proposed(self) -> str:
        """The scanned product, "" for none."""
        return self._setup.proposed

    @Property(str, notify=changed)
    def planned(self) -> str:
        """What headquarters planned here, where staff bound another product."""
        return self._setup.planned

    @Slot()
    def openTeachIn(self) -> None:  # noqa: N802
        self._submit(OpenTeachIn())

    @Slot(str, str, str)
    def choose(self, dialect: str, device: str, channel: str) -> None:
        """A device that is to be adopted."""
        self._submit(ChooseDevice(dialect, device, channel))

    @Slot(str, str, str)
    def open(self, shelf: str, slot: str, cell: str) -> None:
        """A slot that is to be set up."""
        self._submit(ChooseCell(shelf, slot, cell))

    @Slot(str, str, str)
    def adopt(self, shelf: str, slot: str, cell: str) -> None:
        """Bind the chosen device to this slot, as its only cell ("") or as one of several."""
        self._submit(AdoptDevice(shelf, slot, cell))

    @Slot()
    def forget(self) -> None:
        self._submit(ForgetDevice())

    @Slot(int, int)
    def calibrate(self, step: int, grams: int) -> None:
        """0 zero, 1 reference, 2 check."""
        self._submit(CalibrateCell(wording.STEPS[step], grams))

    @Slot(int)
    def count(self, pieces: int) -> None:
        self._submit(CountSlot(pieces))

    @Slot()
    def bindProposed(self) -> None:  # noqa: N802
        self._submit(BindProduct(self._setup.proposed_id))

    @Slot()
    def bindPlanned(self) -> None:  # noqa: N802
        self._submit(BindProduct(self._setup.planned_id))

    @Slot()
    def back(self) -> None:
        self._submit(GoBack())
