"""When a process that has ended is started again: a pure rule."""

from dataclasses import dataclass, replace

FIRST_DELAY_S = 0.2
LONGEST_DELAY_S = 10.0
STEADY_AFTER_S = 20.0  # alive for so long: the next end counts as the first


@dataclass(frozen=True, slots=True)
class Restart:
    """What has happened to one process so far. Times are seconds of a monotonic clock."""

    ends: int = 0  # in a row, without a steady life between them
    restarts: int = 0  # in all
    at: float = 0.0  # when to start again


def after_end(restart: Restart, started_at: float, now: float) -> Restart:
    """The process started at `started_at` has ended now: wait twice as long as last time, up to a cap."""
    ends = 1 if now - started_at >= STEADY_AFTER_S else restart.ends + 1
    delay = min(FIRST_DELAY_S * 2 ** (ends - 1), LONGEST_DELAY_S)
    return replace(restart, ends=ends, restarts=restart.restarts + 1, at=now + delay)
