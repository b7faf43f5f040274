"""A whole kiosk but its window, and a bridge that keeps a journal, over a real broker."""

import asyncio
import threading
import time
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime

from firmware_bridge import topics
from firmware_bridge.client import MqttClient, MqttSettings
from firmware_bridge.messages import (
    EventKind,
    ScanEvent,
    ScanSource,
    ShelfEvent,
    decode_replay_request,
    encode_scan_event,
    encode_shelf_event,
)
from firmware_bridge.values import encode_number, encode_observed
from kiosk.app.commands import Command, LeaveStaff, OpenStaff, ShowVersions, SubmitPin
from kiosk.app.errors import StaffError
from kiosk.app.view_state import VersionsView, ViewState
from kiosk.bootstrap import Kiosk, build_kiosk, read_settings
from kiosk.domain.planogram import SlotRef
from kiosk.store.device import open_device
from kiosk.store.staff_register import add
from tests.kiosk.small_store import Device, gtin

WITHIN_S = 15.0
PIN = "493817"


@dataclass
class Shown:
    """Everything that was shown, and waiting for it."""

    views: list[tuple[float, ViewState]] = field(default_factory=list)
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def show(self, view: ViewState) -> None:
        with self._changed:
            self.views.append((time.monotonic(), view))
            self._changed.notify_all()

    @property
    def view(self) -> ViewState:
        return self.views[-1][1]

    def until(self, wanted: Callable[[ViewState], object], what: str) -> ViewState:
        """The present view once `wanted` holds of it."""
        with self._changed:
            held = self._changed.wait_for(lambda: self.views and wanted(self.view), WITHIN_S)
            assert held, f"not within {WITHIN_S} s: {what}; the screen shows {self.views and self.view}"
            return self.view


@dataclass
class RunningKiosk:
    kiosk: Kiosk
    shown: Shown

    def do(self, command: Command) -> ViewState:
        self.kiosk.ask(command).result(WITHIN_S)
        return self.shown.view

    def sign_in(self) -> None:
        """Mia is at the staff's pages."""
        state = self.kiosk.settings.state
        db = open_device(state / "device.db")
        with suppress(StaffError):  # on the list since an earlier sign-in
            add(db, "Mia", PIN)
        db.close()
        self.do(OpenStaff())
        self.kiosk.submit(SubmitPin(PIN))
        self.shown.until(lambda v: v.staff, "a sign-in")

    def staff_versions(self) -> VersionsView:
        """What staff read of the releases; they leave again afterwards."""
        self.sign_in()
        view = self.do(ShowVersions())
        assert view.staff is not None
        assert view.staff.versions is not None
        self.do(LeaveStaff())
        return view.staff.versions

    async def until(self, wanted: Callable[[ViewState], object], what: str) -> ViewState:
        """Waits without holding up the test's own loop."""
        return await asyncio.to_thread(self.shown.until, wanted, what)


@contextmanager
def running(device: Device, broker_port: int = 1, **overrides: object) -> Iterator[RunningKiosk]:
    """A started kiosk; port 1 is a broker that is never there."""
    shown = Shown()
    settings = read_settings(device.state, {"broker_port": broker_port, **overrides})
    kiosk = build_kiosk(settings, shown.show)
    kiosk.start()
    try:
        yield RunningKiosk(kiosk, shown)
    finally:
        kiosk.stop()


class JournalBridge:
    """Publishes as the bridge does: numbered events, kept, and sent again on request."""

    def __init__(self, client: MqttClient, boot: int = 1) -> None:
        self.client = client
        self.boot = boot
        self.journal: list[tuple[int, int, str, bytes]] = []
        self.asked: list[tuple[int, int]] = []
        self._seq = 0

    async def answer_forever(self) -> None:
        async for inbound in self.client.messages():
            request = decode_replay_request(inbound.payload)
            inbound.acknowledge()
            self.asked.append((request.boot, request.after_seq))
            for boot, seq, topic, payload in list(self.journal):
                if (boot, seq) > (request.boot, request.after_seq):
                    await self.client.publish(topic, payload)

    def restart(self) -> None:
        """A new boot: numbers begin again."""
        self.boot += 1
        self._seq = 0

    def keep(self, topic: str, payload: bytes, seq: int) -> None:
        self.journal.append((self.boot, seq, topic, payload))

    async def state(self, device: str, state: str) -> None:
        await self.client.publish(topics.device_state(device), state.encode(), retain=True)

    async def stock(self, ref: SlotRef, count: int | None, observed: datetime | None = None) -> None:
        when = None if count is None else observed or datetime.now(UTC)
        await self.client.publish(topics.slot_stock(*ref), encode_number(count), retain=True)
        await self.client.publish(topics.slot_observed(*ref), encode_observed(when), retain=True)

    def event(
        self, kind: EventKind, ref: SlotRef, product_id: str, qty: int = 1
    ) -> tuple[ShelfEvent, str, bytes]:
        """Keep an event in the journal without publishing it yet."""
        self._seq += 1
        sign = -1 if kind is EventKind.PICK else 1
        event = ShelfEvent(
            *(str(uuid.uuid4()), self.boot, self._seq, datetime.now(UTC), ref.slot, gtin(product_id)),
            *(kind, qty, sign * 250.0 * qty, 0.97),
        )
        topic, payload = topics.slot_event(*ref), encode_shelf_event(event)
        self.keep(topic, payload, event.seq)
        return event, topic, payload

    async def happen(self, kind: EventKind, ref: SlotRef, product_id: str, qty: int = 1) -> ShelfEvent:
        event, topic, payload = self.event(kind, ref, product_id, qty)
        await self.client.publish(topic, payload)
        return event

    async def scan(self, number: str) -> ScanEvent:
        self._seq += 1
        event = ScanEvent(
            *(str(uuid.uuid4()), self.boot, self._seq, datetime.now(UTC)),
            *(ScanSource.HID, "ean13", number, number),
        )
        topic, payload = topics.scan_event("scanner-1"), encode_scan_event(event)
        self.keep(topic, payload, event.seq)
        await self.client.publish(topic, payload)
        return event


@asynccontextmanager
async def bridge(broker_port: int) -> AsyncIterator[JournalBridge]:
    settings = MqttSettings(topics.DEFAULT_BRIDGE, port=broker_port)
    async with MqttClient(settings) as client:
        client.subscribe(topics.replay_request())
        await client.wait_connected(WITHIN_S)
        made = JournalBridge(client)
        answering = asyncio.create_task(made.answer_forever())
        try:
            yield made
        finally:
            answering.cancel()
            await asyncio.gather(answering, return_exceptions=True)
