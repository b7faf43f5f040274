"""What staff ask for on their pages: which page, which task, which device."""

from collections.abc import Callable

from kiosk.app import commands
from kiosk.app.device_desk import DeviceDesk
from kiosk.app.errors import CommandRefused
from kiosk.app.ports import Catalog
from kiosk.app.restocking import Restocking
from kiosk.app.staff_desk import StaffDesk
from kiosk.domain.planogram import SlotRef
from kiosk.domain.staff import Desk
from sync.manifest import ReleaseError


class StaffCommands:
    """Used from the runtime loop only."""

    def __init__(
        self, desk: StaffDesk, devices: DeviceDesk, restocking: Restocking, catalog: Callable[[], Catalog]
    ) -> None:
        """`catalog` gives the one that is open, or raises CommandRefused."""
        self._desk = desk
        self._devices = devices
        self._restocking = restocking
        self._catalog = catalog

    def carry_out(self, command: commands.Command) -> bool:
        """False for what is not asked on these pages. Raises CommandRefused, and `sync.database`'s faults."""
        match command:
            case commands.ShowRestock():
                self._desk.show(Desk.RESTOCK)
            case commands.ShowHealth():
                self._desk.show(Desk.HEALTH)
            case commands.ShowVersions():
                self._desk.show(Desk.VERSIONS)
            case commands.ShowAudit():
                self._desk.show(Desk.AUDIT)
            case commands.ShowDevices():
                self._devices.close()
                self._desk.show(Desk.DEVICES)
                self._devices.tick(True)
            case (
                commands.OpenTeachIn()
                | commands.ChooseDevice()
                | commands.AdoptDevice()
                | commands.ForgetDevice()
                | commands.ChooseCell()
                | commands.CalibrateCell()
                | commands.CountSlot()
                | commands.BindProduct()
            ):
                self._devices.handle(command, self._desk.name, self._catalog().product)
            case commands.TakeTask(task_id):
                self._desk.take(task_id)
            case commands.ReleaseTask(task_id):
                self._desk.release(task_id)
            case commands.FinishTask(task_id):
                self._desk.finish(task_id)
                self._restocking.reconcile()
            case commands.PickSlot(shelf, slot):
                self._desk.pick_slot(SlotRef(shelf, slot))
            case commands.RollBackModel():
                self._roll_back()
            case commands.SyncNow():
                self._desk.sync_now()
            case _:
                return False
        return True

    def _roll_back(self) -> None:
        try:
            self._desk.roll_back_model()
        except ReleaseError as error:
            raise CommandRefused(str(error)) from error
