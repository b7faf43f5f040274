"""What hardware does wrong, through the whole bridge: dead cells, silence, skewed clocks, spill."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import TYPE_CHECKING

from firmware_bridge import topics
from firmware_bridge.messages import EventKind, ShelfEvent
from firmware_bridge.planogram import Shelf
from firmware_bridge.simulator import Simulator, SimulatorSettings, run_simulator
from firmware_bridge.simulator.mishaps import Mishaps, befall
from firmware_bridge.simulator.script import load_script, play
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
    settings = SimulatorSettings(clock_off_s=-3600.0, clock_skew_s_per_h=0.72, spill=0.04)
    simulator = Simulator([shelf], settings)
    async with (
        Listener(broker.host, broker.port) as listener,
        bridge_of(broker, tmp_path, lost_after_s=1.5),
        running(run_simulator(simulator, broker.host, broker.port)),
    ):
        await tell_planogram(listener, shelf)
        await all_counted(listener, shelf)
        simulator.silence("shelf-a", True)
        await until(lambda: listener.values[topics.device_state("shelf-a")] == b"lost")
        assert listener.values[topics.slot_stock("shelf-a", "a1")] == b""
        simulator.lift("shelf-a", "a4")
        await asyncio.sleep(0.7)
        simulator.silence("shelf-a", False)
        await until(lambda: listener.events)
        (event,) = listener.events
        assert isinstance(event, ShelfEvent)
        assert (event.slot, event.kind, event.qty) == ("a4", EventKind.PICK, 1)
        await until(lambda: listener.values[topics.device_state("shelf-a")] == b"ready")


async def test_two_hands_at_once_on_a_store_that_keeps_its_counts(
    broker: RealBroker, tmp_path: Path, shelf: Shelf
) -> None:
    """Two neighbouring slots and one slot twice, in the same moment; and the same store after a restart."""
    script = tmp_path / "visit.jsonl"
    script.write_text(
        '{"at":0.5,"shelf":"shelf-a","slot":"a1","do":"lift"}\n'
        '{"at":0.5,"shelf":"shelf-a","slot":"a2","do":"lift"}\n'
        '{"at":0.55,"shelf":"shelf-a","slot":"a4","do":"lift"}\n'
        '{"at":0.6,"shelf":"shelf-a","slot":"a4","do":"lift"}\n'
    )
    kept = SimulatorSettings(kept=tmp_path / "counts.json")
    simulator = Simulator([shelf], kept)
    async with Listener(broker.host, broker.port) as listener, bridge_of(broker, tmp_path):
        async with running(run_simulator(simulator, broker.host, broker.port)):
            await tell_planogram(listener, shelf)
            await all_counted(listener, shelf)
            await play(load_script(script), simulator)
            await until(lambda: len(listener.events) >= 3)
        again = Simulator([shelf], kept)
        left = {slot.slot: slot.count for slot in again.state.slots}
        assert left == {slot.slot: slot.count for slot in simulator.state.slots}
        async with running(run_simulator(again, broker.host, broker.port)):
            await until(lambda: listener.values[topics.slot_stock("shelf-a", "a4")] == b"%d" % left["a4"])
            await asyncio.sleep(1.5)
            assert {slot: int(listener.values[topics.slot_stock("shelf-a", slot)]) for slot in left} == left
    events = [event for event in listener.events if isinstance(event, ShelfEvent)]
    assert all(event.kind is EventKind.PICK for event in events)
    assert sum(event.qty for event in events if event.slot == "a4") == 2
    assert [event.slot for event in events].count("a1") == [event.slot for event in events].count("a2") == 1


async def test_what_befalls_a_shelf_by_itself_moves_no_stock(shelf: Shelf) -> None:
    simulator = Simulator([shelf])
    before = simulator.state
    seen: list[frozenset[str]] = []
    stop = simulator.on_change(lambda state: seen.append(state.silent))
    plates = [simulator._store.slot("shelf-a", slot.slot).plate for slot in before.slots]
    often = Mishaps(leans=600.0, touches=600.0, knocks=600.0, disconnects=600.0)
    slots = [(slot.shelf, slot.slot) for slot in before.slots]
    async with running(befall(often, simulator, slots, seed=1)):
        await until(lambda: seen)
        await until(lambda: all(plate.busy(time.time()) for plate in plates))
    stop()
    assert seen == [frozenset({"shelf-a"})]
    assert simulator.state.slots == before.slots
