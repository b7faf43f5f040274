"""The staff's pages: PIN, restock list, the taken task, health, versions and the audit log."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.app.commands import (
    LeaveStaff,
    RollBackModel,
    ShowAudit,
    ShowDevices,
    ShowHealth,
    ShowRestock,
    ShowVersions,
    SyncNow,
    TakeTask,
)
from kiosk.app.view_state import PinView, StaffView, VersionsView
from kiosk.ui import alerts_wording, restock_wording, versions_wording
from kiosk.ui import staff_wording as wording
from kiosk.ui.models.devices import DevicesModel
from kiosk.ui.models.pin import PinModel
from kiosk.ui.models.restock_task import RestockTaskModel
from kiosk.ui.models.rows import RowsModel
from kiosk.ui.models.submit import Submit

QML_IMPORT_NAME = "Endcap.Models"
QML_IMPORT_MAJOR_VERSION = 1

_NOBODY = StaffView(name="")
_NO_VERSIONS = VersionsView(model=None, previous_model=None, catalog=None)


@QmlElement
@QmlUncreatable("The staff's pages come from the kiosk's view state")
class StaffModel(QObject):  # type: ignore[operator]  # stub: no __call__
    """Everything behind the PIN. Emptied when staff leave."""

    changed = Signal()
    aged = Signal()

    def __init__(self, submit: Submit, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._submit = submit
        self._now = now
        self._view = _NOBODY
        self._pin = PinModel(submit, now, self)
        self._task = RestockTaskModel(submit, self)
        self._under = DevicesModel(submit, now, self)
        self._tasks = RowsModel(restock_wording.TaskRow, self)
        self._devices = RowsModel(wording.DeviceRow, self)
        self._audit = RowsModel(wording.AuditRow, self)
        self._alerts = RowsModel(alerts_wording.AlertRow, self)
        self._broker = ("", "", "quiet")
        self._faults = ("", "quiet")
        self._sync = wording.NO_SYNC
        self._model = self._previous = self._catalog = versions_wording.NO_VERSION
        self._refused = ""

    def show(self, view: StaffView | None, pin: PinView | None, spoken: bool) -> None:
        """Become this view; `spoken` when the language has changed."""
        self._pin.show(pin)
        shown = view or _NOBODY
        if shown is self._view and not spoken:
            return
        self._view = shown
        self._tasks.show([restock_wording.task_row(task, shown.name) for task in shown.tasks])
        self._audit.show([wording.audit_row(row) for row in shown.audit])
        self._task.show(shown.active)
        self._under.show(shown.devices)
        if shown.health is not None:
            self._broker = wording.broker_text(shown.health)
            self._faults = wording.faults_text(shown.health)
        versions = shown.versions or _NO_VERSIONS
        self._model = versions_wording.version_text(versions.model)
        self._previous = versions_wording.version_text(versions.previous_model)
        self._catalog = versions_wording.version_text(versions.catalog)
        self._refused = versions_wording.refusals_text(versions.refusals)
        self.changed.emit()
        self.grow_older()

    def grow_older(self) -> None:
        """Say anew how long ago each device and HQ were heard, and how long something has been wrong."""
        now = self._now()
        self._pin.grow_older()
        self._under.grow_older()
        self._alerts.show([alerts_wording.alert_row(alert, now) for alert in self._view.alerts])
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

    @Property(RowsModel, constant=True)
    def alerts(self) -> RowsModel:
        """What is wrong with the bridge, on the pages about devices."""
        return self._alerts

    @Property(DevicesModel, constant=True)
    def devicesUnder(self) -> DevicesModel:  # noqa: N802
        """The firmware devices under the shelves."""
        return self._under

    @Property(PinModel, constant=True)
    def pin(self) -> PinModel:
        return self._pin

    @Property(RestockTaskModel, constant=True)
    def task(self) -> RestockTaskModel:
        return self._task

    # -- what to restock -----------------------------------------------------------------------------

    @Property(str, notify=changed)
    def headline(self) -> str:
        """The list in one line."""
        return restock_wording.headline(self._view)

    @Property(str, notify=changed)
    def startText(self) -> str:  # noqa: N802
        """What the list's one button says; "" where there is nothing to start."""
        return restock_wording.start(self._view)

    @Slot()
    def startFirst(self) -> None:  # noqa: N802
        """Take the most urgent task that is free, or go on with one's own."""
        first = restock_wording.first_open(self._view)
        if first is not None:
            self._submit(TakeTask(first.task_id))

    @Slot(str)
    def takeTask(self, task_id: str) -> None:  # noqa: N802
        self._submit(TakeTask(task_id))

    # -- health --------------------------------------------------------------------------------------

    @Property(str, notify=changed)
    def brokerHeadline(self) -> str:  # noqa: N802
        return self._broker[0]

    @Property(str, notify=changed)
    def brokerDetail(self) -> str:  # noqa: N802
        return self._broker[1]

    @Property(str, notify=changed)
    def brokerTone(self) -> str:  # noqa: N802
        return self._broker[2]

    @Property(str, notify=changed)
    def faults(self) -> str:
        """Messages that could not be read or were missed."""
        return self._faults[0]

    @Property(str, notify=changed)
    def faultsTone(self) -> str:  # noqa: N802
        return self._faults[1]

    @Property(str, notify=aged)
    def syncHeadline(self) -> str:  # noqa: N802
        return self._sync.headline

    @Property(str, notify=aged)
    def syncDetail(self) -> str:  # noqa: N802
        return self._sync.detail

    @Property(str, notify=aged)
    def syncTone(self) -> str:  # noqa: N802
        return self._sync.tone

    @Property(str, notify=aged)
    def syncError(self) -> str:  # noqa: N802
        return self._sync.error

    @Property(str, notify=aged)
    def syncBacklog(self) -> str:  # noqa: N802
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
        """Which releases are not used and why, "" where there are none."""
        return self._refused

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
    def showDevices(self) -> None:  # noqa: N802
        self._submit(ShowDevices())

    @Slot()
    def showAudit(self) -> None:  # noqa: N802
        self._submit(ShowAudit())

    @Slot()
    def leave(self) -> None:
        self._submit(LeaveStaff())
