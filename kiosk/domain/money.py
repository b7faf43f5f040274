"""Money as integer minor units; rounding happens in one place."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


class CurrencyMismatch(ValueError):
    """Two amounts of different currencies were compared."""


@dataclass(frozen=True, slots=True, order=False)
class Money:
    minor: int
    currency: str  # ISO 4217

    def __post_init__(self) -> None:
        if len(self.currency) != 3 or not self.currency.isascii() or not self.currency.isupper():
            raise ValueError(f"not an ISO 4217 currency: {self.currency!r}")

    def __lt__(self, other: "Money") -> bool:
        self._same(other)
        return self.minor < other.minor

    def per_100g(self, grams: float) -> "Money":
        """What 100 g cost when `grams` cost this much, rounded half up. `grams` must be above zero."""
        if grams <= 0:
            raise ValueError(f"a weight must be above zero, not {grams}")
        exact = Decimal(self.minor) * 100 / Decimal(str(grams))
        return Money(int(exact.quantize(Decimal(1), ROUND_HALF_UP)), self.currency)

    def _same(self, other: "Money") -> None:
        if self.currency != other.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency} cannot be compared")
