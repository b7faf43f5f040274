"""Where things stand: aisles, and the two smart shelves. Pure rules over the tables of this package."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sync.catalog.model import Aisle, Product, Shelf, Slot, Text
from sync.catalog.tables import ANY, rows

SLOTS = 12
LIGHTEST_G, HEAVIEST_G = 30.0, 1500.0  # lighter drowns in the load cell's noise, heavier bends the tray
_LETTERS = ("a", "b")
# Which aisles a smart shelf suits best, for a lively aisle end; any other aisle may follow.
_PREFERRED = (("snacks", "sweets", "drinks"), ("breakfast", "baking", "dairy"))
# Pieces in a slot by the weight of one, so that a full slot stays near three kilograms.
_CAPACITIES = ((120.0, 12), (250.0, 10), (500.0, 8), (900.0, 6), (HEAVIEST_G, 4))


@dataclass(frozen=True, slots=True)
class PlannedAisle:
    """An aisle of the table, before anybody stands in it."""

    id: str
    name: Text


@dataclass(frozen=True, slots=True)
class FloorPlan:
    places: tuple[PlannedAisle, ...]
    of: Mapping[tuple[str, str], str]  # (department, category) as the source spells them -> aisle id

    @classmethod
    def load(cls) -> "FloorPlan":
        places = tuple(PlannedAisle(key, Text(en, zh)) for key, en, zh in rows("aisles.tsv", 3))
        return cls(
            places, {(department, category): aisle for department, category, aisle in rows("places.tsv", 3)}
        )

    def find(self, department: str, category: str) -> str | None:
        """The aisle of a category, or None where the table does not know its department."""
        keys = ((department, category), (ANY, category), (department, ANY))
        return next((self.of[key] for key in keys if key in self.of), None)


def number_aisles(
    plan: FloorPlan, products: Sequence[Product], departments: Mapping[str, Text]
) -> tuple[Aisle, ...]:
    """The aisles in which something stands, numbered in walking order: "Aisle 4 · Dairy and eggs".

    A product's `aisle` that the plan does not hold is the id of its department, which gets an aisle of its
    own.
    """
    standing: dict[str, set[str]] = {}
    for product in products:
        standing.setdefault(product.aisle, set()).add(product.department)
    known = {place.id: place.name for place in plan.places}
    order = [place.id for place in plan.places if place.id in standing]
    order += sorted(aisle for aisle in standing if aisle not in known)
    return tuple(
        Aisle(
            aisle, _numbered(number, known.get(aisle) or departments[aisle]), tuple(sorted(standing[aisle]))
        )
        for number, aisle in enumerate(order, start=1)
    )


def fill_shelves(
    aisles: Sequence[Aisle], products: Iterable[Product], sold: Mapping[str, int]
) -> tuple[Shelf, ...]:
    """Two smart shelves at aisle ends, each with up to `SLOTS` good sellers of its aisle.

    Only products whose net weight a load cell can count. No two on one shelf share a type, a picture or a
    name, so that every lift shows something else.
    """
    fit = [it for it in products if it.weight_g is not None and LIGHTEST_G <= it.weight_g <= HEAVIEST_G]
    fit.sort(key=lambda it: (-sold.get(it.product_id, 0), it.product_id))
    shelves: list[Shelf] = []
    used: set[str] = set()
    for letter, preferred in zip(_LETTERS, _PREFERRED, strict=True):
        choices = {it.id: _varied([p for p in fit if p.aisle == it.id]) for it in aisles if it.id not in used}
        full = {aisle: chosen for aisle, chosen in choices.items() if len(chosen) == SLOTS} or choices
        if not full:
            break
        best = max(
            full, key=lambda aisle: (len(full[aisle]), -_rank(aisle, preferred), _weight(full[aisle], sold))
        )
        if not full[best]:
            break
        used.add(best)
        name = Text(f"Smart shelf {letter.upper()}", f"智能货架{letter.upper()}")
        slots = tuple(_slot(f"{letter}{number}", it) for number, it in enumerate(full[best], start=1))
        shelves.append(Shelf(f"shelf-{letter}", name, best, slots))
    return tuple(shelves)


def _varied(sellers: Iterable[Product]) -> list[Product]:
    chosen: list[Product] = []
    seen: set[str] = set()
    for it in sellers:
        marks = {f"type {it.type}", f"picture {it.picture}", f"name {it.name.en}", f"name {it.name.zh}"}
        if len(chosen) < SLOTS and not marks & seen:
            chosen.append(it)
            seen |= marks
    return chosen


def _rank(aisle: str, preferred: Sequence[str]) -> int:
    return preferred.index(aisle) if aisle in preferred else len(preferred)


def _weight(products: Iterable[Product], sold: Mapping[str, int]) -> int:
    return Counter({it.product_id: sold.get(it.product_id, 0) for it in products}).total()


def _slot(slot: str, product: Product) -> Slot:
    weight = product.weight_g or 0.0  # `fill_shelves` has chosen products that have one
    capacity = next(pieces for limit, pieces in _CAPACITIES if weight <= limit)
    return Slot(
        id=slot,
        product_id=product.product_id,
        gtin=product.gtin,
        name=product.name,
        picture=product.picture,
        unit_weight_g=weight,
        capacity=capacity,
        threshold=max(1, capacity // 3),
    )


def _numbered(number: int, name: Text) -> Text:
    return Text(f"Aisle {number} · {name.en}", f"{number}号通道 · {name.zh}")
