"""The sensing on a simulated plate, in simulated time."""

import numpy as np
import pytest

from firmware_bridge.messages import EventKind, PlanogramSlot
from firmware_bridge.planogram import Shelf
from firmware_bridge.sensing import Change, ShelfSensing, UnitWeight
from firmware_bridge.simulator.physics import Nature, Plate
from tests.firmware_bridge.conftest import gtin

BATCH_S = 0.1


class Bench:
    """A shelf of plates, and the sensing that listens to it. A piece weighs `real` times what is listed."""

    def __init__(
        self, shelf: Shelf, counts: int = 6, hz: float = 60.0, seed: int = 1, real: float = 1.0
    ) -> None:
        self.hz = hz
        self.now = 1000.0
        self.units = {p.slot: real * p.unit_weight_g for p in shelf.slots}
        self.gtins = {p.slot: p.gtin for p in shelf.slots}
        self.plates = {
            p.slot: Plate(np.random.default_rng(seed + n), Nature(), load_g=counts * self.units[p.slot])
            for n, p in enumerate(shelf.slots)
        }
        self.sensing = ShelfSensing()
        self.sensing.set_planogram(shelf.message().slots)
        self.run(2.0)

    def run(self, seconds: float) -> list[Change]:
        changes = []
        for _ in range(round(seconds / BATCH_S)):
            self.now += BATCH_S
            count = round(BATCH_S * self.hz)
            for slot, plate in self.plates.items():
                grams = plate.samples(self.now - BATCH_S + 1 / self.hz, count, self.hz)
                changes += self.sensing.feed(slot, grams.tolist(), self.now, self.hz)
        return changes

    def lift(self, slot: str, qty: int = 1) -> float:
        return self.plates[slot].lift(qty * self.units[slot], self.now)

    def put(self, slot: str, qty: int = 1, of: str | None = None) -> float:
        return self.plates[slot].put(qty * self.units[of or slot], self.now)

    def stock(self, slot: str) -> int | None:
        return self.sensing.views()[slot].stock

    def restart(self, away_s: float) -> None:
        self.sensing = ShelfSensing.restored(self.sensing.dump(), away_s)
        self.now += away_s


@pytest.fixture
def bench(shelf: Shelf) -> Bench:
    return Bench(shelf)


def kinds(changes: list[Change]) -> list[tuple[str, EventKind, int]]:
    return [(c.slot, c.kind, c.qty) for c in changes]


def test_a_full_shelf_is_counted_at_first_sight(bench: Bench) -> None:
    assert {slot: bench.stock(slot) for slot in bench.plates} == dict.fromkeys(bench.plates, 6)


@pytest.mark.parametrize("slot", ["a1", "a4", "a6"])
def test_a_lifted_product_is_a_pick_within_half_a_second(bench: Bench, slot: str) -> None:
    gone = bench.lift(slot)
    (change,) = bench.run(1.5)
    assert (change.slot, change.kind, change.qty, change.gtin) == (slot, EventKind.PICK, 1, bench.gtins[slot])
    assert change.decided - gone < 0.5
    assert abs(change.grams + bench.units[slot]) < 3.0
    assert bench.stock(slot) == 5


def test_what_was_lifted_comes_back_as_a_return_and_new_goods_as_a_restock(bench: Bench) -> None:
    bench.lift("a2")
    bench.run(2.0)
    bench.put("a2")
    assert kinds(bench.run(2.0)) == [("a2", EventKind.RETURN, 1)]
    bench.put("a2", 3)
    assert kinds(bench.run(2.5)) == [("a2", EventKind.RESTOCK, 3)]
    assert bench.stock("a2") == 9


def test_two_pieces_at_once_are_two(bench: Bench) -> None:
    bench.lift("a3", 2)
    assert kinds(bench.run(2.0)) == [("a3", EventKind.PICK, 2)]


def test_two_hands_on_two_slots_are_two_events(bench: Bench) -> None:
    bench.lift("a1")
    bench.lift("a2")
    assert sorted(kinds(bench.run(2.0))) == [("a1", EventKind.PICK, 1), ("a2", EventKind.PICK, 1)]


def test_knocks_touches_and_leaning_are_no_events(bench: Bench) -> None:
    bench.plates["a1"].knock(bench.now, 80.0)
    bench.plates["a2"].lean(bench.now, 0.3, 150.0)
    bench.plates["a3"].lean(bench.now, 3.0, 260.0)
    assert bench.run(8.0) == []
    assert bench.stock("a3") == 6


def test_a_product_of_another_slot_is_misplaced_here_and_picked_from_here(bench: Bench) -> None:
    bench.lift("a2")
    bench.run(2.0)
    bench.put("a4", of="a2")
    (change,) = bench.run(3.0)
    assert (change.slot, change.kind, change.gtin) == ("a4", EventKind.MISPLACED, bench.gtins["a2"])
    assert bench.stock("a4") == 6
    bench.plates["a4"].lift(bench.units["a2"], bench.now)
    (change,) = bench.run(3.0)
    assert (change.slot, change.kind, change.gtin) == ("a4", EventKind.PICK, bench.gtins["a2"])


def test_a_thing_that_fits_nothing_is_unknown_and_the_stock_stays(bench: Bench) -> None:
    bench.plates["a5"].put(277.0, bench.now)
    (change,) = bench.run(8.0)
    assert (change.kind, change.gtin, change.qty) == (EventKind.UNKNOWN, None, 0)
    assert bench.stock("a5") == 6
    bench.plates["a5"].lift(277.0, bench.now)
    (change,) = bench.run(8.0)
    assert change.kind is EventKind.UNKNOWN
    assert bench.stock("a5") == 6


def test_a_product_that_stands_across_two_plates_is_one_pick(bench: Bench) -> None:
    gone = bench.plates["a3"].lift(0.8 * bench.units["a3"], bench.now)
    bench.plates["a2"].share(-0.2 * bench.units["a3"], gone - 0.1, gone)
    (change,) = bench.run(3.0)
    assert (change.slot, change.kind, change.qty) == ("a3", EventKind.PICK, 1)
    assert abs(change.grams + bench.units["a3"]) < 5.0


def test_slow_drift_is_followed_without_an_event(bench: Bench) -> None:
    for plate in bench.plates.values():
        plate.share(10.0, bench.now, bench.now + 600.0)
    assert bench.run(700.0) == []
    bench.lift("a6")
    assert kinds(bench.run(2.0)) == [("a6", EventKind.PICK, 1)]


def test_a_pick_made_while_the_bridge_was_down_is_seen_after_it(bench: Bench) -> None:
    bench.lift("a1")
    for plate in bench.plates.values():
        plate.samples(bench.now + 10.0, 1, bench.hz)
    bench.restart(away_s=60.0)
    assert kinds(bench.run(3.0)) == [("a1", EventKind.PICK, 1)]
    assert bench.stock("a1") == 5
    assert bench.stock("a2") == 6


def test_a_restart_without_a_change_says_nothing(bench: Bench) -> None:
    bench.restart(away_s=3600.0)
    assert bench.run(5.0) == []
    assert bench.stock("a1") == 6


def test_unit_weights_are_learned_from_single_picks(shelf: Shelf) -> None:
    bench = Bench(shelf)
    heavier = {slot: unit * 1.03 for slot, unit in bench.units.items()}
    for _ in range(4):
        bench.plates["a5"].lift(heavier["a5"], bench.now)
        assert kinds(bench.run(2.0)) == [("a5", EventKind.PICK, 1)]
    learned = bench.sensing.units[bench.gtins["a5"]]
    assert abs(learned.mean - heavier["a5"]) < 0.012 * heavier["a5"]
    assert learned.seen == 4


def test_more_than_was_lifted_is_a_restock_and_so_is_what_comes_after_five_minutes(bench: Bench) -> None:
    bench.lift("a2")
    bench.run(2.0)
    bench.put("a2", 2)
    assert kinds(bench.run(2.0)) == [("a2", EventKind.RESTOCK, 2)]
    bench.lift("a4", 2)
    bench.run(280.0)
    bench.put("a4")
    assert kinds(bench.run(2.0)) == [("a4", EventKind.RETURN, 1)]
    bench.run(30.0)
    bench.put("a4")  # the second of the two, after 312 s
    assert kinds(bench.run(2.0)) == [("a4", EventKind.RESTOCK, 1)]


def test_what_was_lifted_before_a_restart_comes_back_as_a_return_within_the_window(bench: Bench) -> None:
    bench.lift("a2")
    bench.run(2.0)
    bench.lift("a3")
    bench.run(2.0)
    bench.restart(away_s=60.0)
    bench.run(3.0)
    bench.put("a2")
    assert kinds(bench.run(2.0)) == [("a2", EventKind.RETURN, 1)]
    bench.restart(away_s=300.0)
    bench.run(3.0)
    bench.put("a3")
    assert kinds(bench.run(2.0)) == [("a3", EventKind.RESTOCK, 1)]


def test_a_cell_without_noise_counts_and_sees_a_pick(shelf: Shelf) -> None:
    sensing = ShelfSensing()
    sensing.set_planogram(shelf.message().slots)
    changes, now = [], 0.0
    for grams in [600.0] * 30 + [500.0] * 30:
        now += 0.1
        changes += sensing.feed("a1", [grams], now, 10.0)
    assert kinds(changes) == [("a1", EventKind.PICK, 1)]
    assert sensing.views()["a1"].stock == 5


def test_ten_samples_a_second_are_enough(shelf: Shelf) -> None:
    bench = Bench(shelf, hz=10.0)
    gone = bench.lift("a1")
    (change,) = bench.run(3.0)
    assert (change.slot, change.kind, change.qty) == ("a1", EventKind.PICK, 1)
    assert change.decided - gone < 1.2


@pytest.mark.parametrize("seed", range(5))
def test_at_10_hz_what_is_put_down_and_taken_up_within_a_second_are_two_events(
    shelf: Shelf, seed: int
) -> None:
    bench = Bench(shelf, hz=10.0, seed=10 * seed)
    bench.lift("a2")
    bench.run(2.0)
    bench.put("a2")
    first = bench.run(0.9)
    bench.lift("a2")
    second = bench.run(2.0)
    assert kinds(first + second) == [("a2", EventKind.RETURN, 1), ("a2", EventKind.PICK, 1)]
    assert bench.stock("a2") == 5


def test_two_doubtful_changes_in_a_row_are_two_unknowns_and_never_two_pieces_of_one() -> None:
    """Two products of one slot, 3 g apart; each piece taken lies in between."""
    slots = [PlanogramSlot("a1", gtin(1), 300.0, 20), PlanogramSlot("a1", gtin(2), 303.0, 20)]
    sensing = ShelfSensing()
    sensing.set_planogram(slots)
    for number, grams in ((1, 300.0), (2, 303.0)):
        sensing.units[gtin(number)] = UnitWeight(grams, 0.3, 2.4, 30)
    plate, now, told = Plate(np.random.default_rng(4), Nature(noise_g=0.4), load_g=6000.0), 1000.0, []
    for step in range(80):
        if step in (30, 39):
            plate.lift(301.5, now)
        now += 0.1
        told += sensing.feed("a1", plate.samples(now, 1, 10.0).tolist(), now, 10.0)
    assert [(change.kind, change.qty) for change in told] == [(EventKind.UNKNOWN, 0)] * 2
    assert [round(change.grams / 301.5) for change in told] == [-1, -1]
