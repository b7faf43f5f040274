"""What stands on each slot of the simulated store, what each piece weighs, what is in somebody's hand."""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from firmware_bridge.errors import SimulatorError
from firmware_bridge.planogram import Placed, Shelf
from firmware_bridge.simulator.physics import Nature, Plate

SPREAD = 0.008  # between pieces of one product, as a share of its weight


@dataclass(frozen=True, slots=True)
class SlotState:
    """For a window: what a slot looks like now."""

    shelf: str
    slot: str
    product: Placed
    count: int
    in_hand: int
    strangers: tuple[Placed, ...] = ()  # pieces of other slots that somebody put here


@dataclass(frozen=True, slots=True)
class StoreState:
    slots: tuple[SlotState, ...]
    silent: frozenset[str] = frozenset()  # shelves whose firmware says nothing


class SimulatedSlot:
    """One plate with pieces of one product."""

    def __init__(self, shelf: str, placed: Placed, nature: Nature, rng: np.random.Generator) -> None:
        self.shelf = shelf
        self.spill = 0.0  # share of what moves here that `beside` feels
        self.beside: Plate | None = None
        self.placed = placed
        self._rng = rng
        self.pieces: list[float] = []
        self.in_hand: list[float] = []
        self.strangers: list[tuple[SimulatedSlot, float]] = []
        self.plate = Plate(rng, nature)

    def fill(self, count: int) -> None:
        """So many pieces stand here from the beginning."""
        self.pieces = [self._piece() for _ in range(count)]
        self.plate.load_g = sum(self.pieces)

    def _piece(self) -> float:
        unit = self.placed.unit_weight_g
        return float(self._rng.normal(unit, SPREAD * unit))

    def lift(self, qty: int, at: float) -> int:
        """Take up to `qty` pieces; how many were there to take."""
        taken = [self.pieces.pop() for _ in range(min(qty, len(self.pieces)))]
        if taken:
            self.in_hand += taken
            grams = sum(taken)
            gone = self.plate.lift(grams * (1.0 - self.spill), at)
            self._share(-grams, gone - 0.1, gone)
        return len(taken)

    def put_back(self, qty: int, at: float) -> int:
        """Put back up to `qty` pieces of those in somebody's hand."""
        back = [self.in_hand.pop() for _ in range(min(qty, len(self.in_hand)))]
        return self._put(back, at)

    def misplace(self, onto: "SimulatedSlot", qty: int, at: float) -> int:
        """Put up to `qty` pieces of those in somebody's hand on a slot where they do not belong; how many."""
        moved = [self.in_hand.pop() for _ in range(min(qty, len(self.in_hand)))]
        if moved:
            onto.strangers += [(self, grams) for grams in moved]
            onto.plate.put(sum(moved), at)
        return len(moved)

    def lift_stranger(self, at: float) -> int:
        """Take the last piece that does not belong here into the hand; how many, 1 or 0."""
        if not self.strangers:
            return 0
        owner, grams = self.strangers.pop()
        owner.in_hand.append(grams)
        self.plate.lift(grams, at)
        return 1

    def restock(self, qty: int, at: float) -> int:
        """Put `qty` new pieces, as far as there is room."""
        room = self.placed.capacity - len(self.pieces)
        return self._put([self._piece() for _ in range(min(qty, max(0, room)))], at)

    def _put(self, pieces: Sequence[float], at: float) -> int:
        if pieces:
            self.pieces += pieces
            grams = sum(pieces)
            left = self.plate.put(grams * (1.0 - self.spill), at)
            self._share(grams, at, left)
        return len(pieces)

    def _share(self, grams: float, start: float, end: float) -> None:
        if self.beside is not None and self.spill:
            self.beside.share(grams * self.spill, start, end)

    def state(self) -> SlotState:
        strangers = tuple(owner.placed for owner, _ in self.strangers)
        counts = len(self.pieces), len(self.in_hand)
        return SlotState(self.shelf, self.placed.slot, self.placed, *counts, strangers)


class SimulatedStore:
    """All slots. The first counts come from the seed, or from the file that an earlier run kept."""

    def __init__(
        self,
        shelves: Sequence[Shelf],
        seed: int,
        nature: Nature,
        kept: Path | None = None,
        spill: float = 0.0,
    ) -> None:
        self._kept = kept
        self.slots: dict[tuple[str, str], SimulatedSlot] = {}
        root = np.random.SeedSequence(seed)
        counts = self._load()
        for shelf in shelves:
            for placed in shelf.slots:
                rng = np.random.default_rng(root.spawn(1)[0])
                slot = SimulatedSlot(shelf.id, placed, nature, rng)
                first = int(rng.integers(placed.capacity // 3, placed.capacity + 1))
                slot.fill(counts.get(f"{shelf.id}/{placed.slot}", first))
                self.slots[shelf.id, placed.slot] = slot
            row = [self.slots[shelf.id, placed.slot] for placed in shelf.slots]
            for one, beside in zip(row, [*row[1:], *row[:-1][-1:]], strict=False):
                one.spill, one.beside = spill, beside.plate

    def slot(self, shelf: str, slot: str) -> SimulatedSlot:
        """`SimulatorError` when there is none."""
        found = self.slots.get((shelf, slot))
        if found is None:
            raise SimulatorError(f"there is no slot {slot!r} on shelf {shelf!r}")
        return found

    def state(self) -> StoreState:
        return StoreState(tuple(slot.state() for slot in self.slots.values()))

    def keep(self) -> None:
        """Write the counts, so that the next run finds the store as this one left it."""
        if self._kept is None:
            return
        counts = {f"{shelf}/{name}": len(slot.pieces) for (shelf, name), slot in self.slots.items()}
        new = self._kept.with_suffix(".new")
        with new.open("w") as file:
            json.dump(counts, file)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self._kept)

    def _load(self) -> dict[str, int]:
        if self._kept is None or not self._kept.exists():
            return {}
        try:
            found = json.loads(self._kept.read_text())
            return {str(name): int(count) for name, count in found.items()}
        except (ValueError, AttributeError) as err:
            raise SimulatorError(f"{self._kept} is damaged; delete it to begin with a fresh store") from err
