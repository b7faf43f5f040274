"""Commands of people, the passing of time, and news of the device, each handled to its end."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from kiosk.app import commands
from kiosk.app.bridge_alerts import BridgeAlerts
from kiosk.app.condition import Condition
from kiosk.app.device_desk import DeviceDesk
from kiosk.app.errors import CatalogUnreadable, CommandRefused
from kiosk.app.intake import Intake, named, printable
from kiosk.app.ports import Catalog, Clock, CodeReader, Facts, TypedCode
from kiosk.app.restocking import Restocking
from kiosk.app.shelves import Shelves
from kiosk.app.shopper_commands import event_of
from kiosk.app.shopping import Shopping
from kiosk.app.staff_commands import StaffCommands
from kiosk.app.staff_desk import StaffDesk
from kiosk.domain import shopper_events as happened
from kiosk.domain.planogram import SlotRef
from kiosk.domain.staff import Desk
from sync.database import DatabaseError
from sync.wire import ReleaseKind

log = logging.getLogger(__name__)

HOUSEKEEPING_S = 30.0
FORGETTING_S = 3600.0
TRY_AGAIN_S = 1.0


@dataclass(frozen=True, slots=True)
class _Read:
    """A code that was typed."""

    product_id: str | None
    gtin: str | None  # the likeliest of those that it may mean
    typed: TypedCode
    text: str  # what may be shown of it; nothing of a card


class Dispatcher:
    """Used from the runtime loop only, which serialises everything."""

    def __init__(
        self,
        facts: Facts,
        clock: Clock,
        shelves: Shelves,
        shopping: Shopping,
        restocking: Restocking,
        desk: StaffDesk,
        condition: Condition,
        late_after: timedelta,
        read_code: CodeReader,
        changed: Callable[[], None],
    ) -> None:
        """`late_after` is the age of an event that the screen no longer follows. `read_code` says what a
        typed code means. `changed` is called when something that may be on the screen has changed by itself.
        """
        self._facts = facts
        self._clock = clock
        self.shelves = shelves
        self.shopping = shopping
        self.restocking = restocking
        self.desk = desk
        self.condition = condition
        self._read_code = read_code
        self._changed = changed
        self.intake = Intake(
            facts, clock, shelves, shopping, restocking, desk, condition, self.find, late_after
        )
        self.devices = DeviceDesk(facts, clock, shelves)
        self.alerts = BridgeAlerts(shelves)
        desk.on_code = self.devices.scanned
        self._pages = StaffCommands(desk, self.devices, restocking, self._catalog)
        self.catalog: Catalog | None = None
        self.on_catalog_broken: Callable[[], None] = lambda: None
        self._next_housekeeping = 0.0
        self._next_forgetting = 0.0
        self._next_try = 0.0
        self._unkept: set[SlotRef] = set()  # slots whose newest reading is not in device.db

    # ---- commands

    def handle(self, command: commands.Command) -> None:
        """Carry a command out. Raises CommandRefused, and `sync.database`'s faults where staff's work cannot
        be kept."""
        self.condition.trace = ""
        if self.desk.dismissed:
            self._leave_staff()
            raise CommandRefused("you are no longer on the list of staff")
        match command:
            case commands.SwitchLanguage(language) if self.desk.session is not None:
                self.desk.touched()
                self.shopping.choose_language(language)
            case commands.SetAccessible(on) if self.desk.session is not None:
                self.desk.touched()
                self.shopping.choose_accessible(on)
            case commands.OpenStaff():
                self._open_staff()
            case _ if self.desk.session is not None:
                self._staff_command(command)
            case commands.EnterCode(raw):
                self._code_typed(raw)
            case commands.SubmitQuery(text):
                if self._read_code(text.strip()).card:
                    self._apply(happened.QueryTyped(""))  # its number is nothing to come back to
                    self._code_typed(text)
            case (
                commands.AnswerConsent()
                | commands.OpenInterests()
                | commands.CorrectInterest()
                | commands.SayWords()
                | commands.OfferWords()
                | commands.DeleteProfile()
            ):
                shopping = self.shopping
                self._apply(shopping.members.carry_out(command, shopping.session, self.catalog))
            case _:
                self._apply(event_of(command, self._catalog))

    def _apply(self, event: happened.Event) -> None:
        """A shopper's step. What a full disk refuses here is statistics: counted, and said on the screen."""
        plan = self.shopping.plan(event)
        if plan.step.effects:
            self.shopping.foresee(plan)
            try:
                with self._facts.transaction():
                    self.shopping.write(plan, self._clock.now())
                self.condition.kept_again()
            except DatabaseError as error:
                self.condition.lost(error)
        self.shopping.adopt(plan)

    def _code_typed(self, raw: str) -> None:
        read = self._read(raw)
        if read.typed.card:
            self._apply(self.shopping.members.shown(read.typed.card))
            return
        plan = self.shopping.plan(happened.Scanned(read.product_id, read.text))
        self.shopping.foresee(plan)
        try:
            with self._facts.transaction():
                now = self._clock.now()
                self.intake.tell_scan(plan, read.product_id, read.gtin, "typed", now)
                self.shopping.write(plan, now)
        except DatabaseError as error:
            self.condition.lost(error)
        self.shopping.adopt(plan)

    def _read(self, raw: str) -> _Read:
        """What a code means that was typed, by hand or by a scanner that types."""
        code = raw.strip()
        self._require(bool(code), "the code is empty")
        product_id, typed = self.find(code), self._read_code(code)
        gtin = typed.gtins[0] if typed.gtins else None
        if product_id is None:
            product_id, gtin = named(typed.gtins, self.find)
        return _Read(product_id, gtin, typed, "" if typed.secret else printable(code))

    def _open_staff(self) -> None:
        """The shopper's session ends; the language stays for whoever opens the staff pages."""
        if self.desk.session is None:
            language = self.shopping.session.language
            self._apply(happened.Ended())
            self.shopping.choose_language(language)
            self.desk.open()

    def _staff_command(self, command: commands.Command) -> None:
        self.desk.touched()
        match command:
            case commands.SubmitPin(pin):
                self.desk.submit(pin, self._changed)
            case commands.LeaveStaff() | commands.GoHome() | commands.EndSession():
                self._leave_staff()
            case commands.GoBack() if self.desk.desk is Desk.DEVICES and self.devices.back():
                pass
            case commands.GoBack():
                if not self.desk.back():
                    self._leave_staff()
            case commands.EnterCode(raw):
                read = self._read(raw)
                if not read.typed.secret:  # a card is no matter of the staff's pages
                    self.desk.scanned(read.product_id, read.text)
            case commands.Touch() | commands.ExtendSession():
                pass
            case _ if self._pages.carry_out(command):
                pass
            case _ if self.desk.working:
                raise CommandRefused("leave the staff pages first")
            case _:  # a shopper who came upon the PIN pad goes on
                event = event_of(command, self._catalog)
                self.desk.leave()
                self._apply(event)

    def _leave_staff(self) -> None:
        self.devices.close()
        self.shopping.choose_language(self.shopping.default_language)
        self.shopping.choose_accessible(False)
        self.desk.leave()

    # ---- time

    def tick(self) -> None:
        """Time has passed; to be called about twice a second."""
        at = self._clock.at()
        if self.desk.session is not None:
            self._time_for_staff()
            self.devices.tick(self.desk.desk is Desk.DEVICES)
        else:
            before = self.shopping.session
            self._apply(happened.Ticked())
            if self.shopping.session is not before and self.shopping.session != before:
                self.condition.trace = ""
        self._try_again(at)
        self.keep_readings()
        if at >= self._next_housekeeping:
            self._next_housekeeping = at + HOUSEKEEPING_S
            self._housekeeping(at)

    def _time_for_staff(self) -> None:
        try:
            if self.desk.dismissed or self.desk.passed():
                self._leave_staff()
        except DatabaseError as error:
            self.condition.lost(error)

    def _housekeeping(self, at: float) -> None:
        if self.catalog is None and ReleaseKind.CATALOG in self.condition.unusable:
            self.on_catalog_broken()  # it could not be built, perhaps for want of room: once more
        try:
            self.desk.note_roll_backs()
            self.restocking.reconcile()
            if at >= self._next_forgetting:
                self._next_forgetting = at + FORGETTING_S
                self._facts.forget_old(self._clock.now())
                self.shopping.members.forget_expired(self._clock.now())
        except DatabaseError as error:
            self.condition.lost(error)

    def _try_again(self, at: float) -> None:
        """While nothing can be kept: find out whether the disk has space again."""
        if not self.condition.not_keeping or at < self._next_try:
            return
        self._next_try = at + TRY_AGAIN_S
        try:
            with self._facts.transaction():
                self._facts.keep_ledger(self.intake.ledger)
            self.condition.kept_again()
        except DatabaseError as error:
            self.condition.refused(error)

    # ---- shelves

    def heard_stock(self, ref: SlotRef, count: int | None) -> None:
        """A shelf says how many pieces it holds. It says so again after a reconnect, so a full disk loses
        nothing."""
        if self.shelves.heard_count(ref, count):
            self._unkept.add(ref)
            self.shopping.stock_changed()

    def heard_confidence(self, ref: SlotRef, confidence: float | None) -> None:
        """And how probable it is that this is exact."""
        if self.shelves.heard_confidence(ref, confidence):
            self._unkept.add(ref)

    def keep_readings(self) -> None:
        """Write what was heard, in one transaction: a shelf says much at once, and a commit is slow."""
        if not self._unkept:
            return
        try:
            with self._facts.transaction():
                for ref in self._unkept:
                    self.shelves.keep(ref)
            self._unkept.clear()
            self.restocking.reconcile()
        except DatabaseError as error:
            self.condition.lost(error)

    # ---- catalog and model

    def catalog_changed(self, catalog: Catalog) -> None:
        """A catalog was opened, in the place of an older one or of none."""
        old, self.catalog = self.catalog, catalog
        self.shopping.catalog = catalog
        self.shelves.use(catalog.planogram)
        self.condition.rebuilding = False
        if old is not None:
            old.close()
        self.shopping.suggest_again()
        self._housekeeping(self._clock.at())

    def find(self, code: str) -> str | None:
        """Product id of a code; None where it is not sold here, or no catalog can be read now."""
        if self.catalog is None:
            return None
        try:
            return self.catalog.by_code(code)
        except CatalogUnreadable as error:
            self.catalog_broken(error)
            return None

    def catalog_broken(self, error: CatalogUnreadable) -> None:
        """The cache turned out to be damaged while in use; it is rebuilt from the release."""
        log.error("The catalog cannot be read and is rebuilt: %s", error)
        if self.catalog is not None:
            self.catalog.close()
        self.catalog = None
        self.shopping.catalog = None
        self.condition.rebuilding = True
        self.on_catalog_broken()

    def _catalog(self) -> Catalog:
        if self.catalog is None:
            raise CommandRefused("the catalog is being rebuilt; try again in a moment")
        return self.catalog

    @staticmethod
    def _require(condition: bool, otherwise: str) -> None:
        if not condition:
            raise CommandRefused(otherwise)
