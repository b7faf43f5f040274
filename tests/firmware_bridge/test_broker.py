import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from firmware_bridge import broker as rooms
from firmware_bridge.broker import BrokerProcess, BrokerSettings, broker_command, write_configuration
from firmware_bridge.errors import BrokerError
from tests.firmware_bridge.waiting import listens


def test_mosquitto_is_bound_to_the_loopback_with_limits(tmp_path: Path) -> None:
    text = write_configuration(BrokerSettings(1999, tmp_path)).read_text()
    for line in (
        "listener 1999 127.0.0.1",
        "message_size_limit 65536",
        "max_connections 64",
        "persistence true",
    ):
        assert line in text.splitlines()


def test_without_mosquitto_the_embedded_broker_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rooms, "find_mosquitto", lambda: None)
    name, argv = broker_command(BrokerSettings(1999, tmp_path))
    assert "amqtt" in name
    assert argv[-2:] == ["127.0.0.1", "1999"]


def test_without_any_broker_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rooms, "find_mosquitto", lambda: None)
    monkeypatch.setitem(sys.modules, "amqtt", None)
    with pytest.raises(BrokerError, match="apt install mosquitto"):
        broker_command(BrokerSettings(1999, tmp_path))


def test_a_taken_port_is_an_error_and_leaves_no_process(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        taken.settimeout(0.0)
        process = BrokerProcess(BrokerSettings(taken.getsockname()[1], tmp_path))
        with pytest.raises(BrokerError, match="is taken"):
            process.start()
        assert not process.running


def test_a_state_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BrokerError, match="cannot write"):
        write_configuration(BrokerSettings(1999, tmp_path / "file" / "state"))


def test_the_command_becomes_the_broker(tmp_path: Path, free_port: int) -> None:
    code = "from firmware_bridge.cli import broker; broker()"
    argv = [sys.executable, "-c", code, "--port", str(free_port), "--state", str(tmp_path)]
    child = subprocess.Popen(argv, stderr=subprocess.PIPE)
    try:
        assert child.stderr is not None
        assert b"on 127.0.0.1" in child.stderr.readline()
        for _ in range(200):
            if listens(free_port):
                break
            time.sleep(0.05)
        else:
            pytest.fail("the broker does not answer")
    finally:
        child.terminate()
        child.communicate(timeout=10)
