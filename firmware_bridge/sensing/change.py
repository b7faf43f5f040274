"""What the sensing says: changes of stock, and what a slot holds now."""

from dataclasses import dataclass

from firmware_bridge.messages import EventKind


@dataclass(frozen=True, slots=True)
class Change:
    """A change of stock that was recognised, or `unknown`. Times are those of the samples."""

    slot: str
    kind: EventKind
    gtin: str | None
    qty: int
    grams: float
    confidence: float
    began: float
    decided: float


@dataclass(frozen=True, slots=True)
class SlotView:
    """What a slot says now."""

    grams: float | None
    stock: int | None
    confidence: float
    confirmed_at: float  # newest sample that agreed with the stock, -inf if none
