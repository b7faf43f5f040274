"""The staff's pages: PIN, restock list, the taken task, health, versions and the audit log."""

from collections.abc import Callable
from datetime import datetime
from math import ceil

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.app.commands import (
    FinishTask,
    LeaveStaff,
    PickSlot,
    ReleaseTask,
    RollBackModel,
    ShowAudit,
    ShowHealth,
    ShowRestock,
    ShowVersions,
    SubmitPin,
    SyncNow,
    TakeTask,
)
from kiosk.app.view_state import PinView, StaffView, TaskStep, VersionsView
from kiosk.ui import staff_wording as wording
from kiosk.ui.models.rows import RowsModel
from kiosk.ui.models.submit import Submit

QML_IMPORT_NAME = "Endcap.Models"
QML_IMPORT_MAJOR_VERSION = 1

_STEPS = list(TaskStep)
_NOBODY = StaffView(name="")
_NO_PIN = PinView()
_NO_VERSIONS = VersionsView(model=None, previous_model=None, catalog=None)


@QmlElement
@QmlUncreatable("The staff's pages come from the kiosk's view state")
class StaffModel(QObject):  # type: ignore[operator]  # stub: no __call__
    """Everything behind the PIN. Emptied when staff leave."""

    changed = Signal()
    pinChanged = Signal()  # noqa: N815
    aged = Signal()

    def __init__(self, submit: Submit, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._submit = submit
        self._now = now
        self._view = _NOBODY
        self._pin = _NO_PIN
        self._tasks = RowsModel(wording.TaskRow, self)
        self._devices = RowsModel(wording.DeviceRow, self)
        self._audit = RowsModel(wording.AuditRow, self)
        self._task_text = wording.NO_TASK
        self._sync = wording.NO_SYNC
        self._model = self._previous = self._catalog = wording.NO_VERSION

    def show(self, view: StaffView | None, pin: PinView | None, spoken: bool) -> None:
        """Become this view; `spoken` when the language has changed."""
        if spoken or (pin or _NO_PIN) != self._pin:
            self._pin = pin or _NO_PIN
            self.pinChanged.emit()
        shown = view or _NOBODY
        if shown is self._view and not spoken:
            return
        self._view = shown
        self._tasks.show([wording.task_row(task) for task in shown.tasks])
        self._audit.show([wording.audit_row(row) for row in shown.audit])
        self._task_text = wording.active_task(shown.active)
        versions = shown.versions or _NO_VERSIONS
        self._model = wording.version_text(versions.model)
        self._previous = wording.version_text(versions.previous_model)
        self._catalog = wording.version_text(versions.catalog)
        self.changed.emit()
        self.grow_older()

    def grow_older(self) -> None:
        """Say anew how long ago each device and HQ were heard."""
        now = self._now()
        if self._pin.locked_until is not None:
            self.pinChanged.emit()
        health = self._view.health
        if health is None:
            self._devices.show(())
            return
        self._devices.show([wording.device_row(device, now) for device in health.devices])
        sync = wording.sync_text(health.sync, now)
        if sync != self._sync:
            self._sync = sync
            self.aged.emit()

    @Property(str, notify=changed)
    def name(self) -> str:
        return self._view.name

    @Property(RowsModel, constant=True)
    def tasks(self) -> RowsModel:
        return self._tasks

    @Property(RowsModel, constant=True)
    def devices(self) -> RowsModel:
        return self._devices

    @Property(RowsModel, constant=True)
    def audit(self) -> RowsModel:
        return self._audit

    # -- the PIN -------------------------------------------------------------------------------------

    @Property(bool, notify=pinChanged)
    def pinWrong(self) -> bool:  # noqa: N802
        return self._pin.wrong

    @Property(bool, notify=pinChanged)
    def pinChecking(self) -> bool:  # noqa: N802
        return self._pin.checking

    @Property(int, notify=pinChanged)
    def pinLockedSeconds(self) -> int:  # noqa: N802
        """Seconds until the next attempt is allowed, 0 when it is now."""
        if self._pin.locked_until is None:
            return 0
        return max(0, ceil((self._pin.locked_until - self._now()).total_seconds()))

    @Slot(str)
    def submitPin(self, pin: str) -> None:  # noqa: N802
        self._submit(SubmitPin(pin))

    # -- the taken task ------------------------------------------------------------------------------

    @Property(str, notify=changed)
    def taskId(self) -> str:  # noqa: N802
        return self._task_text.task_id

    @Property(str, notify=changed)
    def taskName(self) -> str:  # noqa: N802
        return self._task_text.name

    @Property(str, notify=changed)
    def taskSize(self) -> str:  # noqa: N802
        return self._task_text.size

    @Property(QUrl, notify=changed)
    def taskPicture(self) -> QUrl:  # noqa: N802
        return self._task_text.picture

    @Property(int, notify=changed)
    def taskTint(self) -> int:  # noqa: N802
        return self._task_text.tint

    @Property(str, notify=changed)
    def taskPlace(self) -> str:  # noqa: N802
        return self._task_text.place

    @Property(int, notify=changed)
    def taskStep(self) -> int:  # noqa: N802
        """0 find the slot, 1 fill it, 2 confirmed by weight."""
        return _STEPS.index(self._view.active.step) if self._view.active else 0

    @Property(int, notify=changed)
    def taskNeeded(self) -> int:  # noqa: N802
        """Pieces that fill the slot, -1 where it is not known."""
        return self._task_text.needed

    @Property(int, notify=changed)
    def taskPut(self) -> int:  # noqa: N802
        return self._task_text.put

    @Property(str, notify=changed)
    def taskGrams(self) -> str:  # noqa: N802
        return self._task_text.grams

    @Property(str, notify=changed)
    def taskMessage(self) -> str:  # noqa: N802
        return self._task_text.message

    @Property(bool, notify=changed)
    def taskSerious(self) -> bool:  # noqa: N802
        return self._task_text.serious

    @Slot(str)
    def takeTask(self, task_id: str) -> None:  # noqa: N802
        self._submit(TakeTask(task_id))

    @Slot()
    def releaseTask(self) -> None:  # noqa: N802
        self._submit(ReleaseTask(self._task_text.task_id))

    @Slot()
    def pickSlot(self) -> None:  # noqa: N802
        """The person stands at the slot that the task names."""
        self._submit(PickSlot(self._task_text.shelf, self._task_text.slot))

    @Slot()
    def finishTask(self) -> None:  # noqa: N802
        self._submit(FinishTask(self._task_text.task_id))

    # -- health --------------------------------------------------------------------------------------

    @Property(bool, notify=changed)
    def brokerConnected(self) -> bool:  # noqa: N802
        return self._view.health is not None and self._view.health.broker_connected

    @Property(int, notify=changed)
    def decodeErrors(self) -> int:  # noqa: N802
        return self._view.health.decode_errors if self._view.health else 0

    @Property(int, notify=changed)
    def missedEvents(self) -> int:  # noqa: N802
        return self._view.health.missed_events if self._view.health else 0

    @Property(str, notify=aged)
    def syncHeadline(self) -> str:  # noqa: N802
        return self._sync.headline

    @Property(str, notify=aged)
    def syncDetail(self) -> str:  # noqa: N802
        return self._sync.detail

    @Property(str, notify=aged)
    def syncTone(self) -> str:  # noqa: N802
        return self._sync.tone

    @Property(int, notify=aged)
    def syncBacklog(self) -> int:  # noqa: N802
        return self._sync.backlog

    @Property(bool, notify=aged)
    def syncRunning(self) -> bool:  # noqa: N802
        return self._sync.running

    @Slot()
    def syncNow(self) -> None:  # noqa: N802
        self._submit(SyncNow())

    # -- versions ------------------------------------------------------------------------------------

    @Property(str, notify=changed)
    def modelVersion(self) -> str:  # noqa: N802
        return self._model.version

    @Property(str, notify=changed)
    def modelMade(self) -> str:  # noqa: N802
        return self._model.created

    @Property(str, notify=changed)
    def modelDetail(self) -> str:  # noqa: N802
        return self._model.detail

    @Property(str, notify=changed)
    def previousVersion(self) -> str:  # noqa: N802
        """ "" when there is nothing to go back to."""
        return self._previous.version

    @Property(str, notify=changed)
    def previousMade(self) -> str:  # noqa: N802
        return self._previous.created

    @Property(str, notify=changed)
    def previousDetail(self) -> str:  # noqa: N802
        return self._previous.detail

    @Property(str, notify=changed)
    def catalogVersion(self) -> str:  # noqa: N802
        return self._catalog.version

    @Property(str, notify=changed)
    def catalogMade(self) -> str:  # noqa: N802
        return self._catalog.created

    @Property(str, notify=changed)
    def catalogDetail(self) -> str:  # noqa: N802
        return self._catalog.detail

    @Property(str, notify=changed)
    def refused(self) -> str:
        """Why the last update was refused, "" where none was."""
        return self._view.versions.refused if self._view.versions else ""

    @Slot()
    def rollBackModel(self) -> None:  # noqa: N802
        self._submit(RollBackModel())

    # -- the pages -----------------------------------------------------------------------------------

    @Slot()
    def showRestock(self) -> None:  # noqa: N802
        self._submit(ShowRestock())

    @Slot()
    def showHealth(self) -> None:  # noqa: N802
        self._submit(ShowHealth())

    @Slot()
    def showVersions(self) -> None:  # noqa: N802
        self._submit(ShowVersions())

    @Slot()
    def showAudit(self) -> None:  # noqa: N802
        self._submit(ShowAudit())

    @Slot()
    def leave(self) -> None:
        self._submit(LeaveStaff())
