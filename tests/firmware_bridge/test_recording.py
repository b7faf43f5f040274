from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firmware_bridge.client import MqttClient, MqttSettings
from firmware_bridge.errors import RecordingError
from firmware_bridge.recording import Recorded, decode, encode, load, record, replay
from tests.firmware_bridge.test_bridge import running
from tests.firmware_bridge.waiting import until

if TYPE_CHECKING:
    from tests.conftest import RealBroker


@given(
    st.builds(
        Recorded,
        at=st.integers(0, 10**9).map(lambda n: n / 1000),
        topic=st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=40),
        payload=st.binary(max_size=80) | st.text(max_size=40).map(lambda t: t.encode("utf-8", "ignore")),
        qos=st.integers(0, 2),
        retain=st.booleans(),
    )
)
def test_any_message_can_be_recorded(message: Recorded) -> None:
    assert decode(encode(message)) == message


async def test_a_session_replays_as_it_was_and_at_any_speed(broker: RealBroker, tmp_path: Path) -> None:
    path = tmp_path / "session.jsonl"

    def settings(name: str) -> MqttSettings:
        return MqttSettings(name, host=broker.host, port=broker.port)

    said = [(f"x/{n}", bytes([n, 255 - n])) for n in range(20)]
    async with MqttClient(settings("recorder")) as recorder, MqttClient(settings("b")) as client:
        async with running(record(recorder, path, ("x/#",))):
            await recorder.wait_connected(5)
            await client.wait_connected(5)
            for topic, payload in said:
                await client.publish(topic, payload)
                await asyncio.sleep(0.05)
            await until(lambda: recorder.counts.received == 20)
            await asyncio.sleep(0.05)
        client.subscribe("x/#")
        await asyncio.sleep(0.1)
        begin = asyncio.get_running_loop().time()
        assert await replay(client, path, speed=10.0) == 20
        assert asyncio.get_running_loop().time() - begin < 0.5
        messages = client.messages()
        heard = [await anext(messages) for _ in said]
        assert [(m.topic, m.payload) for m in heard] == said


def test_a_damaged_recording_is_named_and_a_torn_end_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "session.jsonl"
    good = encode(Recorded(0.0, "x", b"1")) + b"\n"
    path.write_bytes(good + good[:-4])
    assert len(list(load(path))) == 1
    path.write_bytes(good + b"{}\n")
    with pytest.raises(RecordingError, match="line 2"):
        list(load(path))
    with pytest.raises(RecordingError, match="cannot read"):
        list(load(tmp_path / "none"))
