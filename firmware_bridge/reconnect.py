"""When to try the broker again: exponential backoff with full jitter, apart from any IO.

Full jitter (a uniform draw between 0 and the ceiling) keeps a store full of devices from coming back at once.
The first failure of a row is a warning, the rest are debug: a broker that is down for a night fills no log.
"""

import logging
import random
from dataclasses import dataclass, field

FIRST_CEILING_S = 0.25
LAST_CEILING_S = 5.0
FACTOR = 2.0


@dataclass(slots=True)
class Backoff:
    """Counts failures in a row. `rng` is passed in so that a test can fix it."""

    first_ceiling_s: float = FIRST_CEILING_S
    last_ceiling_s: float = LAST_CEILING_S
    rng: random.Random = field(default_factory=random.Random)
    failures: int = 0

    def failed(self) -> float:
        """Note one more failure; the seconds to wait before the next try."""
        exponent = min(self.failures, 32)
        self.failures += 1
        return self.rng.uniform(0.0, min(self.last_ceiling_s, self.first_ceiling_s * FACTOR**exponent))

    def succeeded(self) -> None:
        self.failures = 0

    @property
    def log_level(self) -> int:
        """The level at which the failure just noted should be logged."""
        return logging.WARNING if self.failures <= 1 else logging.DEBUG
