"""The sender's time against ours: sees late and repeated messages, and maps sample times to our clock. Pure.

A microcontroller's clock may be wrong by years and run a little fast or slow. The smallest difference between
arrival and sending is the offset; it may rise slowly, so that a skewed clock is followed.
"""

import math
from dataclasses import dataclass

SKEW = 500e-6  # seconds a second that a clock may run fast or slow
JUMP_S = 5.0  # a step back of this much is a new clock, not a late message


@dataclass(slots=True)
class DeviceClock:
    """Of one sender."""

    _offset: float = math.inf
    _arrival: float = -math.inf
    _newest: float = -math.inf  # sender's time

    def admit(self, first: float, count: int, hz: float, arrival: float) -> float | None:
        """Our time of the newest sample; None for a late or repeated message."""
        newest = first + (count - 1) / hz
        if newest <= self._newest and self._newest - newest < JUMP_S:
            return None
        offset = arrival - newest
        stepped = newest < self._newest or abs(offset - self._offset) > JUMP_S
        if stepped or math.isinf(self._offset):
            self._offset = offset
        else:
            self._offset = min(self._offset + SKEW * max(0.0, arrival - self._arrival), offset)
        self._arrival, self._newest = arrival, newest
        return newest + self._offset
