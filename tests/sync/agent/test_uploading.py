import json
import socket
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sync import outbox
from sync.database import DatabaseCorrupt
from sync.device import NotEnrolled
from sync.hq import tls
from sync.wire import EventKind

DYING_HQ = """
import os, sys
from pathlib import Path
from sync.hq.fleet import Fleet
from sync.hq.folder import HqFolder
from sync.hq.serving import server

class DyingFleet(Fleet):
    def keep_events(self, *arguments):
        super().keep_events(*arguments)
        os._exit(9)  # the events are kept, the answer is never sent

hq = HqFolder(Path(sys.argv[1]))
server(hq, DyingFleet(hq.database), "127.0.0.1", int(sys.argv[2])).run()
"""


def test_every_event_arrives_once_and_in_order(hq: Any, device: Any) -> None:
    ids = device.happen(EventKind.VIEW, EventKind.LIFT, EventKind.SCAN)
    outcome = device.sync()
    assert (outcome.sent, outcome.backlog, outcome.errors) == (3, 0, ())
    kept = hq.fleet.events("k1")
    assert [event.id for event, _ in kept] == ids
    assert [event.payload for event, _ in kept] == [{"n": 0}, {"n": 1}, {"n": 2}]
    assert device.sync().sent == 0
    assert len(hq.fleet.events("k1")) == 3


def test_a_long_backlog_drains_in_one_sync(hq: Any, device: Any) -> None:
    ids = device.happen(*[EventKind.SUGGESTIONS_SHOWN] * 1300, payload={"products": ["p" * 20] * 20})
    assert device.status().backlog == 1300
    assert device.sync().sent == 1300
    assert {event.id for event, _ in hq.fleet.events("k1")} == set(ids)


def test_with_hq_down_events_wait_and_drain_when_it_is_back(hq: Any, device: Any) -> None:
    hq.stop()
    ids = device.happen(EventKind.VIEW, EventKind.LIFT)
    outcome = device.sync()
    assert not outcome.in_contact
    assert outcome.backlog == 2
    assert "cannot reach HQ" in device.status().error
    hq.start()
    assert device.sync().sent == 2
    assert device.status().error == ""
    assert [event.id for event, _ in hq.fleet.events("k1")] == ids


def test_hq_killed_between_keeping_and_answering_keeps_each_event_once(
    hq: Any, device: Any, run_python: Callable[..., Any], eventually: Callable[..., None]
) -> None:
    hq.stop()
    ids = device.happen(*[EventKind.LIFT] * 5)
    with run_python(DYING_HQ, str(hq.folder.root), str(hq.port)) as dying:
        eventually(lambda: listens(hq.port))
        outcome = device.sync()
        assert dying.wait(timeout=10) == 9
    assert not outcome.in_contact
    assert outcome.backlog == 5
    assert len(hq.fleet.events("k1")) == 5
    hq.start()
    assert device.sync().backlog == 0
    assert sorted(event.id for event, _ in hq.fleet.events("k1")) == sorted(ids)


def listens(port: int) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_an_answer_that_is_lost_on_the_way_doubles_nothing(
    hq: Any, new_device: Callable[..., Any], cable: Any
) -> None:
    device = new_device(url=cable.url)
    ids = device.happen(*[EventKind.LIFT] * 5)
    cable.cut_after = 1500  # the handshake passes, the answer does not
    cut_at = None
    for limit in range(1200, 3200, 40):
        cable.cut_after = limit
        outcome = device.sync()
        if hq.fleet.events("k1") and outcome.backlog:
            cut_at = limit
            break
    assert cut_at is not None, "the cut never fell between keeping and answering"
    cable.cut_after = None
    assert device.sync().backlog == 0
    assert sorted(event.id for event, _ in hq.fleet.events("k1")) == sorted(ids)


def spoil(device: Any, identity: str, column: str, value: str) -> None:
    with device.db() as db:
        db.execute(f"update outbox set {column} = ? where id = ?", [value, identity])  # noqa: S608


@pytest.mark.parametrize(
    ("column", "value"),
    [("kind", "Not A Kind"), ("payload", json.dumps({"x": "a" * 20_000}))],
    ids=["kind", "size"],
)
def test_an_event_that_hq_can_never_keep_does_not_block_the_rest(
    hq: Any, device: Any, column: str, value: str
) -> None:
    ids = device.happen(*[EventKind.LIFT] * 7)
    spoil(device, ids[3], column, value)
    outcome = device.sync()
    assert outcome.backlog == 0
    assert [event.id for event, _ in hq.fleet.events("k1")] == ids[:3] + ids[4:]
    with device.db() as db:
        assert outbox.set_aside_count(db) == 1
    report = hq.fleet.kiosks()[0].report
    assert [problem.code for problem in report.problems] == ["events_set_aside"]


def test_an_event_larger_than_hq_takes_at_all_is_set_aside(hq: Any, device: Any) -> None:
    ids = device.happen(*[EventKind.LIFT] * 3)
    spoil(device, ids[1], "payload", json.dumps({"x": "a" * 6_000_000}))
    assert device.sync().backlog == 0
    assert [event.id for event, _ in hq.fleet.events("k1")] == [ids[0], ids[2]]


def test_a_wrong_token_loses_nothing_and_says_what_to_do(hq: Any, device: Any) -> None:
    device.happen(EventKind.LIFT)
    device.folder.token.write_text("wrong")
    outcome = device.sync()
    assert outcome.backlog == 1
    assert not outcome.in_contact
    assert "enrol the device again" in device.status().error
    assert not hq.fleet.events("k1")


@pytest.mark.parametrize("years", [-30, 40])
def test_a_clock_that_is_wrong_by_years_breaks_nothing(hq: Any, device: Any, years: int) -> None:
    wrong = datetime.now(UTC) + timedelta(days=365 * years)
    with device.db() as db, db.transaction():
        outbox.append(db, EventKind.LIFT, {}, wrong)
    before = datetime.now(UTC) - timedelta(seconds=1)
    outcome = device.agent(now=lambda: wrong).run_once()
    assert outcome.errors == ()
    [(event, received_at)] = hq.fleet.events("k1")
    assert abs(event.at - wrong) < timedelta(seconds=1)
    assert before <= received_at <= datetime.now(UTC)
    assert abs(hq.fleet.kiosks()[0].clock_skew_s - 365 * 86400 * years) < 60


def test_a_certificate_out_of_its_dates_is_no_obstacle_but_another_authority_is(
    hq: Any, device: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    hq.stop()
    monkeypatch.setattr(tls, "SERVER_DAYS", -1)  # as for a kiosk whose clock is years ahead
    hq.folder.issue_certificate(["localhost"])
    hq.start()
    assert device.sync().errors == ()
    tls.create_authority(tmp_path / "other.pem", tmp_path / "other.key")
    device.folder.authority.write_text((tmp_path / "other.pem").read_text())
    assert "cannot reach HQ" in device.sync().errors[0]


def test_a_device_that_was_moved_to_another_name_of_hq_refuses_it(hq: Any, device: Any) -> None:
    hq.stop()
    hq.folder.issue_certificate(["hq.example.com"])
    hq.start()
    assert "cannot reach HQ" in device.sync().errors[0]


def test_a_damaged_database_is_said_and_not_touched(device: Any) -> None:
    device.happen(EventKind.LIFT)
    device.folder.database.write_bytes(b"garbage" * 1000)
    with pytest.raises(DatabaseCorrupt):
        device.sync()
    assert device.folder.database.read_bytes() == b"garbage" * 1000


@pytest.mark.parametrize("name", ["token", "authority"])
@pytest.mark.parametrize("content", ["", "\u00e9\n", None], ids=["empty", "nonsense", "missing"])
def test_a_damaged_enrolment_says_what_to_do(device: Any, name: str, content: str | None) -> None:
    file = getattr(device.folder, name)
    file.unlink()
    if content is not None:
        file.write_text(content)
    with pytest.raises(NotEnrolled, match="endcap agent enrol"):
        device.sync()
