"""The bridge under load: a whole recorded store in real time, floods, and events while the broker dies."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections import defaultdict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from firmware_bridge import topics
from firmware_bridge.bridge import Bridge, BridgeSettings, mqtt_settings
from firmware_bridge.client import MqttClient, MqttSettings
from firmware_bridge.dialects import Availability, RawSamples, Readings
from firmware_bridge.journal import Journal
from firmware_bridge.messages import (
    ScanSource,
    ShelfEvent,
    encode_planogram,
)
from firmware_bridge.planogram import Placed, Shelf
from firmware_bridge.samples import Message, SampleQueue
from firmware_bridge.simulator import Simulator, run_simulator
from firmware_bridge.simulator.trace import play_trace, say_planograms
from tests.bench.figures import Figures
from tests.bench.shelf_aifi import load_trace
from tests.bench.shelf_results import record
from tests.firmware_bridge.conftest import gtin
from tests.firmware_bridge.listener import Listener
from tests.firmware_bridge.waiting import until

if TYPE_CHECKING:
    from tests.conftest import RealBroker

pytestmark = pytest.mark.bench

TICKS = os.sysconf("SC_CLK_TCK")

# 60,000 single readings. MQTT 3.1.1 by hand, because a client library would be slower than the bridge.
FLOOD = """
import socket, sys, time
broker = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
broker.sendall(b"\\x10\\x11\\0\\4MQTT\\4\\2\\0\\x3c\\0\\5flood")
broker.recv(4)
def reading(n):
    topic, payload = b"endcap/raw/shelf/g1-s1/p%d" % (n % 12 + 1), b'{"grams":1000.%d}' % (n % 3)
    return bytes([0x30, 2 + len(topic) + len(payload), 0, len(topic)]) + topic + payload
begin = time.monotonic()
for number, first in enumerate(range(0, 60_000, 80)):
    broker.sendall(b"".join(map(reading, range(first, first + 80))))
    time.sleep(max(0.0, begin + number * 0.01 - time.monotonic()))
broker.sendall(b"\\xe0\\0")
"""


@asynccontextmanager
async def bridge_process(broker: RealBroker, state: Path) -> AsyncIterator[int]:
    """`endcap bridge` as a process of its own; its process id."""
    argv = [sys.executable, "-m", "kiosk.cli", "bridge", "--broker", f"{broker.host}:{broker.port}"]
    process = subprocess.Popen([*argv, "--state", str(state)], stderr=subprocess.DEVNULL)  # noqa: ASYNC220
    try:
        yield process.pid
    finally:
        process.terminate()
        assert await asyncio.to_thread(process.wait, 15) == 0


def cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def counts(listener: Listener) -> bytes:
    return listener.values.get(topics.health_counts(), b"{}")


async def test_a_whole_store_in_real_time(figures: Figures, broker: RealBroker, tmp_path: Path) -> None:
    trace = load_trace()
    async with (
        bridge_process(broker, tmp_path) as pid,
        Listener(broker.host, broker.port) as listener,
        MqttClient(MqttSettings("plates", host=broker.host, port=broker.port)) as plates,
    ):
        await plates.wait_connected(10)
        await say_planograms(trace, plates)
        await until(lambda: topics.device_state(trace.planograms[-1].shelf) in listener.values)
        cpu, clock = cpu_seconds(pid), time.monotonic()
        await play_trace(trace, plates)
        share = (cpu_seconds(pid) - cpu) / (time.monotonic() - clock)
        await asyncio.sleep(11.0)
        picks = {(e.slot, trace.names[e.gtin or ""]) for e in listener.events if isinstance(e, ShelfEvent)}
        assert b'"shed":0' in counts(listener)
        right = (
            picks == {("p4", "Taco Bell Fire"), ("p10", "FIJI WATER .5 LTR")} and len(listener.events) == 2
        )
        record(figures, "shelf_store_replayed_right", right, "", least=1)
        record(figures, "shelf_store_core_share", share, "of a core", limit=0.70)


async def test_single_readings_and_a_flood(figures: Figures, broker: RealBroker, tmp_path: Path) -> None:
    """8,000 a second for 7.5 s, while a scan comes through."""
    trace = load_trace()
    journal = Journal(tmp_path / "bridge.db")
    bridge = Bridge(BridgeSettings(mqtt_settings(broker.host, broker.port)), journal)
    task = asyncio.create_task(bridge.run())
    async with Listener(broker.host, broker.port) as listener:
        for planogram in trace.planograms:
            payload = encode_planogram(planogram)
            await listener.client.publish(topics.planogram(planogram.shelf), payload, retain=True)
        await until(lambda: topics.device_state(trace.planograms[-1].shelf) in listener.values)
        flood = subprocess.Popen([sys.executable, "-c", FLOOD, str(broker.port)])  # noqa: ASYNC220
        await until(lambda: bridge.counts.messages > 1000, 20)
        begin, cpu, before = time.monotonic(), time.process_time(), bridge.counts.messages
        await listener.client.publish(topics.raw_scanner("s"), b"5901234123457")
        await until(lambda: listener.events)
        await until(lambda: flood.poll() is not None, 60)
        count = bridge.counts.messages - before
        rate, per_core = count / (time.monotonic() - begin), count / (time.process_time() - cpu)
        record(figures, "shelf_single_readings_per_core_s", per_core, "/s")
        record(figures, "shelf_single_readings_per_s", rate, "/s", least=5000)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    journal.close()


class TimedQueue(SampleQueue[Message]):
    """Notes when the message was received that is looked at now: its wait counts, too."""

    taken = 0.0

    def __init__(self, most: int, most_bytes: int) -> None:
        super().__init__(most, most_bytes)
        self._arrived: dict[str, deque[float]] = defaultdict(deque)

    def append(self, message: Message) -> None:
        self._arrived[message.topic].append(time.perf_counter())
        super().append(message)

    def popleft(self) -> Message:
        message = super().popleft()
        assert self.shed == 0  # or these times are no longer those of these messages
        TimedQueue.taken = self._arrived[message.topic].popleft()
        return message


class WatchedBridge(Bridge):
    """Notes when the message that decided an event was received."""

    def __init__(self, settings: BridgeSettings, journal: Journal) -> None:
        super().__init__(settings, journal)
        self.received: list[float] = []

    def _hear(self, said: Readings | RawSamples | Availability) -> None:
        before = self._keeper.waiting
        super()._hear(said)
        self.received += [TimedQueue.taken] * (self._keeper.waiting - before)


async def test_from_the_deciding_sample_to_the_published_event(
    figures: Figures, broker: RealBroker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the client's callback to the consumer, that is, the event's way through the broker included."""
    monkeypatch.setattr("firmware_bridge.client.SampleQueue", TimedQueue)
    slots = tuple(Placed(f"a{n}", f"p{n}", gtin(n), "", "", "", 60.0 + 40 * n, 12, 3) for n in range(1, 13))
    shelf = Shelf("shelf-a", "A", "A", slots)
    simulator = Simulator([shelf])
    journal = Journal(tmp_path / "bridge.db")
    bridge = WatchedBridge(BridgeSettings(mqtt_settings(broker.host, broker.port)), journal)
    tasks = [
        asyncio.create_task(bridge.run()),
        asyncio.create_task(run_simulator(simulator, broker.host, broker.port)),
    ]
    arrived: list[float] = []
    async with Listener(
        broker.host, broker.port, on_event=lambda: arrived.append(time.perf_counter())
    ) as listener:
        await listener.client.publish(
            topics.planogram(shelf.id), encode_planogram(shelf.message()), retain=True
        )
        await until(lambda: all(listener.values.get(topics.slot_stock("shelf-a", s.slot)) for s in slots))
        for round_ in range(20):
            for slot in slots:
                act = simulator.lift if round_ % 2 == 0 else simulator.put_back
                act("shelf-a", slot.slot)
                await asyncio.sleep(0.1)
            expected = (round_ + 1) * len(slots)
            await until(lambda: len(arrived) >= expected)  # noqa: B023 - awaited in this round
            await asyncio.sleep(0.5)
    waits = sorted(b - a for a, b in zip(bridge.received, arrived, strict=True))
    record(figures, "shelf_sample_to_event_ms_p50", waits[len(waits) // 2] * 1000, "ms")
    record(figures, "shelf_sample_to_event_ms_p99", waits[int(0.99 * len(waits))] * 1000, "ms", limit=20)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    journal.close()


async def test_a_broker_killed_twenty_times_during_ten_thousand_events(
    figures: Figures, broker: RealBroker, tmp_path: Path
) -> None:
    events, kills = 10_000, 20
    journal = Journal(tmp_path / "bridge.db")
    bridge = Bridge(BridgeSettings(mqtt_settings(broker.host, broker.port)), journal)
    task = asyncio.create_task(bridge.run())
    async with Listener(broker.host, broker.port) as listener:
        for n in range(events):
            bridge.scan("hid", b"code %d" % n, ScanSource.HID)
            await asyncio.sleep(0)
            if n % (events // kills) == events // kills // 2:
                broker.kill()
                await asyncio.to_thread(broker.start)
        await until(lambda: len(listener.events) >= events, 120)
        await asyncio.sleep(1.0)
        seqs = [e.seq for e in listener.events]
        record(figures, "shelf_kills_events_lost", events - len(set(seqs)), "", limit=0)
        record(figures, "shelf_kills_events_doubled", len(seqs) - len(set(seqs)), "", limit=0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    journal.close()
