"""What the bridge says over MQTT: events first, then values; and events once more for who missed them."""

import asyncio
import logging

from firmware_bridge.client import MqttClient
from firmware_bridge.errors import MqttError
from firmware_bridge.journal import Journal
from firmware_bridge.messages import ReplayRequest
from firmware_bridge.retained import RetainedValues

log = logging.getLogger(__name__)

BATCH = 100  # events published together
AGAIN_S = 0.05


class Outlet:
    """Run `say` and `replay` as tasks; `wake` after there is something new in the journal or the values."""

    def __init__(self, journal: Journal, values: RetainedValues) -> None:
        self._journal = journal
        self._values = values
        self._woken = asyncio.Event()
        self._replay_asked = asyncio.Event()
        self._replay_after: tuple[int, int] | None = None

    def wake(self) -> None:
        """There is something to say."""
        self._woken.set()

    async def say(self, client: MqttClient) -> None:
        """Whenever there is something to say and somebody to say it to; until cancelled."""
        while True:
            await self._woken.wait()
            await client.wait_connected()
            self._woken.clear()
            try:
                await self._publish_events(client)
                await self.flush_values(client)
            except MqttError as err:
                log.debug("To be said again: %s", err)
                self._woken.set()
                await asyncio.sleep(AGAIN_S)

    async def _publish_events(self, client: MqttClient) -> None:
        while entries := self._journal.unpublished(BATCH):
            await asyncio.gather(*(client.publish(entry.topic, entry.payload) for entry in entries))
            self._journal.mark_published(entries[-1])

    async def flush_values(self, client: MqttClient) -> None:
        """Publish the values that changed; `MqttError` rises, and what was not said stays to be said."""

        async def publish(topic: str, payload: bytes) -> None:
            await client.publish(topic, payload, retain=True)

        await self._values.flush(publish)

    def ask_replay(self, request: ReplayRequest) -> None:
        """Requests that wait become one, from the earliest place that was asked for."""
        wanted = (request.boot, request.after_seq)
        self._replay_after = wanted if self._replay_after is None else min(wanted, self._replay_after)
        self._replay_asked.set()

    async def replay(self, client: MqttClient) -> None:
        """One replay at a time, beside everything else; until cancelled."""
        while True:
            await self._replay_asked.wait()
            self._replay_asked.clear()
            after, self._replay_after = self._replay_after, None
            if after is not None:
                await self._replay_once(client, *after)

    async def _replay_once(self, client: MqttClient, boot: int, seq: int) -> None:
        first, sent = (boot, seq), 0
        try:
            while entries := self._journal.after(boot, seq, BATCH):
                await asyncio.gather(*(client.publish(entry.topic, entry.payload) for entry in entries))
                boot, seq, sent = entries[-1].boot, entries[-1].seq, sent + len(entries)
        except MqttError as err:
            log.info("A replay broke off after %d events, it will be asked for again: %s", sent, err)
            return
        log.info("Replayed %d events after %d/%d", sent, *first)
