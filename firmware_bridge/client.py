"""An asyncio MQTT client that outlives its connections.

    async with MqttClient(MqttSettings("kiosk-1")) as client:
        client.subscribe(topics.ALL_EVENTS)
        async for inbound in client.messages():
            ...commit...
            inbound.acknowledge()

It connects, resubscribes after every reconnect, and never raises for a broker that is away: `state` says so.
QoS 1 messages are acknowledged by the consumer only, so what it did not commit comes again; at most
`receive_maximum` of them wait. QoS 0 messages (raw samples) wait in a bounded queue that sheds (`samples`).
A consumer of both has a client for each: on one connection a flood of samples would stand before all else.
"""

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from enum import StrEnum, auto
from types import TracebackType
from typing import Self

from firmware_bridge.errors import MqttError, NotConnectedError
from firmware_bridge.link import Link, Received
from firmware_bridge.mqtt_settings import MqttSettings, Tls, Will
from firmware_bridge.reconnect import Backoff
from firmware_bridge.samples import SampleQueue

__all__ = ["ConnectionState", "Counts", "Inbound", "MqttClient", "MqttSettings", "Tls", "Will"]

AUTOMATIC, MQTT_311, MQTT_5 = 0, 4, 5  # values of MqttSettings.protocol

log = logging.getLogger(__name__)


class ConnectionState(StrEnum):
    CLOSED = auto()  # not started, or closed by its owner
    CONNECTING = auto()  # the first try, or one after a wait
    CONNECTED = auto()  # subscriptions stand
    WAITING = auto()  # the last try failed or the connection broke


@dataclass(slots=True)
class Counts:
    """Since the client was made."""

    connects: int = 0
    received: int = 0
    oversized: int = 0  # messages over max_packet_bytes, acknowledged and dropped


class Inbound:
    """One message. Call `acknowledge()` after its effect is committed; a QoS 0 message needs none."""

    __slots__ = ("_link", "_mid", "duplicate", "payload", "qos", "retained", "topic")

    def __init__(self, received: Received, link: Link) -> None:
        self.topic: str = received.topic
        self.payload: bytes = received.payload
        self.qos: int = received.qos
        self.retained: bool = received.retained  # what the broker kept, as opposed to news
        self.duplicate: bool = received.duplicate
        self._mid = received.mid
        self._link = link

    @property
    def delivery(self) -> int:
        """The packet id of a QoS 1 message: it comes again under the same until it is acknowledged."""
        return self._mid

    @property
    def can_be_acknowledged(self) -> bool:
        """Whether its connection still stands. When it does not, the broker sends the message again."""
        return not self._link.lost.done()

    def acknowledge(self) -> None:
        """Tell the broker that this message need not come again. Harmless when its connection is gone."""
        if self.qos > 0:
            self._link.acknowledge(self._mid, self.qos)


class MqttClient:
    """See the module's docstring. Used from one asyncio loop, by one consumer of `messages()`."""

    def __init__(self, settings: MqttSettings) -> None:
        self.settings = settings
        self.counts = Counts()
        self._state = ConnectionState.CLOSED
        self._listeners: list[Callable[[ConnectionState], None]] = []
        self._filters: dict[str, int] = {}
        self._kept: deque[Inbound] = deque()
        self._samples = SampleQueue[Inbound](settings.samples_limit, settings.samples_limit_bytes)
        self._arrived = asyncio.Event()
        self._connected = asyncio.Event()
        self._backoff = Backoff()
        self._protocol = settings.protocol or MQTT_5
        self._link: Link | None = None
        self._task: asyncio.Task[None] | None = None
        self._subscribing: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        name = f"mqtt-{self.settings.client_id}"
        self._task = asyncio.get_running_loop().create_task(self._run(), name=name)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Disconnect cleanly (the will is not sent). Safe to call twice."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.gather(task, *self._subscribing, return_exceptions=True)
        self._enter(ConnectionState.CLOSED)
        self._arrived.set()

    @property
    def state(self) -> ConnectionState:
        return self._state

    def on_state(self, listener: Callable[[ConnectionState], None]) -> Callable[[], None]:
        """Call `listener` at every change of state, in the loop; returns what stops it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    async def wait_connected(self, timeout_s: float | None = None) -> None:
        """Until the connection and its subscriptions stand; `NotConnectedError` after `timeout_s`."""
        try:
            async with asyncio.timeout(timeout_s):
                await self._connected.wait()
        except TimeoutError as err:
            s = self.settings
            raise NotConnectedError(f"no broker at {s.host}:{s.port} within {timeout_s} s") from err

    def subscribe(self, topic_filter: str, qos: int = 1) -> Callable[[], None]:
        """Subscribe now and after every reconnect; returns what unsubscribes."""
        self._filters[topic_filter] = qos
        if self._link is not None and self._state is ConnectionState.CONNECTED:
            task = asyncio.get_running_loop().create_task(self._subscribe_late(self._link, topic_filter, qos))
            self._subscribing.add(task)
            task.add_done_callback(self._subscribing.discard)
        return lambda: self._unsubscribe(topic_filter)

    async def _subscribe_late(self, link: Link, topic_filter: str, qos: int) -> None:
        try:
            await link.subscribe([(topic_filter, qos)])
        except MqttError as err:
            log.warning("Subscribing to %s failed: %s", topic_filter, err)

    def _unsubscribe(self, topic_filter: str) -> None:
        if self._filters.pop(topic_filter, None) is not None and self._link is not None:
            self._link.unsubscribe(topic_filter)

    async def publish(self, topic: str, payload: bytes, *, qos: int = 1, retain: bool = False) -> None:
        """Publish; with QoS 1 this returns after the broker's PUBACK.

        Raises `NotConnectedError` (nothing was sent) or `PublishFailedError` (nobody knows: send it again).
        Nothing is queued for later: what must not be lost is kept by the caller until this returns.
        """
        if len(payload) + len(topic) + 16 > self.settings.max_packet_bytes:
            raise MqttError(f"message on {topic} of {len(payload)} bytes is over the limit")
        if self._link is None or self._state is not ConnectionState.CONNECTED:
            raise NotConnectedError("no connection to the broker")
        await self._link.publish(topic, payload, qos, retain)

    async def messages(self) -> AsyncIterator[Inbound]:
        """Every message, QoS 1 before QoS 0; ends when the client is closed."""
        while self._task is not None:
            if self._kept:
                yield self._kept.popleft()
            elif self._samples:
                yield self._samples.popleft()
            else:
                self._arrived.clear()
                await self._arrived.wait()

    @property
    def waiting(self) -> int:
        """Messages received and not yet handed out."""
        return len(self._kept) + len(self._samples)

    @property
    def shed(self) -> int:
        """QoS 0 messages dropped because the consumer was too slow, since the client was made."""
        return self._samples.shed

    def _enter(self, state: ConnectionState) -> None:
        if state is self._state:
            return
        self._state = state
        if state is ConnectionState.CONNECTED:
            self._connected.set()
        else:
            self._connected.clear()
        for listener in tuple(self._listeners):
            listener(state)

    async def _run(self) -> None:
        while True:
            self._enter(ConnectionState.CONNECTING)
            try:
                reason = await self._one_connection()
            except MqttError as err:
                reason = str(err)
            self._enter(ConnectionState.WAITING)
            self._kept.clear()  # the broker sends the unacknowledged again
            delay = self._backoff.failed()
            s = self.settings
            log.log(
                self._backoff.log_level,
                "MQTT %s at %s:%s: %s; next try in %.1f s",
                *(s.client_id, s.host, s.port, reason, delay),
            )
            await asyncio.sleep(delay)

    async def _one_connection(self) -> str:
        """Connect, subscribe, stay; the reason of the loss."""
        link = Link(replace(self.settings, protocol=self._protocol), self._received)
        self._link = link
        try:
            try:
                await link.open()
            except MqttError:
                if link.reached and self.settings.protocol == AUTOMATIC:  # it was there and would not talk
                    self._protocol = MQTT_5 + MQTT_311 - self._protocol
                raise
            await link.subscribe(list(self._filters.items()))
            self.counts.connects += 1
            self._backoff.succeeded()
            self._enter(ConnectionState.CONNECTED)
            return await asyncio.shield(link.lost)
        finally:
            self._link = None
            await link.close()

    def _received(self, received: Received) -> None:
        link = self._link
        if link is None:
            return
        self.counts.received += 1
        inbound = Inbound(received, link)
        if len(received.payload) > self.settings.max_packet_bytes:
            self.counts.oversized += 1
            inbound.acknowledge()
            return
        if received.qos > 0:
            self._kept.append(inbound)
        else:
            self._samples.append(inbound)
        self._arrived.set()
