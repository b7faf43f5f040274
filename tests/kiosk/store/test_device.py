"""device.db: facts that outlive the process."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from kiosk.app.ports import KeptTask
from kiosk.domain.pin import Attempts
from kiosk.domain.planogram import SlotRef
from kiosk.domain.restock import TaskState
from kiosk.domain.sales import SalesCounter
from kiosk.domain.sequence import Ledger, Position
from kiosk.domain.stock import Reading
from kiosk.domain.task import ActiveTask, TaskStep
from kiosk.store.device import DeviceStore
from sync.database import DatabaseCorrupt, IntegrityError
from tests.kiosk.small_store import NOW, Device

A1 = SlotRef("shelf-a", "a1")


@pytest.fixture
def store(device: Device) -> Iterator[DeviceStore]:
    made = DeviceStore(device.state / "device.db")
    yield made
    made.close()


def reopened(store: DeviceStore, device: Device) -> DeviceStore:
    store.close()
    return DeviceStore(device.state / "device.db")


def test_a_slot_keeps_reading_sales_and_looks_apart(store: DeviceStore, device: Device) -> None:
    with store.transaction():
        store.keep_sales(A1, SalesCounter(3.5, 7.25, NOW))
        store.keep_reading(A1, Reading(6, NOW, 12.0))
        store.keep_looked(A1, NOW + timedelta(hours=1))
    again = reopened(store, device)
    kept = again.slots()[A1]
    assert kept.reading == Reading(6, NOW, None)  # monotonic time means nothing after a restart
    assert kept.sales == SalesCounter(3.5, 7.25, NOW)
    assert kept.looked_at == NOW + timedelta(hours=1)
    again.close()


def test_the_ledger_and_what_is_ahead_of_a_gap_come_back(store: DeviceStore, device: Device) -> None:
    with store.transaction():
        store.keep_seen("e1", Position(3, 7), NOW)
        store.keep_seen("e2", Position(3, 9), NOW)
        store.keep_ledger(Ledger(Position(3, 7), frozenset({Position(3, 9)}), 2))
    again = reopened(store, device)
    assert again.ledger() == Ledger(Position(3, 7), frozenset({Position(3, 9)}), 2)
    assert again.has_seen("e2")
    assert not again.has_seen("e3")
    again.close()


def test_the_same_event_cannot_be_kept_twice(store: DeviceStore) -> None:
    store.keep_seen("e1", Position(1, 1), NOW)
    with pytest.raises(IntegrityError):
        store.keep_seen("e1", Position(1, 2), NOW)


def test_old_ids_are_forgotten_but_never_those_ahead_of_a_gap(store: DeviceStore) -> None:
    store.keep_seen("old", Position(1, 1), NOW)
    store.keep_seen("ahead", Position(1, 5), NOW)
    store.keep_ledger(Ledger(Position(1, 3)))
    store.forget_old(NOW + timedelta(days=29))
    assert store.has_seen("old")
    store.forget_old(NOW + timedelta(days=31))
    assert not store.has_seen("old")
    assert store.has_seen("ahead")


def test_a_slot_has_one_task_that_is_not_done(store: DeviceStore, device: Device) -> None:
    store.open_task("t1", A1, "milk", NOW)
    with pytest.raises(IntegrityError):
        store.open_task("t2", A1, "milk", NOW)
    taken = KeptTask(ActiveTask("t1", "milk", A1, TaskStep.FILL, 4, 1000.0, True), TaskState.TAKEN, "Mia")
    store.keep_task(taken, NOW)
    again = reopened(store, device)
    assert again.tasks() == [taken]
    again.keep_task(KeptTask(taken.work, TaskState.DONE, "Mia"), NOW)
    assert again.tasks() == []
    again.open_task("t2", A1, "milk", NOW)
    again.forget_old(NOW + timedelta(days=91))
    again.close()


def test_a_taken_task_is_not_withdrawn(store: DeviceStore) -> None:
    store.open_task("t1", A1, "milk", NOW)
    store.keep_task(KeptTask(ActiveTask("t1", "milk", A1), TaskState.TAKEN, "Mia"), NOW)
    store.withdraw_task("t1")
    assert len(store.tasks()) == 1


def test_a_transaction_that_fails_leaves_nothing(store: DeviceStore) -> None:
    with pytest.raises(ZeroDivisionError), store.transaction():
        store.audit("Mia", "task_taken", "", NOW)
        store.keep_attempts(Attempts(3, "boot", 9.0))
        _ = 1 // 0
    assert store.audit_entries(5) == []
    assert store.attempts() == Attempts()


def test_the_audit_log_shows_the_newest_first(store: DeviceStore) -> None:
    for number in range(3):
        store.audit("Mia", f"action_{number}", "", NOW)
    assert [entry.action for entry in store.audit_entries(2)] == ["action_2", "action_1"]


def test_a_damaged_file_is_said_to_be_damaged(device: Device) -> None:
    (device.state / "device.db").write_bytes(b"noise" * 1000)
    with pytest.raises(DatabaseCorrupt, match=r"device\.db"):
        DeviceStore(device.state / "device.db")
