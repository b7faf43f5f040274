"""Shoppers go on while processes are killed at random; afterwards every piece must be accounted for, once."""

import asyncio
import os
import random
import signal
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import pytest

from kiosk.demo.errors import TourFailed
from kiosk.demo.tour.customer import give_back, lift
from kiosk.demo.tour.headquarters import require_journal_at_hq, sync
from kiosk.demo.tour.hosting import Demo
from kiosk.demo.tour.stage import Slot, Stage, opened
from kiosk.demo.tour.waiting import until

pytestmark = pytest.mark.slow

SHOPPING_S = 90.0
VICTIMS = ("kiosk", "bridge", "agent", "hq", "broker")


@pytest.mark.parametrize("seed", [1, 2])
async def test_no_event_is_lost_or_doubled_while_everything_is_killed(demo: Demo, seed: int) -> None:
    rng = random.Random(seed)
    async with opened(demo) as stage:
        full = await counts(stage)
        killing = asyncio.create_task(kill_now_and_then(demo, rng), name="killer")
        await shop(stage, rng, time.monotonic() + SHOPPING_S)
        killing.cancel()
        with suppress(asyncio.CancelledError):
            await killing
        await all_run(demo)
        assert await counts(stage) == full  # everything was put back
        await sync(stage)
        await until(backlog_of(stage), lambda waiting: waiting == 0, "nothing waits for HQ", within_s=60)
        require_journal_at_hq(stage)
        assert len(stage.bridge.ids("pick")) > 5  # the test did see some shopping


def backlog_of(stage: Stage) -> Callable[[], Awaitable[int]]:
    async def look() -> int:
        return stage.device.backlog()

    return look


async def shop(stage: Stage, rng: random.Random, end: float) -> None:
    """One shopper after the other lifts something and perhaps puts it back; each at a shelf of its own."""
    while time.monotonic() < end:
        slot = rng.choice(stage.slots[:12])
        await lift(stage, slot)
        await asyncio.sleep(rng.uniform(1.5, 3.0))
        await give_back(stage, slot)
        await asyncio.sleep(rng.uniform(1.5, 3.0))


async def kill_now_and_then(demo: Demo, rng: random.Random) -> None:
    while True:
        await asyncio.sleep(rng.uniform(4.0, 9.0))
        victim = rng.choice(VICTIMS)
        if pid := demo.report(victim).get("pid"):
            with suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)


async def all_run(demo: Demo) -> None:
    async def look() -> bool:
        return bool(demo.facts().get("ready"))

    await until(look, bool, "everything runs again", within_s=60)


async def counts(stage: Stage) -> list[int]:
    """What the kiosk says is in each slot of the first shelf, once it knows."""
    found = []
    for slot in stage.slots[:12]:
        view = await until(
            measured(stage, slot), lambda stock: stock, f"the stock of {slot.slot}", within_s=90
        )
        found.append(int(view["count"]))
    return found


def measured(stage: Stage, slot: Slot) -> Callable[[], Awaitable[dict[str, Any]]]:
    async def look() -> dict[str, Any]:
        """The stock of the slot; empty while it is not measured or the kiosk is away."""
        with suppress(OSError, TourFailed):
            await stage.kiosk.command("OpenProduct", product_id=slot.product_id)
        product = (await stage.kiosk.view()).get("product") or {}
        right = product.get("product_id") == slot.product_id and product["stock"]["state"] == "measured"
        stock: dict[str, Any] = product["stock"] if right else {}
        return stock

    return look
