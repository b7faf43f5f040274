"""How the fleet is doing, from what HQ knows: pure rules for the fleet page and `endcap hq status`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, auto
from typing import Any

from sync.hq.fleet import EventCount, Kiosk, PublishedRelease, desired_for
from sync.wire import Problem, ReleaseKind, utc_text

LATE_AFTER = timedelta(minutes=3)
SILENT_AFTER = timedelta(minutes=15)
CLOCK_TOLERANCE_S = 120.0


class KioskState(StrEnum):
    OK = auto()
    PROBLEM = auto()  # in contact, and reports that something is wrong
    LATE = auto()  # not heard for longer than a few schedules
    SILENT = auto()  # not heard for so long that somebody should look
    NEVER = auto()  # enrolled, never heard


_URGENCY = {
    state: place
    for place, state in enumerate(
        (KioskState.SILENT, KioskState.PROBLEM, KioskState.LATE, KioskState.NEVER, KioskState.OK)
    )
}


class VersionState(StrEnum):
    CURRENT = auto()
    WAITING = auto()  # HQ wants another one
    NONE = auto()  # nothing installed, nothing wanted


@dataclass(frozen=True, slots=True)
class VersionLine:
    kind: ReleaseKind
    installed: str | None
    wanted: str | None
    state: VersionState


@dataclass(frozen=True, slots=True)
class KioskLine:
    id: str
    store: str
    state: KioskState
    last_contact_at: datetime | None
    backlog: int | None  # None: never reported
    versions: tuple[VersionLine, ...]
    problems: tuple[Problem, ...]
    clock_skew_s: float | None = None  # kiosk's clock minus HQ's


@dataclass(frozen=True, slots=True)
class Overview:
    now: datetime
    kiosks: tuple[KioskLine, ...]
    releases: tuple[PublishedRelease, ...]  # newest first
    events: tuple[EventCount, ...]

    @property
    def in_contact(self) -> int:
        return sum(each.state in (KioskState.OK, KioskState.PROBLEM) for each in self.kiosks)

    @property
    def backlog(self) -> int:
        return sum(each.backlog or 0 for each in self.kiosks)

    @property
    def attention(self) -> int:
        """Kiosks that somebody should look at."""
        return sum(each.state in (KioskState.PROBLEM, KioskState.SILENT) for each in self.kiosks)


def overview(
    kiosks: Sequence[Kiosk], releases: Sequence[PublishedRelease], events: Sequence[EventCount], now: datetime
) -> Overview:
    """All in one value; the kiosks that need somebody come first."""
    lines = sorted(
        (_line(each, releases, now) for each in kiosks), key=lambda it: (_URGENCY[it.state], it.id)
    )
    return Overview(now, tuple(lines), tuple(releases), tuple(events))


def to_json(seen: Overview) -> dict[str, Any]:
    """What `endcap hq status --json` prints."""
    return {
        "at": utc_text(seen.now),
        "kiosks": [
            {
                "id": each.id,
                "store": each.store,
                "state": each.state,
                "last_contact_at": utc_text(each.last_contact_at) if each.last_contact_at else None,
                "backlog": each.backlog,
                "versions": {line.kind: line.installed for line in each.versions},
                "wanted": {line.kind: line.wanted for line in each.versions},
                "problems": [{"code": problem.code, "detail": problem.detail} for problem in each.problems],
            }
            for each in seen.kiosks
        ],
        "releases": [
            {
                "kind": each.release.kind,
                "version": each.release.version,
                "name": each.name,
                "store": each.store,
                "size": each.size,
                "published_at": utc_text(each.published_at),
            }
            for each in seen.releases
        ],
        "events": {each.kind: each.total for each in seen.events},
    }


def _line(kiosk: Kiosk, releases: Sequence[PublishedRelease], now: datetime) -> KioskLine:
    report = kiosk.report
    problems = [*(report.problems if report else ())]
    if kiosk.clock_skew_s is not None and abs(kiosk.clock_skew_s) > CLOCK_TOLERANCE_S:
        problems.append(Problem("clock_wrong", f"{kiosk.clock_skew_s:+.0f} s"))
    return KioskLine(
        id=kiosk.id,
        store=kiosk.store,
        state=_state(kiosk.last_contact_at, bool(problems), now),
        last_contact_at=kiosk.last_contact_at,
        backlog=report.backlog if report else None,
        versions=_versions(kiosk, releases),
        problems=tuple(problems),
        clock_skew_s=kiosk.clock_skew_s,
    )


def _state(last_contact_at: datetime | None, has_problems: bool, now: datetime) -> KioskState:
    if last_contact_at is None:
        return KioskState.NEVER
    silence = now - last_contact_at
    if silence > SILENT_AFTER:
        return KioskState.SILENT
    if silence > LATE_AFTER:
        return KioskState.LATE
    return KioskState.PROBLEM if has_problems else KioskState.OK


def _versions(kiosk: Kiosk, releases: Sequence[PublishedRelease]) -> tuple[VersionLine, ...]:
    wanted = {each.kind: each.version for each in desired_for(kiosk.store, releases)}
    installed = kiosk.report.versions if kiosk.report else {}
    return tuple(_version_line(kind, installed.get(kind), wanted.get(kind)) for kind in ReleaseKind)


def _version_line(kind: ReleaseKind, installed: str | None, wanted: str | None) -> VersionLine:
    if wanted is not None and wanted != installed:
        state = VersionState.WAITING
    else:
        state = VersionState.CURRENT if installed is not None else VersionState.NONE
    return VersionLine(kind, installed, wanted, state)
