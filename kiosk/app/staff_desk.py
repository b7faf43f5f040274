"""Staff at the screen: PIN, pages, and going back to the previous model."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from kiosk.app.errors import CommandRefused
from kiosk.app.ports import Clock, Facts, PinDesk, Releases
from kiosk.app.restocking import AUTHOR, Restocking
from kiosk.domain import staff
from kiosk.domain.pin import Attempts
from kiosk.domain.planogram import SlotRef
from kiosk.domain.staff import Desk, StaffMember, StaffPhase, StaffSession, StaffTiming
from kiosk.domain.task import CodeScanned, SlotPicked
from sync.wire import EventKind

SHORTEST_PIN, LONGEST_PIN = 6, 12
MOST_ROLL_BACKS = 1000  # entries that are looked at
_TO = " → "  # between the two versions in an entry's detail


class StaffDesk:
    """One member of staff at a time. Used from the runtime loop only."""

    def __init__(
        self,
        facts: Facts,
        clock: Clock,
        timing: StaffTiming,
        restocking: Restocking,
        pins: PinDesk,
        releases: Releases,
    ) -> None:
        self._facts = facts
        self._clock = clock
        self._timing = timing
        self._restocking = restocking
        self._pins = pins
        self._releases = releases
        self.on_code: Callable[[str | None], None] = lambda _product_id: None
        """Told of a code that is read while staff set up a slot."""
        self.session: StaffSession | None = None
        self.attempts = facts.attempts().anchored(clock.uptime())

    # ---- signing in and out

    def open(self) -> None:
        if self.attempts != self._facts.attempts():  # reckoned anew after a reboot of the machine
            with self._facts.transaction():
                self._facts.keep_attempts(self.attempts)
        self.session = staff.opened(self._clock.at(), self._timing)

    def submit(self, pin: str, answered: Callable[[], None]) -> None:
        """Check a PIN off this loop; `answered` is called when the session has changed.

        The attempt is counted, durably, before it is checked.
        """
        session = self._present()
        if session.phase is not StaffPhase.PIN_PAD:
            raise CommandRefused("no PIN is asked for now")
        uptime = self._clock.uptime()
        if self.attempts.locked_s(uptime) > 0:
            raise CommandRefused("too many wrong PINs; wait until the lock ends")
        if not (pin.isascii() and pin.isdigit() and SHORTEST_PIN <= len(pin) <= LONGEST_PIN):
            # Nobody's PIN looks like this, so it tells an attacker nothing and costs no attempt.
            self.session = staff.refused(session, self._clock.at(), self._timing)
            return
        counted = self.attempts.counted(uptime)
        with self._facts.transaction():
            self._facts.keep_attempts(counted)
        self.attempts = counted
        self.session = staff.checking(session, self._clock.at(), self._timing)
        people = self._facts.pin_hashes()
        names = {each: name for each, (name, _) in people.items()}
        hashes = {each: pin_hash for each, (_, pin_hash) in people.items()}
        self._pins.check(
            pin,
            hashes,
            lambda found: self._checked(found, names, answered),
            lambda: self._not_checked(answered),
        )

    def _checked(self, staff_id: str | None, names: dict[str, str], answered: Callable[[], None]) -> None:
        if self.session is None or self.session.phase is not StaffPhase.CHECKING:
            return  # left meanwhile: the attempt stays counted
        now, at = self._clock.now(), self._clock.at()
        if staff_id is None:
            locked = self.attempts.locked_s(self._clock.uptime()) > 0
            with self._facts.transaction():
                self._facts.audit(AUTHOR, "pin_locked" if locked else "pin_wrong", "", now)
            self.session = staff.refused(self.session, at, self._timing)
        else:
            with self._facts.transaction():
                self._facts.keep_attempts(Attempts())
                self._facts.audit(names[staff_id], "signed_in", "", now)
            self.attempts = Attempts()
            self.session = staff.admitted(StaffMember(staff_id, names[staff_id]), at, self._timing)
        answered()

    def _not_checked(self, answered: Callable[[], None]) -> None:
        """The attempt stays counted; ask again."""
        if self.session is not None and self.session.phase is StaffPhase.CHECKING:
            self.session = staff.opened(self._clock.at(), self._timing)
            answered()

    def leave(self) -> None:
        """Taken tasks stay taken. Whoever leaves has left, even where the audit row cannot be kept, which
        raises."""
        left, self.session = self.session, None
        if left is not None and left.member is not None:
            with self._facts.transaction():
                self._facts.audit(left.member.name, "signed_out", "", self._clock.now())

    @property
    def dismissed(self) -> bool:
        """Somebody is signed in who was removed from the list of staff meanwhile."""
        member = None if self.session is None else self.session.member
        return member is not None and not self._facts.is_staff(member.staff_id)

    def touched(self) -> None:
        if self.session is not None:
            self.session = staff.active(self.session, self._clock.at(), self._timing)

    def passed(self) -> bool:
        """Time has passed; True when the session is over, so that it must be left."""
        if self.session is None:
            return False
        after = staff.passed(self.session, self._clock.at(), self._timing)
        if after is None:
            return True
        self.session = after
        return False

    # ---- pages and tasks

    def show(self, desk: Desk) -> None:
        self.session = replace(self._working(), desk=desk, task_id=None)

    def back(self) -> bool:
        """One page back; False when that leaves."""
        session = self._present()
        if session.phase is not StaffPhase.WORKING or session.desk is Desk.RESTOCK:
            return False
        self.session = replace(session, desk=Desk.RESTOCK, task_id=None)
        return True

    def take(self, task_id: str) -> None:
        session = self._working()
        self._restocking.take(task_id, self.name)
        self.session = replace(session, desk=Desk.TASK, task_id=task_id)

    def release(self, task_id: str) -> None:
        session = self._working()
        self._restocking.release(task_id, self.name)
        self.session = replace(session, desk=Desk.RESTOCK, task_id=None)

    def finish(self, task_id: str) -> None:
        session = self._working()
        self._restocking.finish(task_id, self.name)
        self.session = replace(session, desk=Desk.RESTOCK, task_id=None)

    def pick_slot(self, ref: SlotRef) -> None:
        self._restocking.step(self._task_id(), SlotPicked(ref), self.name)

    def scanned(self, product_id: str | None, code: str) -> None:
        """A code was read while staff use the screen: it finds the slot, or the task for that product."""
        session = self._present()
        if session.phase is not StaffPhase.WORKING:
            return
        if session.desk is Desk.DEVICES:
            self.on_code(product_id)
            return
        if session.task_id is not None:
            self._restocking.step(session.task_id, CodeScanned(product_id, code), self.name)
            return
        task = None if product_id is None else self._restocking.task_for(product_id)
        if task is not None:
            self.take(task.work.task_id)
            self._restocking.step(task.work.task_id, CodeScanned(product_id, code), self.name)

    # ---- releases and sync

    def roll_back_model(self) -> str:
        """Put the previous model in use; returns its version. Raises sync's ReleaseError."""
        self._working()
        installed = self._releases.installed()
        if installed.model is not None and installed.previous_model is not None:
            change = f"{installed.model.version}{_TO}{installed.previous_model.version}"
            with self._facts.transaction():
                self._facts.audit(self.name, "roll_back_asked", change, self._clock.now())
        version = self._releases.roll_back_model()
        self.note_roll_backs()
        return version

    def note_roll_backs(self) -> None:
        """Audit, and tell HQ, that a model was gone back from, where neither was done yet.

        The pointer's file and device.db are no one transaction: a crash between them is made good here.
        """
        held = self._releases.held_models()
        if not held:
            return
        entries = partial(self._facts.audit_entries, MOST_ROLL_BACKS)
        noted = {entry.detail for entry in entries("model_rolled_back")}
        for entry in entries("roll_back_asked"):
            left, _, wanted = entry.detail.partition(_TO)
            if left not in held or entry.detail in noted:
                continue
            noted.add(entry.detail)
            now = self._clock.now()
            with self._facts.transaction():
                self._facts.tell(EventKind.MODEL_ROLLED_BACK, {"from": left, "to": wanted}, now)
                self._facts.audit(entry.who, "model_rolled_back", entry.detail, now)

    def sync_now(self) -> None:
        self._working()
        with self._facts.transaction():
            self._facts.request_sync()
            self._facts.audit(self.name, "sync_requested", "", self._clock.now())

    # ---- who is here

    @property
    def name(self) -> str:
        member = self._working().member
        return "" if member is None else member.name

    @property
    def working(self) -> bool:
        """Somebody is signed in."""
        return self.session is not None and self.session.phase is StaffPhase.WORKING

    @property
    def desk(self) -> Desk | None:
        """The page that somebody who is signed in looks at."""
        return self.session.desk if self.session is not None and self.working else None

    @property
    def active_task(self) -> str | None:
        """The task on the screen."""
        return None if self.session is None else self.session.task_id

    def _present(self) -> StaffSession:
        if self.session is None:
            raise CommandRefused("sign in as staff first")
        return self.session

    def _working(self) -> StaffSession:
        session = self._present()
        if session.phase is not StaffPhase.WORKING:
            raise CommandRefused("sign in as staff first")
        return session

    def _task_id(self) -> str:
        task_id = self._working().task_id
        if task_id is None:
            raise CommandRefused("open a task first")
        return task_id
