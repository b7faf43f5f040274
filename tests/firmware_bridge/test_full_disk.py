"""The bridge as a process, on a disk that refuses: nothing is lost, it goes on, and it says so."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from firmware_bridge import topics
from firmware_bridge.messages import ScanEvent, encode_planogram
from firmware_bridge.planogram import Shelf
from firmware_bridge.simulator import Simulator, run_simulator
from tests.firmware_bridge.listener import Listener
from tests.firmware_bridge.test_bridge import all_counted, running
from tests.firmware_bridge.waiting import until

if TYPE_CHECKING:
    from tests.conftest import RealBroker

ALERT = topics.device_alert("bridge", "journal")
COMMAND = "from firmware_bridge.cli import bridge; bridge()"


class Disk:
    """Where the bridge keeps bridge.db. The kernel refuses every write of the process: EFBIG."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def refuse(self, pid: int) -> None:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))

    def accept(self, pid: int) -> None:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


class SmallDisk(Disk):
    """A file system of its own, which is filled: ENOSPC."""

    def refuse(self, pid: int) -> None:
        del pid
        filler = os.open(self.folder / "filler", os.O_WRONLY | os.O_CREAT)
        with suppress(OSError):
            while True:
                os.write(filler, b"\0" * 4096)
        os.close(filler)
        assert os.statvfs(self.folder).f_bavail == 0

    def accept(self, pid: int) -> None:
        del pid
        (self.folder / "filler").unlink()


@pytest.fixture(params=["limit", "tmpfs"])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Disk]:
    folder = tmp_path / "state"
    folder.mkdir()
    if request.param == "limit":
        yield Disk(folder)
        return
    mount = ["mount", "-t", "tmpfs", "-o", "size=2M", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("a file system that is really full can be mounted by root only")
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def start(broker: RealBroker, state: Path) -> subprocess.Popen[str]:
    argv = [sys.executable, "-c", COMMAND, "--broker", f"{broker.host}:{broker.port}", "--state", str(state)]
    return subprocess.Popen(argv, stderr=subprocess.PIPE, text=True)


def codes(listener: Listener) -> list[str]:
    return [event.raw for event in listener.events if isinstance(event, ScanEvent)]


async def test_a_bridge_without_a_disk_goes_on_and_forgets_nothing(
    broker: RealBroker, disk: Disk, shelf: Shelf
) -> None:
    simulator = Simulator([shelf])
    stock = topics.slot_stock("shelf-a", "a1")
    bridge = start(broker, disk.folder)
    try:
        async with (
            Listener(broker.host, broker.port) as listener,
            running(run_simulator(simulator, broker.host, broker.port)),
        ):
            payload = encode_planogram(shelf.message())
            await listener.client.publish(topics.planogram(shelf.id), payload, retain=True)
            await all_counted(listener, shelf)
            before = int(listener.values[stock])
            disk.refuse(bridge.pid)

            async def say(name: str, **fields: object) -> None:
                request = json.dumps({"v": 1, "id": name, **fields}).encode()
                await listener.client.publish(topics.device_command("count"), request)

            for n in range(5):
                await listener.client.publish(topics.raw_scanner("s"), b"code %d" % n)
            simulator.lift("shelf-a", "a1")
            await until(lambda: listener.values.get(ALERT))
            assert b"Events wait in memory" in listener.values[ALERT]
            await until(lambda: listener.values[stock] == b"%d" % (before - 1))  # the sensing goes on
            where = {"shelf": "shelf-a", "slot": "a2", "gtin": shelf.slots[1].gtin}
            await say("count-1", **where, count=3)
            answer = topics.device_answer()
            await until(lambda: b"count-1" in listener.values.get(answer, b""))
            assert json.loads(listener.values[answer])["ok"] is False  # it would not outlive a restart
            assert listener.events == []
            assert bridge.poll() is None

            disk.accept(bridge.pid)
            await until(lambda: len(listener.events) == 6)
            await until(lambda: listener.values[ALERT] == b"")
            assert sorted(codes(listener)) == [f"code {n}" for n in range(5)]
            assert sorted(event.seq for event in listener.events) == list(range(1, 7))
            await say("count-2", **where, count=3)
            await until(lambda: b"count-2" in listener.values[answer])
            assert json.loads(listener.values[answer])["ok"] is True
    finally:
        bridge.terminate()
        _, log = bridge.communicate(timeout=10)
    assert bridge.returncode == 0
    assert log.count("Events wait in memory") == 1
    assert log.count("can be written again") == 1


async def test_a_bridge_that_dies_without_a_disk_leaves_its_scans_with_the_broker(
    broker: RealBroker, disk: Disk
) -> None:
    bridge = start(broker, disk.folder)
    try:
        async with Listener(broker.host, broker.port) as listener:
            await until(lambda: listener.values.get(topics.device_state("bridge")) == b"ready")
            disk.refuse(bridge.pid)
            for _ in range(3):
                await listener.client.publish(topics.raw_scanner("s"), b"the same code")
            await until(lambda: listener.values.get(ALERT))
            bridge.kill()
            bridge.communicate()
            disk.accept(os.getpid())
            bridge = start(broker, disk.folder)
            await until(lambda: len(listener.events) == 3)
            assert codes(listener) == ["the same code"] * 3
    finally:
        bridge.terminate()
        bridge.communicate(timeout=10)
