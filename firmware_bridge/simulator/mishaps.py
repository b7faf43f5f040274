"""What goes wrong in a shop by itself: somebody leans on a shelf, knocks it, a shelf's firmware falls silent.

Each kind comes at its own mean rate (a Poisson process), seeded, anywhere in the store.
"""

import asyncio
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

AWAY_S = (6.0, 15.0)  # how long a shelf is silent: longer than the bridge waits before it calls it lost


@dataclass(frozen=True, slots=True)
class Mishaps:
    """Times a minute in the whole store."""

    leans: float = 0.0
    touches: float = 0.0
    knocks: float = 0.0
    disconnects: float = 0.0


class Prone(Protocol):
    """A store to which it happens."""

    def lean(self, shelf: str, slot: str, grams: float, seconds: float) -> None: ...

    def touch(self, shelf: str, slot: str) -> None: ...

    def knock(self, shelf: str, slot: str, grams: float) -> None: ...

    def silence(self, shelf: str, on: bool) -> None: ...


async def befall(mishaps: Mishaps, store: Prone, slots: Sequence[tuple[str, str]], seed: int) -> None:
    """Until cancelled."""
    rng = random.Random(seed)  # noqa: S311 - play, no secret

    def lean(shelf: str, slot: str) -> None:
        store.lean(shelf, slot, rng.uniform(20.0, 400.0), rng.uniform(0.4, 3.0))

    def knock(shelf: str, slot: str) -> None:
        store.knock(shelf, slot, rng.uniform(10.0, 80.0))

    async with asyncio.TaskGroup() as tasks:
        for kind, rate, happen in (
            ("leans", mishaps.leans, lean),
            ("touches", mishaps.touches, store.touch),
            ("knocks", mishaps.knocks, knock),
        ):
            if rate:
                tasks.create_task(_again_and_again(rate, slots, rng, happen), name=f"simulator-{kind}")
        if mishaps.disconnects:
            shelves = sorted({shelf for shelf, _ in slots})
            work = _disconnect(mishaps.disconnects, store, shelves, rng)
            tasks.create_task(work, name="simulator-disconnects")


async def _again_and_again(
    rate: float, slots: Sequence[tuple[str, str]], rng: random.Random, happen: Callable[[str, str], None]
) -> None:
    while True:
        await asyncio.sleep(rng.expovariate(rate / 60.0))
        happen(*rng.choice(slots))


async def _disconnect(rate: float, store: Prone, shelves: Sequence[str], rng: random.Random) -> None:
    """One shelf at a time."""
    while True:
        await asyncio.sleep(rng.expovariate(rate / 60.0))
        shelf = rng.choice(shelves)
        store.silence(shelf, True)
        await asyncio.sleep(rng.uniform(*AWAY_S))
        store.silence(shelf, False)
