"""kill -9 and a full disk in the middle of everything: nothing acknowledged is lost, nothing is doubled."""

import asyncio
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from firmware_bridge.messages import EventKind, decode_shelf_event
from kiosk.app.view_state import Notice, Screen
from kiosk.domain.planogram import SlotRef
from sync import outbox
from sync.database import connect
from sync.wire import Event
from tests.conftest import RealBroker
from tests.kiosk import killed_kiosk
from tests.kiosk.small_store import CHEESE, MILK, SHOES, Device
from tests.kiosk.whole_kiosk import JournalBridge, bridge, running

PLACES = {MILK: SlotRef("shelf-a", "a1"), CHEESE: SlotRef("shelf-a", "a2"), SHOES: SlotRef("shelf-b", "b1")}
ROOT = Path(__file__).parents[3]
KILLS, SEED = 5, 20261124


def told(device: Device) -> list[Event]:
    db = connect(device.state / "device.db")
    try:
        return outbox.pending(db, 100_000)
    finally:
        db.close()


async def caught_up(made: JournalBridge, device: Device) -> None:
    """Until the kiosk has committed the whole journal."""
    boot, seq, _, _ = made.journal[-1]
    for _ in range(600):
        db = connect(device.state / "device.db")
        cursor = tuple(db.execute("select boot, seq from ledger").fetchone())
        db.close()
        if cursor == (boot, seq):
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"the cursor stands at {cursor}, the journal ends at {(boot, seq)}")


def start(device: Device, port: int) -> "subprocess.Popen[bytes]":
    argv = [sys.executable, str(Path(killed_kiosk.__file__)), str(device.state), str(port)]
    return subprocess.Popen(argv, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(ROOT)})


async def test_a_kiosk_that_is_killed_again_and_again_keeps_every_event_once(
    device: Device, broker: RealBroker
) -> None:
    chance = random.Random(SEED)
    async with bridge(broker.port) as made:
        stop = asyncio.Event()

        async def shoppers() -> None:
            while not stop.is_set():
                product_id = chance.choice(list(PLACES))
                kind = chance.choice([EventKind.PICK, EventKind.PICK, EventKind.RETURN, EventKind.RESTOCK])
                await made.happen(kind, PLACES[product_id], product_id)
                await asyncio.sleep(0.005)

        shopping = asyncio.create_task(shoppers())
        for _ in range(KILLS):
            process = start(device, broker.port)
            assert process.stdout is not None
            await asyncio.to_thread(process.stdout.readline)
            await asyncio.sleep(chance.uniform(0.1, 0.6))
            process.kill()
            process.wait()
            process.stdout.close()
        stop.set()
        await shopping
        with running(device, broker.port):
            await caught_up(made, device)
    kept = [event.payload["event"] for event in told(device) if "event" in event.payload]
    happened = [decode_shelf_event(payload).id for _, _, _, payload in made.journal]
    assert len(happened) > 100
    assert sorted(kept) == sorted(happened)
    restocks = [event for event in told(device) if event.kind == "restock"]
    assert _audited(device) == len(restocks)


def _audited(device: Device) -> int:
    db = connect(device.state / "device.db")
    count = int(db.execute("select count(*) from audit where action = 'restock_noticed'").fetchone()[0])
    db.close()
    return count


@pytest.fixture
def cramped(tmp_path: Path) -> Iterator[Device]:
    """A device on a small disk of its own."""
    state = tmp_path / "disk"
    state.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(state)]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("a small disk needs the right to mount one")
    try:
        device = Device(state)
        device.install_catalog()
        yield device
    finally:
        subprocess.run(["umount", "--lazy", str(state)], check=True)


def fill(path: Path) -> None:
    """Write until not a byte more fits."""
    with path.open("wb", buffering=0) as file:
        for size in (65_536, 4096, 512, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue


async def test_on_a_full_disk_the_kiosk_goes_on_says_so_and_keeps_everything_later(
    cramped: Device, broker: RealBroker
) -> None:
    async with bridge(broker.port) as made:
        with running(cramped, broker.port) as kiosk:
            await kiosk.until(lambda v: v.store_name and Notice.BROKER_DOWN not in v.notices, "a start")
            await made.happen(EventKind.PICK, PLACES[MILK], MILK)
            await caught_up(made, cramped)
            fill(cramped.state / "filler")
            for _ in range(40):  # the log has some room left in its last block
                await made.happen(EventKind.PICK, PLACES[CHEESE], CHEESE)
            await kiosk.until(lambda v: Notice.DISK_FULL in v.notices, "the notice")
            assert kiosk.shown.view.screen is Screen.COMPARE
            assert len([event for event in told(cramped) if event.kind == "lift"]) < 41
            (cramped.state / "filler").unlink()
            await kiosk.until(lambda v: Notice.DISK_FULL not in v.notices, "the end of the notice")
            await caught_up(made, cramped)
        lifts = [event.payload["event"] for event in told(cramped) if event.kind == "lift"]
        assert len(lifts) == len(set(lifts)) == 41


async def test_a_kiosk_that_starts_on_a_full_disk_serves_and_says_so(
    cramped: Device, broker: RealBroker
) -> None:
    with running(cramped, broker.port) as kiosk:
        await kiosk.until(lambda v: v.store_name, "the catalog")
    fill(cramped.state / "filler")
    async with bridge(broker.port) as made:
        with running(cramped, broker.port) as kiosk:
            view = await kiosk.until(lambda v: Notice.BROKER_DOWN not in v.notices, "a start")
            assert view.store_name
            assert Notice.DISK_FULL in view.notices
            await made.happen(EventKind.PICK, PLACES[MILK], MILK)
            await kiosk.until(lambda v: v.product is not None, "the page")
            (cramped.state / "filler").unlink()
            await kiosk.until(lambda v: Notice.DISK_FULL not in v.notices, "the end of the notice")
            await caught_up(made, cramped)  # which reads device.db beside the kiosk
        assert [event.payload["product_id"] for event in told(cramped) if event.kind == "lift"] == [MILK]
