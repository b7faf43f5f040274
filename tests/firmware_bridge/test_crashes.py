"""kill -9 in the middle of the flow: nothing is lost, nothing is doubled."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from firmware_bridge import topics
from firmware_bridge.client import MqttClient, MqttSettings
from firmware_bridge.messages import EventKind, ShelfEvent, encode_planogram
from firmware_bridge.planogram import Shelf
from firmware_bridge.simulator import Simulator, run_simulator
from tests.firmware_bridge.listener import Listener
from tests.firmware_bridge.test_bridge import all_counted, bridge_of, running
from tests.firmware_bridge.waiting import until

if TYPE_CHECKING:
    from tests.conftest import RealBroker


def start_bridge(broker: RealBroker, state: Path) -> subprocess.Popen[bytes]:
    code = "from firmware_bridge.cli import bridge; bridge()"
    argv = [sys.executable, "-c", code, "--broker", f"{broker.host}:{broker.port}", "--state", str(state)]
    return subprocess.Popen(
        argv,
    )


async def test_a_broker_killed_while_events_flow_loses_and_doubles_none(
    broker: RealBroker, tmp_path: Path
) -> None:
    from firmware_bridge.messages import ScanSource

    async with Listener(broker.host, broker.port) as listener, bridge_of(broker, tmp_path) as bridge:
        await until(lambda: listener.values.get(topics.device_state("bridge")) == b"ready")
        for n in range(600):
            bridge.scan("hid", b"code %d" % n, ScanSource.HID)
            await asyncio.sleep(0.001)
            if n % 200 == 100:
                broker.kill()
                await asyncio.sleep(0.05)
                await asyncio.to_thread(broker.start)
        await until(lambda: len(listener.events) == 600, timeout_s=30)
        assert sorted(e.seq for e in listener.events) == list(range(1, 601))


async def test_a_pick_during_the_death_of_the_bridge_is_told_once(
    broker: RealBroker, tmp_path: Path, shelf: Shelf
) -> None:
    simulator = Simulator([shelf])
    process = start_bridge(broker, tmp_path)
    try:
        async with (
            Listener(broker.host, broker.port) as listener,
            running(run_simulator(simulator, broker.host, broker.port)),
        ):
            payload = encode_planogram(shelf.message())
            await listener.client.publish(topics.planogram(shelf.id), payload, retain=True)
            await all_counted(listener, shelf)
            simulator.lift("shelf-a", "a2")
            await until(lambda: len(listener.events) == 1)
            process.kill()
            process.wait()
            await until(lambda: listener.values[topics.device_state("bridge")] == b"lost")
            simulator.lift("shelf-a", "a3")
            await asyncio.sleep(1.0)
            process = start_bridge(broker, tmp_path)
            await until(lambda: len(listener.events) == 2, timeout_s=15)
            simulator.lift("shelf-a", "a4")
            await until(lambda: len(listener.events) == 3, timeout_s=15)
            events = [e for e in listener.events if isinstance(e, ShelfEvent)]
            assert [(e.slot, e.kind, e.qty) for e in events] == [
                ("a2", EventKind.PICK, 1),
                ("a3", EventKind.PICK, 1),
                ("a4", EventKind.PICK, 1),
            ]
            assert [(e.boot, e.seq) for e in events] == [(1, 1), (2, 1), (2, 2)]
    finally:
        process.terminate()
        assert process.wait(10) == 0


async def test_a_bridge_killed_again_and_again_loses_no_scan(broker: RealBroker, tmp_path: Path) -> None:
    process = start_bridge(broker, tmp_path)
    try:
        async with (
            Listener(broker.host, broker.port) as listener,
            MqttClient(MqttSettings("scanner", host=broker.host, port=broker.port)) as scanner,
        ):
            await scanner.wait_connected(5)
            await until(lambda: listener.values.get(topics.device_state("bridge")) == b"ready")
            for n in range(300):
                await scanner.publish(topics.raw_scanner("s"), b"code %d" % n)
                if n % 100 == 50:
                    process.kill()
                    process.wait()
                    process = start_bridge(broker, tmp_path)
            await until(lambda: len({e.raw for e in listener.events}) == 300, timeout_s=30)  # type: ignore[union-attr]
            assert len(listener.events) == 300
    finally:
        process.terminate()
        assert process.wait(10) == 0
