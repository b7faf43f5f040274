"""The tour's eyes and hands at the kiosk: its inspection socket."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kiosk.demo.errors import TourFailed
from kiosk.demo.tour.waiting import until

ANSWER_LIMIT_BYTES = 16 * 1024 * 1024
View = dict[str, Any]


class Inspector:
    """Asks the kiosk behind `socket`. While there is none, as after kill -9, `view` answers an empty dict."""

    def __init__(self, socket: Path) -> None:
        self._socket = socket

    async def view(self) -> View:
        try:
            answer: View = (await self._ask({"do": "view"}))["view"]
        except (OSError, ValueError, KeyError):
            return {}
        return answer

    async def command(self, name: str, **args: object) -> None:
        """Do what a finger does. TourFailed where the kiosk refuses it."""
        answer = await self._ask({"do": "command", "name": name, "args": args})
        if "error" in answer:
            raise TourFailed(f"the kiosk refused {name}: {answer['error']}")

    async def until(
        self, holds: Callable[[View], object], what: str, within_s: float = 10.0, *, touching: bool = False
    ) -> View:
        """The view for which it holds. A kiosk that is away, or a missing part of its view, does not hold.

        `touching`: as somebody who touches the screen now and then, whom the kiosk does not take for gone.
        """

        async def look() -> View:
            if touching:
                await self.command("Touch")
            return await self.view()

        def safely(view: View) -> object:
            try:
                return holds(view)
            except (KeyError, TypeError, IndexError):
                return False

        return await until(look, safely, what, within_s)

    async def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        reader, writer = await asyncio.open_unix_connection(self._socket, limit=ANSWER_LIMIT_BYTES)
        try:
            writer.write(json.dumps(request).encode() + b"\n")
            answer: dict[str, Any] = json.loads(await reader.readline())
            return answer
        finally:
            writer.close()
