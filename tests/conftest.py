"""A real MQTT broker for any test that wants one."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from firmware_bridge.broker import BrokerProcess, BrokerSettings, find_mosquitto


@dataclass(slots=True)
class RealBroker:
    """Mosquitto on a free port of the loopback, with persistence in the test's folder."""

    process: BrokerProcess

    @property
    def host(self) -> str:
        return self.process.settings.host

    @property
    def port(self) -> int:
        return self.process.settings.port

    def restart(self) -> None:
        """Stop it in good order and start it again on the same port."""
        self.process.stop()
        self.process.start()

    def kill(self) -> None:
        """End it as a pulled plug would; `start()` brings it back."""
        self.process.kill()

    def start(self) -> None:
        self.process.start()


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def broker(tmp_path: Path, free_port: int) -> Iterator[RealBroker]:
    if find_mosquitto() is None:
        pytest.skip("Mosquitto is not installed (apt install mosquitto)")
    with BrokerProcess(BrokerSettings(free_port, tmp_path / "broker")) as process:
        yield RealBroker(process)
