"""How the window stands on its screen."""

from dataclasses import dataclass
from pathlib import Path

SCREEN_DIAGONAL_MM = 546.0  # the 21.5 inch panel that most kiosks carry


@dataclass(frozen=True, slots=True)
class WindowSettings:
    """What the operator may choose about the window; everything else comes with the view state."""

    platform: str | None = None  # Qt platform plugin; None chooses by what is there
    windowed: tuple[int, int] | None = None  # width and height in px; None is full screen
    on_desk: bool = False  # beside the simulated shelves' window, instead of full screen
    screen_diagonal_mm: float = SCREEN_DIAGONAL_MM  # physical size, so that a millimetre is a millimetre
    vnc_port: int = 5900
    report_ready: bool = False  # write "ready" to stderr when the first page can be touched
    paint_log: Path | None = None  # one JSON line for each painted state, for measuring event to paint
