import contextlib
import uuid
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync import wire
from sync.wire import Event, KioskReport, Problem, Receipt, RejectedEvent, ReleaseId, ReleaseKind, WireError

AT = datetime(2026, 11, 24, 8, 15, 2, 123000, tzinfo=UTC)


def event(**changes: object) -> dict[str, object]:
    return {"id": str(uuid.uuid4()), "kind": "lift", "at": "2026-11-24T08:15:02Z", "payload": {}} | changes


def test_an_event_survives_the_wire() -> None:
    sent = Event(str(uuid.uuid4()), "lift", AT, {"名": "苹果"})
    assert wire.event_from_json(wire.event_to_json(sent)) == sent


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "7"},
        {"id": None},
        {"kind": "DROP TABLE"},
        {"kind": ""},
        {"kind": 3},
        {"at": "yesterday"},
        {"at": "2026-11-24T08:15:02"},
        {"at": "0001-01-01T00:00:00+14:00"},
        {"at": 5},
        {"payload": []},
        {"payload": {"x": "a" * 20_000}},
    ],
    ids=str,
)
def test_a_malformed_event_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(WireError):
        wire.event_from_json(event(**changes))


def test_hq_keeps_kinds_that_it_does_not_know() -> None:
    assert wire.event_from_json(event(kind="newer_kind")).kind == "newer_kind"


def test_times_are_utc_whatever_zone_they_came_in() -> None:
    assert wire.parse_utc("2026-11-24T16:15:02.123+08:00") == AT
    assert wire.utc_text(AT.astimezone(timezone(timedelta(hours=8)))) == "2026-11-24T08:15:02.123Z"


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"\xff\xfe", b'{"a":1,"a":2}', b'{"a":NaN}', b"[" * 100_000, b'{"a":', b"null"],
    ids=["empty", "list", "not-utf8", "repeated-key", "nan", "deep", "cut", "null"],
)
def test_anything_but_a_strict_json_object_is_refused(body: bytes) -> None:
    with pytest.raises(WireError):
        wire.parse_json(body)


@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_but_a_wire_error(body: bytes) -> None:
    with contextlib.suppress(WireError):
        wire.parse_json(body)


def test_a_receipt_survives_the_wire() -> None:
    receipt = Receipt(("a", "b"), (RejectedEvent("c", "why"),))
    assert wire.receipt_from_json(wire.receipt_to_json(receipt)) == receipt


def test_a_report_survives_the_wire() -> None:
    report = KioskReport({"model": "1-2"}, 7, (Problem("disk_low", "3 MB"),), AT)
    assert wire.report_from_json(wire.report_to_json(report)) == report


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"versions": [], "backlog": 0},
        {"versions": {"model": 3}, "backlog": 0},
        {"versions": {}, "backlog": -1},
        {"versions": {}, "backlog": True},
        {"versions": {}, "backlog": 0, "problems": ["x"]},
        {"versions": {}, "backlog": 0, "clock": "noon"},
    ],
    ids=str,
)
def test_a_malformed_report_is_refused(value: dict[str, object]) -> None:
    with pytest.raises(WireError):
        wire.report_from_json(value)


def test_a_kind_of_release_that_this_device_does_not_know_is_left_out() -> None:
    listed: list[dict[str, object]] = [
        {"kind": "firmware", "version": "9"},
        {"kind": "model", "version": "1-2"},
    ]
    listed.append({"kind": ["odd"], "version": "1"})
    assert wire.desired_from_json({"releases": listed}) == (ReleaseId(ReleaseKind.MODEL, "1-2"),)


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"releases": {}},
        {"releases": [{"kind": "model"}]},
        {"releases": [{"kind": "model", "version": "1" * 100}]},
        {"releases": [{"kind": "model", "version": "1"}, {"kind": "model", "version": "2"}]},
    ],
    ids=str,
)
def test_a_malformed_wish_is_refused(value: dict[str, object]) -> None:
    with pytest.raises(WireError):
        wire.desired_from_json(value)
