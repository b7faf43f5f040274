import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sync import outbox, status
from sync.database import Database, connect
from sync.wire import EventKind, RejectedEvent

AT = datetime(2026, 11, 24, 8, 15, 2, 123000, tzinfo=UTC)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    db = connect(tmp_path / "device.db")
    status.prepare(db)
    yield db
    db.close()


def add(db: Database, count: int) -> list[str]:
    with db.transaction():
        return [outbox.append(db, EventKind.LIFT, {"n": n}, AT) for n in range(count)]


def test_events_wait_in_the_order_they_happened(db: Database) -> None:
    ids = add(db, 5)
    assert [each.id for each in outbox.pending(db, 3)] == ids[:3]
    assert outbox.backlog(db) == 5
    first = outbox.pending(db, 1)[0]
    assert (first.kind, first.at, first.payload) == ("lift", AT, {"n": 0})


def test_only_what_was_acknowledged_is_forgotten(db: Database) -> None:
    ids = add(db, 4)
    assert outbox.acknowledge(db, [ids[1], ids[2], "never-heard-of"]) == 2
    assert [each.id for each in outbox.pending(db, 10)] == [ids[0], ids[3]]
    assert outbox.acknowledge(db, [ids[1]]) == 0


def test_the_order_holds_after_everything_was_acknowledged(db: Database) -> None:
    outbox.acknowledge(db, add(db, 3))
    last = add(db, 2)
    assert [each.id for each in outbox.pending(db, 10)] == last


def test_an_event_of_an_undone_transaction_never_was(db: Database) -> None:
    with pytest.raises(RuntimeError), db.transaction():
        outbox.append(db, EventKind.SCAN, {}, AT)
        raise RuntimeError
    assert outbox.backlog(db) == 0


def test_an_event_outside_a_transaction_is_refused(db: Database) -> None:
    with pytest.raises(outbox.OutboxError, match="inside the transaction"):
        outbox.append(db, EventKind.SCAN, {}, AT)


@pytest.mark.parametrize(
    ("payload", "at"),
    [
        ({"x": object()}, AT),
        ({"x": float("nan")}, AT),
        ({"x": "\ud800"}, AT),
        ({"x": "a" * 20_000}, AT),
        ({}, AT.replace(tzinfo=None)),
    ],
    ids=["not-json", "nan", "lone-surrogate", "too-large", "no-zone"],
)
def test_what_hq_could_not_read_is_refused_at_once(
    db: Database, payload: dict[str, object], at: datetime
) -> None:
    with db.transaction(), pytest.raises(outbox.OutboxError):
        outbox.append(db, EventKind.SCAN, payload, at)
    assert outbox.backlog(db) == 0


def test_a_rejected_event_is_set_aside_with_its_reason(db: Database) -> None:
    ids = add(db, 2)
    assert outbox.set_aside(db, [RejectedEvent(ids[0], "too odd"), RejectedEvent("unknown", "?")]) == 1
    assert [each.id for each in outbox.pending(db, 10)] == [ids[1]]
    assert outbox.set_aside_count(db) == 1
    assert db.execute("select id, reason from outbox_set_aside").fetchall() == [(ids[0], "too odd")]


def test_the_kiosk_writes_while_the_agent_acknowledges(db: Database, tmp_path: Path) -> None:
    appended, kept, failures = [], [], []
    done = threading.Event()

    def kiosk() -> None:
        try:
            with closing(connect(tmp_path / "device.db")) as mine:
                for n in range(150):
                    with mine.transaction():
                        appended.append(outbox.append(mine, EventKind.VIEW, {"n": n}, AT))
        except Exception as error:
            failures.append(error)
        finally:
            done.set()

    writer = threading.Thread(target=kiosk)
    writer.start()
    while not done.is_set() or outbox.backlog(db):
        batch = [each.id for each in outbox.pending(db, 20)]
        kept += batch
        assert outbox.acknowledge(db, batch) == len(batch)
    writer.join()
    assert not failures
    assert kept == appended
    assert len(set(kept)) == 150
