"""One plate on its load cell: what it reports while hands and products come and go.

A hand presses before it lifts and rests after it puts; a product leaves or lands over a tenth of a second
and the plate rings after it; the cell has noise, creeps under load and drifts with temperature. Times are
seconds of any clock that does not go back; grams are what the cell reports.
"""

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float64]

REMEMBERED_S = 4.0  # how long an effect lasts at most after its end


@dataclass(frozen=True, slots=True)
class Nature:
    """How good the cell and how rough the hands are."""

    noise_g: float = 0.8
    drift_g: float = 0.0  # amplitude of the daily temperature wave
    drift_period_s: float = 86_400.0
    creep: float = 0.0  # share of a load that comes late
    creep_s: float = 600.0
    ring: float = 0.06  # amplitude of the ringing, as a share of the load that moved
    hand_g: tuple[float, float] = (20.0, 120.0)
    resolution_g: float = 0.05


@dataclass(frozen=True, slots=True)
class _Ramp:
    start: float
    end: float
    grams: float


@dataclass(frozen=True, slots=True)
class _Push:
    """A hand: a force that comes and goes smoothly, with tremor."""

    start: float
    end: float
    grams: float
    tremor_g: float
    phase: float


@dataclass(frozen=True, slots=True)
class _Ring:
    start: float
    grams: float
    hz: float
    fade_s: float


@dataclass(slots=True)
class Plate:
    """One plate; `rng` decides everything random, so a seed repeats a run."""

    rng: np.random.Generator
    nature: Nature = field(default_factory=Nature)
    load_g: float = 0.0  # what rests on it, effects in progress not counted
    dead_at_g: float | None = None  # a dead cell reports this for ever
    _ramps: list[_Ramp] = field(default_factory=list)
    _pushes: list[_Push] = field(default_factory=list)
    _rings: list[_Ring] = field(default_factory=list)
    _crept_g: float | None = None
    _drifted: tuple[float, float] | None = None  # (time, grams) of the temperature wave when last sampled
    _sampled_to: float = -math.inf

    def lift(self, grams: float, at: float) -> float:
        """A hand takes `grams` off from `at` on; the time when the product has left."""
        press = self.rng.uniform(0.06, 0.18)
        leave = self.rng.uniform(0.05, 0.14)
        gone = at + press + leave
        self._push(at, at + press + leave * 0.5)
        self._ramps.append(_Ramp(at + press, gone, -grams))
        self._ring(gone, grams)
        return gone

    def put(self, grams: float, at: float) -> float:
        """A hand puts `grams` on from `at` on; the time when the hand has left."""
        land = self.rng.uniform(0.06, 0.16)
        rest = self.rng.uniform(0.08, 0.25)
        self._ramps.append(_Ramp(at, at + land, grams))
        self._push(at + land * 0.5, at + land + rest)
        self._ring(at + land, 2.0 * grams)
        self._ring(at + land + rest, grams * 0.3)
        return at + land + rest

    def share(self, grams: float, start: float, end: float) -> None:
        """A part of a load that moves on a neighbouring plate comes or goes here (spill)."""
        self._ramps.append(_Ramp(start, end, grams))

    def lean(self, at: float, seconds: float, grams: float) -> None:
        """Somebody leans on the plate."""
        tremor = 0.06 * grams
        self._pushes.append(_Push(at, at + seconds, grams, tremor, self.rng.uniform(0.0, 6.28)))

    def touch(self, at: float) -> None:
        """A hand touches what stands there and takes nothing."""
        self._push(at, at + self.rng.uniform(0.15, 0.4))

    def change(self, nature: Nature) -> None:
        """The cell becomes better or worse from now on; what it reports does not jump."""
        if self._crept_g is not None:
            self._crept_g += (nature.creep - self.nature.creep) * self.load_g
        self.nature = nature

    def knock(self, at: float, grams: float) -> None:
        """Something hits the shelf."""
        self._rings.append(_Ring(at, grams, self.rng.uniform(8.0, 14.0), 0.08))

    def _push(self, start: float, end: float) -> None:
        grams = self.rng.uniform(*self.nature.hand_g)
        self._pushes.append(_Push(start, end, grams, 0.08 * grams, self.rng.uniform(0.0, 6.28)))

    def _ring(self, at: float, grams: float) -> None:
        amplitude = self.nature.ring * grams * self.rng.uniform(0.5, 1.5)
        self._rings.append(_Ring(at, amplitude, self.rng.uniform(7.0, 13.0), self.rng.uniform(0.03, 0.07)))

    def busy(self, now: float) -> bool:
        """Whether something moves, or moved a moment ago."""
        ends = (effect.end for effects in (self._ramps, self._pushes) for effect in effects)
        return any(now < end + 1.0 for end in ends) or any(now < r.start + 1.0 for r in self._rings)

    def samples(self, first: float, count: int, hz: float) -> Samples:
        """`count` readings from `first` on.  # (count,) float64, grams"""
        times = first + np.arange(count) / hz
        if self.dead_at_g is not None:
            return np.full(count, self.dead_at_g)
        grams = np.full(count, self.load_g)
        for ramp in self._ramps:
            share = np.clip((times - ramp.start) / (ramp.end - ramp.start), 0.0, 1.0)
            grams += ramp.grams * share
        for push in self._pushes:
            grams += _push_force(push, times)
        for ring in self._rings:
            since = np.maximum(times - ring.start, 0.0)
            wave = np.sin(2.0 * np.pi * ring.hz * since) * np.exp(-since / ring.fade_s)
            grams += ring.grams * wave
        grams += self._slow(times, count / hz)
        grams += self.rng.normal(0.0, self.nature.noise_g, count)
        self._settle(times[-1])
        resolution = self.nature.resolution_g
        return np.round(grams / resolution) * resolution

    def _slow(self, times: Samples, seconds: float) -> Samples:
        """Creep and temperature."""
        nature = self.nature
        goal = nature.creep * self.load_g
        if self._crept_g is None:
            self._crept_g = goal
        self._crept_g += (goal - self._crept_g) * (1.0 - math.exp(-seconds / nature.creep_s))
        late = self._crept_g - goal  # a load shows at once, its creep comes after
        turns = 2.0 * np.pi / nature.drift_period_s
        waves = nature.drift_g * np.sin(turns * times)
        begin, drifted = self._drifted or (times[0], waves[0])
        wave = waves - nature.drift_g * math.sin(turns * begin) + drifted
        self._drifted = float(times[-1]), float(wave[-1])
        return np.asarray(late + wave, dtype=np.float64)

    def _settle(self, now: float) -> None:
        """Count what has ended as load, and forget what has faded."""
        for ramp in [r for r in self._ramps if r.end + REMEMBERED_S < now]:
            self.load_g += ramp.grams
            self._ramps.remove(ramp)
        self._pushes = [p for p in self._pushes if p.end > now]
        self._rings = [r for r in self._rings if r.start + REMEMBERED_S > now]


def _push_force(push: _Push, times: Samples) -> Samples:
    length = push.end - push.start
    edge = min(0.08, length / 3.0)
    inside = np.clip(np.minimum(times - push.start, push.end - times) / edge, 0.0, 1.0)
    smooth = inside * inside * (3.0 - 2.0 * inside)
    shake = np.sin(2.0 * np.pi * 9.0 * times + push.phase) + 0.6 * np.sin(2.0 * np.pi * 5.3 * times)
    return np.asarray(smooth * (push.grams + push.tremor_g * shake), dtype=np.float64)
