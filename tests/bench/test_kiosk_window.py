"""From a shelf event to the painted page, and what the kiosk takes to start and to run.

The device is the demo's: the store's full assortment, the reference model, real Mosquitto. Nothing but broker
and kiosk runs beside the measurement, which publishes as the bridge does.
"""

import asyncio
import itertools
import statistics
import time
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from firmware_bridge import topics
from firmware_bridge.broker import BrokerProcess, BrokerSettings
from firmware_bridge.client import MqttClient
from firmware_bridge.messages import EventKind, ShelfEvent, encode_shelf_event
from firmware_bridge.mqtt_settings import MqttSettings
from kiosk.demo import ports
from kiosk.demo.layout import Layout
from kiosk.demo.tour.stage import Slot, read_slots
from tests.bench.device import BUILD, running_kiosk, set_up
from tests.bench.figures import Figures

pytestmark = pytest.mark.bench

LIFTS, WARM_UP = 200, 20
PAUSE_S = 0.25  # between events: a hand is no faster


@pytest.fixture(scope="module")
def device() -> Path:
    return set_up(BUILD / "bench" / "store")


@pytest.fixture(scope="module")
def slots() -> list[Slot]:
    return read_slots(Layout(BUILD / "bench" / "store", BUILD / "demo" / "made"))


@pytest.fixture(scope="module")
def broker_port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    port = ports.choose()
    with BrokerProcess(BrokerSettings(port, tmp_path_factory.mktemp("broker"))) as broker:
        assert broker.name == "Mosquitto"
        yield port


async def test_shelf_event_to_painted_page(
    device: Path, slots: list[Slot], broker_port: int, figures: Figures
) -> None:
    with running_kiosk(device, broker_port) as kiosk:
        settings = MqttSettings(client_id=topics.DEFAULT_BRIDGE, host=ports.HOST, port=broker_port)
        async with MqttClient(settings) as client:
            await client.wait_connected(10)
            published = await shop(client, slots)
        frames = kiosk.painted()
        resident, highest = kiosk.resident_mb(), kiosk.resident_mb("VmHWM")
    first, complete = delays(published, frames, complete=False), delays(published, frames, complete=True)
    assert len(complete) == LIFTS, f"{LIFTS - len(complete)} lifts were never painted with suggestions"
    figures.record("event_to_first_paint_ms_p50", percentile(first, 50), unit="ms")
    figures.record("event_to_first_paint_ms_p99", percentile(first, 99), unit="ms")
    figures.record("kiosk_rss_peak_mb", highest, unit="MB")
    figures.record("kiosk_rss_mb", resident, unit="MB", limit=350)
    figures.record("gui_block_ms_max", max(frame["apply_ms"] for frame in frames), unit="ms", limit=16)
    figures.record("event_to_paint_ms_p50", percentile(complete, 50), unit="ms", limit=30)
    figures.record("event_to_paint_ms_p99", percentile(complete, 99), unit="ms", limit=60)


async def shop(client: MqttClient, slots: list[Slot]) -> dict[str, int]:
    """Lift one product after the other and put each back; returns when each lift was published."""
    published: dict[str, int] = {}
    boot, numbers = time.time_ns() // 1_000_000_000, itertools.count(1)
    for number in range(WARM_UP + LIFTS):
        slot = slots[number % len(slots)]
        lift = shelf_event(slot, EventKind.PICK, boot, next(numbers))
        at_ns = await publish(client, slot, lift)
        if number >= WARM_UP:
            published[lift.id] = at_ns
        await publish(client, slot, shelf_event(slot, EventKind.RETURN, boot, next(numbers)))
    await asyncio.sleep(1.0)
    return published


async def publish(client: MqttClient, slot: Slot, event: ShelfEvent) -> int:
    """Publish, wait as a hand does, and tell when it was (ns of CLOCK_MONOTONIC)."""
    topic, payload = topics.slot_event(slot.shelf, slot.slot), encode_shelf_event(event)
    at_ns = time.monotonic_ns()
    await client.publish(topic, payload)
    await asyncio.sleep(PAUSE_S)
    return at_ns


def shelf_event(slot: Slot, kind: EventKind, boot: int, seq: int) -> ShelfEvent:
    sign = -1 if kind is EventKind.PICK else 1
    return ShelfEvent(
        id=str(uuid.uuid4()),
        boot=boot,
        seq=seq,
        ts=datetime.now(UTC),
        slot=slot.slot,
        gtin=slot.gtin,
        kind=kind,
        qty=1,
        grams=sign * slot.unit_weight_g,
        confidence=0.99,
    )


def delays(published: dict[str, int], frames: list[dict[str, Any]], *, complete: bool) -> list[float]:
    """Milliseconds from each publication to its first frame, or to the first that has suggestions, too."""
    painted: dict[str, int] = {}
    for frame in frames:
        if frame["complete"] or not complete:
            painted.setdefault(frame["trace"], frame["monotonic_ns"])
    return [(painted[trace] - at) / 1e6 for trace, at in published.items() if trace in painted]


def percentile(values: list[float], percent: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def test_start_to_interactive(device: Path, broker_port: int, figures: Figures) -> None:
    starts = []
    for _ in range(4):
        with running_kiosk(device, broker_port) as kiosk:
            starts.append(kiosk.start_s)
    figures.record("kiosk_start_s", statistics.median(starts[1:]), unit="s", limit=3.0)
