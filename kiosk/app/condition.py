"""How the device is doing, as far as neither a session nor a shelf says it."""

import logging
from dataclasses import dataclass, field

from sync.database import DatabaseError
from sync.wire import ReleaseKind

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Unusable:
    """A release in use that does not work."""

    version: str
    reason: str


@dataclass(slots=True)
class Condition:
    """Written by the use cases and the feed, read by the presenter."""

    broker_connected: bool = False
    rebuilding: bool = False  # no catalog can be read until it is built anew
    not_keeping: bool = False  # device.db refuses to be written to, most likely because the disk is full
    decode_errors: int = 0  # payloads that were not what the contract says
    lost_rows: int = 0  # statistics that a full disk refused
    unusable: dict[ReleaseKind, Unusable] = field(default_factory=dict)
    trace: str = ""  # id of the last event that moved the screen

    def refused(self, error: DatabaseError) -> None:
        """device.db could not be written to; until it can again, the screen says so."""
        if not self.not_keeping:
            log.error("Facts can no longer be kept: %s", error)
        self.not_keeping = True

    def lost(self, error: DatabaseError) -> None:
        """As `refused`, and what was not kept is gone: statistics only, and counted."""
        self.lost_rows += 1
        self.refused(error)

    def kept_again(self) -> None:
        if self.not_keeping:
            log.warning("Facts are kept again; %d rows of statistics were lost so far", self.lost_rows)
        self.not_keeping = False
