"""What stands where: aisles, smart shelves and their slots."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kiosk.domain.text import Text


class SlotRef(NamedTuple):
    """The address of one slot."""

    shelf: str
    slot: str


@dataclass(frozen=True, slots=True)
class Slot:
    id: str
    product_id: str
    gtin: str  # 14 digits
    unit_weight_g: float  # where the shelf starts from; it learns the gross weight by itself
    capacity: int  # pieces
    threshold: int  # pieces at or under which it should be filled


@dataclass(frozen=True, slots=True)
class Shelf:
    id: str
    name: Text
    aisle: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Aisle:
    id: str
    name: Text


@dataclass(frozen=True, slots=True)
class Planogram:
    aisles: tuple[Aisle, ...] = ()
    shelves: tuple[Shelf, ...] = ()

    def slot(self, ref: SlotRef) -> Slot | None:
        return next((slot for place, slot in self.placed() if place == ref), None)

    def places_of(self, product_id: str) -> tuple[SlotRef, ...]:
        """Every slot that holds the product, in planogram order."""
        return tuple(place for place, slot in self.placed() if slot.product_id == product_id)

    def placed(self) -> Iterator[tuple[SlotRef, Slot]]:
        for shelf in self.shelves:
            for slot in shelf.slots:
                yield SlotRef(shelf.id, slot.id), slot

    def shelf(self, shelf_id: str) -> Shelf | None:
        return next((shelf for shelf in self.shelves if shelf.id == shelf_id), None)

    def aisle(self, aisle_id: str) -> Aisle | None:
        return next((aisle for aisle in self.aisles if aisle.id == aisle_id), None)
