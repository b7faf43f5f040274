"""Samples that come faster than the sensing looks: neighbours are averaged, so none is wasted. Pure."""

import math
from itertools import pairwise

from firmware_bridge.messages import RawReadings

MOST_HZ = 100.0  # a load cell needs no more: hands move for tenths of a second


def thinned(samples: RawReadings) -> RawReadings:
    """At most `MOST_HZ`; the mean of equal parts of the message. What comes slower stays as it is."""
    hz, count = samples.hz, len(samples.grams)
    if hz is None or hz <= MOST_HZ:
        return samples
    parts = max(1, math.floor(count * MOST_HZ / hz))
    edges = [part * count // parts for part in range(parts + 1)]
    grams = tuple(math.fsum(samples.grams[a:b]) / (b - a) for a, b in pairwise(edges))
    return RawReadings(samples.t0, hz * parts / count, grams)
