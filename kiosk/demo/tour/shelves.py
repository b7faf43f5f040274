"""The tour's hands at shelves and scanner: it scripts the simulator, which publishes as firmware does."""

import json
from contextlib import suppress

from firmware_bridge import topics
from firmware_bridge.client import MqttClient
from firmware_bridge.errors import MqttError

CONNECT_WITHIN_S = 30.0


class Shelves:
    """Over a connection of its own to the demo's broker."""

    def __init__(self, client: MqttClient) -> None:
        self._client = client

    async def lift(self, shelf: str, slot: str, qty: int = 1) -> None:
        await self._do(shelf, slot, "lift", qty)

    async def put_back(self, shelf: str, slot: str, qty: int = 1) -> None:
        await self._do(shelf, slot, "put_back", qty)

    async def restock(self, shelf: str, slot: str, qty: int) -> None:
        await self._do(shelf, slot, "restock", qty)

    async def scan(self, code: str) -> None:
        await self._say(topics.simulator_scanner(), json.dumps({"code": code}).encode())

    async def publish(self, topic: str, payload: bytes) -> None:
        """Anything at all, as broken firmware might."""
        await self._say(topic, payload)

    async def publish_rudely(self, topic: str, payload: bytes) -> None:
        """The same for what a broker may answer by closing the connection."""
        with suppress(MqttError):
            await self._client.publish(topic, payload)
        await self._client.wait_connected(CONNECT_WITHIN_S)

    async def _do(self, shelf: str, slot: str, what: str, qty: int) -> None:
        payload = json.dumps({"do": what, "qty": qty}).encode()
        await self._say(topics.simulator_slot(shelf, slot), payload)

    async def _say(self, topic: str, payload: bytes) -> None:
        """Publish as soon as there is a broker: it may just have been killed."""
        await self._client.wait_connected(CONNECT_WITHIN_S)
        await self._client.publish(topic, payload)
