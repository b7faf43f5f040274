"""The tour's hands at shelves and scanner: it scripts the simulator, which publishes as firmware does."""

import asyncio
import json
from contextlib import suppress
from types import TracebackType
from typing import Self

from firmware_bridge import topics
from firmware_bridge.client import ConnectionState, MqttClient
from firmware_bridge.errors import MqttError
from firmware_bridge.mqtt_settings import MqttSettings
from kiosk.demo.tour.waiting import until

THERE_WITHIN_S = 30.0


class Shelves:
    """Over a connection of its own to the demo's broker; use it as a context.

    A command counts only if the simulator hears it, which may be away after the broker was killed: each
    command waits until its readings arrive over the present connection.
    """

    def __init__(self, settings: MqttSettings) -> None:
        self._client = MqttClient(settings)
        self._heard = asyncio.Event()  # a reading, since the connection stands
        self._listening: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._client.subscribe(topics.ALL_RAW_SHELVES, 0)
        self._client.on_state(self._changed)
        await self._client.__aenter__()
        self._listening = asyncio.create_task(self._listen(), name="tour-shelves")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.close()
        if self._listening:
            await self._listening

    async def lift(self, shelf: str, slot: str, qty: int = 1) -> None:
        await self._do(shelf, slot, "lift", qty)

    async def put_back(self, shelf: str, slot: str, qty: int = 1) -> None:
        await self._do(shelf, slot, "put_back", qty)

    async def restock(self, shelf: str, slot: str, qty: int) -> None:
        await self._do(shelf, slot, "restock", qty)

    async def scan(self, code: str) -> None:
        await self._command(topics.simulator_scanner(), {"code": code})

    async def publish(self, topic: str, payload: bytes) -> None:
        """Anything at all, as broken firmware might; a broker may answer by closing the connection."""
        with suppress(MqttError):
            await self._client.wait_connected(THERE_WITHIN_S)
            await self._client.publish(topic, payload)

    async def _do(self, shelf: str, slot: str, what: str, qty: int) -> None:
        await self._command(topics.simulator_slot(shelf, slot), {"do": what, "qty": qty})

    async def _command(self, topic: str, command: dict[str, object]) -> None:
        await until(self._is_heard, bool, "the simulated shelves are heard", THERE_WITHIN_S)
        await self._client.publish(topic, json.dumps(command).encode())

    async def _is_heard(self) -> bool:
        return self._heard.is_set()

    def _changed(self, _state: ConnectionState) -> None:
        self._heard.clear()

    async def _listen(self) -> None:
        async for _ in self._client.messages():
            self._heard.set()
