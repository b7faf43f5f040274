"""Simulated shelves in simulated time, with what really happened beside what the sensing said.

`Scene` drives plates and sensing together; `score` compares the two. Nothing here sleeps.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from firmware_bridge.gtin import check_digit
from firmware_bridge.messages import EventKind, PlanogramSlot
from firmware_bridge.sensing import Change, ShelfSensing
from firmware_bridge.simulator.physics import Nature, Plate

EARLY_S, LATE_S = 0.15, 0.25  # how far from the hand's time an event may begin to be that hand's


@dataclass(frozen=True, slots=True)
class Product:
    gtin: str
    unit_g: float
    spread: float  # between pieces, as a share


@dataclass(frozen=True, slots=True)
class Truth:
    start: float  # when the hand came
    at: float  # when the weight had gone, or the hand had left
    slot: str
    gtin: str
    count: int  # signed


@dataclass(frozen=True, slots=True)
class Heard:
    at: float  # when the batch that decided it had arrived
    change: Change


@dataclass(slots=True)
class _Place:
    plate: Plate
    products: Sequence[Product]
    pieces: dict[str, list[float]]
    in_hand: list[tuple[str, float]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Habits:
    """What shoppers do, as shares of their actions; the rest of them are picks."""

    returns: float = 0.3
    restocks: float = 0.05
    leans: float = 0.05
    knocks: float = 0.05
    two: float = 0.15  # of picks: two pieces at once
    pause_s: tuple[float, float] = (0.8, 4.0)
    return_after_s: float = 1.5


def product(number: int, unit_g: float, spread: float = 0.008) -> Product:
    plain = f"{number:013d}"
    return Product(plain + check_digit(plain), unit_g, spread)


class Scene:
    """One shelf; `seed` decides everything."""

    def __init__(
        self,
        slots: Sequence[Sequence[Product]],
        seed: int,
        nature: Nature,
        *,
        hz: float = 60.0,
        batch_s: float = 0.2,
        pieces: int = 12,
        capacity: int = 24,
    ) -> None:
        self.rng = np.random.default_rng(seed)
        self.hz, self.batch_s, self.capacity = hz, batch_s, capacity
        self.now = 10_000.0
        self.truths: list[Truth] = []
        self.heard: list[Heard] = []
        self.places: dict[str, _Place] = {}
        for index, products in enumerate(slots):
            kept = {p.gtin: [self._piece(p) for _ in range(pieces)] for p in products}
            load = sum(sum(grams) for grams in kept.values())
            plate = Plate(np.random.default_rng(self.rng.integers(1 << 30)), nature, load_g=load)
            self.places[f"s{index}"] = _Place(plate, products, kept)
        self.sensing = ShelfSensing()
        self.sensing.set_planogram(
            [PlanogramSlot(n, p.gtin, p.unit_g, capacity) for n, x in self.places.items() for p in x.products]
        )
        self.run(3.0)
        for name, place in self.places.items():
            for gtin, grams in place.pieces.items():
                self.sensing.set_count(name, gtin, len(grams))

    def _piece(self, product: Product) -> float:
        return float(self.rng.normal(product.unit_g, product.spread * product.unit_g))

    def run(self, seconds: float) -> None:
        """Time passes."""
        count = max(1, round(self.batch_s * self.hz))
        for _ in range(round(seconds / self.batch_s)):
            self.now += self.batch_s
            for name, place in self.places.items():
                first = self.now - (count - 1) / self.hz
                grams = place.plate.samples(first, count, self.hz).tolist()
                for change in self.sensing.feed(name, grams, self.now, self.hz):
                    self.heard.append(Heard(self.now, change))

    def shop(self, actions: int, habits: Habits) -> None:
        """So many actions of shoppers and staff."""
        for _ in range(actions):
            self._act(habits)
            self.run(float(self.rng.uniform(*habits.pause_s)))
        self.run(6.0)

    def _act(self, habits: Habits) -> None:
        name = str(self.rng.choice(list(self.places)))
        place = self.places[name]
        at = self.now + float(self.rng.uniform(0.0, self.batch_s))
        dice = float(self.rng.random())
        for share, act in (
            (habits.returns, self._return),
            (habits.restocks, self._restock),
            (habits.leans, self._lean),
            (habits.knocks, self._knock),
        ):
            if dice < share:
                act(name, place, at)
                return
            dice -= share
        self._pick(name, place, at, 2 if self.rng.random() < habits.two else 1)

    def _pick(self, name: str, place: _Place, at: float, want: int) -> None:
        there = [p.gtin for p in place.products if place.pieces[p.gtin]]
        if not there:
            return
        gtin = str(self.rng.choice(there))
        taken = [place.pieces[gtin].pop() for _ in range(min(want, len(place.pieces[gtin])))]
        place.in_hand += [(gtin, grams) for grams in taken]
        gone = place.plate.lift(sum(taken), at)
        self.truths.append(Truth(at, gone, name, gtin, -len(taken)))

    def _return(self, name: str, place: _Place, at: float) -> None:
        if not place.in_hand:
            return
        gtin, grams = place.in_hand.pop()
        place.pieces[gtin].append(grams)
        self.truths.append(Truth(at, place.plate.put(grams, at), name, gtin, 1))

    def _restock(self, name: str, place: _Place, at: float) -> None:
        found = place.products[int(self.rng.integers(len(place.products)))]
        count = min(int(self.rng.integers(3, 9)), self.capacity - len(place.pieces[found.gtin]))
        if count <= 0:
            return
        new = [self._piece(found) for _ in range(count)]
        place.pieces[found.gtin] += new
        self.truths.append(Truth(at, place.plate.put(sum(new), at), name, found.gtin, count))

    def _lean(self, _name: str, place: _Place, at: float) -> None:
        place.plate.lean(at, float(self.rng.uniform(0.4, 3.0)), float(self.rng.uniform(20.0, 400.0)))

    def _knock(self, _name: str, place: _Place, at: float) -> None:
        place.plate.knock(at, float(self.rng.uniform(10.0, 80.0)))

    def stock_is_exact(self) -> dict[str, bool]:
        """Whether every count of each slot is the true one."""
        return {
            name: all(self.sensing.count(name, g) == len(grams) for g, grams in place.pieces.items())
            for name, place in self.places.items()
        }


@dataclass(slots=True)
class Score:
    """Sums over scenes."""

    truths: int = 0
    found: int = 0  # truths with an event of their kind (went, came)
    quantity_right: int = 0
    product_right: int = 0
    unknown: int = 0  # truths for which `unknown` was said
    wrong: int = 0  # truths for which another product or quantity was said
    false: int = 0  # events without a truth, `unknown` not counted
    false_unknown: int = 0
    latencies: list[float] = field(default_factory=list)

    @property
    def f1(self) -> float:
        missed = self.truths - self.found
        return 2 * self.found / (2 * self.found + missed + self.false) if self.found else 0.0

    def share(self, count: int) -> float:
        return count / self.truths if self.truths else 0.0

    def percentile(self, share: float) -> float:
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("inf")


def score(scene: Scene, into: Score) -> None:
    """Match each truth with the event that began with its hand."""
    left = list(scene.heard)
    for truth in scene.truths:
        into.truths += 1
        found = [h for h in left if h.change.slot == truth.slot and _began_with(h.change, truth)]
        same_way = [h for h in found if _direction(h.change) == (-1 if truth.count < 0 else 1)]
        if same_way:
            _score_known(same_way[0], truth, into)
        elif found and found[0].change.kind is EventKind.UNKNOWN:
            into.unknown += 1
        else:
            continue
        left.remove((same_way or found)[0])
    into.false += sum(h.change.kind is not EventKind.UNKNOWN for h in left)
    into.false_unknown += sum(h.change.kind is EventKind.UNKNOWN for h in left)


def _began_with(change: Change, truth: Truth) -> bool:
    return truth.start - EARLY_S <= change.began <= truth.at + LATE_S


def _direction(change: Change) -> int:
    """-1 went, 1 came, 0 unknown."""
    if change.kind is EventKind.UNKNOWN:
        return 0
    return -1 if change.kind is EventKind.PICK else 1


def _score_known(heard: Heard, truth: Truth, into: Score) -> None:
    into.found += 1
    into.latencies.append(heard.at - truth.at)
    same_product = heard.change.gtin == truth.gtin and heard.change.kind is not EventKind.MISPLACED
    same_quantity = heard.change.qty == abs(truth.count)
    into.product_right += same_product
    into.quantity_right += same_product and same_quantity
    into.wrong += not (same_product and same_quantity)
