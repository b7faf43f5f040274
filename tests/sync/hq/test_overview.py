from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from sync.hq.fleet import EventCount, Kiosk, PublishedRelease
from sync.hq.overview import KioskState, VersionState, overview, to_json
from sync.wire import KioskReport, Problem, ReleaseId, ReleaseKind

NOW = datetime(2026, 11, 24, 8, 15, tzinfo=UTC)
MODEL = ReleaseKind.MODEL


def kiosk(ago: timedelta | None, *problems: Problem, skew: float = 0.0, store: str = "367") -> Kiosk:
    report = KioskReport({"model": "1-1"}, 5, problems) if ago is not None else None
    contact = NOW - ago if ago is not None else None
    return Kiosk("k1", store, NOW, contact, contact, report, skew)


def release(version: str, store: str | None = None) -> PublishedRelease:
    return PublishedRelease(ReleaseId(MODEL, version), "test", store, 10, NOW)


@pytest.mark.parametrize(
    ("ago", "problems", "state"),
    [
        (None, (), KioskState.NEVER),
        (timedelta(seconds=50), (), KioskState.OK),
        (timedelta(seconds=50), (Problem("disk_low"),), KioskState.PROBLEM),
        (timedelta(minutes=4), (Problem("disk_low"),), KioskState.LATE),
        (timedelta(hours=1), (), KioskState.SILENT),
    ],
)
def test_a_kiosk_s_state(ago: timedelta | None, problems: tuple[Problem, ...], state: KioskState) -> None:
    assert overview([kiosk(ago, *problems)], [], [], NOW).kiosks[0].state is state


def test_a_wrong_clock_is_a_problem() -> None:
    line = overview([kiosk(timedelta(0), skew=-86400.0)], [], [], NOW).kiosks[0]
    assert line.problems == (Problem("clock_wrong", "-86400 s"),)


@pytest.mark.parametrize(
    ("published", "wanted", "state"),
    [
        ([], None, VersionState.CURRENT),
        ([release("1-1")], "1-1", VersionState.CURRENT),
        ([release("1-10"), release("1-9")], "1-10", VersionState.WAITING),
        ([release("1-2", store="400"), release("1-1", store="367")], "1-1", VersionState.CURRENT),
    ],
)
def test_what_a_kiosk_has_and_what_it_is_to_have(
    published: list[PublishedRelease], wanted: str | None, state: VersionState
) -> None:
    model, catalog = overview([kiosk(timedelta(0))], published, [], NOW).kiosks[0].versions
    assert (model.installed, model.wanted, model.state) == ("1-1", wanted, state)
    assert catalog.state is VersionState.NONE


def test_the_figures_add_up() -> None:
    seen = overview(
        [kiosk(timedelta(0)), kiosk(timedelta(hours=1)), kiosk(None)], [], [EventCount("lift", 9, 2)], NOW
    )
    assert (seen.in_contact, seen.attention, seen.backlog) == (1, 1, 10)
    said = to_json(seen)
    assert said["events"] == {"lift": 9}
    assert said["kiosks"][0]["versions"] == {"model": "1-1", "catalog": None}


def test_the_kiosks_that_need_somebody_come_first() -> None:
    silent, wrong, fine = (
        replace(kiosk(timedelta(hours=1)), id="z"),
        replace(kiosk(timedelta(0), Problem("disk_low")), id="y"),
        replace(kiosk(timedelta(0)), id="a"),
    )
    assert [each.id for each in overview([fine, wrong, silent], [], [], NOW).kiosks] == ["z", "y", "a"]
