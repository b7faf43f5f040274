"""What one piece of a product weighs: a mean that is learned, its uncertainty, the spread between pieces."""

import math
from dataclasses import dataclass

NOMINAL_ERROR = 0.02  # how far the listed weight may be off, as a share (one standard deviation)
FIRST_SPREAD = 0.01  # spread between pieces before anything was learned, as a share
MIN_SPREAD = 0.002
SPREAD_WORTH = 20.0  # the first guess of the spread counts as so many observations


@dataclass(frozen=True, slots=True)
class UnitWeight:
    """Grams of one piece. `seen` counts the changes that taught it."""

    mean: float
    mean_sd: float
    spread: float  # standard deviation between pieces
    seen: int = 0

    @classmethod
    def nominal(cls, grams: float) -> "UnitWeight":
        """From a listed weight."""
        return cls(grams, grams * NOMINAL_ERROR, grams * FIRST_SPREAD)

    def expected(self, count: int) -> tuple[float, float]:
        """(mean, sd) in grams of `count` pieces together."""
        n = abs(count)
        return count * self.mean, math.sqrt(n * self.spread**2 + (n * self.mean_sd) ** 2)

    def learned(self, grams: float, count: int, sd: float, share: float = 1.0) -> "UnitWeight":
        """After `count` pieces weighed `grams`, measured with `sd`: the Gaussian posterior of the mean.

        `share` is the probability that it was this product at all; a doubtful one teaches less, and nothing
        about the spread.
        """
        n = abs(count)
        observed = abs(grams) / n
        variance = (sd**2 + n * self.spread**2) / n**2
        gain = share * self.mean_sd**2 / (share * self.mean_sd**2 + variance)
        mean = self.mean + gain * (observed - self.mean)
        mean_sd = math.sqrt(1.0 - gain) * self.mean_sd
        spread = self.spread
        if n == 1 and share == 1.0:  # only single pieces tell about the spread
            surprise = (observed - self.mean) ** 2 - self.mean_sd**2 - sd**2
            weight = 1.0 / (SPREAD_WORTH + self.seen)
            spread = math.sqrt(max((1.0 - weight) * spread**2 + weight * surprise, (MIN_SPREAD * mean) ** 2))
        return UnitWeight(mean, max(mean_sd, 0.0005 * mean), spread, self.seen + 1)
