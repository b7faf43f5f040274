"""A level: the longest stable run of samples that ends now, its mean, and how well that is known. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

LIVELY_Z = 3.09  # normal quantile of 0.999: of a thousand plates at rest one is as lively by chance


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


def is_lively(run: Sequence[float], noise: float) -> bool:
    """Whether these samples scatter more than a cell of this noise does: a hand trembles, a plate does not.

    The variance of n samples at rest is noise² times chi² of n - 1 degrees of freedom over n - 1, the
    quantile of which is taken by Wilson and Hilferty (1931).
    """
    free = len(run) - 1
    spread = 2.0 / (9.0 * free)
    most = (1.0 - spread + LIVELY_Z * math.sqrt(spread)) ** 3
    return _variance(run) > noise**2 * most


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
