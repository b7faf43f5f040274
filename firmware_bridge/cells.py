"""The load cells under one slot: calibrated, watched for failure, and added up. Pure.

A cell that is dead (it was lively and now repeats one value) or saturated is quarantined, and with it the
slot: what the other cells say is not the weight. Nothing is made of it until the cell is well again.
"""

import math
from bisect import bisect_left
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum, auto

DEAD_AFTER_S = 3.0
DEAD_AFTER_SAMPLES = 20
SATURATED_G = 60_000.0
SILENT_AFTER_S = 1.5  # for adding up; a whole shelf is lost later
LIVELY_CHANGES = 30  # different readings in a row of samples that prove noise
RECENT = 160  # reported samples kept for calibration, which looks back so far:
CALIBRATION_S, CALIBRATION_FEWEST = 1.5, 8
MOST_WAITING = 2_000  # samples of one cell that wait for the others


class CellState(StrEnum):
    OK = auto()
    DEAD = auto()
    SATURATED = auto()


@dataclass(frozen=True, slots=True)
class Calibration:
    """From what a cell reports to grams: `(reported - zero) * factor`."""

    zero: float = 0.0
    factor: float = 1.0

    @property
    def is_identity(self) -> bool:
        return self.zero == 0.0 and self.factor == 1.0


@dataclass(slots=True)
class Cell:
    """One load cell."""

    calibration: Calibration = field(default_factory=Calibration)
    state: CellState = CellState.OK
    newest: float = -math.inf
    rate_hz: float = 0.0
    _value: float = math.nan  # the reading that repeats
    _repeats: int = 0
    _changes: int = 0
    recent: deque[float] = field(default_factory=lambda: deque(maxlen=RECENT))  # as reported
    _times: deque[float] = field(default_factory=lambda: deque(maxlen=MOST_WAITING))
    _grams: deque[float] = field(default_factory=lambda: deque(maxlen=MOST_WAITING))

    def calibrated(self, reported: Sequence[float]) -> Sequence[float]:
        c = self.calibration
        return reported if c.is_identity else [(value - c.zero) * c.factor for value in reported]

    def lately(self) -> list[float]:
        """What it reported during the last moments, uncalibrated."""
        count = max(CALIBRATION_FEWEST, round(CALIBRATION_S * self.rate_hz))
        return list(self.recent)[-count:]

    def lately_g(self) -> float | None:
        """What it weighed during the last moments, calibrated."""
        lately = self.calibrated(self.lately())
        return round(math.fsum(lately) / len(lately), 1) if lately else None

    def watch(self, grams: Sequence[float], newest: float, hz: float) -> None:
        """Judge the cell by its newest readings."""
        self.newest, self.rate_hz = newest, hz
        if max(grams) > SATURATED_G or min(grams) < -SATURATED_G:
            self.state = CellState.SATURATED
            return
        if grams[0] != self._value or max(grams) != min(grams):
            if self._changes < LIVELY_CHANGES:
                self._changes += len(set(grams))
            self._value, self._repeats = grams[-1], 0
            self.state = CellState.OK
            return
        self._repeats += len(grams)
        if self._changes >= LIVELY_CHANGES and self._repeats >= max(DEAD_AFTER_SAMPLES, DEAD_AFTER_S * hz):
            self.state = CellState.DEAD

    def wait(self, grams: Sequence[float], newest: float, hz: float) -> None:
        """Samples that wait until the other cells have spoken too."""
        count = len(grams)
        self._times.extend(newest - (count - 1 - i) / hz for i in range(count))
        self._grams.extend(grams)

    def take_until(self, time: float) -> tuple[list[float], list[float]]:
        """(times, grams) of what waited, up to `time`."""
        times: list[float] = []
        grams: list[float] = []
        while self._times and self._times[0] <= time:
            times.append(self._times.popleft())
            grams.append(self._grams.popleft())
        return times, grams

    def nearest(self, times: Sequence[float]) -> list[float]:
        """What waited, at the samples nearest to `times`."""
        mine, grams = list(self._times), list(self._grams)
        found = []
        for time in times:
            at = bisect_left(mine, time)
            if at == len(mine) or (at > 0 and time - mine[at - 1] < mine[at] - time):
                at -= 1
            found.append(grams[at])
        return found

    def drop_before(self, time: float) -> None:
        """Forget what waited before `time`, but for one sample."""
        while len(self._times) > 1 and self._times[1] <= time:
            self._times.popleft()
            self._grams.popleft()


@dataclass(frozen=True, slots=True)
class Sum:
    """The weight on a slot."""

    grams: Sequence[float]
    newest: float
    hz: float


class CellGroup:
    """All cells of one slot, by name."""

    def __init__(self, names: Sequence[str] = ("",)) -> None:
        self.cells = {name: Cell() for name in names}

    @property
    def healthy(self) -> bool:
        return all(cell.state is CellState.OK for cell in self.cells.values())

    def feed(self, name: str, reported: Sequence[float], newest: float, hz: float) -> Sum | None:
        """Readings of one cell; the weight as far as all cells have spoken, None if not all are well."""
        cell = self.cells.get(name)
        if cell is None:
            cell = self.cells[name] = Cell()
        cell.recent.extend(reported)
        grams = cell.calibrated(reported)
        cell.watch(grams, newest, hz)
        if len(self.cells) == 1:
            return Sum(grams, newest, hz) if cell.state is CellState.OK else None
        cell.wait(grams, newest, hz)
        return self._add_up(newest)

    def _add_up(self, now: float) -> Sum | None:
        if not self.healthy or any(now - cell.newest > SILENT_AFTER_S for cell in self.cells.values()):
            for cell in self.cells.values():
                cell.drop_before(now)
            return None
        first, *others = sorted(self.cells.values(), key=lambda cell: -cell.rate_hz)
        until = min(cell.newest for cell in others)
        times, grams = first.take_until(until)
        if not times:
            return None
        for other in others:
            grams = [a + b for a, b in zip(grams, other.nearest(times), strict=True)]
            other.drop_before(times[-1])
        return Sum(grams, times[-1], first.rate_hz)
