"""How to reach the broker, and within which limits."""

import ssl
from dataclasses import dataclass
from pathlib import Path

from firmware_bridge.errors import MqttError


@dataclass(frozen=True, slots=True)
class Will:
    """What the broker says for us when we vanish."""

    topic: str
    payload: bytes
    qos: int = 1
    retain: bool = True


class _HandshakeSocket(ssl.SSLSocket):
    """Closes itself when the handshake fails; paho forgets it then."""

    def do_handshake(self, block: bool = False) -> None:
        try:
            super().do_handshake(block)
        except BaseException:
            self.close()
            raise


@dataclass(frozen=True, slots=True)
class Tls:
    ca: Path
    certificate: Path | None = None
    key: Path | None = None

    def context(self) -> ssl.SSLContext:
        """What the connection is made with; `MqttError` when the files cannot be used."""
        try:
            context = ssl.create_default_context(cafile=str(self.ca))
            context.sslsocket_class = _HandshakeSocket
            if self.certificate is not None:
                context.load_cert_chain(self.certificate, self.key)
        except (OSError, ssl.SSLError) as err:
            raise MqttError(f"cannot use the TLS files ({self.ca}, {self.certificate}): {err}") from err
        return context


@dataclass(frozen=True, slots=True)
class MqttSettings:
    """How to reach the broker.

    `protocol` is 5, 4 (MQTT 3.1.1, all that the embedded amqtt speaks), or 0: whichever the broker accepts.
    """

    client_id: str
    host: str = "127.0.0.1"
    port: int = 1883
    protocol: int = 0
    username: str | None = None
    password: str | None = None
    tls: Tls | None = None
    will: Will | None = None
    persistent: bool = True  # the broker keeps what we have not acknowledged while we are away
    session_expiry_s: int = 7 * 24 * 3600
    keepalive_s: int = 10
    connect_timeout_s: float = 3.0
    publish_timeout_s: float = 5.0
    max_packet_bytes: int = 65_536
    receive_maximum: int = 200  # QoS 1 messages that the broker hands over before the first is acknowledged
    samples_limit: int = 5_000  # QoS 0 messages that wait for the consumer; more are shed
    samples_limit_bytes: int = 16_000_000  # and their bytes

    def __repr__(self) -> str:  # a password never reaches a log
        return f"MqttSettings({self.client_id} at {self.host}:{self.port}, protocol {self.protocol})"
