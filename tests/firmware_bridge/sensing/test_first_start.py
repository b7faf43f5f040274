"""A truly first start: nothing is kept of the shelf, and staff counted it before its first stable weight."""

import pytest

from firmware_bridge.messages import EventKind, PlanogramSlot
from firmware_bridge.sensing import ShelfSensing, SlotView, UnitWeight, trust
from tests.firmware_bridge.conftest import gtin


def weigh(sensing: ShelfSensing, grams: float, begin: float = 1000.0) -> list[EventKind]:
    """Two seconds of this load."""
    kinds = []
    for n in range(40):
        changes = sensing.feed("a1", [grams + 0.3 * (-1) ** n], begin + n / 20, 20.0)
        kinds += [change.kind for change in changes]
    return kinds


def view(sensing: ShelfSensing) -> SlotView:
    found = sensing.view("a1")
    assert found is not None
    return found


def counted(**products: float) -> ShelfSensing:
    """A slot with six pieces of each of these weights, which are known well, as staff counted them."""
    sensing = ShelfSensing()
    slots = [PlanogramSlot("a1", gtin(n), grams, 12) for n, grams in enumerate(products.values(), 1)]
    sensing.set_planogram(slots)
    for placed in slots:
        grams = placed.unit_weight_g
        sensing.units[placed.gtin] = UnitWeight(grams, 0.002 * grams, 0.008 * grams, seen=20)
        sensing.set_count("a1", placed.gtin, 6)
    return sensing


def test_a_load_that_agrees_leaves_the_count_certain() -> None:
    sensing = counted(one=100.0)
    assert weigh(sensing, 604.0) == []
    assert view(sensing).stock == 6
    assert view(sensing).confidence > 0.999


@pytest.mark.parametrize(("grams", "stock"), [(500.0, 5), (301.0, 3), (0.0, 0), (702.0, 7)])
def test_what_changed_since_the_count_is_in_the_stock_and_no_event(grams: float, stock: int) -> None:
    sensing = counted(one=100.0)
    assert weigh(sensing, grams) == []
    assert view(sensing).stock == stock
    assert 0.95 < view(sensing).confidence <= trust.COUNTED
    if stock:
        assert weigh(sensing, grams - 100.0, 1003.0) == [EventKind.PICK]


def test_of_two_products_the_one_that_went_is_found() -> None:
    sensing = counted(one=100.0, other=230.0)
    assert weigh(sensing, 6 * 330.0 - 230.0) == []
    assert [sensing.count("a1", gtin(n)) for n in (1, 2)] == [6, 5]
    assert 0.9 < view(sensing).confidence < trust.COUNTED


def test_a_load_that_nothing_explains_makes_the_count_unknown() -> None:
    sensing = counted(one=200.0, other=330.0)
    assert weigh(sensing, 6 * 530.0 - 100.0) == []
    assert view(sensing).stock is None


def test_listed_weights_that_leave_it_open_leave_the_count_of_staff() -> None:
    """Twenty pieces whose listed weight may be wrong by 2 %: half a piece less is no piece less."""
    sensing = ShelfSensing()
    sensing.set_planogram([PlanogramSlot("a1", gtin(1), 100.0, 24)])
    sensing.set_count("a1", gtin(1), 20)
    assert weigh(sensing, 1950.0) == []
    assert view(sensing).stock == 20
    assert 0.9 < view(sensing).confidence < trust.COUNTED
