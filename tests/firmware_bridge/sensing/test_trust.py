"""How far a count can be trusted, alone and on a simulated shelf."""

import pytest

from firmware_bridge.messages import EventKind, PlanogramSlot
from firmware_bridge.planogram import Shelf
from firmware_bridge.sensing import ShelfSensing, trust
from tests.firmware_bridge.conftest import gtin
from tests.firmware_bridge.sensing.test_shelf import Bench


def test_doubts_about_changes_multiply() -> None:
    after = trust.after_change(trust.after_change(trust.COUNTED, 0.9), 0.8)
    assert after == pytest.approx(0.72)


def test_only_a_weighing_that_agrees_restores_trust() -> None:
    assert trust.after_weighing(0.5, 4, 4, 0.99) == 0.99
    assert trust.after_weighing(0.5, 4, 5, 0.99) == 0.5
    assert trust.after_weighing(0.9, 4, 4, 0.6) == 0.9
    assert trust.after_weighing(0.5, None, 4, 0.99) == 0.5


def twins() -> ShelfSensing:
    """One slot with two products that the scale can just tell apart, both counted by staff."""
    sensing = ShelfSensing()
    slots = [PlanogramSlot("a1", gtin(1), 100.0, 12), PlanogramSlot("a1", gtin(2), 130.0, 12)]
    sensing.set_planogram(slots)
    return sensing


def feed(sensing: ShelfSensing, grams: float, begin: float, seconds: float = 3.0) -> list[EventKind]:
    kinds = []
    for n in range(round(seconds * 20)):
        wobble = 0.3 * (-1) ** n
        kinds += [c.kind for c in sensing.feed("a1", [grams + wobble], begin + n / 20, 20.0)]
    return kinds


def test_products_in_one_slot_are_known_once_counted_and_trust_falls_with_every_change() -> None:
    sensing = twins()
    feed(sensing, 690.0, 1000.0)
    view = sensing.view("a1")
    assert view is not None
    assert view.stock is None
    sensing.set_count("a1", gtin(1), 3)
    assert sensing.view("a1").stock is None  # type: ignore[union-attr]
    sensing.set_count("a1", gtin(2), 3)
    view = sensing.view("a1")
    assert view is not None
    assert (view.stock, view.confidence) == (6, trust.COUNTED)
    assert feed(sensing, 591.0, 1003.0) == [EventKind.PICK]
    view = sensing.view("a1")
    assert view is not None
    assert view.stock == 5
    assert 0.9 < view.confidence < trust.COUNTED
    kept = ShelfSensing.restored(sensing.dump(), 5.0).view("a1")
    assert kept is not None
    assert (kept.stock, kept.confidence) == (5, view.confidence)
    sensing.set_count("a1", gtin(1), 2)
    assert sensing.view("a1").confidence == trust.COUNTED  # type: ignore[union-attr]


def test_something_foreign_leaves_the_count_and_takes_from_its_trust(shelf: Shelf) -> None:
    bench = Bench(shelf)
    bench.sensing.set_count("a2", bench.gtins["a2"], 6)
    bench.plates["a2"].put(37.0, bench.now)
    (change,) = bench.run(8.0)
    assert change.kind is EventKind.UNKNOWN
    view = bench.sensing.view("a2")
    assert view is not None
    assert view.stock == 6
    assert view.confidence < trust.COUNTED


def test_a_whole_load_that_agrees_keeps_a_single_product_certain(shelf: Shelf) -> None:
    bench = Bench(shelf)
    for _ in range(4):
        bench.lift("a4")
        bench.run(2.0)
    view = bench.sensing.view("a4")
    assert view is not None
    assert view.stock == 2
    assert view.confidence > 0.99
