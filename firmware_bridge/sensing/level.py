"""A level: the longest stable run of samples that ends now, its mean, and how well that is known. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

TREMOR = 0.05  # standard deviation of a hand's force, as a share of it


@dataclass(frozen=True, slots=True)
class Level:
    grams: float
    sd: float  # of the mean, settling included
    samples: int
    rough: bool  # livelier than a plate at rest: a hand, or still ringing


def stable_run(history: Sequence[float], limit: float) -> list[float]:
    """The newest samples, as far back as they stay within `limit` grams; the newest first."""
    low = high = history[-1]
    run: list[float] = []
    for gram in reversed(history):
        if gram < low:
            low = gram
        elif gram > high:
            high = gram
        if high - low > limit:
            break
        run.append(gram)
    return run


def rest_against_hand(run: Sequence[float], noise: float, grams: float) -> float:
    """Log-likelihood ratio of a plate at rest against a hand that presses with `grams`.

    Both are normal with a mean that is not known; a plate scatters as its cell does, a hand trembles besides
    (the likelihood of the variance, which is chi² of n - 1 degrees of freedom). A light hand on a noisy cell
    needs many samples to be told from a plate, a heavy one few.
    """
    rest = noise**2
    hand = rest + (TREMOR * grams) ** 2
    free = len(run) - 1
    return 0.5 * free * (math.log(hand / rest) - _variance(run) * (1.0 / rest - 1.0 / hand))


def measure(run: Sequence[float], noise: float, rough: bool) -> Level:
    """The level that these samples, newest first, are taken from."""
    mean = math.fsum(run) / len(run)
    half = len(run) // 2
    tilt = abs(math.fsum(run[:half]) / half - math.fsum(run[-half:]) / half)
    noise = max(noise, math.sqrt(_variance(run)))
    tilt_beyond_noise = max(0.0, tilt - 2.0 * noise * math.sqrt(2.0 / half))
    sd = math.hypot(noise / math.sqrt(len(run)), tilt_beyond_noise)
    return Level(mean, sd, len(run), rough)


def _variance(run: Sequence[float]) -> float:
    mean = math.fsum(run) / len(run)
    return math.fsum((gram - mean) ** 2 for gram in run) / (len(run) - 1)
