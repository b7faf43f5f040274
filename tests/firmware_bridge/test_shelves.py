"""Cells under a slot come and go while the shelf is in use."""

from firmware_bridge import topics
from firmware_bridge.dialects import Readings
from firmware_bridge.messages import PlanogramSlot, RawReadings, ShelfPlanogram
from firmware_bridge.registry import Place
from firmware_bridge.retained import RetainedValues
from firmware_bridge.shelves import Shelves

GTIN = "02000000000015"
HZ = 10.0


class Scale:
    """Two cells under a1, which rest."""

    def __init__(self) -> None:
        self.values = RetainedValues()
        self.shelves = Shelves(self.values, "bridge")
        slot = PlanogramSlot("a1", GTIN, 100.0, 12)
        self.shelves.set_planogram(ShelfPlanogram("shelf-a", (slot,)), 0.0)
        self.at = 0.0

    def rest(self, seconds: float, **grams: float) -> None:
        """Each of these cells says its weight ten times a second."""
        for _ in range(round(seconds * HZ)):
            self.at += 1 / HZ
            for cell, weight in grams.items():
                one = RawReadings(None, HZ, (weight + 0.1 * (round(self.at * HZ) % 3),))
                self.shelves.feed(Readings("shelf-a", "a1", cell, one), self.at)
        self.shelves.tick(self.at)

    @property
    def stock(self) -> bytes:
        return self.values.get(topics.slot_stock("shelf-a", "a1"))


def test_a_cell_that_is_taken_out_no_longer_holds_up_its_slot() -> None:
    scale = Scale()
    scale.rest(5, left=300.0, right=200.0)
    assert scale.stock == b"5"
    scale.rest(7, right=100.0)
    assert scale.stock == b"5"  # half of the weight is not known, so nothing is made of the other half
    scale.shelves.take_out(Place("shelf-a", "a1", "left"))
    scale.rest(5, right=100.0)
    assert scale.stock == b"1"


def test_with_its_last_cell_a_slot_is_unknown() -> None:
    scale = Scale()
    scale.rest(5, left=300.0)
    assert scale.stock == b"3"
    scale.shelves.take_out(Place("shelf-a", "a1", "left"))
    scale.shelves.take_out(Place("shelf-a", "a1", "left"))  # it is gone already
    scale.shelves.tick(scale.at)
    assert scale.stock == b""
    assert scale.shelves.health() == []
