"""The MQTT broker of one device: Mosquitto where it is installed, else the embedded amqtt.

Mosquitto listens on the loopback only and gets limits: as shipped, it takes packets of any size and any
number of connections. It keeps sessions and queued messages on disk, but a killed Mosquitto has lost what
came since the last autosave; the bridge's journal and its repeated retained values make up for that.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from firmware_bridge.errors import BrokerError

START_TIMEOUT_S = 10.0
STOP_TIMEOUT_S = 5.0

_CONFIGURATION = """\
# Written by `endcap broker`; changes are lost at its next start.
listener {port} {host}
allow_anonymous true
persistence true
persistence_location {state}/
autosave_interval 30
persistent_client_expiration 7d
message_size_limit 65536
max_packet_size 70000
max_connections 64
max_inflight_messages 200
max_queued_messages 20000
max_queued_bytes 33554432
max_keepalive 120
set_tcp_nodelay true
connection_messages false
log_dest stderr
log_type error
log_type warning
user {user}
"""


@dataclass(frozen=True, slots=True)
class BrokerSettings:
    port: int
    state: Path  # folder of its persistence
    host: str = "127.0.0.1"


def find_mosquitto() -> Path | None:
    """Mosquitto's program, else None. Debian keeps it in /usr/sbin, which is not on every PATH."""
    found = shutil.which("mosquitto", path=f"{os.environ.get('PATH', '')}:/usr/local/sbin:/usr/sbin")
    return None if found is None else Path(found)


def broker_command(settings: BrokerSettings) -> tuple[str, list[str]]:
    """(name, argv) of the broker to run; writes Mosquitto's configuration. `BrokerError` if there is none."""
    mosquitto = find_mosquitto()
    if mosquitto is not None:
        return "Mosquitto", [str(mosquitto), "-c", str(write_configuration(settings))]
    try:
        import amqtt  # noqa: F401 - only asked for where there is no Mosquitto
    except ImportError as err:
        raise BrokerError(
            "there is no MQTT broker: install Mosquitto (apt install mosquitto) or `pip install endcap[demo]`"
        ) from err
    module = "firmware_bridge.embedded_broker"
    return "the embedded amqtt", [sys.executable, "-m", module, settings.host, str(settings.port)]


def write_configuration(settings: BrokerSettings) -> Path:
    """mosquitto.conf in the state folder."""
    try:
        settings.state.mkdir(parents=True, exist_ok=True)
        path = settings.state / "mosquitto.conf"
        path.write_text(
            _CONFIGURATION.format(
                port=settings.port,
                host=settings.host,
                state=settings.state.resolve(),
                user=pwd.getpwuid(
                    os.getuid()
                ).pw_name,  # else Mosquitto as root becomes a user without rights
            )
        )
    except OSError as err:
        raise BrokerError(f"cannot write the broker's files in {settings.state}: {err.strerror}") from err
    return path


class BrokerProcess:
    """A broker as a child process of this one. A context manager: it is stopped at the end."""

    def __init__(self, settings: BrokerSettings) -> None:
        self.settings = settings
        self.name = ""
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start it and wait until it accepts connections."""
        if self._accepts():
            raise BrokerError(f"port {self.settings.port} is taken; choose another with --port")
        self.name, argv = broker_command(self.settings)
        self._process = subprocess.Popen(argv, stdin=subprocess.DEVNULL)
        deadline = time.monotonic() + START_TIMEOUT_S
        while not self._accepts():
            code = self._process.poll()
            if code is not None or time.monotonic() > deadline:
                self.stop()
                raise BrokerError(
                    f"{self.name} did not start on port {self.settings.port} (exit code {code})"
                )
            time.sleep(0.02)

    def _accepts(self) -> bool:
        try:
            with socket.create_connection((self.settings.host, self.settings.port), timeout=0.5):
                return True
        except OSError:
            return False

    def stop(self) -> None:
        """Stop it with its state saved. Safe to call twice."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it as a pulled plug would."""
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.send_signal(how)
        try:
            process.wait(STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
