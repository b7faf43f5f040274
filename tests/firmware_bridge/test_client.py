from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest

from firmware_bridge.client import ConnectionState, Inbound, MqttClient, MqttSettings, Will
from firmware_bridge.errors import MqttError, NotConnectedError
from tests.firmware_bridge.waiting import listens, until

if TYPE_CHECKING:
    from tests.conftest import RealBroker


def settings(broker: RealBroker, name: str, **more: object) -> MqttSettings:
    return MqttSettings(name, host=broker.host, port=broker.port, **more)  # type: ignore[arg-type]


async def take(messages: AsyncIterator[Inbound], count: int) -> list[Inbound]:
    async with asyncio.timeout(10):
        return [await anext(messages) for _ in range(count)]


async def test_a_message_arrives_with_its_bytes(broker: RealBroker) -> None:
    async with MqttClient(settings(broker, "a")) as a, MqttClient(settings(broker, "b")) as b:
        a.subscribe("x/#")
        await a.wait_connected(5)
        await b.wait_connected(5)
        await b.publish("x/1", b"\x00\xff", retain=True)
        (first,) = await take(a.messages(), 1)
        assert (first.topic, first.payload, first.qos, first.retained) == ("x/1", b"\x00\xff", 1, False)
        first.acknowledge()


async def test_what_was_not_acknowledged_comes_again_to_the_next_life(broker: RealBroker) -> None:
    async with MqttClient(settings(broker, "a")) as a, MqttClient(settings(broker, "b")) as b:
        a.subscribe("x/#")
        await a.wait_connected(5)
        await b.wait_connected(5)
        for n in range(3):
            await b.publish("x/1", b"%d" % n)
        got = await take(a.messages(), 3)
        got[0].acknowledge()
    async with MqttClient(settings(broker, "a")) as again:
        assert [m.payload for m in await take(again.messages(), 2)] == [b"1", b"2"]


async def test_it_comes_back_after_the_broker_and_still_hears_its_topics(broker: RealBroker) -> None:
    states: list[ConnectionState] = []
    async with MqttClient(settings(broker, "a")) as a, MqttClient(settings(broker, "b")) as b:
        stop = a.on_state(states.append)
        a.subscribe("x/#")
        await a.wait_connected(5)
        broker.kill()
        await until(lambda: a.state is not ConnectionState.CONNECTED)
        with pytest.raises(MqttError):
            await b.publish("x/1", b"lost")
        await asyncio.to_thread(broker.start)
        await a.wait_connected(15)
        await b.wait_connected(15)
        await b.publish("x/1", b"heard")
        (message,) = await take(a.messages(), 1)
        assert message.payload == b"heard"
        stop()
    assert ConnectionState.WAITING in states
    assert states[-1] is ConnectionState.CONNECTED
    assert a.counts.connects == 2


async def test_a_late_subscription_stands_and_can_be_taken_back(broker: RealBroker) -> None:
    async with MqttClient(settings(broker, "a")) as a:
        await a.wait_connected(5)
        await a.publish("x/1", b"kept", retain=True)
        unsubscribe = a.subscribe("x/+")
        (message,) = await take(a.messages(), 1)
        assert message.retained
        unsubscribe()
        await asyncio.sleep(0.1)
        await a.publish("x/1", b"unheard")
        await asyncio.sleep(0.1)
        assert a.waiting == 0


async def test_samples_are_shed_when_nobody_takes_them_and_events_are_not(broker: RealBroker) -> None:
    async with (
        MqttClient(settings(broker, "a", samples_limit=10)) as a,
        MqttClient(settings(broker, "b")) as b,
    ):
        a.subscribe("x/#")
        await a.wait_connected(5)
        await b.wait_connected(5)
        for n in range(50):
            await b.publish("x/sample", b"%d" % n, qos=0)
            await b.publish("x/event", b"%d" % n)
        await until(lambda: a.counts.received == 100)
        got = await take(a.messages(), 60)
        assert [m.payload for m in got[:50]] == [b"%d" % n for n in range(50)]
        assert {m.topic for m in got[:50]} == {"x/event"}
        assert [m.payload for m in got[50:]] == [b"%d" % n for n in range(40, 50)]
        assert a.shed == 40


async def test_an_oversized_message_does_not_reach_the_consumer(broker: RealBroker) -> None:
    async with (
        MqttClient(settings(broker, "a", max_packet_bytes=2000)) as a,
        MqttClient(settings(broker, "b")) as b,
    ):
        a.subscribe("x/#")
        await a.wait_connected(5)
        await b.wait_connected(5)
        with pytest.raises(MqttError):
            await a.publish("x/1", b"x" * 3000)
        await b.publish("x/1", b"x" * 3000)
        await b.publish("x/1", b"small")
        (message,) = await take(a.messages(), 1)
        assert message.payload == b"small"


async def test_an_acknowledgement_of_a_lost_connection_harms_nothing(broker: RealBroker) -> None:
    async with MqttClient(settings(broker, "a")) as a, MqttClient(settings(broker, "b")) as b:
        a.subscribe("x/#")
        await a.wait_connected(5)
        await b.wait_connected(5)
        await b.publish("x/1", b"1")
        (old,) = await take(a.messages(), 1)
        await asyncio.to_thread(broker.restart)
        await a.wait_connected(15)
        old.acknowledge()
        (again,) = await take(a.messages(), 1)
        assert again.payload == b"1"


async def test_the_will_speaks_for_a_client_that_was_killed_and_not_for_one_that_left(
    broker: RealBroker,
) -> None:
    code = (
        "import asyncio, firmware_bridge.client as c\n"
        "async def main():\n"
        f"    s = c.MqttSettings('w', port={broker.port}, will=c.Will('x/state', b'lost'))\n"
        "    async with c.MqttClient(s) as m:\n"
        "        await m.wait_connected(5); await m.publish('x/state', b'ready'); await asyncio.sleep(30)\n"
        "asyncio.run(main())\n"
    )
    async with MqttClient(settings(broker, "a")) as a:
        a.subscribe("x/#")
        await a.wait_connected(5)
        child = subprocess.Popen([sys.executable, "-c", code])  # noqa: ASYNC220
        messages = a.messages()
        (ready,) = await take(messages, 1)
        child.kill()
        child.wait()
        (lost,) = await take(messages, 1)
        assert (ready.payload, lost.payload) == (b"ready", b"lost")
        will = Will("x/state", b"lost")
        async with MqttClient(settings(broker, "polite", will=will)) as polite:
            await polite.wait_connected(5)
        await a.publish("x/after", b"")
        (after,) = await take(messages, 1)
        assert after.topic == "x/after"


async def test_without_a_broker_it_waits_and_says_so(free_port: int) -> None:
    async with MqttClient(MqttSettings("a", port=free_port)) as a:
        with pytest.raises(NotConnectedError):
            await a.wait_connected(0.3)
        with pytest.raises(NotConnectedError):
            await a.publish("x", b"")


async def test_it_talks_to_the_embedded_broker_in_the_older_protocol(free_port: int) -> None:
    argv = [sys.executable, "-m", "firmware_bridge.embedded_broker", "127.0.0.1", str(free_port)]
    child = subprocess.Popen(argv, stderr=subprocess.DEVNULL)  # noqa: ASYNC220
    try:
        await until(lambda: listens(free_port), 20)  # else the client would wait longer each time it tries
        async with MqttClient(MqttSettings("a", port=free_port)) as a:
            a.subscribe("x/#")
            await a.wait_connected(20)
            await a.publish("x/1", b"hello")
            (message,) = await take(a.messages(), 1)
            assert message.payload == b"hello"
            message.acknowledge()
    finally:
        child.terminate()
        assert child.wait(10) == 0
