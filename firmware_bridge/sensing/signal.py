"""One slot's weight signal: quiet at its baseline, moving, or settled at another level.

Samples come in chunks. A quiet chunk costs a min, a max and a mean; only a slot that moves is looked at
closely: the longest stable run of samples up to now is its level. The baseline follows drift and creep, but
no faster than `Tuning.drift_g_per_s`, so a real change is never taken for drift.
"""

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from firmware_bridge.sensing.level import Level, measure, rest_against_hand, stable_run


@dataclass(frozen=True, slots=True)
class Tuning:
    """Figures of the sensing, measured on simulated stores and on real plates."""

    settle_off_s: float = 0.15  # stable for so long after weight went
    settle_on_s: float = 0.25  # and after weight came: a hand rests longer than it pulls
    settle_off_samples: int = 4  # and for so many samples, where they come slowly
    settle_on_samples: int = 5
    settle_unsure_samples: int = 8  # and where no tremor could be seen in so few
    history: int = 64  # samples kept
    trigger_sds: float = 5.0  # a sample this many noise deviations off the baseline begins a movement
    trigger_units: float = 0.3  # or this share of the shelf's lightest product, whichever is more
    stable_sds: float = 6.0  # range of a stable run, in noise deviations
    stable_off_sds: float = 10.0  # and after weight went: no hand leans upwards, what is left is the plate
    stable_units: float = 0.05  # or this share of the lightest product of the slot
    stable_floor_g: float = 1.5
    fresh_s: float = 1.5  # how long a new baseline may still settle
    misplaced_s: float = 1.0  # how long a product of another slot must rest here before it is believed
    rough_s: float = 1.5  # how long weight that came must rest before a rough level is believed
    drift_g_per_s: float = 0.05
    drift_time_s: float = 20.0
    first_noise_g: float = 1.0
    noise_floor_g: float = 0.2
    frozen_noise_g: float = 0.5  # noise from which a value that repeats exactly is not believed
    unexplained_s: float = 4.0  # how long an unexplained level must last before it is told
    confident: float = 0.95  # probability from which a kind is told, else `unknown`
    confident_product: float = 0.987  # and in a slot of several products, that of the product
    return_window_s: float = 300.0  # weight that comes back within it is a return, later it is a restock
    gap_s: float = 1.0  # a pause after which the run of samples starts anew
    gain_error: float = 0.002  # of a load cell, as a share of the change


REST_S = 1.0  # of samples at rest that a change is measured against
REST_SAMPLES = 10  # and at least so many
BACK_CHUNKS = 2  # chunks back at the baseline that end a movement: what follows is another
TOUCH_S = 0.7  # a longer movement began with a touch that may have changed nothing yet
OUTLIER = 3.0  # noise deviations beyond which samples at rest are a touch that moved nothing, and no noise
SURE_OF_REST = math.log(20.0)  # likelihood ratio of a plate at rest against a trembling hand
KNOWN_PAIRS = 1000  # differences that a noise known from before is worth


class Phase(Enum):
    STARTING = auto()  # no stable level was ever seen
    QUIET = auto()  # at the baseline
    MOVING = auto()  # off the baseline and not stable
    SETTLED = auto()  # stable off the baseline


class Signal:
    """The state machine of one slot. Times are seconds of any one clock."""

    __slots__ = (
        "_back",
        "_before",
        "_fresh_until",
        "_held_since",
        "_history",
        "_quiet_pairs",
        "_rested",
        "_slack_g",
        "_tuning",
        "baseline",
        "began",
        "drift",
        "last",
        "level",
        "light_g",
        "noise",
        "phase",
        "rate_hz",
        "rest",
        "stable_g",
    )

    def __init__(self, tuning: Tuning, baseline: float | None = None, noise: float | None = None) -> None:
        self._tuning = tuning
        self._history: deque[float] = deque(maxlen=tuning.history)
        self.baseline = baseline
        self.rest = baseline or 0.0  # what the plate showed lately; a change is measured against it
        self.noise = tuning.first_noise_g if noise is None else noise
        self.drift = 0.0  # how far the baseline has followed drift since the slot was last known exactly
        self.phase = Phase.STARTING
        self.began = -math.inf  # when the present movement began
        self.last = -math.inf  # time of the newest sample
        self.level: Level | None = None  # of SETTLED, or of the first run of STARTING
        self.light_g = 20.0  # lightest product of the shelf
        self.stable_g = 1.5  # range that still counts as stable
        self.rate_hz = 0.0
        self._fresh_until = -math.inf
        self._slack_g = 0.0
        self._rested = 1  # samples that `rest` is the mean of
        self._back = 0  # chunks in a row near the baseline
        self._held_since = -math.inf  # first sample of the present level
        self._before: float | None = None  # last sample of the quiet chunk before
        self._quiet_pairs = 0 if noise is None else KNOWN_PAIRS

    def feed(self, grams: Sequence[float], newest: float, hz: float) -> None:
        """Samples at `hz`, the newest taken at `newest`."""
        step = 1.0 / hz
        first = newest - (len(grams) - 1) * step
        if first - self.last > self._tuning.gap_s:
            self._history.clear()
        if math.isinf(self.began):
            self.began = first
        self.rate_hz = hz
        chunk = max(1, round(0.1 * hz))
        for at in range(0, len(grams), chunk):
            part = grams[at : at + chunk]
            self.last = first + (at + len(part) - 1) * step
            self._feed_chunk(part, step)

    def _feed_chunk(self, part: Sequence[float], step: float) -> None:
        self._history.extend(part)
        base = self.baseline
        if base is None or self.phase is Phase.STARTING:
            self._look(step)
            return
        trigger = self.trigger_g
        near = max(part) - base < trigger and base - min(part) < trigger
        if self.phase is Phase.QUIET and near:
            self._follow(part, step)
            return
        if not near and (self.phase is Phase.QUIET or self._back >= BACK_CHUNKS):
            index = next(i for i, g in enumerate(part) if abs(g - base) >= trigger)
            self.began = self.last - (len(part) - 1 - index) * step
        self._back = self._back + 1 if near else 0
        if self.phase is Phase.QUIET:
            self.phase = Phase.MOVING
            self._before = None
        self._look(step)
        if self.level is None:
            return
        off = abs(self.level.grams - base)
        if off < trigger / 2 + self.level.sd:
            self.rest, self._rested = self.level.grams, self.level.samples
            self.phase, self.level = Phase.QUIET, None
        elif self.last < self._fresh_until and off < self._slack_g:
            self.accept(self.level.grams, self._slack_g)

    def _look(self, step: float) -> None:
        """Set `phase` and `level` from the longest stable run that ends now."""
        tuning = self._tuning
        needed_s, fewest, sds = tuning.settle_on_s, tuning.settle_on_samples, tuning.stable_sds
        may_be_a_hand = False
        if self.baseline is not None and self.phase is not Phase.STARTING:
            off = self._history[-1] - self.baseline
            may_be_a_hand = off > self.trigger_g / 2
            if off < 0.0:
                needed_s, fewest, sds = tuning.settle_off_s, tuning.settle_off_samples, tuning.stable_off_sds
        needed = max(fewest, math.ceil(needed_s / step))
        run, rough = self._run(needed, max(sds * self.noise, tuning.stable_floor_g), may_be_a_hand)
        if len(run) < needed or self._is_frozen(run):
            self.level = None
            if self.phase is Phase.SETTLED:
                self.phase = Phase.MOVING
            return
        self.level = measure(run, max(self.noise, tuning.noise_floor_g), rough)
        if self.phase is Phase.MOVING:
            self.phase = Phase.SETTLED
            self._held_since = self.last - (len(run) - 1) * step

    def _run(self, needed: int, tight: float, may_be_a_hand: bool) -> tuple[list[float], bool]:
        """The newest samples that are stable, the newest first, and whether they are rough."""
        run = stable_run(self._history, tight)
        if len(run) >= needed:
            if not may_be_a_hand or self._is_at_rest(run):
                return run, False
            newest = run[:needed]  # it may have come to rest meanwhile
            if self._is_at_rest(newest):
                return newest, False
            return (run, True) if len(run) >= self._tuning.settle_unsure_samples else ([], True)
        if self.stable_g > tight:
            return stable_run(self._history, self.stable_g), True
        return run, False

    def _is_at_rest(self, run: Sequence[float]) -> bool:
        """Whether a plate is likelier than a hand: surely so, or after many samples."""
        noise = max(self.noise, self._tuning.noise_floor_g)
        odds = rest_against_hand(run, noise, run[0] - self.rest)
        return odds >= (SURE_OF_REST if len(run) < self._tuning.settle_unsure_samples else 0.0)

    def _is_frozen(self, run: Sequence[float]) -> bool:
        """One value over and over from a cell that has noise: it is dying, and nothing rests on it."""
        if self.phase is Phase.STARTING or self.noise <= self._tuning.frozen_noise_g:
            return False
        return run.count(run[0]) == len(run)

    def _follow(self, part: Sequence[float], step: float) -> None:
        """Let the baseline follow drift, and learn the noise."""
        base = self.baseline
        assert base is not None  # noqa: S101 - QUIET has a baseline
        seconds = len(part) * step
        mean = math.fsum(part) / len(part)
        off = mean - base
        most = self._tuning.drift_g_per_s * seconds
        if self.last < self._fresh_until and abs(off) <= max(self._slack_g, self.noise):
            self.baseline = base + off * min(1.0, seconds / self._tuning.fresh_s)
        else:
            move = min(most, max(-most, off * seconds / self._tuning.drift_time_s))
            self.baseline = base + move
            self.drift += move
        self._rest_on(mean, len(part), most, seconds / self._tuning.drift_time_s)
        self._learn_noise(part, seconds)

    def _rest_on(self, mean: float, count: int, most: float, share: float) -> None:
        """Let `rest` be the mean of the last second; what may be a light touch moves it as drift does."""
        off = mean - self.rest
        if abs(off) <= OUTLIER * self.noise * math.sqrt(1.0 / count + 1.0 / self._rested):
            window = max(REST_SAMPLES, int(REST_S * self.rate_hz))
            self._rested = min(window, self._rested + count)
            self.rest += off * min(1.0, count / self._rested)
        else:
            self.rest += min(most, max(-most, off * share))

    def _learn_noise(self, part: Sequence[float], seconds: float) -> None:
        """From successive differences, which are blind to drift: E[d²] = 2 sd²."""
        run = part if self._before is None else (self._before, *part)
        self._before = part[-1]
        pairs = len(run) - 1
        if pairs == 0:
            return
        self._quiet_pairs += pairs
        squares = math.fsum((a - b) ** 2 for a, b in pairwise(run)) / pairs
        share = max(min(1.0, pairs / self._quiet_pairs), min(0.5, seconds / 10.0))
        heard = min(squares / 2.0, OUTLIER**2 * self.noise**2)
        variance = self.noise**2 + share * (heard - self.noise**2)
        self.noise = max(self._tuning.noise_floor_g, math.sqrt(max(variance, 0.0)))

    @property
    def offset(self) -> float:
        """Grams that came or went between the last rest and a settled level; 0 for none."""
        return 0.0 if self.level is None or self.baseline is None else self.level.grams - self.rest

    @property
    def rest_sd(self) -> float:
        """How well `rest` is known, in grams."""
        return self.noise / math.sqrt(min(self._rested, REST_SAMPLES))

    @property
    def changed_at(self) -> float:
        """When a settled level's change began. Of a long movement, only that it ended is known: a hand may
        have leaned there before it took anything, so the last sample before the new level stands for it."""
        if self._held_since - self.began <= TOUCH_S:
            return self.began
        return self._held_since - 1.0 / self.rate_hz

    def start_anew(self) -> None:
        """Forget everything but the noise."""
        self._history.clear()
        self.baseline, self.level, self.drift = None, None, 0.0
        self.phase, self.began = Phase.STARTING, -math.inf

    @property
    def trigger_g(self) -> float:
        """How far a sample must lie off to begin a movement."""
        return max(self._tuning.trigger_sds * self.noise, self._tuning.trigger_units * self.light_g)

    def rest_at(self, level: Level) -> None:
        """The plate rested at `level` before it moved on to where it is now."""
        self.baseline = self.rest = level.grams
        self._rested = level.samples

    def accept(self, level: float, slack_g: float = 0.0) -> None:
        """The present level is the new baseline; for a moment it may still settle by `slack_g`."""
        self.baseline = self.rest = level
        self._rested = 1 if self.level is None else self.level.samples
        self._slack_g = slack_g
        self._fresh_until = self.last + self._tuning.fresh_s
        self.phase, self.level = Phase.QUIET, None

    def recent_offset(self) -> tuple[float, float]:
        """(grams that came or went since the last rest, its sd) over the last moments, whatever the phase."""
        if self.baseline is None or not self._history:
            return 0.0, self.noise
        count = min(len(self._history), max(3, round(0.15 * self.rate_hz)))
        recent = [self._history[-1 - i] for i in range(count)]
        return math.fsum(recent) / count - self.rest, max(self.noise, 0.2) / math.sqrt(count)
