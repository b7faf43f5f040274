"""What one piece of a product weighs: a mean that is learned, its uncertainty, the spread between pieces."""

import math
from dataclasses import dataclass

NOMINAL_ERROR = 0.02  # how far a listed weight may be off, as a share (one standard deviation)
WRONG = 0.1  # share of listed weights that are worse: they leave out the packaging, or are of another size
WRONG_ERROR = 0.07  # and how far these are off
FIRST_SPREAD = 0.01  # spread between pieces before anything was learned, as a share
MIN_SPREAD = 0.002
SPREAD_WORTH = 20.0  # the first guess of the spread counts as so many observations
LEARNED_SEEN = 3  # changes from which a weight is no longer the listed one


@dataclass(frozen=True, slots=True)
class UnitWeight:
    """Grams of one piece. `seen` counts the changes that taught it; before the third, it is a listed weight,
    and there are two kinds of these: about right, and wrong."""

    mean: float
    mean_sd: float
    spread: float  # standard deviation between pieces
    seen: int = 0

    @classmethod
    def nominal(cls, grams: float) -> "UnitWeight":
        """From a listed weight."""
        return cls(grams, grams * NOMINAL_ERROR, grams * FIRST_SPREAD)

    @property
    def is_learned(self) -> bool:
        """Whether it was weighed here often enough, and is not merely listed."""
        return self.seen >= LEARNED_SEEN

    def expected(self, count: int) -> tuple[float, float]:
        """(mean, sd) in grams of `count` pieces together, where a listed weight is about right."""
        n = abs(count)
        return count * self.mean, math.sqrt(n * self.spread**2 + (n * self.mean_sd) ** 2)

    def widest_sd(self, count: int) -> float:
        """In grams of `count` pieces, where a listed weight may be wrong."""
        n = abs(count)
        error = self.mean_sd if self.is_learned else WRONG_ERROR * self.mean
        return math.sqrt(n * self.spread**2 + (n * error) ** 2)

    def density(self, grams: float, count: int, sd: float) -> float:
        """Probability per gram that `count` pieces are measured as `grams`, where one measures with `sd`."""
        right, wrong = self._densities(grams, count, sd)
        return right + wrong

    def _densities(self, grams: float, count: int, sd: float) -> tuple[float, float]:
        mean, right_sd = self.expected(count)
        right = normal_density(grams - mean, math.hypot(sd, right_sd))
        if self.is_learned:
            return right, 0.0
        wrong = normal_density(grams - mean, math.hypot(sd, self.widest_sd(count)))
        return (1.0 - WRONG) * right, WRONG * wrong

    def _error_after(self, grams: float, count: int, sd: float) -> float:
        """How far `mean` may have been off, in grams, given what `count` pieces weighed."""
        right, wrong = self._densities(grams, count, sd)
        if wrong == 0.0:
            return self.mean_sd
        is_wrong = wrong / (right + wrong)
        return math.sqrt((1.0 - is_wrong) * self.mean_sd**2 + is_wrong * (WRONG_ERROR * self.mean) ** 2)

    def learned(self, grams: float, count: int, sd: float, share: float = 1.0) -> "UnitWeight":
        """After `count` pieces weighed `grams`, measured with `sd`: the Gaussian posterior of the mean.

        `share` is the probability that it was this product at all; a doubtful one teaches less, and nothing
        about the spread. The first one tells of which kind the listed weight is.
        """
        n = abs(count)
        before = self._error_after(grams, count, sd)
        observed = abs(grams) / n
        variance = (sd**2 + n * self.spread**2) / n**2
        gain = share * before**2 / (share * before**2 + variance)
        mean = self.mean + gain * (observed - self.mean)
        mean_sd = math.sqrt(1.0 - gain) * before
        spread = self.spread
        if n == 1 and share == 1.0:  # only single pieces tell about the spread
            surprise = (observed - self.mean) ** 2 - before**2 - sd**2
            weight = 1.0 / (SPREAD_WORTH + self.seen)
            spread = math.sqrt(max((1.0 - weight) * spread**2 + weight * surprise, (MIN_SPREAD * mean) ** 2))
        return UnitWeight(mean, max(mean_sd, 0.0005 * mean), spread, self.seen + 1)


def normal_density(off: float, sd: float) -> float:
    """Of a normal distribution, `off` from its mean."""
    z = off / sd
    return math.exp(-0.5 * z * z) / (sd * math.sqrt(2.0 * math.pi))
