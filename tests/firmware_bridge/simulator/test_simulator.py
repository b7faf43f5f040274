from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from firmware_bridge import topics
from firmware_bridge.client import MqttClient, MqttSettings
from firmware_bridge.errors import SimulatorError
from firmware_bridge.messages import decode_raw_readings
from firmware_bridge.planogram import Shelf
from firmware_bridge.simulator import Simulator, SimulatorSettings, StoreState, run_simulator
from firmware_bridge.simulator.commands import (
    SimulatorCommand,
    SimulatorDo,
    encode_simulator_command,
    encode_simulator_scan,
)
from tests.firmware_bridge.test_bridge import running
from tests.firmware_bridge.waiting import until

if TYPE_CHECKING:
    from tests.conftest import RealBroker


def counts(simulator: Simulator) -> dict[str, int]:
    return {slot.slot: slot.count for slot in simulator.state.slots}


def test_the_same_seed_is_the_same_store(shelf: Shelf) -> None:
    assert counts(Simulator([shelf])) == counts(Simulator([shelf]))
    assert counts(Simulator([shelf])) != counts(Simulator([shelf], SimulatorSettings(seed=2)))


def test_hands_cannot_take_what_is_not_there_nor_put_what_has_no_room(shelf: Shelf) -> None:
    simulator = Simulator([shelf])
    there = counts(simulator)["a1"]
    assert simulator.put_back("shelf-a", "a1") == 0
    assert simulator.lift("shelf-a", "a1", there + 5) == there
    assert simulator.lift("shelf-a", "a1") == 0
    assert simulator.put_back("shelf-a", "a1", 2) == 2
    assert simulator.restock("shelf-a", "a1", 100) == 12 - 2
    assert counts(simulator)["a1"] == 12
    with pytest.raises(SimulatorError, match="a9"):
        simulator.lift("shelf-a", "a9")


def test_a_listener_hears_every_change_until_it_stops(shelf: Shelf) -> None:
    simulator = Simulator([shelf])
    heard: list[StoreState] = []
    stop = simulator.on_change(heard.append)
    simulator.lift("shelf-a", "a1")
    stop()
    simulator.lift("shelf-a", "a1")
    assert [state.slots[0].in_hand for state in heard] == [1]


def test_the_store_stands_as_it_was_left(shelf: Shelf, tmp_path: Path) -> None:
    settings = SimulatorSettings(kept=tmp_path / "counts.json")
    simulator = Simulator([shelf], settings)
    simulator.lift("shelf-a", "a1", 2)
    assert counts(Simulator([shelf], settings)) == counts(simulator)
    (tmp_path / "counts.json").write_text("[")
    with pytest.raises(SimulatorError, match=r"counts\.json"):
        Simulator([shelf], settings)


async def test_it_obeys_control_topics_and_sends_what_a_plate_would(broker: RealBroker, shelf: Shelf) -> None:
    simulator = Simulator([shelf])
    before = counts(simulator)["a1"]
    async with (
        MqttClient(MqttSettings("test", host=broker.host, port=broker.port)) as client,
        running(run_simulator(simulator, broker.host, broker.port)),
    ):
        client.subscribe(topics.ALL_RAW_SHELVES, qos=0)
        client.subscribe(topics.ALL_RAW_SCANNERS)
        await client.wait_connected(5)
        messages = client.messages()
        async with asyncio.timeout(5):
            first = await anext(messages)
        assert topics.parse_raw_shelf(first.topic) is not None
        readings = decode_raw_readings(first.payload)
        assert readings.hz == 60.0
        assert readings.t0 is not None

        where = topics.simulator_slot("shelf-a", "a1")
        await client.publish(where, encode_simulator_command(SimulatorCommand(SimulatorDo.LIFT, 2)))
        await until(lambda: counts(simulator)["a1"] == before - 2)
        await client.publish(where, b'{"do":"put_back"}')
        await until(lambda: counts(simulator)["a1"] == before - 1)
        for nonsense in (b"{}", b'{"do":"burn"}', b"\xff"):
            await client.publish(where, nonsense)
        await client.publish(topics.simulator_slot("shelf-a", "a99"), b'{"do":"lift"}')
        await until(lambda: simulator.refused == 4)

        await client.publish(topics.simulator_scanner(), encode_simulator_scan("5901234123457"))
        async with asyncio.timeout(5):
            scan = await anext(m async for m in messages if m.qos == 1)
        assert scan.payload == b"5901234123457"


async def test_samples_keep_their_rate_when_a_hand_comes(broker: RealBroker, shelf: Shelf) -> None:
    simulator = Simulator([replace(shelf, slots=shelf.slots[:1])])
    async with (
        MqttClient(MqttSettings("test", host=broker.host, port=broker.port)) as client,
        running(run_simulator(simulator, broker.host, broker.port)),
    ):
        client.subscribe(topics.ALL_RAW_SHELVES, qos=0)
        await client.wait_connected(5)
        ends: list[float] = []
        starts: list[float] = []
        async with asyncio.timeout(8):
            async for inbound in client.messages():
                found = json.loads(inbound.payload)
                readings = decode_raw_readings(inbound.payload)
                assert readings.t0 is not None
                starts.append(readings.t0.timestamp())
                ends.append(starts[-1] + len(found["grams"]) / 60)
                if len(ends) == 2:
                    simulator.lift("shelf-a", "a1")
                if len(ends) == 12:
                    break
        assert all(abs(a - b) < 0.003 for a, b in zip(ends, starts[1:], strict=False))
