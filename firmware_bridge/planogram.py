"""planogram.json of a catalog package: which shelves there are, and what stands on them."""

from dataclasses import dataclass
from pathlib import Path

from firmware_bridge.errors import DecodeError, PlanogramError
from firmware_bridge.messages import PlanogramSlot, ShelfPlanogram
from firmware_bridge.wire import Fields, load_object

MAX_BYTES = 4_000_000


@dataclass(frozen=True, slots=True)
class Placed:
    """One product on one slot."""

    slot: str
    product_id: str
    gtin: str
    name_en: str
    name_zh: str
    picture: str  # path inside the catalog package
    unit_weight_g: float
    capacity: int
    threshold: int


@dataclass(frozen=True, slots=True)
class Shelf:
    id: str
    name_en: str
    name_zh: str
    slots: tuple[Placed, ...]

    def message(self) -> ShelfPlanogram:
        """What the kiosk tells the bridge about this shelf."""
        slots = (PlanogramSlot(p.slot, p.gtin, p.unit_weight_g, p.capacity) for p in self.slots)
        return ShelfPlanogram(self.id, tuple(slots))


def load_planogram(path: Path) -> tuple[Shelf, ...]:
    """The shelves in planogram.json; `PlanogramError` names what is wrong."""
    try:
        fields = load_object(path.read_bytes(), MAX_BYTES)
        shelves = tuple(_shelf(shelf) for shelf in fields.objects("shelves", 1000))
    except OSError as err:
        raise PlanogramError(f"cannot read {path}: {err.strerror}") from err
    except DecodeError as err:
        raise PlanogramError(f"{path} is not a planogram: {err}") from err
    if not shelves:
        raise PlanogramError(f"{path} has no shelves")
    return shelves


def _shelf(fields: Fields) -> Shelf:
    name = fields.object("name")
    slots = tuple(_placed(slot) for slot in fields.objects("slots", 512))
    return Shelf(fields.identifier("id"), name.text("en", 200), name.text("zh", 200), slots)


def _placed(fields: Fields) -> Placed:
    name = fields.object("name")
    return Placed(
        slot=fields.identifier("id"),
        product_id=fields.text("product_id", 64),
        gtin=fields.gtin("gtin"),
        name_en=name.text("en", 300),
        name_zh=name.text("zh", 300),
        picture=fields.text("picture", 300, least=0),
        unit_weight_g=fields.number("unit_weight_g", 0.1, 100_000.0),
        capacity=fields.integer("capacity", 1, 10_000),
        threshold=fields.integer("threshold", 0, 10_000),
    )
