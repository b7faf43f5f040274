"""The clocks of this machine."""

import time
from datetime import UTC, datetime
from pathlib import Path

from kiosk.domain.pin import Uptime

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class SystemClock:
    """The `Clock` port."""

    def __init__(self) -> None:
        self._boot = _BOOT_ID.read_text(encoding="ascii").strip()

    def now(self) -> datetime:
        return datetime.now(UTC)

    def at(self) -> float:
        return time.monotonic()

    def uptime(self) -> Uptime:
        return Uptime(self._boot, time.clock_gettime(time.CLOCK_BOOTTIME))
