"""Nothing missed, nothing twice: the numbers that the bridge puts on everything it publishes.

The bridge counts `seq` within one `boot` and keeps a journal. The kiosk keeps a cursor: everything up to it
has been committed. What arrives beyond a gap is committed at once (a shopper is waiting) and remembered as
*ahead*; the journal is asked for the rest. The journal answers in order, so when it repeats something that is
already ahead, whatever is still missing before it no longer exists. The same covers a bridge that started
anew: only its journal can tell whether the old boot had a tail.
"""

from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

MOST_AHEAD = 5000  # beyond this the journal evidently does not answer


class Position(NamedTuple):
    """Ordered first by boot, then by sequence number."""

    boot: int
    seq: int


START = Position(0, 0)


class Arrival(Enum):
    """How an event relates to what was already committed."""

    NEW = auto()
    REPEATED = auto()  # its id is known


@dataclass(frozen=True, slots=True)
class Ledger:
    cursor: Position = START  # everything up to here is committed, or gone for good
    ahead: frozenset[Position] = frozenset()  # committed beyond the first gap
    missed: int = 0  # events that the journal could not give back

    @property
    def gap(self) -> bool:
        """Something before an event that has arrived is still missing."""
        return bool(self.ahead)


def record(ledger: Ledger, position: Position, arrival: Arrival, redelivered: bool = False) -> Ledger:
    """The ledger with one more event. `redelivered`: the broker sent it again by itself, which says nothing
    of gaps."""
    if position <= ledger.cursor:
        started_over = arrival is Arrival.NEW and position.boot < ledger.cursor.boot
        return Ledger(position, frozenset(), ledger.missed) if started_over else ledger
    if _follows(ledger.cursor, position):
        return _advanced(Ledger(position, ledger.ahead, ledger.missed))
    if position in ledger.ahead and arrival is Arrival.REPEATED and not redelivered:
        return _skipped_to(ledger, position)
    ahead = ledger.ahead | {position}
    if len(ahead) > MOST_AHEAD:
        return _skipped_to(Ledger(ledger.cursor, ahead, ledger.missed), max(ahead))
    return Ledger(ledger.cursor, ahead, ledger.missed)


def given_up(ledger: Ledger, position: Position) -> Ledger:
    """The ledger with one more event that arrived and is lost all the same."""
    after = record(ledger, position, Arrival.NEW)
    return Ledger(after.cursor, after.ahead, after.missed + 1)


def _follows(cursor: Position, position: Position) -> bool:
    return position.boot == cursor.boot and position.seq == cursor.seq + 1


def _skipped_to(ledger: Ledger, position: Position) -> Ledger:
    """Give up what is missing before `position`."""
    same_boot = position.boot == ledger.cursor.boot
    between = sum(1 for each in ledger.ahead if each < position)
    gone = position.seq - ledger.cursor.seq - 1 - between if same_boot else 0
    return _advanced(Ledger(position, ledger.ahead, ledger.missed + gone))


def _advanced(ledger: Ledger) -> Ledger:
    """Move the cursor over what had arrived ahead."""
    cursor, ahead = ledger.cursor, set(ledger.ahead)
    while True:
        ahead = {each for each in ahead if each > cursor}
        following = Position(cursor.boot, cursor.seq + 1)
        if following not in ahead:
            return Ledger(cursor, frozenset(ahead), ledger.missed)
        cursor = following
