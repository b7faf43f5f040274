"""One connection to the broker, from CONNECT to its loss: paho's socket driven by the running asyncio loop.

Only this module touches paho. A link is used once; `firmware_bridge.client` makes the next one. So nothing of
an old connection, such as a message in flight or a packet id, can leak into a new one.
"""

import asyncio
import fcntl
import logging
import ssl
import termios
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import paho.mqtt.client as paho
from paho.mqtt.enums import CallbackAPIVersion, MQTTErrorCode, MQTTProtocolVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode
from paho.mqtt.subscribeoptions import SubscribeOptions

from firmware_bridge.errors import MqttError, NotConnectedError, PublishFailedError
from firmware_bridge.mqtt_settings import MqttSettings

log = logging.getLogger(__name__)

_PACKETS_A_TURN: Final = 32
_TICK_S: Final = 1.0  # how often paho looks at its keepalive


@dataclass(frozen=True, slots=True)
class Received:
    topic: str
    payload: bytes
    qos: int
    retained: bool
    duplicate: bool
    mid: int


class Link:
    """One connection: `open()` once, use, `close()`; `lost` resolves to the reason when it breaks."""

    def __init__(self, settings: MqttSettings, on_message: Callable[[Received], None]) -> None:
        self._settings = settings
        self._on_message = on_message
        self._loop = asyncio.get_running_loop()
        self._connack: asyncio.Future[None] = self._loop.create_future()
        self.lost: asyncio.Future[str] = self._loop.create_future()
        self._published: dict[int, asyncio.Future[None]] = {}
        self._subscribed: dict[int, asyncio.Future[None]] = {}
        self._ticker: asyncio.Task[None] | None = None
        self.reached = False  # somebody accepted the socket
        self._paho = self._make_paho()

    def _make_paho(self) -> paho.Client:
        s = self._settings
        v5 = s.protocol == 5
        client = paho.Client(
            CallbackAPIVersion.VERSION2,
            client_id=s.client_id,
            clean_session=None if v5 else not s.persistent,
            protocol=MQTTProtocolVersion.MQTTv5 if v5 else MQTTProtocolVersion.MQTTv311,
            reconnect_on_failure=False,
            manual_ack=True,
        )
        client.connect_timeout = s.connect_timeout_s
        client.max_inflight_messages_set(s.receive_maximum)
        if s.username is not None:
            client.username_pw_set(s.username, s.password)
        if s.tls is not None:
            client.tls_set_context(s.tls.context())
        if s.will is not None:
            client.will_set(s.will.topic, s.will.payload, s.will.qos, s.will.retain)
        client.on_socket_open = self._socket_open
        client.on_socket_close = self._socket_close
        client.on_socket_register_write = self._want_write
        client.on_socket_unregister_write = self._stop_write
        client.on_connect = self._connected
        client.on_disconnect = self._disconnected
        client.on_message = self._message
        client.on_publish = self._acknowledged
        client.on_subscribe = self._subscription_answered
        return client

    async def open(self) -> None:
        """Connect and wait for CONNACK; `MqttError` says why it failed."""
        connecting = self._loop.run_in_executor(None, self._connect)
        try:
            await asyncio.shield(connecting)
            self.reached = True
            async with asyncio.timeout(self._settings.connect_timeout_s):
                await self._connack
        except asyncio.CancelledError:
            await asyncio.gather(connecting, return_exceptions=True)  # its socket must not outlive us
            raise
        except (OSError, ValueError, TimeoutError) as err:
            raise MqttError(f"no connection to {self._settings.host}:{self._settings.port}: {err!r}") from err
        self._ticker = self._loop.create_task(self._tick(), name=f"mqtt-tick-{self._settings.client_id}")

    def _connect(self) -> None:
        s = self._settings
        if s.protocol != 5:
            self._paho.connect(s.host, s.port, s.keepalive_s)
            return
        properties: Any = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]
        properties.MaximumPacketSize = s.max_packet_bytes
        properties.ReceiveMaximum = s.receive_maximum
        properties.SessionExpiryInterval = s.session_expiry_s if s.persistent else 0
        clean = not s.persistent
        self._paho.connect(s.host, s.port, s.keepalive_s, clean_start=clean, properties=properties)

    async def close(self) -> None:
        """Say goodbye (the will is not sent) and let the socket go; safe to call twice."""
        if self._ticker is not None:
            self._ticker.cancel()
            await asyncio.gather(self._ticker, return_exceptions=True)
        if not self.lost.done() and self._paho.socket() is not None:
            self._paho.disconnect()
            await asyncio.wait([self.lost], timeout=self._settings.connect_timeout_s)
        self._break("closed")
        sock = self._paho.socket()
        if sock is not None:
            self._loop.remove_reader(sock)
            self._loop.remove_writer(sock)
            sock.close()

    async def subscribe(self, filters: Sequence[tuple[str, int]]) -> None:
        """Subscribe and wait for SUBACK."""
        if not filters:
            return
        wanted: Any = filters
        if self._settings.protocol == 5:
            wanted = [(name, SubscribeOptions(qos=qos)) for name, qos in filters]
        code, mid = self._paho.subscribe(list(wanted))
        if code != MQTTErrorCode.MQTT_ERR_SUCCESS or mid is None:
            raise NotConnectedError("the connection broke before subscribing")
        await self._answer(self._subscribed, mid, "subscription")

    def unsubscribe(self, name: str) -> None:
        self._paho.unsubscribe(name)

    async def publish(self, topic: str, payload: bytes, qos: int, retain: bool) -> None:
        """Publish; with QoS 1 wait for PUBACK."""
        if self.lost.done():
            raise NotConnectedError("no connection to the broker")
        info = self._paho.publish(topic, payload, qos, retain)
        if info.rc != MQTTErrorCode.MQTT_ERR_SUCCESS:
            raise NotConnectedError(f"the connection broke before publishing: {paho.error_string(info.rc)}")
        await self._answer(self._published, info.mid, f"message on {topic}")

    async def _answer(self, waiting: dict[int, asyncio.Future[None]], mid: int, what: str) -> None:
        future: asyncio.Future[None] = self._loop.create_future()
        waiting[mid] = future
        try:
            async with asyncio.timeout(self._settings.publish_timeout_s):
                await future
        except TimeoutError as err:
            raise PublishFailedError(
                f"{what}: not acknowledged in {self._settings.publish_timeout_s} s"
            ) from err
        finally:
            waiting.pop(mid, None)

    def acknowledge(self, mid: int, qos: int) -> None:
        """PUBACK a received message; after the loss of this connection the broker sends it again instead."""
        if not self.lost.done():
            self._paho.ack(mid, qos)

    # paho's callbacks. Those about the socket may come from the connecting thread, the others from this loop.

    def _socket_open(self, _client: paho.Client, _data: Any, sock: Any) -> None:
        self._loop.call_soon_threadsafe(self._add_reader, sock)

    def _add_reader(self, sock: Any) -> None:
        if sock.fileno() >= 0:
            self._loop.add_reader(sock, self._readable)

    def _socket_close(self, _client: paho.Client, _data: Any, sock: Any) -> None:
        self._loop.call_soon_threadsafe(self._break, "the broker closed the connection")
        if sock.fileno() >= 0:
            self._loop.remove_reader(sock)
            self._loop.remove_writer(sock)

    def _want_write(self, _client: paho.Client, _data: Any, sock: Any) -> None:
        self._loop.call_soon_threadsafe(self._add_writer, sock)

    def _add_writer(self, sock: Any) -> None:
        if sock.fileno() >= 0:
            self._loop.add_writer(sock, self._paho.loop_write)

    def _stop_write(self, _client: paho.Client, _data: Any, sock: Any) -> None:
        if sock.fileno() >= 0:
            self._loop.remove_writer(sock)

    def _readable(self) -> None:
        """Read some packets that are there, then let others have their turn."""
        for _ in range(_PACKETS_A_TURN):
            self._paho.loop_read()
            sock: Any = self._paho.socket()
            if sock is None or not _has_more(sock):
                return
        if isinstance(sock, ssl.SSLSocket):  # decrypted bytes wake no selector
            self._loop.call_soon(self._readable)

    def _connected(self, _c: paho.Client, _d: Any, _flags: Any, reason: ReasonCode, _props: Any) -> None:
        if self._connack.done():
            return
        if reason.is_failure:
            self._connack.set_exception(MqttError(f"the broker refused the connection: {reason}"))
        else:
            self._connack.set_result(None)

    def _disconnected(self, _c: paho.Client, _d: Any, _flags: Any, reason: ReasonCode, _props: Any) -> None:
        self._break(str(reason))

    def _break(self, reason: str) -> None:
        if self.lost.done():
            return
        self.lost.set_result(reason)
        error = PublishFailedError(f"the connection was lost: {reason}")
        for future in (*self._published.values(), *self._subscribed.values()):
            if not future.done():
                future.set_exception(error)
        if not self._connack.done():
            self._connack.set_exception(MqttError(f"the connection was lost before it stood: {reason}"))
            self._connack.exception()  # whoever awaited it may be gone

    def _message(self, _c: paho.Client, _d: Any, m: paho.MQTTMessage) -> None:
        try:
            topic = m.topic
        except UnicodeDecodeError:  # the broker should have refused it
            self.acknowledge(m.mid, m.qos)
            return
        self._on_message(Received(topic, bytes(m.payload), m.qos, m.retain, m.dup, m.mid))

    def _acknowledged(self, _c: paho.Client, _d: Any, mid: int, reason: ReasonCode, _props: Any) -> None:
        future = self._published.get(mid)
        if future is None or future.done():
            return
        if reason.is_failure:
            future.set_exception(PublishFailedError(f"the broker refused the message: {reason}"))
        else:
            future.set_result(None)

    def _subscription_answered(
        self, _c: paho.Client, _d: Any, mid: int, reasons: list[ReasonCode], _props: Any
    ) -> None:
        future = self._subscribed.get(mid)
        if future is None or future.done():
            return
        refused = [str(reason) for reason in reasons if reason.is_failure]
        if refused:
            future.set_exception(MqttError(f"the broker refused a subscription: {', '.join(refused)}"))
        else:
            future.set_result(None)

    async def _tick(self) -> None:
        while not self.lost.done():
            await asyncio.sleep(_TICK_S)
            if self._paho.loop_misc() != MQTTErrorCode.MQTT_ERR_SUCCESS:
                self._break("the broker fell silent")


def _has_more(sock: Any) -> bool:
    if isinstance(sock, ssl.SSLSocket):
        return sock.pending() > 0
    waiting = fcntl.ioctl(sock, termios.FIONREAD, b"\0\0\0\0")
    return any(waiting)
