"""Teach-in, binding and calibration as staff do them: over MQTT."""

from __future__ import annotations

import asyncio
import json
import random
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from firmware_bridge import topics
from firmware_bridge.messages import EventKind, ShelfEvent
from firmware_bridge.planogram import Shelf
from tests.firmware_bridge.listener import Listener
from tests.firmware_bridge.test_bridge import bridge_of, running, tell_planogram
from tests.firmware_bridge.waiting import until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.conftest import RealBroker


class Staff:
    """Asks and waits for the answer."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._asked = 0

    async def ask(self, name: str, **fields: Any) -> dict[str, Any]:
        self._asked += 1
        request = f"r{self._asked}"
        payload = json.dumps({"v": 1, "id": request, **fields}).encode()
        await self._listener.client.publish(topics.device_command(name), payload)
        await until(lambda: self._answer().get("id") == request)
        return self._answer()

    def _answer(self) -> dict[str, Any]:
        return dict(json.loads(self._listener.values.get(topics.device_answer(), b"{}")))

    def listing(self) -> dict[str, Any]:
        return dict(json.loads(self._listener.values.get(topics.device_list(), b'{"devices":[],"cells":[]}')))


class EspScale:
    """An ESP32 with one HX711 that was never calibrated: it says raw counts."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._rng = random.Random(1)
        self.grams = 0.0

    async def run(self) -> None:
        while True:
            counts = 84_000 + 21.5 * (self.grams + self._rng.gauss(0.0, 0.3))
            payload = b"%.1f" % counts
            await self._listener.client.publish("shelf-esp-7/sensor/weight/state", payload, qos=0)
            await asyncio.sleep(0.025)


@asynccontextmanager
async def store(
    broker: RealBroker, folder: Path, shelf: Shelf
) -> AsyncIterator[tuple[Listener, Staff, EspScale]]:
    async with Listener(broker.host, broker.port) as listener:
        scale = EspScale(listener)
        async with bridge_of(broker, folder), running(scale.run()):
            await tell_planogram(listener, shelf)
            await until(lambda: listener.values.get(topics.device_state("shelf-a")))
            yield listener, Staff(listener), scale


async def test_a_new_scale_is_adopted_calibrated_and_sees_a_pick(
    broker: RealBroker, tmp_path: Path, shelf: Shelf
) -> None:
    source = {"dialect": "esphome", "device": "shelf-esp-7", "channel": "weight"}
    place = {"shelf": "shelf-a", "slot": "a1"}
    stock = topics.slot_stock("shelf-a", "a1")
    async with store(broker, tmp_path, shelf) as (listener, staff, scale):
        refused = await staff.ask("adopt", **source, **place)
        assert "teach-in" in refused["error"]
        assert (await staff.ask("teach-in"))["ok"]
        assert (await staff.ask("adopt", **source, **place))["ok"]
        await asyncio.sleep(1.8)  # the cell must have rested for as long as calibration looks back
        assert (await staff.ask("calibrate", **place, step="zero"))["ok"]
        scale.grams = 500.0
        await asyncio.sleep(1.8)
        assert (await staff.ask("calibrate", **place, step="reference", grams=500))["ok"]
        check = await staff.ask("calibrate", **place, step="check", grams=500)
        assert check["ok"]
        assert abs(check["grams"] - 500.0) < 0.5
        await until(lambda: listener.values.get(stock) == b"5")
        assert listener.events == []
        scale.grams = 400.0
        await until(lambda: listener.events)
        (event,) = listener.events
        assert isinstance(event, ShelfEvent)
        assert (event.slot, event.kind, event.qty) == ("a1", EventKind.PICK, 1)
        cell = next(c for c in staff.listing()["cells"] if c["slot"] == "a1")
        assert cell["state"] == "ok"
        (device,) = (d for d in staff.listing()["devices"] if d["device"] == "shelf-esp-7")
        assert device["channels"][0]["place"] == {**place, "cell": ""}
    async with store(broker, tmp_path, shelf) as (listener, _, scale):  # and it is known after a restart
        scale.grams = 400.0
        await until(lambda: listener.values.get(stock) == b"4")


async def test_wrong_requests_are_answered_with_the_reason(
    broker: RealBroker, tmp_path: Path, shelf: Shelf
) -> None:
    async with store(broker, tmp_path, shelf) as (_, staff, _):
        nowhere = {"shelf": "shelf-a", "slot": "a9"}
        assert "a9" in (await staff.ask("calibrate", **nowhere, step="zero"))["error"]
        gtin = shelf.slots[0].gtin
        assert "no such product" in (await staff.ask("count", **nowhere, gtin=gtin, count=3))["error"]
        strange = {"dialect": "esphome", "device": "nobody", "channel": "w"}
        assert "not bound" in (await staff.ask("forget", **strange))["error"]
