"""What hardware does wrong, through the whole bridge: dead cells, silence, skewed clocks, spill."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from firmware_bridge import topics
from firmware_bridge.messages import EventKind, ShelfEvent
from firmware_bridge.planogram import Shelf
from firmware_bridge.simulator import Simulator, SimulatorSettings, run_simulator
from tests.firmware_bridge.listener import Listener
from tests.firmware_bridge.test_bridge import all_counted, bridge_of, running, tell_planogram
from tests.firmware_bridge.waiting import until

if TYPE_CHECKING:
    from tests.conftest import RealBroker


async def test_a_cell_that_dies_makes_the_stock_unknown_and_no_event(
    broker: RealBroker, tmp_path: Path, shelf: Shelf
) -> None:
    simulator = Simulator([shelf])
    stock = topics.slot_stock("shelf-a", "a2")
    async with (
        Listener(broker.host, broker.port) as listener,
        bridge_of(broker, tmp_path),
        running(run_simulator(simulator, broker.host, broker.port)),
    ):
        await tell_planogram(listener, shelf)
        await all_counted(listener, shelf)
        await asyncio.sleep(2.0)
        before = listener.values[stock]
        simulator.set_dead("shelf-a", "a2")
        await until(lambda: listener.values[stock] == b"")
        simulator.set_dead("shelf-a", "a2", dead=False)
        await until(lambda: listener.values[stock] == before)
        assert listener.events == []


async def test_a_shelf_that_was_off_tells_what_changed_meanwhile(
    broker: RealBroker, tmp_path: Path, shelf: Shelf
) -> None:
    """Its clock is an hour wrong and runs fast, and its plates share a little."""
    settings = SimulatorSettings(clock_off_s=-3600.0, clock_skew=2e-4, spill=0.04)
    simulator = Simulator([shelf], settings)
    async with (
        Listener(broker.host, broker.port) as listener,
        bridge_of(broker, tmp_path, lost_after_s=1.5),
        running(run_simulator(simulator, broker.host, broker.port)),
    ):
        await tell_planogram(listener, shelf)
        await all_counted(listener, shelf)
        simulator.set_silent("shelf-a")
        await until(lambda: listener.values[topics.device_state("shelf-a")] == b"lost")
        assert listener.values[topics.slot_stock("shelf-a", "a1")] == b""
        simulator.lift("shelf-a", "a4")
        await asyncio.sleep(0.7)
        simulator.set_silent("shelf-a", silent=False)
        await until(lambda: listener.events)
        (event,) = listener.events
        assert isinstance(event, ShelfEvent)
        assert (event.slot, event.kind, event.qty) == ("a4", EventKind.PICK, 1)
        await until(lambda: listener.values[topics.device_state("shelf-a")] == b"ready")
