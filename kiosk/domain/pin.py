"""How often a PIN may be tried.

An attempt is counted before the PIN is checked, so a pulled plug gives no free guess. The lock is kept in the
time since the machine started (which no clock setting moves) together with the machine's boot id: a reboot
starts the lock afresh instead of ending it.
"""

from dataclasses import dataclass

FREE_ATTEMPTS = 5
FIRST_LOCK_S = 30.0
LONGEST_LOCK_S = 3600.0


@dataclass(frozen=True, slots=True)
class Uptime:
    """Time since the machine started, suspended time included."""

    boot: str  # the kernel's boot id
    seconds: float


@dataclass(frozen=True, slots=True)
class Attempts:
    """Failures since the last right PIN, and the lock they earned."""

    failures: int = 0
    boot: str = ""  # boot in which `locked_until_s` was reckoned
    locked_until_s: float = 0.0  # uptime seconds of that boot

    def counted(self, now: Uptime) -> "Attempts":
        """With one more attempt, which is a failure until it proves right."""
        failures = self.failures + 1
        return Attempts(failures, now.boot, now.seconds + lock_s(failures))

    def locked_s(self, now: Uptime) -> float:
        """Seconds until the next attempt is allowed; 0 when it is now."""
        if now.boot != self.boot:
            return lock_s(self.failures)
        return max(0.0, min(self.locked_until_s - now.seconds, lock_s(self.failures)))

    def anchored(self, now: Uptime) -> "Attempts":
        """The same in the present boot: a lock of an earlier boot starts afresh. To be kept by the caller."""
        if now.boot == self.boot:
            return self
        return Attempts(self.failures, now.boot, now.seconds + lock_s(self.failures))


def lock_s(failures: int) -> float:
    """Seconds of lock after so many failures: none, then 30 s, doubling up to one hour."""
    if failures < FREE_ATTEMPTS:
        return 0.0
    return float(min(FIRST_LOCK_S * 2.0 ** min(failures - FREE_ATTEMPTS, 16), LONGEST_LOCK_S))
