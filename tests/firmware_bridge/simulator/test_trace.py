"""A recorded shop over real MQTT. The trace is made here, in the recorded shop's format."""

from __future__ import annotations

import asyncio
import sys
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from firmware_bridge.errors import SimulatorError
from firmware_bridge.messages import EventKind, ShelfEvent
from firmware_bridge.simulator.physics import Nature, Plate
from firmware_bridge.simulator.trace import load_trace
from tests.firmware_bridge.listener import Listener
from tests.firmware_bridge.test_bridge import bridge_of
from tests.firmware_bridge.waiting import until

if TYPE_CHECKING:
    from tests.conftest import RealBroker

BEGAN = 1_580_250_245.0
SECONDS = 9
TABLE = (
    "Name,Gondola,Shelf,Plate,Weight,Price,Image\n"
    "Water,1,5,1,500,1.0,\nSauce,1,5,2,105.5,1.0,\nNowhere,-1,-1,-1,80,1.0,\nNothing,1,5,3,0,1.0,\n"
)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Two plates; at the fifth second a bottle goes."""
    for number, load in ((1, 3000.0), (2, 1055.0)):
        cell = Plate(np.random.default_rng(number), Nature(), load_g=load)
        if number == 1:
            cell.lift(503.0, BEGAN + 5.0)
        grams = cell.samples(BEGAN, SECONDS * 60, 60.0)
        lines = (f"{BEGAN + n / 60:.6f},{each:.2f}\n" for n, each in enumerate(grams))
        (tmp_path / f"gondola_1_shelf_5_plate_{number}.csv").write_text("".join(lines))
    (tmp_path / "products.csv").write_text(TABLE)
    return tmp_path


async def simulate(shop: Path, *more: str) -> str:
    """What `endcap simulate` prints about this shop."""
    code = "from firmware_bridge.store_command import simulate; simulate()"
    options = ("--trace", str(shop), "--products", str(shop / "products.csv"))
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", code, *options, *more), stdout=pipe, stderr=pipe
    )
    async with asyncio.timeout(20):
        out, err = await process.communicate()
    assert process.returncode == 0, err.decode()
    return out.decode()


async def test_a_trace_becomes_the_events_of_its_shop_eight_times_as_fast(
    broker: RealBroker, shop: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    state = tmp_path_factory.mktemp("bridge")
    async with Listener(broker.host, broker.port) as listener, bridge_of(broker, state):
        assert await simulate(shop, "--broker", f"{broker.host}:{broker.port}", "--speed", "8") == (
            f"{2 * SECONDS * 5} messages played\n"
        )
        await until(lambda: listener.events)
        (event,) = listener.events
        assert isinstance(event, ShelfEvent)
        assert (event.slot, event.kind, event.qty) == ("p1", EventKind.PICK, 1)
        assert event.gtin == load_trace(shop, shop / "products.csv").planograms[0].slots[0].gtin


def test_an_archive_is_read_as_the_loose_files_are(shop: Path) -> None:
    loose = load_trace(shop, shop / "products.csv")
    with tarfile.open(shop / "plates.tar.xz", "w:xz") as archive:
        for path in sorted(shop.glob("gondola*.csv")):
            archive.add(path, f"test1/{path.name}")
            path.unlink()
    assert load_trace(shop / "plates.tar.xz", shop / "products.csv") == loose
    assert load_trace(shop, shop / "products.csv") == loose
    assert loose.seconds == SECONDS
    (planogram,) = loose.planograms
    assert [(slot.slot, slot.unit_weight_g) for slot in planogram.slots] == [("p1", 500.0), ("p2", 105.5)]


@pytest.mark.parametrize(
    ("file", "content", "why"),
    [
        ("gondola_1_shelf_5_plate_1.csv", "1.0,2.0\nabc", "plate_1.csv, line 2"),
        ("gondola_1_shelf_5_plate_1.csv", "2.0,2.0\n1e99,2.0", "plate_1.csv, line 2: a number is out"),
        ("gondola_1_shelf_5_plate_1.csv", "1.0,nan", "out of range"),
        ("gondola_1_shelf_5_plate_1.csv", "", "empty"),
        ("products.csv", "Name,Gondola\nx,1\n", "no column"),
        ("products.csv", TABLE.replace("500", "heavy"), "not a table of products"),
        ("products.csv", TABLE.splitlines()[0] + "\nWater,9,9,9,500,1,\n", "names none of the plates"),
    ],
)
def test_a_trace_that_is_wrong_says_where(shop: Path, file: str, content: str, why: str) -> None:
    (shop / file).write_text(content)
    with pytest.raises(SimulatorError, match=why):
        load_trace(shop, shop / "products.csv")


def test_a_trace_that_is_not_there_says_so(shop: Path) -> None:
    products = shop / "products.csv"
    (shop / "empty").mkdir()
    for where, why in (("none", "cannot read"), ("empty", "neither"), ("products.csv", "not a tar archive")):
        with pytest.raises(SimulatorError, match=why):
            load_trace(shop / where, products)
    with pytest.raises(SimulatorError, match="cannot read"):
        load_trace(shop, shop / "none.csv")
