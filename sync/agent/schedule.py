"""When the agent syncs next: pure rules.

In good times every `interval_s`, a little early or late so that a fleet does not knock all at once. After
failures with
exponential backoff and full jitter (Brooker, "Exponential Backoff and Jitter", AWS Architecture Blog, 2015).
"""

import random
from dataclasses import dataclass

JITTER = 0.1  # share of the interval


@dataclass(frozen=True, slots=True)
class Schedule:
    interval_s: float
    backoff_max_s: float

    def delay_s(self, failures: int, dice: random.Random) -> float:
        """Seconds until the next sync after so many failures in a row."""
        if failures == 0:
            return self.interval_s * dice.uniform(1 - JITTER, 1 + JITTER)
        ceiling = min(self.backoff_max_s, self.interval_s * 2.0 ** min(failures, 32))
        return dice.uniform(0, ceiling)
