"""The taken task: which slot, how many pieces the weight has counted, what went wrong."""

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.app.commands import FinishTask, PickSlot, ReleaseTask
from kiosk.app.view_state import ActiveTaskView
from kiosk.ui import restock_wording as wording
from kiosk.ui.models.rows import RowsModel
from kiosk.ui.models.submit import Submit

QML_IMPORT_NAME = "Endcap.Models"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("The task comes from the kiosk's view state")
class RestockTaskModel(QObject):  # type: ignore[operator]  # stub: no __call__
    """One task in somebody's hands."""

    changed = Signal()

    def __init__(self, submit: Submit, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._submit = submit
        self._text = wording.NO_TASK
        self._slots = RowsModel(wording.SlotCell, self)

    def show(self, view: ActiveTaskView | None) -> None:
        """Become this view."""
        text = wording.active_task(view)
        self._slots.show(wording.slot_cells(view))
        if text != self._text:
            self._text = text
            self.changed.emit()

    @Property(str, notify=changed)
    def taskId(self) -> str:  # noqa: N802
        return self._text.task_id

    @Property(str, notify=changed)
    def name(self) -> str:
        return self._text.name

    @Property(str, notify=changed)
    def size(self) -> str:
        return self._text.size

    @Property(QUrl, notify=changed)
    def picture(self) -> QUrl:
        return self._text.picture

    @Property(int, notify=changed)
    def tint(self) -> int:
        return self._text.tint

    @Property(str, notify=changed)
    def urgency(self) -> str:
        return self._text.urgency

    @Property(str, notify=changed)
    def urgencyText(self) -> str:  # noqa: N802
        return self._text.urgency_text

    @Property(str, notify=changed)
    def aisle(self) -> str:
        return self._text.aisle

    @Property(str, notify=changed)
    def shelf(self) -> str:
        return self._text.shelf

    @Property(str, notify=changed)
    def slot(self) -> str:
        return self._text.slot

    @Property(RowsModel, constant=True)
    def slots(self) -> RowsModel:
        """The slots of the shelf; one of them is the target."""
        return self._slots

    @Property(str, notify=changed)
    def count(self) -> str:
        """What the shelf holds now, "5 of 8"."""
        return self._text.count

    @Property(int, notify=changed)
    def step(self) -> int:
        """0 find the slot, 1 fill it, 2 confirmed by weight."""
        return self._text.step

    @Property(int, notify=changed)
    def put(self) -> int:
        """Pieces that the weight has counted."""
        return self._text.put

    @Property(int, notify=changed)
    def goal(self) -> int:
        """Pieces that fill the slot, counted from when the task was taken; -1 where it is not known."""
        return self._text.goal

    @Property(str, notify=changed)
    def grams(self) -> str:
        return self._text.grams

    @Property(str, notify=changed)
    def confirmation(self) -> str:
        """The last step in words."""
        return self._text.confirmation

    @Property(str, notify=changed)
    def room(self) -> str:
        """How many more fit in; "" where none do or nobody knows."""
        return self._text.room

    @Property(str, notify=changed)
    def message(self) -> str:
        """What went wrong, or what to know; "" for nothing."""
        return self._text.message

    @Property(str, notify=changed)
    def messageTone(self) -> str:  # noqa: N802
        return self._text.message_tone

    @Property(str, notify=changed)
    def finish(self) -> str:
        """What the button that closes the task says; "" where it cannot be closed yet."""
        return self._text.finish

    @Slot(str)
    def pickSlot(self, slot: str) -> None:  # noqa: N802
        """The person stands at this slot of the shelf."""
        self._submit(PickSlot(self._text.shelf_id, slot))

    @Slot()
    def pickTarget(self) -> None:  # noqa: N802
        """The person stands at the slot that the task names."""
        self._submit(PickSlot(self._text.shelf_id, self._text.slot_id))

    @Slot()
    def release(self) -> None:
        self._submit(ReleaseTask(self._text.task_id))

    @Slot()
    def close(self) -> None:
        self._submit(FinishTask(self._text.task_id))
