"""Measures the window from inside: how long a state takes to apply, and when its frame was on the screen."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from kiosk.app.view_state import ViewState


@dataclass(frozen=True, slots=True)
class Painted:
    """One view state that has been painted."""

    trace: str  # id of the event that led to the state
    complete: bool  # its suggestions were in the frame, too
    monotonic_ns: int  # CLOCK_MONOTONIC when the frame was handed to the screen
    apply_ms: float  # GUI thread's time for taking the state over
    frame_ms: float  # from there until the frame was on the screen, taking over included


class PaintProbe:
    """`applied` after each state, `swapped` after each frame; both on the GUI thread."""

    def __init__(self, on_painted: Callable[[Painted], None] | None = None) -> None:
        self._on_painted = on_painted
        self._waiting: deque[tuple[str, bool, int, float]] = deque()
        self.apply_ms_max = 0.0
        self.applied_count = 0

    def applied(self, state: ViewState, began_ns: int) -> None:
        """A state has been taken over; its frame follows."""
        apply_ms = (time.monotonic_ns() - began_ns) / 1e6
        self.apply_ms_max = max(self.apply_ms_max, apply_ms)
        self.applied_count += 1
        if self._on_painted is not None and state.trace:
            self._waiting.append((state.trace, not state.suggestions_pending, began_ns, apply_ms))

    def swapped(self) -> None:
        """A frame is on the screen: what waited for it has been painted."""
        now = time.monotonic_ns()
        while self._waiting and self._on_painted is not None:
            trace, complete, began_ns, apply_ms = self._waiting.popleft()
            self._on_painted(Painted(trace, complete, now, apply_ms, (now - began_ns) / 1e6))
