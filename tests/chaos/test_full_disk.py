"""The device's disk fills up while shoppers go on: the kiosk says so, and nothing that happens is lost."""

import json
import subprocess
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from kiosk.demo.layout import Layout
from kiosk.demo.tour.customer import lift
from kiosk.demo.tour.headquarters import require_journal_at_hq, sync
from kiosk.demo.tour.hosting import Demo, hosted
from kiosk.demo.tour.records import rows
from kiosk.demo.tour.stage import opened
from kiosk.demo.tour.waiting import until
from tests.chaos.places import MADE, PATIENT

pytestmark = pytest.mark.slow

DISK = "160m"


@pytest.fixture
def cramped(tmp_path: Path) -> Iterator[Demo]:
    """A demo whose device lies on a small disk of its own."""
    layout = Layout(tmp_path / "store", MADE)
    layout.device.mkdir(parents=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(layout.device)]
    mounted = subprocess.run(mount, capture_output=True, check=False)
    if mounted.returncode != 0:
        pytest.skip("a small disk needs the right to mount one")
    try:
        with hosted(layout, PATIENT) as running:
            yield running
    finally:
        subprocess.run(["umount", "--lazy", str(layout.device)], check=True)


async def test_what_happens_on_a_full_disk_is_told_and_not_lost(cramped: Demo) -> None:
    filler = cramped.layout.device / "filler"
    async with opened(cramped) as stage:
        await stage.begin_anew()
        await until(shelves_kept(cramped), lambda kept: kept == 2, "the bridge keeps every weight", 30)
        fill(filler)
        for slot in stage.slots[:4]:
            await lift(stage, slot)
        view = await stage.kiosk.until(lambda v: "disk_full" in v["notices"], "the notice", within_s=40)
        assert view["screen"]  # the window goes on
        filler.unlink()
        await stage.kiosk.until(lambda v: "disk_full" not in v["notices"], "the notice is gone", within_s=40)

        async def picks() -> int:
            return len(stage.bridge.ids("pick"))

        await until(picks, lambda number: number == 4, "four picks in the journal", within_s=40)
        await stage.kiosk.until(
            lambda v: len(v["lifted"]) == 4 or v["screen"] == "compare", "what was lifted"
        )
        await sync(stage)
        require_journal_at_hq(stage)


def shelves_kept(demo: Demo) -> Callable[[], Awaitable[int]]:
    """How many shelves the bridge has kept with a weight for each slot: what a restart compares with."""

    async def look() -> int:
        found = rows(demo.layout.device / "bridge.db", "select state from shelves")
        kept = [json.loads(state)["slots"].values() for (state,) in found]
        return sum(all(slot["baseline"] is not None for slot in slots) for slots in kept)

    return look


def fill(file: Path) -> None:
    """Take the last byte of the disk."""
    with suppress(OSError), file.open("wb", buffering=0) as out:
        while out.write(bytes(4096)) == 4096:
            pass
    assert file.stat().st_size > 0
