"""A member of staff at the screen: from the PIN pad to leaving.

(none) ── opened ──► PIN_PAD ── PIN given ──► CHECKING ── right ──► WORKING ── left or silent ──► (none)
                        ▲──────────── wrong ──────┘
"""

from dataclasses import dataclass, replace
from enum import Enum, auto


class StaffPhase(Enum):
    PIN_PAD = auto()  # a PIN is being typed
    CHECKING = auto()  # a PIN is being verified
    WORKING = auto()  # somebody is signed in


class Desk(Enum):
    """The page a member of staff looks at."""

    RESTOCK = auto()
    TASK = auto()
    HEALTH = auto()
    VERSIONS = auto()
    AUDIT = auto()
    DEVICES = auto()


@dataclass(frozen=True, slots=True)
class StaffTiming:
    pin_pad_s: float = 30.0
    working_s: float = 180.0
    warning_s: float = 20.0


@dataclass(frozen=True, slots=True)
class StaffMember:
    staff_id: str
    name: str


@dataclass(frozen=True, slots=True)
class StaffSession:
    phase: StaffPhase
    deadline: float  # monotonic seconds of the question or the end
    asked: bool = False  # "are you still there?" is on the screen
    wrong: bool = False  # the last PIN was wrong
    member: StaffMember | None = None  # while WORKING
    desk: Desk = Desk.RESTOCK
    task_id: str | None = None  # the task on the screen


def opened(at: float, timing: StaffTiming) -> StaffSession:
    return StaffSession(StaffPhase.PIN_PAD, at + timing.pin_pad_s)


def checking(session: StaffSession, at: float, timing: StaffTiming) -> StaffSession:
    return replace(session, phase=StaffPhase.CHECKING, wrong=False, deadline=at + timing.pin_pad_s)


def refused(session: StaffSession, at: float, timing: StaffTiming) -> StaffSession:
    return replace(session, phase=StaffPhase.PIN_PAD, wrong=True, deadline=at + timing.pin_pad_s)


def admitted(member: StaffMember, at: float, timing: StaffTiming) -> StaffSession:
    return StaffSession(StaffPhase.WORKING, at + timing.working_s, member=member)


def active(session: StaffSession, at: float, timing: StaffTiming) -> StaffSession:
    """A sign of life: a touch, a scan, goods on the shelf."""
    span = timing.working_s if session.phase is StaffPhase.WORKING else timing.pin_pad_s
    return replace(session, deadline=at + span, asked=False)


def passed(session: StaffSession, at: float, timing: StaffTiming) -> StaffSession | None:
    """After time has passed; None when the session is over. A PIN that is being checked is waited for."""
    if at < session.deadline or session.phase is StaffPhase.CHECKING:
        return session
    if session.phase is StaffPhase.WORKING and not session.asked:
        return replace(session, asked=True, deadline=at + timing.warning_s)
    return None
