import random

import pytest

from firmware_bridge.dialects import Readings
from firmware_bridge.messages import RawReadings
from firmware_bridge.planogram import Shelf
from firmware_bridge.retained import RetainedValues
from firmware_bridge.shelves import Shelves


@pytest.fixture
def shelves(shelf: Shelf) -> Shelves:
    made = Shelves(RetainedValues(), "bridge")
    made.set_planogram(shelf.message(), 0.0)
    return made


def rate_hz(shelves: Shelves) -> float:
    (cell,) = shelves.health()
    return float(cell["rate_hz"])


def single(shelves: Shelves, at: float, grams: float = 0.0, cell: str = "") -> None:
    shelves.feed(Readings("shelf-a", "a1", cell, RawReadings(None, None, (grams,))), at)


def test_the_rate_of_single_readings_is_learned_from_their_arrival(shelves: Shelves) -> None:
    rng = random.Random(1)
    for n in range(400):
        single(shelves, n * 0.025 + rng.uniform(0.0, 0.004), rng.gauss(500.0, 0.5))
    assert rate_hz(shelves) == pytest.approx(40.0, rel=0.1)


def test_readings_that_were_held_up_and_come_in_a_heap_are_no_faster(shelves: Shelves) -> None:
    rng = random.Random(1)
    for n in range(400):
        single(shelves, n // 8 * 0.2 + n % 8 * 0.0012, rng.gauss(500.0, 0.5))
    assert rate_hz(shelves) == pytest.approx(40.0, rel=0.25)


def test_each_cell_of_a_slot_has_its_own_rate(shelves: Shelves) -> None:
    rng = random.Random(1)
    for n in range(400):
        single(shelves, n * 0.1, rng.gauss(500.0, 0.5), "left")
        if n % 4 == 0:
            single(shelves, n * 0.1 + 0.03, rng.gauss(500.0, 0.5), "right")
    rates = {cell["cell"]: cell["rate_hz"] for cell in shelves.health()}
    assert rates == {"left": pytest.approx(10.0, rel=0.1), "right": pytest.approx(2.5, rel=0.1)}


def test_a_fast_cell_is_thinned_and_every_sample_is_counted(shelves: Shelves) -> None:
    rng = random.Random(1)
    for n in range(20):
        grams = tuple(rng.gauss(500.0, 0.5) for _ in range(120))
        shelves.feed(Readings("shelf-a", "a1", "", RawReadings(None, 600.0, grams)), n * 0.2)
    assert rate_hz(shelves) == pytest.approx(100.0)
    assert shelves.counts.samples == 20 * 120
