"""How many pieces a slot holds, and how far that figure can be trusted.

A count is fresh only while the shelf keeps confirming it. The age is taken twice: by the shelf's time stamp,
which catches a value that the broker has kept, and by our monotonic clock, which a jump of the wall clock
cannot fool. Beside its age stands the shelf's own probability that the count is exact.
"""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, auto

SURE = 0.9  # probability from which a count is said as a number
STALE_AFTER_S = 30.0  # three missed confirmations of 10 s
_CLOCK_TOLERANCE_S = 5.0  # a confirmation may be this far in the future before it is not believed


class StockState(StrEnum):
    MEASURED = auto()  # count is what the shelf says now
    STALE = auto()  # count is the last word of a shelf that has been silent too long
    UNKNOWN = auto()  # there is a sensor, but it is lost or was never heard
    NOT_MEASURED = auto()  # this product stands on no smart shelf


@dataclass(frozen=True, slots=True)
class Reading:
    """The last word of one slot."""

    count: int | None  # pieces; None: the shelf says that it does not know
    observed_at: datetime | None  # when the shelf last confirmed the count
    heard_at: (
        float | None
    )  # monotonic seconds when that confirmation reached us; None: kept from an earlier run
    confidence: float | None = None  # that the count is exact; None: the shelf does not say


@dataclass(frozen=True, slots=True)
class Stock:
    state: StockState
    count: int | None = None
    observed_at: datetime | None = None
    confidence: float | None = None

    @property
    def about(self) -> bool:
        """The count is the best guess, and may be off."""
        return self.confidence is not None and self.confidence < SURE


def assess(reading: Reading | None, reachable: bool, now: datetime, at: float) -> Stock:
    """What may be said of a slot. `reachable`: its shelf's `$state` is one in which its values hold."""
    if reading is None or reading.count is None or reading.observed_at is None or not reachable:
        return Stock(StockState.UNKNOWN, None, reading.observed_at if reading is not None else None)
    age = now - reading.observed_at
    confirmed = timedelta(seconds=-_CLOCK_TOLERANCE_S) <= age <= timedelta(seconds=STALE_AFTER_S)
    heard = reading.heard_at is not None and at - reading.heard_at <= STALE_AFTER_S
    state = StockState.MEASURED if confirmed and heard else StockState.STALE
    return Stock(state, reading.count, reading.observed_at, reading.confidence)


def total(stocks: tuple[Stock, ...]) -> Stock:
    """Stock of a product over all its slots; as good as its worst part, and as old as its oldest."""
    if not stocks:
        return Stock(StockState.NOT_MEASURED)
    if len(stocks) == 1:
        return stocks[0]
    times = [stock.observed_at for stock in stocks if stock.observed_at is not None]
    oldest = min(times, default=None)
    if any(stock.state is StockState.UNKNOWN for stock in stocks):
        return Stock(StockState.UNKNOWN, None, oldest)
    stale = any(stock.state is StockState.STALE for stock in stocks)
    count = sum(stock.count or 0 for stock in stocks)
    told = [stock.confidence for stock in stocks if stock.confidence is not None]
    confidence = math.prod(told) if told else None  # all of them are exact
    return Stock(StockState.STALE if stale else StockState.MEASURED, count, oldest, confidence)
