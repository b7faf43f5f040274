"""What the bridge says over MQTT: events first, then values; and events once more for who missed them."""

import asyncio
import logging

from firmware_bridge.alerts import Alert, Alerts
from firmware_bridge.client import MqttClient
from firmware_bridge.errors import JournalError, MqttError
from firmware_bridge.journal import Journal
from firmware_bridge.messages import ReplayRequest
from firmware_bridge.retained import RetainedValues

log = logging.getLogger(__name__)

BATCH = 100  # events, or values, published together
AGAIN_S = 0.05
READ_AGAIN_S = 1.0  # while bridge.db cannot be read


class Outlet:
    """Run `say` and `replay` as tasks; `wake` after there is something new in the journal or the values."""

    def __init__(self, journal: Journal, values: RetainedValues, alerts: Alerts) -> None:
        self._journal = journal
        self._values = values
        self._alerts = alerts
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
                await self._say_some(client)
            except MqttError as err:
                log.debug("To be said again: %s", err)
                self._woken.set()
                await asyncio.sleep(AGAIN_S)

    async def _say_some(self, client: MqttClient) -> None:
        """A batch of events, then one of values: neither waits for all of the other."""
        try:
            entries = self._journal.unpublished(BATCH)
            self._alerts.clear(Alert.JOURNAL_READ, "bridge.db can be read again")
        except JournalError as err:
            told = f"{err}. No event is told until bridge.db can be read: replace its disk."
            self._alerts.raise_alert(Alert.JOURNAL_READ, told)
            asyncio.get_running_loop().call_later(READ_AGAIN_S, self.wake)
            entries = []
        if entries:
            await asyncio.gather(*(client.publish(entry.topic, entry.payload) for entry in entries))
            self._journal.mark_published(entries[-1])
        await self._publish_values(client)
        if len(entries) == BATCH or self._values.dirty:
            self._woken.set()

    async def flush_values(self, client: MqttClient) -> None:
        """Publish all values that changed; `MqttError` rises, and what was not said stays to be said."""
        while self._values.dirty:
            await self._publish_values(client)

    async def _publish_values(self, client: MqttClient) -> None:
        async def publish(topic: str, payload: bytes) -> None:
            await client.publish(topic, payload, retain=True)

        await self._values.flush(publish, BATCH)

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
        except (MqttError, JournalError) as err:
            log.info("A replay broke off after %d events, it will be asked for again: %s", sent, err)
            return
        log.info("Replayed %d events after %d/%d", sent, *first)
