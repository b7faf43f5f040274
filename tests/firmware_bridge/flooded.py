"""A real bridge behind a real broker in a flood, with scans and picks meanwhile; what became of them."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from firmware_bridge import topics
from firmware_bridge.client import MqttClient, MqttSettings
from firmware_bridge.messages import EventKind, ScanEvent, ShelfEvent, encode_planogram
from tests.firmware_bridge import flood
from tests.firmware_bridge.listener import Listener
from tests.firmware_bridge.waiting import until

if TYPE_CHECKING:
    from tests.conftest import RealBroker

SCAN_EVERY_S = 0.05
STARVED_S = 0.1  # how often a starved process gets its share
SHELVES = 29
CALM = (60.0, 12)  # samples a second and a message: the rated load of the whole store

Picks = list[tuple[float, int, int]]


@dataclass(slots=True)
class Outcome:
    """What came of a flood. Messages, seconds, megabytes."""

    said: str = ""  # `$alert/load` while it lasted
    sent_per_s: float = 0.0  # messages of the phase, as fast as this machine could
    picks_lost: int = 0
    other_events: int = 0
    scans: int = 0
    scans_lost: int = 0
    scans_doubled: int = 0
    scan_s: list[float] = field(default_factory=list)  # from the scanner to the consumer, sorted
    rss_growth_mb: float = 0.0
    late_s: float = 0.0  # from the end of the flood until all was told


def rss_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS:")).split()[1]) / 1024


class _Watcher:
    """Times of scans, and what the bridge says of its load."""

    def __init__(self, listener: Listener, pid: int) -> None:
        self.said = ""
        self.rss_mb = self.before_mb = rss_mb(pid)
        self.sent: dict[str, float] = {}
        self.heard: dict[str, float] = {}
        self._listener = listener
        self._pid = pid

    def event(self) -> None:
        newest = self._listener.events[-1]
        if isinstance(newest, ScanEvent):
            self.heard[newest.raw] = time.monotonic()

    async def watch(self, scanner: MqttClient) -> None:
        """Scan and look, until cancelled."""
        while True:
            code = f"code {len(self.sent)}"
            self.sent[code] = time.monotonic()
            await scanner.publish(topics.raw_scanner("s"), code.encode())
            self.rss_mb = max(self.rss_mb, rss_mb(self._pid))
            alert = self._listener.values.get(topics.device_alert("bridge", "load"), b"")
            self.said = alert.decode() or self.said
            await asyncio.sleep(SCAN_EVERY_S)


@asynccontextmanager
async def starved(pid: int, share: float) -> AsyncIterator[None]:
    """This process runs for `share` of the time only, so that a flood is one on any machine."""

    async def stop_and_go() -> None:
        while True:
            os.kill(pid, signal.SIGSTOP)
            await asyncio.sleep((1.0 - share) * STARVED_S)
            os.kill(pid, signal.SIGCONT)
            await asyncio.sleep(share * STARVED_S)

    task = asyncio.create_task(stop_and_go())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        os.kill(pid, signal.SIGCONT)


@asynccontextmanager
async def _sending(port: int, **spec: Any) -> AsyncIterator[Process]:
    argv = [sys.executable, "-m", "tests.firmware_bridge.flood", str(port), json.dumps(spec)]
    sender = await asyncio.create_subprocess_exec(*argv, stdout=subprocess.PIPE)
    try:
        yield sender
    finally:
        with suppress(ProcessLookupError):
            sender.terminate()
        await sender.wait()


async def survive(
    broker: RealBroker,
    pid: int,
    phase: tuple[float, int, float],
    picks: Picks,
    *,
    sheds: bool = True,
    share: float = 1.0,
    shelves: int = SHELVES,
) -> Outcome:
    """The bridge `pid` of this broker lives through a phase of `tests.firmware_bridge.flood`, then in calm.

    `sheds`: the phase is expected to be too much. `share`: the part of the time that the bridge may run.
    """
    outcome = Outcome()
    async with (
        Listener(broker.host, broker.port) as listener,
        MqttClient(MqttSettings("scanner", host=broker.host, port=broker.port)) as scanner,
    ):
        await until(lambda: listener.values.get(topics.device_state("bridge")) == b"ready", 20)
        for each in flood.planograms(shelves):
            await listener.client.publish(topics.planogram(each.shelf), encode_planogram(each), retain=True)
        plates = flood.Flood(shelves, []).plates
        stocks = [topics.slot_stock(flood.shelf_id(shelf), flood.slot_id(plate)) for shelf, plate in plates]
        await until(lambda: topics.device_state(flood.shelf_id(shelves - 1)) in listener.values, 20)
        full = b"%d" % flood.PIECES
        async with _sending(broker.port, shelves=shelves, phases=[[*CALM, 60.0]]):
            await until(lambda: all(listener.values.get(topic) == full for topic in stocks), 50)
        watcher = _Watcher(listener, pid)
        listener.on_event = watcher.event
        watching = asyncio.create_task(watcher.watch(scanner))
        after = time.monotonic() + phase[2]
        wanted = {flood.product(shelf, plate) for _, shelf, plate in picks}

        def all_told() -> bool:
            told = {e.gtin for e in listener.events if isinstance(e, ShelfEvent)}
            return wanted <= told

        async with _sending(
            broker.port, shelves=shelves, phases=[phase, [*CALM, 90.0]], picks=picks
        ) as sender:
            assert sender.stdout is not None
            async with starved(pid, share) if share < 1.0 else nullcontext():
                sent = json.loads(await asyncio.wait_for(sender.stdout.readline(), phase[2] + 60.0))
            outcome.sent_per_s = sent["sent"] / sent["seconds"]
            with suppress(TimeoutError):  # the outcome says what is missing
                await until(lambda: all_told() and (watcher.said or not sheds), 60.0)
            outcome.late_s = max(0.0, time.monotonic() - after)
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
        with suppress(TimeoutError):
            await until(lambda: watcher.sent.keys() <= watcher.heard.keys(), 30)
        await asyncio.sleep(0.5)  # what comes twice
        _fill_in(outcome, listener, watcher, wanted)
    return outcome


def _fill_in(outcome: Outcome, listener: Listener, watcher: _Watcher, wanted: set[str]) -> None:
    shelf_events = [e for e in listener.events if isinstance(e, ShelfEvent)]
    picks = {e.gtin for e in shelf_events if e.kind is EventKind.PICK and e.qty == 1}
    right = picks & wanted
    scans = [e.raw for e in listener.events if isinstance(e, ScanEvent)]
    outcome.picks_lost = len(wanted - right)
    outcome.other_events = len(shelf_events) - len(right)
    outcome.scans = len(watcher.sent)
    outcome.scans_lost = len(watcher.sent.keys() - set(scans))
    outcome.scans_doubled = len(scans) - len(set(scans))
    outcome.scan_s = sorted(watcher.heard[code] - watcher.sent[code] for code in watcher.heard)
    outcome.said = watcher.said
    outcome.rss_growth_mb = watcher.rss_mb - watcher.before_mb
