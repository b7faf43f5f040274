"""Guided calibration of one cell: empty plate, reference weight, check. Pure.

Each step looks at what the cell reported during the last moments, and refuses a cell that does not rest.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum, auto

from firmware_bridge.cells import Calibration
from firmware_bridge.errors import DecodeError

FEWEST = 8  # samples
REST_SHARE = 0.01  # a rest may scatter by this share of the reference weight
CHECK_SHARE = 0.01  # a check may be off by this share, or by CHECK_G
CHECK_G = 2.0


class Step(StrEnum):
    ZERO = auto()  # the plate is empty (also: tare)
    REFERENCE = auto()  # a known weight stands on it
    CHECK = auto()  # a known weight stands on it: how far off are we?


@dataclass(frozen=True, slots=True)
class Outcome:
    calibration: Calibration
    grams: float  # what the cell now says
    off_g: float  # from what it should say
    ok: bool


def calibrate(step: Step, calibration: Calibration, recent: Sequence[float], reference_g: float) -> Outcome:
    """One step; `DecodeError` says why it cannot be done. `reference_g` is not looked at for ZERO."""
    mean, scatter = _rest(recent)
    if step is Step.ZERO:
        return Outcome(Calibration(mean, calibration.factor), 0.0, 0.0, True)
    if not 10.0 <= reference_g <= 50_000.0:
        raise DecodeError("the reference weight must be from 10 g to 50 kg")
    if step is Step.REFERENCE:
        span = mean - calibration.zero
        if abs(span) <= max(10.0 * scatter, 1e-9):
            raise DecodeError("the reference weight is not seen: is it on this plate?")
        calibration = Calibration(calibration.zero, reference_g / span)
    grams = (mean - calibration.zero) * calibration.factor
    scatter_g = scatter * abs(calibration.factor)
    if scatter_g > max(CHECK_G, REST_SHARE * reference_g):
        raise DecodeError("the plate does not rest; wait and try again")
    off = grams - reference_g
    return Outcome(calibration, grams, off, abs(off) <= max(CHECK_G, CHECK_SHARE * reference_g))


def _rest(recent: Sequence[float]) -> tuple[float, float]:
    """(mean, standard deviation) of what was reported lately."""
    if len(recent) < FEWEST:
        raise DecodeError("the cell was not heard for long enough; wait and try again")
    mean = math.fsum(recent) / len(recent)
    return mean, math.sqrt(math.fsum((value - mean) ** 2 for value in recent) / (len(recent) - 1))
