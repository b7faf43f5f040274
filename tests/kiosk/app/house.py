"""A kiosk without threads, window or network: real device.db and catalog.db, clocks that stand still."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from firmware_bridge.messages import EventKind, ScanEvent, ScanSource, ShelfEvent
from firmware_bridge.scans.codes import CodeRules, read_code
from kiosk.adapters.code_reader import code_reader
from kiosk.app import commands
from kiosk.app.condition import Condition
from kiosk.app.dispatcher import Dispatcher
from kiosk.app.members import Members
from kiosk.app.ports import Ask, InstalledReleases, Portrait, ReleaseInfo, Suggested
from kiosk.app.presenter import Presenter
from kiosk.app.restocking import Restocking
from kiosk.app.settings import Settings
from kiosk.app.shelves import Shelves
from kiosk.app.shopping import Shopping
from kiosk.app.staff_desk import StaffDesk
from kiosk.app.stage import Stage
from kiosk.app.view_state import ViewState
from kiosk.domain.own_words import OwnWords, Thing
from kiosk.domain.planogram import SlotRef
from kiosk.store.catalog import CatalogStore
from kiosk.store.device import DeviceStore
from kiosk.store.profiles import ProfileStore
from sync import outbox
from sync.database import connect
from sync.releases import NothingToGoBackTo
from sync.wire import Event
from tests.kiosk.small_store import CHEESE, CRACKERS, MILK, SHOES, SKIM, VERSION, Device, FakeClock, gtin

SLOTS = {
    MILK: SlotRef("shelf-a", "a1"),
    CHEESE: SlotRef("shelf-a", "a2"),
    CRACKERS: SlotRef("shelf-a", "a3"),
    SKIM: SlotRef("shelf-a", "a4"),
    SHOES: SlotRef("shelf-b", "b1"),
}
PIN = "493817"
CARD_KEY = bytes(range(32))


@dataclass
class Answers:
    """A recommender that answers when it is told to."""

    available: bool = True
    version: str | None = "2026.11.1"
    reads: str | None = "encoder-1"
    asked: list[tuple[Ask, Callable[[Sequence[Suggested]], None]]] = field(default_factory=list)
    portrayed: list[tuple[Ask, Callable[[Portrait], None]]] = field(default_factory=list)
    heard: list[tuple[str, Callable[[OwnWords | None], None]]] = field(default_factory=list)

    def ask(self, ask: Ask, answered: Callable[[Sequence[Suggested]], None]) -> None:
        self.asked.append((ask, answered))

    def portray(self, ask: Ask, answered: Callable[[Portrait], None]) -> None:
        self.portrayed.append((ask, answered))

    def read(self, text: str, understood: Callable[[OwnWords | None], None]) -> None:
        self.heard.append((text, understood))

    def understand(self, *things: Thing) -> None:
        """Answer the last question for what a text names."""
        text, understood = self.heard[-1]
        understood(OwnWords(text, things, self.reads or ""))

    def answer(self, *product_ids: str, which: int = -1) -> None:
        items = [Suggested(each, "bought_together", (MILK,), (("percent", 41.0),)) for each in product_ids]
        self.asked[which][1](items)


@dataclass
class Pins:
    """PINs checked at once; a member of staff's "hash" is the PIN itself."""

    waiting: list[Callable[[], None]] = field(default_factory=list)
    hold: bool = False

    def check(
        self,
        pin: str,
        hashes: Mapping[str, str],
        answered: Callable[[str | None], None],
        failed: Callable[[], None],
    ) -> None:
        def check() -> None:
            answered(next((each for each, kept in hashes.items() if kept == pin), None))

        self.waiting.append(failed if self.hold else check)
        if not self.hold:
            self.waiting.pop()()


@dataclass
class Versions:
    """Two models, of which the newer is in use."""

    model: str = "2026.11.2"
    previous: str | None = "2026.11.1"
    held: tuple[str, ...] = ()

    def installed(self) -> InstalledReleases:
        previous = None if self.previous is None else ReleaseInfo(self.previous, None)
        return InstalledReleases(ReleaseInfo(self.model, None), previous, ReleaseInfo(VERSION, None))

    def held_models(self) -> tuple[str, ...]:
        return self.held

    def roll_back_model(self) -> str:
        if self.previous is None:
            raise NothingToGoBackTo("there is no previous model on this device")
        self.model, self.previous, self.held = self.previous, None, (self.model,)
        return self.model


class House:
    """The use cases around one device.db, driven by hand."""

    def __init__(self, device: Device, clock: FakeClock) -> None:
        self.device, self.clock = device, clock
        self.settings = Settings(
            state=device.state, opens="00:00", closes="00:00", time_zone="UTC", page_size=3
        )
        self.answers, self.pins, self.versions = Answers(), Pins(), Versions()
        self.shown: list[ViewState] = []
        self.seq = 0
        self.facts = DeviceStore(self.settings.device_db)
        self.profiles = ProfileStore(self.settings.profiles_db, CARD_KEY)
        self._open()

    def _open(self) -> None:
        facts, clock, settings = self.facts, self.clock, self.settings
        self.shelves = Shelves(facts, clock, settings.opening, settings.bridge_id)
        self.restocking = Restocking(facts, clock, self.shelves)
        self.desk = StaffDesk(facts, clock, settings.staff_timing, self.restocking, self.pins, self.versions)
        self.condition = Condition(broker_connected=True)
        self.members = Members(
            self.profiles, clock, self.answers, self.condition, settings.profile_days, self._changed
        )
        self.shopping = Shopping(
            *(facts, clock, settings, self.answers, self.members, self.condition),
            *(self.shelves.none_left, self._changed),
        )
        typed = code_reader(settings.loyalty_prefixes, settings.staff_prefixes, CARD_KEY)
        self.dispatcher = Dispatcher(
            *(facts, clock, self.shelves, self.shopping, self.restocking, self.desk, self.condition),
            *(timedelta(seconds=60), typed, self._changed),
        )
        presenter = Presenter(self.dispatcher, facts, clock, settings, self.answers, self.versions)
        self.stage = Stage(self.dispatcher, presenter, self.shown.append)
        self.dispatcher.catalog_changed(CatalogStore(settings.catalog_db))
        self.stage.refresh()

    def _changed(self) -> None:
        self.stage.refresh()

    def restart(self) -> None:
        """As after kill -9: nothing but the files is left."""
        self.close()
        self.facts = DeviceStore(self.settings.device_db)
        self.profiles = ProfileStore(self.settings.profiles_db, CARD_KEY)
        self._open()

    def close(self) -> None:
        if self.dispatcher.catalog is not None:
            self.dispatcher.catalog.close()
        self.profiles.close()
        self.facts.close()

    # ---- what people and shelves do

    def do(self, command: commands.Command) -> ViewState:
        self.stage.handle(command)
        return self.view

    def shelf(
        self,
        kind: EventKind,
        product_id: str = MILK,
        qty: int = 1,
        *,
        at: str | None = None,
        grams: float | None = None,
        confidence: float = 0.97,
        age_s: float = 0.0,
        known: bool = True,
    ) -> ShelfEvent:
        """An event as the bridge would make it: of the product's slot, or of `at`'s."""
        self.seq += 1
        sign = -1 if kind is EventKind.PICK else 1
        weight = sign * 250.0 * qty if grams is None else grams
        slot = SLOTS[at or product_id].slot
        ts = self.clock.now() - timedelta(seconds=age_s)
        number = gtin(product_id) if known else "04006381333931"
        return ShelfEvent(str(uuid.uuid4()), 1, self.seq, ts, slot, number, kind, qty, weight, confidence)

    def hear(self, event: ShelfEvent, *, shelf: str = "shelf-a", redelivered: bool = False) -> ViewState:
        self.dispatcher.intake.shelf_event(shelf, event, redelivered)
        self.stage.refresh()
        return self.view

    def lift(self, product_id: str, qty: int = 1) -> ViewState:
        return self.hear(self.shelf(EventKind.PICK, product_id, qty), shelf=SLOTS[product_id].shelf)

    def put_back(self, product_id: str, qty: int = 1) -> ViewState:
        return self.hear(self.shelf(EventKind.RETURN, product_id, qty), shelf=SLOTS[product_id].shelf)

    def scan(
        self, number: str | None, raw: str = "", age_s: float = 0.0, or_else: str | None = None
    ) -> ViewState:
        self.seq += 1
        ts: datetime = self.clock.now() - timedelta(seconds=age_s)
        event = ScanEvent(
            *(str(uuid.uuid4()), 1, self.seq, ts, ScanSource.HID, "ean13", raw or number or "", number),
            alternative_gtin=or_else,
        )
        self.dispatcher.intake.scan_event(event)
        self.stage.refresh()
        return self.view

    def show_card(self, number: str = "LOY-4711", age_s: float = 0.0) -> ViewState:
        """A card under the bridge's scanner."""
        card = read_code(number, CodeRules(seal_key=CARD_KEY))
        self.seq += 1
        ts = self.clock.now() - timedelta(seconds=age_s)
        what = (ScanSource.HID, card.symbology, card.raw, None)
        self.dispatcher.intake.scan_event(ScanEvent(str(uuid.uuid4()), 1, self.seq, ts, *what))
        self.stage.refresh()
        return self.view

    def stock(self, product_id: str, count: int | None) -> None:
        """The shelf says and confirms a count."""
        ref = SLOTS[product_id]
        self.shelves.heard_confirmation(ref, self.clock.now())
        self.dispatcher.heard_stock(ref, count)
        self.dispatcher.keep_readings()

    def pass_s(self, seconds: float) -> ViewState:
        self.clock.pass_s(seconds)
        self.dispatcher.tick()
        self.stage.refresh()
        return self.view

    def sign_in(self, name: str = "Mia", pin: str = PIN) -> ViewState:
        self.add_staff(name, pin)
        self.do(commands.OpenStaff())
        return self.do(commands.SubmitPin(pin))

    def add_staff(self, name: str = "Mia", pin: str = PIN) -> None:
        db = connect(self.settings.device_db)
        db.execute("insert or ignore into staff values (?, ?, ?, '2026-11-24T00:00:00Z')", [name, name, pin])
        db.close()

    # ---- what is known afterwards

    @property
    def view(self) -> ViewState:
        return self.shown[-1]

    def told(self, kind: str | None = None) -> list[Event]:
        """What the outbox holds for HQ."""
        db = connect(self.settings.device_db)
        events = outbox.pending(db, 10_000)
        db.close()
        return [event for event in events if kind is None or event.kind == kind]

    def audited(self) -> list[str]:
        """Actions of the audit log, oldest first."""
        return [entry.action for entry in reversed(self.facts.audit_entries(1000))]
