from __future__ import annotations

from typing import TYPE_CHECKING

from firmware_bridge.simulator import Simulator, StoreState

if TYPE_CHECKING:
    from firmware_bridge.planogram import Shelf


def test_a_piece_on_a_wrong_slot_weighs_there_and_counts_nowhere(shelf: Shelf) -> None:
    simulator = Simulator([shelf], clock=lambda: 0.0)
    before = {slot.slot: slot.count for slot in simulator.state.slots}
    simulator.lift("shelf-a", "a1")
    assert simulator.misplace("shelf-a", "a1", ("shelf-a", "a2")) == 1
    after = {slot.slot: slot for slot in simulator.state.slots}
    assert after["a1"].count == before["a1"] - 1
    assert after["a1"].in_hand == 0
    assert after["a2"].count == before["a2"]
    assert [stranger.slot for stranger in after["a2"].strangers] == ["a1"]


def test_a_misplaced_piece_can_be_taken_and_put_where_it_belongs(shelf: Shelf) -> None:
    simulator = Simulator([shelf], clock=lambda: 0.0)
    before = simulator.state
    simulator.lift("shelf-a", "a1")
    simulator.misplace("shelf-a", "a1", ("shelf-a", "a2"))
    assert simulator.lift_stranger("shelf-a", "a2") == 1
    assert simulator.lift_stranger("shelf-a", "a2") == 0
    assert simulator.misplace("shelf-a", "a1", ("shelf-a", "a1")) == 1  # its own slot is no wrong one
    assert simulator.state == before


def test_nothing_in_hand_cannot_be_misplaced(shelf: Shelf) -> None:
    simulator = Simulator([shelf])
    assert simulator.misplace("shelf-a", "a1", ("shelf-a", "a2")) == 0


def test_listeners_hear_that_a_shelf_falls_silent(shelf: Shelf) -> None:
    simulator = Simulator([shelf])
    heard: list[StoreState] = []
    simulator.on_change(heard.append)
    simulator.silence("shelf-a", True)
    simulator.silence("shelf-a", True)
    simulator.silence("shelf-a", False)
    assert [state.silent for state in heard] == [frozenset({"shelf-a"}), frozenset()]
