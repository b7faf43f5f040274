"""The bridge over a real broker, with the simulated store and a consumer that behaves as the kiosk does."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from firmware_bridge import topics
from firmware_bridge.bridge import Bridge, BridgeSettings, mqtt_settings
from firmware_bridge.card_key import card_key
from firmware_bridge.journal import Journal
from firmware_bridge.messages import EventKind, ScanEvent, ShelfEvent, encode_planogram
from firmware_bridge.planogram import Shelf
from firmware_bridge.scans.codes import CodeRules
from firmware_bridge.simulator import Simulator, run_simulator
from firmware_bridge.values import decode_observed
from tests.firmware_bridge.listener import Listener
from tests.firmware_bridge.waiting import until

if TYPE_CHECKING:
    from tests.conftest import RealBroker


@asynccontextmanager
async def running(work) -> AsyncIterator[asyncio.Task[None]]:  # type: ignore[no-untyped-def]
    task = asyncio.create_task(work)
    try:
        yield task
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@asynccontextmanager
async def bridge_of(broker: RealBroker, folder: Path, lost_after_s: float = 5.0) -> AsyncIterator[Bridge]:
    journal = Journal(folder / "bridge.db")
    try:
        rules = CodeRules(seal_key=card_key(folder))
        mqtt = mqtt_settings(broker.host, broker.port)
        settings = BridgeSettings(mqtt, rules=rules, lost_after_s=lost_after_s)
        bridge = Bridge(settings, journal)
        async with running(bridge.run()):
            yield bridge
    finally:
        journal.close()


async def tell_planogram(listener: Listener, shelf: Shelf) -> None:
    payload = encode_planogram(shelf.message())
    await listener.client.publish(topics.planogram(shelf.id), payload, retain=True)


async def all_counted(listener: Listener, shelf: Shelf) -> None:
    stocks = [topics.slot_stock(shelf.id, placed.slot) for placed in shelf.slots]
    await until(lambda: all(listener.values.get(topic) for topic in stocks))


async def test_a_hand_at_the_shelf_becomes_events_and_values(
    broker: RealBroker, tmp_path: Path, shelf: Shelf
) -> None:
    simulator = Simulator([shelf])
    async with (
        Listener(broker.host, broker.port) as listener,
        bridge_of(broker, tmp_path, lost_after_s=1.5),
        running(run_simulator(simulator, broker.host, broker.port)) as store,
    ):
        await tell_planogram(listener, shelf)
        await all_counted(listener, shelf)
        before = {slot.slot: slot.count for slot in simulator.state.slots}
        assert listener.values[topics.slot_stock("shelf-a", "a1")] == b"%d" % before["a1"]
        simulator.lift("shelf-a", "a1")
        await until(lambda: listener.events)
        (event,) = listener.events
        assert isinstance(event, ShelfEvent)
        assert (event.slot, event.kind, event.qty, event.gtin) == (
            "a1",
            EventKind.PICK,
            1,
            shelf.slots[0].gtin,
        )
        await until(lambda: listener.values[topics.slot_stock("shelf-a", "a1")] == b"%d" % (before["a1"] - 1))

        def confirmed() -> bool:
            observed = decode_observed(listener.values.get(topics.slot_observed("shelf-a", "a1"), b""))
            return observed is not None and observed >= event.ts

        await until(confirmed)
        assert listener.values[topics.device_state("shelf-a")] == b"ready"

        store.cancel()  # the shelf falls silent
        await until(lambda: listener.values[topics.device_state("shelf-a")] == b"lost")
        await until(lambda: listener.values[topics.slot_stock("shelf-a", "a1")] == b"")


async def test_a_stopped_bridge_says_goodbye(broker: RealBroker, tmp_path: Path, shelf: Shelf) -> None:
    async with Listener(broker.host, broker.port) as listener:
        async with bridge_of(broker, tmp_path):
            await tell_planogram(listener, shelf)
            await until(lambda: listener.values.get(topics.device_state("shelf-a")))
        await until(lambda: listener.values[topics.device_state("bridge")] == b"disconnected")
        assert listener.values[topics.device_state("shelf-a")] == b"disconnected"


async def test_scans_are_told_whether_they_name_a_product_or_not(broker: RealBroker, tmp_path: Path) -> None:
    async with Listener(broker.host, broker.port) as listener, bridge_of(broker, tmp_path) as bridge:
        await until(lambda: listener.values.get(topics.device_state("bridge")) == b"ready")
        raw = topics.raw_scanner("scanner-1")
        for code in (b"5901234123457", b"nonsense", b"\xff\xff", b"LOY-4711-miller"):
            await listener.client.publish(raw, code)
        await until(lambda: len(listener.events) == 3)
        known, unknown, card = listener.events
        assert isinstance(known, ScanEvent)
        assert isinstance(unknown, ScanEvent)
        assert isinstance(card, ScanEvent)
        assert known.gtin == "05901234123457"
        assert (unknown.gtin, unknown.raw) == (None, "nonsense")
        assert "miller" not in card.raw
        assert bridge.decode_errors.total() == 1
        description = json.loads(listener.values[topics.device_description("scanner-1")])
        assert description["parent"] == description["root"] == "bridge"
    assert b"miller" not in (tmp_path / "bridge.db").read_bytes()


async def test_eight_digits_that_may_be_a_upc_e_are_told_with_both_readings(
    broker: RealBroker, tmp_path: Path
) -> None:
    async with Listener(broker.host, broker.port) as listener, bridge_of(broker, tmp_path):
        await until(lambda: listener.values.get(topics.device_state("bridge")) == b"ready")
        for code in (b"01234565", b"]E001234565", b"]E401234565", b"04252614", b"96385074"):
            await listener.client.publish(topics.raw_scanner("scanner-1"), code)
        await until(lambda: len(listener.events) == 5)
        scans = [event for event in listener.events if isinstance(event, ScanEvent)]
        assert [(scan.symbology, scan.gtins) for scan in scans] == [
            ("ean8-or-upce", ("00000001234565", "00012345000065")),
            ("upce", ("00012345000065",)),
            ("ean8", ("00000001234565",)),
            ("upce", ("00042100005264",)),
            ("ean8", ("00000096385074",)),
        ]


async def test_nonsense_on_every_topic_is_counted_and_the_bridge_goes_on(
    broker: RealBroker, tmp_path: Path, shelf: Shelf
) -> None:
    async with Listener(broker.host, broker.port) as listener, bridge_of(broker, tmp_path) as bridge:
        await tell_planogram(listener, shelf)
        await until(lambda: listener.values.get(topics.device_state("shelf-a")))
        wrong = [
            topics.raw_shelf("shelf-a", "a1"),
            "endcap/raw/shelf/Shelf A/a1",
            topics.planogram("shelf-a"),
            topics.planogram("shelf-b"),
            topics.replay_request(),
        ]
        for topic in wrong:
            for payload in (b"\x00", b"[]", b"{}", b'{"v":1}', b"{" * 60_000):
                await listener.client.publish(topic, payload)
        other = encode_planogram(replace(shelf, id="shelf-b").message())
        await listener.client.publish(topics.planogram("shelf-a"), other)
        await until(lambda: bridge.decode_errors.total() == 26)
        await listener.client.publish(topics.raw_scanner("s"), b"5901234123457")
        await until(lambda: listener.events)


async def test_a_fault_of_ours_costs_one_message_and_is_counted(
    broker: RealBroker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with Listener(broker.host, broker.port) as listener, bridge_of(broker, tmp_path) as bridge:
        await until(lambda: listener.values.get(topics.device_state("bridge")) == b"ready")

        def fails(*_: object) -> None:
            raise ZeroDivisionError

        with monkeypatch.context() as patch, caplog.at_level(logging.ERROR):
            patch.setattr("firmware_bridge.scanners.read_code", fails)
            patch.setattr("firmware_bridge.dialects.json_readings.decode_raw_readings", fails)
            for _ in range(2):
                await listener.client.publish(topics.raw_scanner("s"), b"5901234123457")
                await listener.client.publish(topics.raw_shelf("a", "b"), b'{"grams":1}')
            await until(lambda: bridge.faults.total() == 4)
        await listener.client.publish(topics.raw_scanner("s"), b"96385074")
        await until(lambda: listener.events)
        assert [event.raw for event in listener.events] == ["96385074"]  # type: ignore[union-attr]
        assert [record.exc_info is not None for record in caplog.records] == [True, True]


async def test_values_are_told_again_to_a_broker_that_forgot_them(
    broker: RealBroker, tmp_path: Path, shelf: Shelf
) -> None:
    simulator = Simulator([shelf])
    async with bridge_of(broker, tmp_path), running(run_simulator(simulator, broker.host, broker.port)):
        async with Listener(broker.host, broker.port) as listener:
            await tell_planogram(listener, shelf)
            await all_counted(listener, shelf)
        broker.kill()
        for kept in (tmp_path / "broker").glob("*.db"):
            kept.unlink()
        await asyncio.to_thread(broker.start)
        async with Listener(broker.host, broker.port) as listener:
            await all_counted(listener, shelf)
            assert listener.values[topics.device_state("shelf-a")] == b"ready"
            assert topics.device_description("shelf-a") in listener.values


async def test_missed_events_are_replayed_on_request(broker: RealBroker, tmp_path: Path) -> None:
    async with bridge_of(broker, tmp_path):
        async with Listener(broker.host, broker.port) as first:
            await until(lambda: first.values.get(topics.device_state("bridge")) == b"ready")
            for n in range(120):
                await first.client.publish(topics.raw_scanner("s"), b"code %d" % n)
            await until(lambda: len(first.events) == 120)
        fresh = Listener(broker.host, broker.port)  # knows nothing, asks for all
        async with fresh as second:
            await until(lambda: len(second.events) == 120)
            assert [e.seq for e in second.events] == list(range(1, 121))


async def test_readings_of_slots_that_nobody_placed_are_ignored_and_counted(
    broker: RealBroker, tmp_path: Path
) -> None:
    async with Listener(broker.host, broker.port) as listener, bridge_of(broker, tmp_path) as bridge:
        await until(lambda: listener.values.get(topics.device_state("bridge")) == b"ready")
        await listener.client.publish(topics.raw_shelf("unknown", "a1"), b'{"grams":1}')
        await until(lambda: bridge.counts.unassigned == 1)
        assert topics.device_state("unknown") not in listener.values
