"""What stands where: aisles, smart shelves and their slots."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
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
class Placement:
    """Staff put another product on a slot than headquarters planned."""

    product_id: str
    gtin: str
    unit_weight_g: float
    instead_of: str  # product id; once headquarters plans another one there, its plan holds again


@dataclass(frozen=True, slots=True)
class Planogram:
    aisles: tuple[Aisle, ...] = ()
    shelves: tuple[Shelf, ...] = ()
    _places: Mapping[str, tuple[SlotRef, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        places: dict[str, tuple[SlotRef, ...]] = {}
        for place, slot in self.placed():
            places[slot.product_id] = (*places.get(slot.product_id, ()), place)
        object.__setattr__(self, "_places", places)  # asked for with every product that is shown

    def slot(self, ref: SlotRef) -> Slot | None:
        return next((slot for place, slot in self.placed() if place == ref), None)

    def places_of(self, product_id: str) -> tuple[SlotRef, ...]:
        """Every slot that holds the product, in planogram order."""
        return self._places.get(product_id, ())

    def placed(self) -> Iterator[tuple[SlotRef, Slot]]:
        for shelf in self.shelves:
            for slot in shelf.slots:
                yield SlotRef(shelf.id, slot.id), slot

    def shelf(self, shelf_id: str) -> Shelf | None:
        return next((shelf for shelf in self.shelves if shelf.id == shelf_id), None)

    def aisle(self, aisle_id: str) -> Aisle | None:
        return next((aisle for aisle in self.aisles if aisle.id == aisle_id), None)


def placed_by_staff(plan: Planogram, placements: Mapping[SlotRef, Placement]) -> Planogram:
    """The plan of headquarters with what staff changed in it."""

    def slot(shelf: str, planned: Slot) -> Slot:
        own = placements.get(SlotRef(shelf, planned.id))
        if own is None or own.instead_of != planned.product_id:
            return planned
        return replace(planned, product_id=own.product_id, gtin=own.gtin, unit_weight_g=own.unit_weight_g)

    shelves = (replace(each, slots=tuple(slot(each.id, one) for one in each.slots)) for each in plan.shelves)
    return replace(plan, shelves=tuple(shelves))
