"""What is known of one slot, and how it is kept across restarts."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from firmware_bridge.sensing import trust
from firmware_bridge.sensing.change import SlotView
from firmware_bridge.sensing.explain import Resident
from firmware_bridge.sensing.hands import Hands
from firmware_bridge.sensing.signal import Phase, Signal, Tuning
from firmware_bridge.sensing.units import UnitWeight

ZERO_SD_G = 3.0  # how well the empty plate is known
LEAST_CONFIDENCE = 0.8  # of a weighing of the whole load, below which it is no count
AWAY_SD_FLOOR_G = 0.3
AWAY_SD_G_PER_S = 0.002
AWAY_SD_MOST_G = 15.0


@dataclass(slots=True)
class Slot:
    """One slot: its signal, its products and how many of each. A count of None is unknown."""

    name: str
    signal: Signal
    products: tuple[str, ...] = ()
    counts: dict[str, int | None] = field(default_factory=dict)
    confidence: float = trust.UNKNOWN  # that the counts are exact
    provisional: bool = False  # counted by a listed weight, which may be wrong by more than it says
    guests: dict[str, int] = field(default_factory=dict)  # products of other slots that stand here
    foreign_g: list[float] = field(default_factory=list)  # unknown things that were put here
    away_sd_g: float = 0.0  # what may have drifted while nobody looked
    settled_at: float = -math.inf
    confirmed_at: float = -math.inf  # newest sample that agreed with the counts

    def stock(self) -> int | None:
        """Pieces of the slot's own products; None when any count is unknown."""
        counts = [self.counts.get(gtin) for gtin in self.products]
        if not counts:
            return None
        known = [count for count in counts if count is not None]
        return sum(known) if len(known) == len(counts) else None

    def residents(self, units: Mapping[str, UnitWeight], hands: Hands) -> list[Resident]:
        now = self.signal.last
        own = [Resident(g, units[g], self.counts.get(g), hands.of(g, now)) for g in self.products]
        guests = [Resident(g, units[g], n, hands.of(g, now), guest=True) for g, n in self.guests.items()]
        return own + guests

    def count_by_weight(self, units: Mapping[str, UnitWeight]) -> None:
        """Count a slot of one product from the whole load; leaves the count unknown when that is not sure,
        and as it is where there are several products."""
        weighed = self._weigh(units)
        if weighed is None:
            return
        count, self.confidence = weighed
        self.counts[self.products[0]] = count if self.confidence >= LEAST_CONFIDENCE else None
        self.provisional = not units[self.products[0]].is_learned

    def check_by_weight(self, units: Mapping[str, UnitWeight]) -> None:
        """Trust the count again where the whole load agrees with it; count anew where the count came from a
        listed weight, or none was possible, and the product's weight has been learned since."""
        weighed = self._weigh(units)
        if weighed is None:
            return
        known = self.counts.get(self.products[0])
        if (known is None or self.provisional) and units[self.products[0]].is_learned:
            if weighed[0] != known and weighed[1] >= LEAST_CONFIDENCE:
                self.count_by_weight(units)
                return
            self.provisional = False
        self.confidence = trust.after_weighing(self.confidence, known, *weighed)

    def _weigh(self, units: Mapping[str, UnitWeight]) -> tuple[int, float] | None:
        """(pieces, probability) by the whole load; None where there are several products or no load."""
        if len(self.products) != 1 or self.signal.baseline is None:
            return None
        unit = units[self.products[0]]
        guests = sum(units[g].mean * n for g, n in self.guests.items())
        load = self.signal.baseline - self.signal.drift - math.fsum(self.foreign_g) - guests
        count = max(0, round(load / unit.mean))
        if abs(load - count * unit.mean) >= 3.5 * math.hypot(unit.widest_sd(count), ZERO_SD_G):
            return count, 0.0
        near = range(max(0, count - 2), count + 3)
        total = math.fsum(unit.density(load, n, ZERO_SD_G) for n in near)
        return count, unit.density(load, count, ZERO_SD_G) / total if total > 0 else 0.0

    def move(self, gtin: str, count: int) -> None:
        """`count` pieces (signed) came or went."""
        if gtin not in self.products:
            self.guests[gtin] = max(0, self.guests.get(gtin, 0) + count)
            if self.guests[gtin] == 0:
                del self.guests[gtin]
            return
        known = self.counts.get(gtin)
        if known is not None:
            self.counts[gtin] = max(0, known + count)

    def explained(self, confidence: float) -> None:
        """A change was explained, rightly with this probability."""
        self.confidence = trust.after_change(self.confidence, confidence)

    def unexplained(self, confidence: float) -> None:
        """Something changed that was none of its products, with this probability."""
        self.confidence = trust.after_unknown(self.confidence, confidence)

    def counted(self, gtin: str, count: int) -> None:
        """Somebody counted."""
        self.counts[gtin] = count
        if all(self.counts.get(g) is not None for g in self.products):
            self.confidence, self.provisional = trust.COUNTED, False

    def assign(self, products: tuple[str, ...], units: Mapping[str, UnitWeight]) -> None:
        """What stands here from now on; what stays keeps its count."""
        if self.products == products:
            return
        self.products = products
        self.forget()
        if products:
            self.count_by_weight(units)

    def forget(self) -> None:
        """Nothing is known of what stands here."""
        self.forget_counts()
        self.guests.clear()
        self.foreign_g.clear()

    def count_anew(self, units: Mapping[str, UnitWeight]) -> None:
        """The count may be wrong: only the whole load can tell it."""
        self.forget_counts()
        self.count_by_weight(units)

    def view(self) -> SlotView:
        level = self.signal.level
        grams = self.signal.baseline if level is None else level.grams
        return SlotView(grams, self.stock(), self.confidence, self.confirmed_at)

    def forget_counts(self) -> None:
        self.counts = dict.fromkeys(self.products)
        self.confidence, self.provisional = trust.UNKNOWN, False

    def dump(self) -> dict[str, Any]:
        return {
            "baseline": self.signal.baseline,
            "noise": self.signal.noise,
            "drift": self.signal.drift,
            "products": list(self.products),
            "counts": self.counts,
            "confidence": self.confidence,
            "provisional": self.provisional,
            "guests": self.guests,
            "foreign_g": self.foreign_g,
        }

    @classmethod
    def restored(cls, name: str, tuning: Tuning, kept: Mapping[str, Any], away_s: float) -> "Slot":
        """As `dump` left it `away_s` ago; the first stable level is compared with the kept baseline."""
        signal = Signal(tuning, kept["baseline"], kept["noise"])
        signal.drift = kept["drift"]
        if signal.baseline is not None:
            signal.phase = Phase.MOVING
        away = min(AWAY_SD_MOST_G, AWAY_SD_FLOOR_G + AWAY_SD_G_PER_S * max(0.0, away_s))
        products: Sequence[str] = kept["products"]
        return cls(
            name,
            signal,
            tuple(products),
            dict(kept["counts"]),
            kept["confidence"],
            kept.get("provisional", False),  # files of earlier versions do not say
            dict(kept["guests"]),
            list(kept["foreign_g"]),
            away,
        )
