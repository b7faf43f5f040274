"""Waiting on a condition instead of on time."""

import asyncio
import socket
from collections.abc import Callable


async def until(condition: Callable[[], object], timeout_s: float = 10.0) -> None:
    """Until `condition()` is true; TimeoutError after `timeout_s`."""
    async with asyncio.timeout(timeout_s):
        while not condition():  # noqa: ASYNC110 - a test watches from outside
            await asyncio.sleep(0.01)


def listens(port: int) -> bool:
    """Whether somebody takes connections on a port of the loopback."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
