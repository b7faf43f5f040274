"""Where the samples of one slot come from: its cells, their clocks and their rates. Pure."""

import math
from dataclasses import dataclass, field

from firmware_bridge.cells import Calibration, Cell, CellGroup
from firmware_bridge.dialects.device_clock import DeviceClock
from firmware_bridge.errors import DecodeError
from firmware_bridge.messages import RawReadings

MOST_CELLS = 16  # under one slot
SINGLE_READING_S = 0.1  # between readings that come alone, until their rate is known
PAUSE_S = 5.0  # after which readings begin anew
LEARNED = 0.05  # by each gap


@dataclass(slots=True)
class _Line:
    """One cell's way to us."""

    clock: DeviceClock = field(default_factory=DeviceClock)
    arrival: float = -math.inf
    gap_s: float = SINGLE_READING_S

    def hz(self, arrival: float) -> float:
        """The rate of readings that come alone. By the mean gap: those that were held up come in a heap."""
        gap = arrival - self.arrival
        if 0.0 <= gap < PAUSE_S:
            self.gap_s += LEARNED * (gap - self.gap_s)
        self.arrival = arrival
        return 1.0 / max(0.001, self.gap_s)


class SlotInput:
    """The cells under one slot. Times are seconds of the bridge's clock."""

    def __init__(self) -> None:
        self.group = CellGroup(())
        self.heard = -math.inf  # when any of them was last heard
        self._lines: dict[str, _Line] = {}

    def has(self, cell: str) -> bool:
        return cell in self._lines

    def add(self, cell: str, calibration: Calibration) -> None:
        """`DecodeError` when there are too many."""
        if len(self._lines) >= MOST_CELLS:
            raise DecodeError(f"more than {MOST_CELLS} cells under one slot")
        self._lines[cell] = _Line()
        self.group.cells[cell] = Cell(calibration)

    def remove(self, cell: str) -> None:
        del self._lines[cell]
        del self.group.cells[cell]

    def time(self, cell: str, samples: RawReadings, arrival: float) -> tuple[float, float] | None:
        """(our time of the newest sample, samples a second); None for a late or repeated message."""
        line = self._lines[cell]
        hz = samples.hz or line.hz(arrival)
        newest: float | None = arrival
        if samples.t0 is not None:
            newest = line.clock.admit(samples.t0.timestamp(), len(samples.grams), hz, arrival)
        if newest is None:
            return None
        self.heard = arrival
        return newest, hz
