"""Group commit, and a real bridge.db on a disk that refuses."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from firmware_bridge import topics
from firmware_bridge.alerts import Alert, Alerts
from firmware_bridge.journal import Journal
from firmware_bridge.keeper import Keeper
from firmware_bridge.messages import EventKind, ScanEvent, ScanSource, decode_scan_event, decode_shelf_event
from firmware_bridge.planogram import Shelf
from firmware_bridge.retained import RetainedValues
from firmware_bridge.sensing import Change
from firmware_bridge.shelves import Shelves

SCANNED = topics.scan_event("s")
AT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
NOW = AT.timestamp()

Disk = Callable[[Journal], AbstractContextManager[None]]


@dataclass
class Message:
    """A scan's message of MQTT, as far as the keeper looks at it."""

    delivery: int
    duplicate: bool = False
    can_be_acknowledged: bool = True
    acknowledged: int = 0

    def acknowledge(self) -> None:
        self.acknowledged += 1


@dataclass
class Bench:
    """A keeper with everything it works on."""

    journal: Journal
    most: int = 1000
    values: RetainedValues = field(default_factory=RetainedValues)
    shelves: Shelves = field(init=False)
    keeper: Keeper = field(init=False)

    def __post_init__(self) -> None:
        self.shelves = Shelves(self.values, "bridge")
        alerts = Alerts(self.values, "bridge", lambda: NOW)
        self.keeper = Keeper(self.journal, self.shelves, alerts, lambda: NOW, self.most)

    @property
    def alert(self) -> bytes | None:
        return self.values.get(topics.device_alert("bridge", Alert.JOURNAL))

    def scan(self, code: str, message: Message | None = None) -> None:
        event = ScanEvent(
            f"id-{id(object())}-{code}-{self.keeper.waiting}", 0, 0, AT, ScanSource.MQTT, "?", code, None
        )
        self.keeper.draft(SCANNED, event, message)  # type: ignore[arg-type]

    def pick(self, slot: str) -> None:
        self.keeper.draft_change(
            "shelf-a", Change(slot, EventKind.PICK, None, 1, -100.0, 0.99, NOW, NOW + 0.3)
        )

    def kept(self) -> list[str]:
        """Codes and slots in the order of their numbers, which are 1, 2, 3, …"""
        entries = self.journal.unpublished(10_000)
        assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
        assert {entry.boot for entry in entries} <= {self.journal.boot}
        return [
            decode_scan_event(entry.payload).raw
            if entry.topic == SCANNED
            else decode_shelf_event(entry.payload).slot
            for entry in entries
        ]


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    opened = Journal(tmp_path / "bridge.db")
    yield opened
    opened.close()


@pytest.fixture
def bench(journal: Journal) -> Bench:
    return Bench(journal)


@contextmanager
def read_only(journal: Journal) -> Iterator[None]:
    """SQLite's own SQLITE_READONLY."""
    journal._db.execute("pragma query_only = on")
    try:
        yield
    finally:
        journal._db.execute("pragma query_only = off")


@contextmanager
def full(journal: Journal) -> Iterator[None]:
    """No page more than there are: SQLite's own SQLITE_FULL, for anything that is longer than a page."""
    (pages,) = journal._db.execute("pragma page_count").fetchone()
    journal._db.execute(f"pragma max_page_count = {pages}")
    try:
        yield
    finally:
        journal._db.execute("pragma max_page_count = 1000000")


def test_what_waits_is_one_transaction_and_is_acknowledged_after_it(bench: Bench) -> None:
    messages = [Message(n) for n in range(50)]
    statements: list[str] = []

    def trace(statement: str) -> None:
        statements.append(statement)
        assert not any(message.acknowledged for message in messages)

    bench.journal._db.set_trace_callback(trace)
    for n, message in enumerate(messages):
        bench.scan(f"code {n}", message)
        bench.pick(f"a{n}")
    assert bench.keeper.keep()
    bench.journal._db.set_trace_callback(None)
    assert statements.count("commit") == 1
    assert [message.acknowledged for message in messages] == [1] * 50
    assert bench.kept() == [name for n in range(50) for name in (f"code {n}", f"a{n}")]
    assert bench.keeper.waiting == 0


@pytest.mark.parametrize(("disk", "word"), [(full, b"full"), (read_only, b"readonly")])
def test_while_the_disk_refuses_everything_waits_and_it_is_said_once(
    bench: Bench, caplog: pytest.LogCaptureFixture, disk: Disk, word: bytes
) -> None:
    messages = [Message(n) for n in range(100)]
    with caplog.at_level(logging.WARNING), disk(bench.journal):
        for n, message in enumerate(messages):
            bench.scan(f"code {n}", message)
        for _ in range(3):
            assert not bench.keeper.keep()
        assert word in (bench.alert or b"")
        assert b"Free space" in (bench.alert or b"")
        bench.pick("a1")
        assert not bench.keeper.keep()
    assert (bench.keeper.waiting, bench.kept()) == (101, [])
    assert not any(message.acknowledged for message in messages)
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert bench.keeper.keep()
    assert bench.kept() == [f"code {n}" for n in range(100)] + ["a1"]
    assert (bench.alert, bench.keeper.lost) == (b"", 0)
    assert all(message.acknowledged == 1 for message in messages)


def test_beyond_what_it_can_hold_the_oldest_changes_go_first_and_are_counted(journal: Journal) -> None:
    bench = Bench(journal, most=5)
    with read_only(journal):
        bench.scan("one")
        for n in range(5):
            bench.pick(f"a{n}")
        assert bench.keeper.lost == 1
        for n in range(5):
            bench.scan(f"more {n}", Message(n))
        assert not bench.keeper.keep()
        assert (bench.keeper.waiting, bench.keeper.lost) == (5, 6)
        assert b"6 of the oldest are lost" in (bench.alert or b"")
    assert bench.keeper.keep()
    assert bench.kept() == [f"more {n}" for n in range(5)]


def test_what_a_shelf_knows_is_kept_when_the_disk_takes_it_again(bench: Bench, shelf: Shelf) -> None:
    bench.shelves.set_planogram(shelf.message(), 1.0)
    with read_only(bench.journal):
        assert not bench.keeper.keep()
    assert bench.journal.shelves() == {}
    assert bench.keeper.keep()
    assert bench.journal.shelves().keys() == {"shelf-a"}
    assert list(bench.shelves.changed()) == []


def test_a_scan_that_still_waits_takes_the_message_that_the_broker_sends_again(bench: Bench) -> None:
    """Twice the same code: two scans, and two messages again."""
    first = [Message(1), Message(2)]
    for message in first:
        bench.scan("code", message)
        message.can_be_acknowledged = False  # the connection broke
    again = [Message(1, duplicate=True), Message(2, duplicate=True)]
    for message in again:
        bench.scan("code", message)
    assert bench.keeper.waiting == 2
    assert bench.keeper.keep()
    assert bench.kept() == ["code", "code"]
    assert [message.acknowledged for message in (*first, *again)] == [0, 0, 1, 1]


def test_a_scan_that_was_kept_before_a_crash_is_acknowledged_and_not_kept_twice(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "bridge.db")
    before = Bench(journal)
    before.scan("code", Message(41))
    assert before.keeper.keep()
    journal.close()  # and the broker never heard of it
    journal = Journal(tmp_path / "bridge.db")
    after = Bench(journal)
    again, another = Message(41, duplicate=True), Message(42, duplicate=True)
    after.scan("code", again)
    after.scan("code", another)  # the same product, scanned a second time and never kept
    assert after.keeper.keep()
    assert [(entry.boot, entry.seq) for entry in journal.unpublished()] == [(1, 1), (2, 1)]
    assert (again.acknowledged, another.acknowledged) == (1, 1)
    journal.close()


async def test_as_a_task_it_keeps_what_is_drafted_and_tries_again_by_itself(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("firmware_bridge.keeper.AGAIN_S", 0.02)
    told = asyncio.Event()
    task = asyncio.create_task(bench.keeper.run(told.set))
    bench.scan("one")
    async with asyncio.timeout(5):
        await told.wait()
    told.clear()
    with read_only(bench.journal):
        bench.scan("two")
        await asyncio.sleep(0.2)
        assert not told.is_set()
    async with asyncio.timeout(5):
        await told.wait()
    assert bench.kept() == ["one", "two"]
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
