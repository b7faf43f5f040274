"""Mosquitto's configuration for a store, on a real Mosquitto: TLS, users, and who may say what."""

from __future__ import annotations

import asyncio
import json
import os
import pwd
import random
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from firmware_bridge import topics
from firmware_bridge.bridge import Bridge, BridgeSettings
from firmware_bridge.broker import find_mosquitto
from firmware_bridge.client import Inbound, MqttClient, MqttSettings, Tls
from firmware_bridge.errors import MqttError, NotConnectedError
from firmware_bridge.journal import Journal
from firmware_bridge.messages import encode_planogram, encode_raw_readings
from firmware_bridge.planogram import Shelf
from tests.firmware_bridge.test_bridge import running
from tests.firmware_bridge.waiting import listens, until

trustme = pytest.importorskip("trustme")

CONFIGURATION = Path(__file__).parents[2] / "packaging" / "mosquitto"
USERS = ("bridge", "kiosk", "shelf-a", "shelf-esp-1", "scanner-1")


@dataclass(frozen=True, slots=True)
class SecureBroker:
    port: int
    loopback: int  # the port for the bridge and the kiosk of this machine, without TLS
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

    def local_settings(self, user: str) -> MqttSettings:
        return replace(self.settings(user), port=self.loopback, tls=None)

    async def connect(
        self, user: str, protocol: int = 4, keepalive_s: int = 60
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter, bytes]:
        """A bare connection after its CONNECT, and what the broker answered."""
        context = Tls(self.ca).context()
        reader, writer = await asyncio.open_connection("localhost", self.port, ssl=context)
        fields = b"".join(len(text).to_bytes(2, "big") + text for text in [user.encode()] * 3)
        properties = b"\x00" if protocol == 5 else b""
        body = (
            b"\x00\x04MQTT" + bytes([protocol, 0xC2]) + keepalive_s.to_bytes(2, "big") + properties + fields
        )
        writer.write(b"\x10" + bytes([len(body)]) + body)
        return reader, writer, await reader.read(64)


async def close(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with suppress(ConnectionError):
        await writer.wait_closed()


async def take(client: MqttClient, count: int, timeout_s: float = 10.0) -> list[Inbound]:
    async with asyncio.timeout(timeout_s):
        messages = client.messages()
        return [await anext(messages) for _ in range(count)]


@pytest.fixture
def secure_broker(tmp_path: Path, free_port: int) -> Iterator[SecureBroker]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        loopback = probe.getsockname()[1]
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
    text = text.replace("listener 1883", f"listener {loopback}").replace("log_dest syslog", "log_dest none")
    (tmp_path / "endcap.conf").write_text(f"{text}\nuser {pwd.getpwuid(os.getuid()).pw_name}\n")
    process = subprocess.Popen([mosquitto, "-c", tmp_path / "endcap.conf"], stderr=subprocess.PIPE)
    try:
        _wait_for(free_port, process)
        yield SecureBroker(free_port, loopback, tmp_path / "ca.crt")
    finally:
        process.terminate()
        process.communicate(timeout=10)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(100):
        assert process.poll() is None, "Mosquitto does not take this configuration"
        if listens(port):
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
        ("shelf-esp-1", topics.slot_weight("shelf-esp-1", "a1"), False),  # speaking Homie 5 wants an entry
        ("scanner-1", topics.raw_scanner("scanner-1"), True),
        ("scanner-1", topics.raw_scanner("scanner-2"), False),
        ("scanner-1", topics.scan_event("scanner-1"), False),
        ("kiosk", topics.planogram("shelf-a"), True),
        ("kiosk", topics.slot_stock("shelf-a", "a1"), False),
        ("kiosk", topics.replay_request(), True),
    ]
    heard: set[tuple[str, bytes]] = set()
    async with MqttClient(secure_broker.settings("bridge")) as bridge:
        raw = (topics.ALL_RAW_SHELVES, topics.ALL_RAW_SCANNERS, "+/sensor/+/state")
        for topic in (*raw, "homie/5/#", topics.ALL_PLANOGRAMS):
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


async def test_a_device_hears_nothing_but_what_is_for_it(secure_broker: SecureBroker) -> None:
    async with (
        MqttClient(secure_broker.settings("bridge")) as bridge,
        MqttClient(secure_broker.settings("kiosk")) as kiosk,
        MqttClient(secure_broker.settings("shelf-esp-1")) as device,
    ):
        device.subscribe("#")
        device.subscribe("$SYS/#")
        kiosk.subscribe("#")
        for client in (bridge, kiosk, device):
            await client.wait_connected(10)
        await bridge.publish(topics.slot_event("shelf-a", "a1"), b"an event")
        await kiosk.publish(topics.planogram("shelf-a"), b"a planogram", retain=True)
        (event,) = await take(kiosk, 1)
        assert event.topic == topics.slot_event("shelf-a", "a1")
        await asyncio.sleep(0.2)
        assert (kiosk.waiting, device.waiting) == (0, 0)


async def test_the_whole_way_from_a_plate_to_the_kiosk_is_allowed(
    secure_broker: SecureBroker, tmp_path: Path, shelf: Shelf
) -> None:
    """The bridge subscribes and publishes as packaged; a plate and a scanner are other users."""
    journal = Journal(tmp_path / "bridge.db")
    bridge = Bridge(BridgeSettings(secure_broker.settings("bridge")), journal)
    async with (
        running(bridge.run()),
        MqttClient(secure_broker.settings("kiosk")) as kiosk,
        MqttClient(secure_broker.settings("shelf-a")) as plate,
        MqttClient(secure_broker.settings("scanner-1")) as scanner,
    ):
        kiosk.subscribe(topics.ALL_EVENTS)
        for client in (kiosk, plate, scanner):
            await client.wait_connected(10)
        await kiosk.publish(topics.planogram(shelf.id), encode_planogram(shelf.message()), retain=True)
        await until(lambda: journal.shelves())
        rng = random.Random(1)

        async def weigh(load: float, batches: int) -> None:
            for _ in range(batches):
                grams = [rng.gauss(load, 0.5) for _ in range(12)]
                payload = encode_raw_readings(grams, hz=60.0)
                await plate.publish(topics.raw_shelf("shelf-a", "a1"), payload, qos=0)
                await asyncio.sleep(0.2)

        await weigh(500.0, 5)
        await weigh(400.0, 4)
        await scanner.publish(topics.raw_scanner("scanner-1"), b"5901234123457")
        events = await take(kiosk, 2)
        assert {event.topic for event in events} == {
            topics.slot_event("shelf-a", "a1"),
            topics.scan_event("scanner-1"),
        }
    journal.close()


async def test_the_bridge_alone_may_hear_what_the_broker_dropped(secure_broker: SecureBroker) -> None:
    async with (
        MqttClient(secure_broker.settings("bridge")) as bridge,
        MqttClient(secure_broker.settings("shelf-a")) as device,
    ):
        bridge.subscribe(topics.BROKER_DROPPED, qos=0)
        device.subscribe(topics.BROKER_DROPPED, qos=0)
        (dropped,) = await take(bridge, 1, timeout_s=15)  # it counts every 10 s
        assert dropped.payload.isdigit()
        await asyncio.sleep(0.2)
        assert device.waiting == 0


async def test_a_packet_over_the_limit_is_refused_before_it_is_taken(secure_broker: SecureBroker) -> None:
    reader, writer, answer = await secure_broker.connect("shelf-a")
    assert answer == b"\x20\x02\x00\x00"
    header = b"\x30" + bytes([0x80, 0x80, 0x80, 0x32])  # a PUBLISH of 100 MB
    writer.write(header + b"\x00\x01a" + b"x" * 1000)
    async with asyncio.timeout(5):
        assert await reader.read(1) == b""
    await close(writer)


async def test_a_message_over_the_limit_reaches_nobody_and_one_below_does(
    secure_broker: SecureBroker,
) -> None:
    topic = topics.raw_shelf("shelf-a", "a1")
    large = replace(secure_broker.settings("shelf-a"), max_packet_bytes=200_000)
    async with (
        MqttClient(replace(secure_broker.settings("bridge"), max_packet_bytes=200_000)) as bridge,
        MqttClient(large) as plate,
    ):
        bridge.subscribe(topics.ALL_RAW_SHELVES)
        await bridge.wait_connected(10)
        heard: list[Inbound] = []
        for size in (66_000, 150_000):
            await plate.wait_connected(10)
            with pytest.raises(MqttError):
                await plate.publish(topic, b"x" * size)
        async with asyncio.timeout(10):
            while not heard:
                with suppress(MqttError):  # it has to connect anew
                    await plate.publish(topic, b"y" * 60_000)
                    heard = await take(bridge, 1)
                await asyncio.sleep(0.05)
        assert len(heard[0].payload) == 60_000


async def test_there_is_a_last_connection_and_room_again_when_others_leave(
    secure_broker: SecureBroker,
) -> None:
    crowd = [await asyncio.open_connection("localhost", secure_broker.port) for _ in range(220)]
    async with (
        MqttClient(secure_broker.settings("shelf-a")) as late,
        MqttClient(secure_broker.local_settings("bridge")) as local,
    ):
        await local.wait_connected(10)  # the crowd in the network keeps nobody of this machine out
        with pytest.raises(NotConnectedError):
            await late.wait_connected(2.0)
        for _, writer in crowd:
            await close(writer)
        await late.wait_connected(10)


async def test_on_the_loopback_there_is_a_password_and_a_last_connection_too(
    secure_broker: SecureBroker,
) -> None:
    wrong = replace(secure_broker.local_settings("kiosk"), password="wrong")
    async with MqttClient(wrong) as stranger:
        with pytest.raises(NotConnectedError):
            await stranger.wait_connected(1.0)
    crowd = [await asyncio.open_connection("127.0.0.1", secure_broker.loopback) for _ in range(80)]
    async with MqttClient(secure_broker.local_settings("kiosk")) as late:
        with pytest.raises(NotConnectedError):
            await late.wait_connected(1.0)
    for _, writer in crowd:
        await close(writer)


async def test_what_waits_for_an_absent_kiosk_is_bounded(secure_broker: SecureBroker) -> None:
    """33.5 MB; what the broker drops beyond that, the bridge's journal has."""
    topic, payload = topics.slot_event("shelf-a", "a1"), b"x" * 60_000
    async with MqttClient(secure_broker.settings("kiosk")) as kiosk:
        kiosk.subscribe(topics.ALL_EVENTS)
        await kiosk.wait_connected(10)
    async with MqttClient(secure_broker.settings("bridge")) as bridge:
        await bridge.wait_connected(10)
        for _ in range(32):
            await asyncio.gather(*(bridge.publish(topic, payload) for _ in range(20)))
    count = 0
    async with MqttClient(secure_broker.settings("kiosk")) as kiosk:
        with suppress(TimeoutError):
            while True:
                (inbound,) = await take(kiosk, 1, timeout_s=2)
                inbound.acknowledge()
                count += 1
    assert 500 < count < 600


async def test_a_client_that_promises_no_sign_of_life_is_told_another_interval(
    secure_broker: SecureBroker,
) -> None:
    _, writer, answer = await secure_broker.connect("shelf-a", protocol=5, keepalive_s=65_535)
    assert answer.startswith(b"\x20")
    assert b"\x13" + (120).to_bytes(2, "big") in answer  # Server Keep Alive
    await close(writer)


async def test_a_broker_of_another_authority_is_not_trusted(
    secure_broker: SecureBroker, tmp_path: Path
) -> None:
    trustme.CA().cert_pem.write_to_path(tmp_path / "other.crt")
    with pytest.raises(ssl.SSLCertVerificationError):
        await asyncio.open_connection(
            "localhost", secure_broker.port, ssl=Tls(tmp_path / "other.crt").context()
        )


def test_the_recipe_for_an_esp32_is_what_esphome_takes(tmp_path: Path) -> None:
    esphome = shutil.which("esphome")
    if esphome is None:
        pytest.skip("esphome is not installed (pip install esphome, in an environment of its own)")
    recipe = tmp_path / "esphome-shelf.yaml"
    shutil.copy(CONFIGURATION.parent / "firmware" / recipe.name, recipe)
    secrets = dict.fromkeys(re.findall(r"!secret (\w+)", recipe.read_text()), "a secret of eight")
    secrets["mqtt_ca"] = trustme.CA().cert_pem.bytes().decode()
    (tmp_path / "secrets.yaml").write_text(json.dumps(secrets))  # JSON is YAML
    checked = subprocess.run(
        [esphome, "config", str(recipe)], capture_output=True, text=True, timeout=120, check=False
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "Configuration is valid" in checked.stdout + checked.stderr
