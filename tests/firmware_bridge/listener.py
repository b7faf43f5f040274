"""A consumer as the kiosk is one: keeps each event once, notices gaps, asks for what it missed."""

import asyncio
from collections.abc import Callable
from typing import Self

from firmware_bridge import topics
from firmware_bridge.client import Inbound, MqttClient, MqttSettings
from firmware_bridge.messages import (
    ReplayRequest,
    ScanEvent,
    ShelfEvent,
    decode_scan_event,
    decode_shelf_event,
    encode_replay_request,
)


class Listener:
    """`async with`; then `events` grows by what was published, each id once, and `values` follows."""

    def __init__(self, host: str, port: int, on_event: Callable[[], None] = lambda: None) -> None:
        self.on_event = on_event
        self._client = MqttClient(MqttSettings("listener", host=host, port=port))
        self.events: list[ShelfEvent | ScanEvent] = []
        self.values: dict[str, bytes] = {}
        self.repeated = 0
        self._ids: set[str] = set()
        self._last = (0, 0)  # up to here nothing is missing
        self._ahead: set[tuple[int, int]] = set()
        self._task: asyncio.Task[None] | None = None

    @property
    def client(self) -> MqttClient:
        return self._client

    async def __aenter__(self) -> Self:
        await self._client.__aenter__()
        self._client.subscribe("homie/5/#")
        self._task = asyncio.create_task(self._listen())
        await self._client.wait_connected(20)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._task is not None
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        await self._client.close()

    async def _listen(self) -> None:
        async for inbound in self._client.messages():
            if inbound.topic.endswith("/event"):
                await self._event(inbound)
            else:
                self.values[inbound.topic] = inbound.payload
                if inbound.topic == topics.device_state("bridge") and inbound.payload == b"ready":
                    await self._ask()
            inbound.acknowledge()

    async def _event(self, inbound: Inbound) -> None:
        decode = decode_scan_event if "/scan/" in inbound.topic else decode_shelf_event
        event: ShelfEvent | ScanEvent = decode(inbound.payload)
        if event.id in self._ids:
            self.repeated += 1
            return
        self._ids.add(event.id)
        self.events.append(event)
        self.on_event()
        self._ahead.add((event.boot, event.seq))
        boot, seq = self._last
        while (boot, seq + 1) in self._ahead or (boot + 1, 1) in self._ahead:
            boot, seq = (boot, seq + 1) if (boot, seq + 1) in self._ahead else (boot + 1, 1)
            self._ahead.discard((boot, seq))
        self._last = (boot, seq)
        if self._ahead and (event.boot, event.seq) == max(self._ahead):
            await self._ask()

    async def _ask(self) -> None:
        request = encode_replay_request(ReplayRequest(*self._last))
        try:
            await self._client.publish(topics.replay_request(), request)
        except Exception:  # the next `ready` asks again
            return
