from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sync import status
from sync.database import Database, connect
from sync.wire import ReleaseId, ReleaseKind

AT = datetime(2026, 11, 24, 8, 15, tzinfo=UTC)
MODEL = ReleaseId(ReleaseKind.MODEL, "2026.11.24-1")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    db = connect(tmp_path / "device.db")
    status.prepare(db)
    yield db
    db.close()


def test_a_new_device_has_had_no_contact(db: Database) -> None:
    assert status.read(db) == status.SyncStatus(None, "", "", 0, False, {})


def test_the_last_word_is_kept(db: Database) -> None:
    status.record_contact(db, AT)
    status.record_error(db, "HQ is down")
    status.record_installed(db, MODEL)
    seen = status.read(db)
    assert (seen.last_contact_at, seen.error, seen.installed) == (AT, "HQ is down", {"model": MODEL.version})
    status.record_error(db, "")
    assert status.read(db).error == ""


def test_a_request_runs_until_a_sync_that_began_after_it_has_ended(db: Database) -> None:
    request = status.request_sync(db)
    assert status.read(db).running
    assert status.waiting(db)
    during = status.requested(db)
    later = status.request_sync(db)
    status.record_served(db, during)
    assert status.is_served(db, request)
    assert not status.is_served(db, later)
    assert status.waiting(db)
    status.record_served(db, later)
    assert not status.read(db).running


def test_the_newest_refusal_stands_until_it_is_cleared(db: Database) -> None:
    refusal = status.Refusal(MODEL, "altered", "a.onnx was altered", 1, AT, AT + timedelta(hours=1))
    status.record_refusal(db, refusal)
    assert status.refusals(db) == [refusal]
    assert status.read(db).refused == "model 2026.11.24-1: a.onnx was altered"
    assert status.read(db).refused_code == "altered"
    assert str(status.read(db).refused_release) == status.read(db).refused.partition(":")[0]
    status.clear_refusals(db, ReleaseKind.CATALOG)
    assert status.refusals(db)
    status.clear_refusals(db, ReleaseKind.MODEL)
    assert status.read(db).refused == ""
