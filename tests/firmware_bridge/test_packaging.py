"""Mosquitto's configuration for a store, on a real Mosquitto: TLS, users, and who may say what."""

from __future__ import annotations

import asyncio
import os
import pwd
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from firmware_bridge import topics
from firmware_bridge.broker import find_mosquitto
from firmware_bridge.client import MqttClient, MqttSettings, Tls
from firmware_bridge.errors import NotConnectedError

trustme = pytest.importorskip("trustme")

CONFIGURATION = Path(__file__).parents[2] / "packaging" / "mosquitto"
USERS = ("bridge", "kiosk", "shelf-a", "shelf-esp-1")


@dataclass(frozen=True, slots=True)
class SecureBroker:
    port: int
    ca: Path

    def settings(self, user: str, password: str | None = None) -> MqttSettings:
        return MqttSettings(
            user,
            host="localhost",
            port=self.port,
            username=user,
            password=user if password is None else password,
            tls=Tls(self.ca),
        )


@pytest.fixture
def secure_broker(tmp_path: Path, free_port: int) -> Iterator[SecureBroker]:
    mosquitto = find_mosquitto()
    passwords = shutil.which("mosquitto_passwd")
    if mosquitto is None or passwords is None:
        pytest.skip("Mosquitto is not installed (apt install mosquitto)")
    authority = trustme.CA()
    certificate = authority.issue_cert("localhost")
    authority.cert_pem.write_to_path(tmp_path / "ca.crt")
    certificate.private_key_pem.write_to_path(tmp_path / "broker.key")
    certificate.cert_chain_pems[0].write_to_path(tmp_path / "broker.crt")
    (tmp_path / "endcap.passwd").touch()
    for user in USERS:
        subprocess.run([passwords, "-b", tmp_path / "endcap.passwd", user, user], check=True)
    shutil.copy(CONFIGURATION / "endcap.acl", tmp_path / "endcap.acl")
    text = (CONFIGURATION / "endcap.conf").read_text()
    text = re.sub(r"/etc/mosquitto/(certs/)?|/var/lib/mosquitto/", f"{tmp_path}/", text)
    text = text.replace("listener 8883", f"listener {free_port} 127.0.0.1")
    text = text.replace("listener 1883 127.0.0.1", "").replace("log_dest syslog", "log_dest none")
    (tmp_path / "endcap.conf").write_text(f"{text}\nuser {pwd.getpwuid(os.getuid()).pw_name}\n")
    process = subprocess.Popen([mosquitto, "-c", tmp_path / "endcap.conf"], stderr=subprocess.PIPE)
    try:
        _wait_for(free_port, process)
        yield SecureBroker(free_port, tmp_path / "ca.crt")
    finally:
        process.terminate()
        process.communicate(timeout=10)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(100):
        assert process.poll() is None, "Mosquitto does not take this configuration"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("Mosquitto does not answer")


async def test_a_device_may_say_only_what_it_is(secure_broker: SecureBroker) -> None:
    said = [
        ("shelf-a", topics.raw_shelf("shelf-a", "a1"), True),
        ("shelf-a", topics.raw_shelf("shelf-b", "b1"), False),
        ("shelf-a", topics.slot_event("shelf-a", "a1"), False),  # no plate forges an event
        ("shelf-a", topics.device_state("bridge"), False),
        ("shelf-a", topics.planogram("shelf-a"), False),
        ("shelf-esp-1", "shelf-esp-1/sensor/slot_a1/state", True),
        ("shelf-esp-1", "shelf-esp-2/sensor/slot_a1/state", False),
        ("kiosk", topics.planogram("shelf-a"), True),
        ("kiosk", topics.slot_stock("shelf-a", "a1"), False),
        ("kiosk", topics.replay_request(), True),
    ]
    heard: set[tuple[str, bytes]] = set()
    async with MqttClient(secure_broker.settings("bridge")) as bridge:
        for topic in (topics.ALL_RAW_SHELVES, "homie/5/#", topics.ALL_PLANOGRAMS, "+/sensor/+/state"):
            bridge.subscribe(topic)
        await bridge.wait_connected(10)
        for user, topic, _ in said:
            async with MqttClient(secure_broker.settings(user)) as client:
                await client.wait_connected(10)
                await client.publish(topic, user.encode(), qos=0)
        await bridge.publish("homie/5/bridge/end", b"")
        async with asyncio.timeout(10):
            async for inbound in bridge.messages():
                inbound.acknowledge()
                heard.add((inbound.topic, inbound.payload))
                await asyncio.sleep(0.02)
                if ("homie/5/bridge/end", b"") in heard and not bridge.waiting:
                    break
    assert {(t, u.encode()) for u, t, allowed in said if allowed} <= heard
    assert not {(t, u.encode()) for u, t, allowed in said if not allowed} & heard


async def test_strangers_and_wrong_passwords_stay_outside(secure_broker: SecureBroker) -> None:
    for settings in (secure_broker.settings("stranger"), secure_broker.settings("kiosk", "wrong")):
        async with MqttClient(settings) as client:
            with pytest.raises(NotConnectedError):
                await client.wait_connected(1.0)
