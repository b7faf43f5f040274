"""A whole kiosk at a real broker: what is heard is shown, kept once, and never lost."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from firmware_bridge import topics
from firmware_bridge.client import MqttClient, MqttSettings
from firmware_bridge.messages import EventKind, ShelfEvent, decode_planogram
from kiosk.adapters.shelf_feed import ASK_AGAIN_S
from kiosk.app.intake import Intake
from kiosk.app.view_state import Notice, Screen, StockState, ViewState
from kiosk.domain.planogram import SlotRef
from sync import outbox
from sync.database import connect
from tests.conftest import RealBroker
from tests.kiosk.small_store import CHEESE, MILK, SHOES, Device, gtin
from tests.kiosk.whole_kiosk import JournalBridge, bridge, running

MILK_SLOT, CHEESE_SLOT = SlotRef("shelf-a", "a1"), SlotRef("shelf-a", "a2")


def shows(product_id: str) -> object:
    def wanted(view: ViewState) -> bool:
        return view.product is not None and view.product.product_id == product_id

    return wanted


def ready(view: ViewState) -> bool:
    return bool(view.store_name) and Notice.BROKER_DOWN not in view.notices


def told(device: Device, kind: str) -> list[str]:
    """Ids of the shelf events of one kind that the outbox holds."""
    db = connect(device.state / "device.db")
    found = [str(event.payload["event"]) for event in outbox.pending(db, 10_000) if event.kind == kind]
    db.close()
    return found


async def settled(bridge: JournalBridge, device: Device) -> None:
    """Until the kiosk has committed everything in the journal."""
    boot, seq, _, _ = bridge.journal[-1]
    for _ in range(300):
        db = connect(device.state / "device.db")
        cursor = db.execute("select boot, seq from ledger").fetchone()
        db.close()
        if tuple(cursor) == (boot, seq):
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"the cursor stands at {tuple(cursor)}, the journal ends at {(boot, seq)}")


async def test_a_lift_is_shown_with_the_stock_the_shelf_confirms(device: Device, broker: RealBroker) -> None:
    async with bridge(broker.port) as made:
        await made.state("shelf-a", "ready")
        await made.stock(CHEESE_SLOT, 6)
        with running(device, broker.port) as kiosk:
            await kiosk.until(ready, "a start")
            event = await made.happen(EventKind.PICK, CHEESE_SLOT, CHEESE)
            view = await kiosk.until(shows(CHEESE), "the page")
            assert view.trace == event.id
            view = await kiosk.until(lambda v: v.product.stock.state is StockState.MEASURED, "a count")
            assert view.product is not None
            assert view.product.stock.count == 6
            await made.stock(CHEESE_SLOT, 5)
            await kiosk.until(lambda v: v.product.stock.count == 5, "one less")
            await made.scan(gtin(SHOES))
            await kiosk.until(shows(SHOES), "the scanned product")


async def test_the_planogram_is_said_to_the_bridge_and_again_when_the_catalog_changes(
    device: Device, broker: RealBroker
) -> None:
    heard: asyncio.Queue[str] = asyncio.Queue()

    async def listen(client: MqttClient) -> None:
        async for inbound in client.messages():
            heard.put_nowait(decode_planogram(inbound.payload).shelf)
            inbound.acknowledge()

    async with MqttClient(MqttSettings("listener", port=broker.port)) as client:
        client.subscribe(topics.ALL_PLANOGRAMS)
        await client.wait_connected(10)
        listening = asyncio.create_task(listen(client))
        with running(device, broker.port):
            assert {await asyncio.wait_for(heard.get(), 10) for _ in range(2)} == {"shelf-a", "shelf-b"}
            device.install_catalog(version="2026.11.24-2")
            assert {await asyncio.wait_for(heard.get(), 10) for _ in range(2)} == {"shelf-a", "shelf-b"}
        listening.cancel()


async def test_what_happened_while_the_kiosk_was_away_is_kept_once(
    device: Device, broker: RealBroker
) -> None:
    async with bridge(broker.port) as made:
        with running(device, broker.port) as kiosk:
            await kiosk.until(ready, "a start")
            await made.happen(EventKind.PICK, MILK_SLOT, MILK)
            await settled(made, device)
        for _ in range(5):
            await made.happen(EventKind.PICK, MILK_SLOT, MILK)
        with running(device, broker.port):
            await settled(made, device)
        assert len(told(device, "lift")) == len(set(told(device, "lift"))) == 6


async def test_a_gap_is_asked_for_and_closed(device: Device, broker: RealBroker) -> None:
    async with bridge(broker.port) as made:
        with running(device, broker.port) as kiosk:
            await kiosk.until(ready, "a start")
            await made.happen(EventKind.PICK, MILK_SLOT, MILK)
            await settled(made, device)
            lost = [made.event(EventKind.PICK, MILK_SLOT, MILK)[0].id for _ in range(3)]
            await made.happen(EventKind.PICK, CHEESE_SLOT, CHEESE)
            await settled(made, device)
            assert (1, 1) in made.asked
            assert set(lost) <= set(told(device, "lift"))


async def test_repeated_and_reordered_events_count_once(device: Device, broker: RealBroker) -> None:
    async with bridge(broker.port) as made:
        with running(device, broker.port) as kiosk:
            await kiosk.until(ready, "a start")
            kept = [made.event(EventKind.PICK, MILK_SLOT, MILK) for _ in range(8)]
            for _, topic, payload in [*reversed(kept), *kept, *kept[::2]]:
                await made.client.publish(topic, payload)
            await settled(made, device)
        assert sorted(told(device, "lift")) == sorted(event.id for event, _, _ in kept)


async def test_a_bridge_that_was_killed_goes_on_where_it_was(device: Device, broker: RealBroker) -> None:
    async with bridge(broker.port) as made:
        with running(device, broker.port) as kiosk:
            await kiosk.until(ready, "a start")
            await made.happen(EventKind.PICK, MILK_SLOT, MILK)
            made.event(EventKind.PICK, MILK_SLOT, MILK)  # kept, and never published
            made.restart()
            await made.state("bridge", "ready")
            await made.happen(EventKind.PICK, CHEESE_SLOT, CHEESE)
            await settled(made, device)
        assert len(told(device, "lift")) == 3


async def test_a_broker_that_goes_away_is_said_and_found_again(device: Device, broker: RealBroker) -> None:
    async with bridge(broker.port) as made:
        await made.state("shelf-a", "ready")
        await made.stock(MILK_SLOT, 4)
        with running(device, broker.port) as kiosk:
            await kiosk.until(ready, "a start")
            broker.kill()
            await kiosk.until(lambda v: Notice.BROKER_DOWN in v.notices, "the notice")
            broker.start()
            await kiosk.until(lambda v: Notice.BROKER_DOWN not in v.notices, "the end of the notice")
            await made.client.wait_connected(15)
            await made.happen(EventKind.PICK, MILK_SLOT, MILK)
            await kiosk.until(shows(MILK), "the page")


@pytest.mark.parametrize("lost", ["shelf-a", "bridge"])
async def test_a_lost_shelf_is_shown_as_unknown(device: Device, broker: RealBroker, lost: str) -> None:
    async with bridge(broker.port) as made:
        await made.state("shelf-a", "ready")
        await made.stock(MILK_SLOT, 4)
        with running(device, broker.port) as kiosk:
            await kiosk.until(ready, "a start")
            await made.happen(EventKind.PICK, MILK_SLOT, MILK)
            await kiosk.until(lambda v: v.product and v.product.stock.count == 4, "a count")
            await made.state(lost, "lost")
            view = await kiosk.until(lambda v: Notice.SHELF_LOST in v.notices, "the notice")
            assert view.product is not None
            assert (view.product.stock.state, view.product.stock.count) == (StockState.UNKNOWN, None)


async def test_a_count_that_the_broker_kept_for_long_is_not_fresh(device: Device, broker: RealBroker) -> None:
    async with bridge(broker.port) as made:
        await made.state("shelf-a", "ready")
        await made.stock(MILK_SLOT, 4, observed=datetime.now(UTC) - timedelta(minutes=10))
        with running(device, broker.port) as kiosk:
            await kiosk.until(ready, "a start")
            await made.happen(EventKind.PICK, MILK_SLOT, MILK)
            view = await kiosk.until(lambda v: v.product and v.product.stock.count == 4, "a count")
            assert view.product is not None
            assert view.product.stock.state is StockState.STALE


NONSENSE = [
    b"",
    b"{",
    b"\xff\xfe\x00",
    b"[]",
    b'{"v":2}',
    b'{"v":1,"id":"x"}',
    b"[" * 5000,
    b'{"v":1,"id":"x","boot":NaN}',
    b"9" * 40_000,
]


async def test_payloads_that_make_no_sense_are_counted_and_hold_nothing_up(
    device: Device, broker: RealBroker
) -> None:
    async with bridge(broker.port) as made:
        with running(device, broker.port) as kiosk:
            await kiosk.until(ready, "a start")
            for payload in NONSENSE:
                for topic in (
                    topics.slot_event("shelf-a", "a1"),
                    topics.scan_event("scanner-1"),
                    topics.slot_stock("shelf-a", "a1"),
                    topics.device_state("shelf-a"),
                    topics.device_description("shelf-a"),
                ):
                    await made.client.publish(topic, payload)
            await made.happen(EventKind.PICK, MILK_SLOT, MILK)
            view = await kiosk.until(shows(MILK), "the page")
            assert view.screen is Screen.PRODUCT


async def test_an_event_that_a_fault_keeps_out_counts_as_missed_once_and_is_not_asked_for_for_ever(
    device: Device, broker: RealBroker, monkeypatch: pytest.MonkeyPatch
) -> None:
    product = Intake._product
    tried: list[str] = []

    def faulty(self: Intake, ref: SlotRef, event: ShelfEvent) -> str | None:
        if ref == CHEESE_SLOT:
            tried.append(event.id)
            raise ZeroDivisionError
        return product(self, ref, event)

    monkeypatch.setattr(Intake, "_product", faulty)
    async with bridge(broker.port) as made:
        with running(device, broker.port) as kiosk:
            await kiosk.until(ready, "a start")
            await made.happen(EventKind.PICK, CHEESE_SLOT, CHEESE)
            await made.happen(EventKind.PICK, MILK_SLOT, MILK)
            await kiosk.until(shows(MILK), "the page of what followed")
            await settled(made, device)
            asked = len(made.asked)
            await asyncio.sleep(ASK_AGAIN_S + 1)  # a gap would be asked for again by now
            assert len(made.asked) == asked
            assert len(tried) == 1
    db = connect(device.state / "device.db")
    assert tuple(db.execute("select missed from ledger").fetchone()) == (1,)
    db.close()
