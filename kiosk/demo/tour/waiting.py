"""Waiting for something to become true, and saying what did not."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from kiosk.demo.errors import TourFailed

T = TypeVar("T")
POLL_S = 0.03


def require(condition: object, text: str) -> None:
    """Raise TourFailed with `text` where the condition does not hold."""
    if not condition:
        raise TourFailed(text)


async def until(
    look: Callable[[], Awaitable[T]], holds: Callable[[T], object], what: str, within_s: float = 10.0
) -> T:
    """Look again and again until it holds; returns what was seen then. TourFailed says what was seen last."""
    end = time.monotonic() + within_s
    while not holds(seen := await look()):
        if time.monotonic() > end:
            raise TourFailed(f"{what}: not within {within_s:g} s; last seen: {shortened(seen)}")
        await asyncio.sleep(POLL_S)
    return seen


def shortened(seen: object, limit: int = 600) -> str:
    text = str(seen)
    return text if len(text) <= limit else text[:limit] + " …"
