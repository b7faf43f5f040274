"""bridge.db: what the bridge must not forget when the plug is pulled.

Every event is written here, with its place in the order of all events (`boot`, `seq`), before it is
published; after a crash the unpublished ones are published, and a consumer that missed some asks for them
again. Beside the events stands what each shelf knew last, so that a change made while the bridge was down
is still seen.

One connection, used from one thread. WAL; `synchronous=FULL`: an event that was published is on the disk.
A disk that refuses a write (full, read-only) is a `JournalError`, and nothing of the transaction holds, in
the file or in memory; the next one may succeed.
"""

import importlib
import json
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from firmware_bridge.errors import JournalError

if TYPE_CHECKING:
    driver = sqlite3
else:  # brings a newer SQLite than the interpreter's, which can corrupt a WAL file
    driver = importlib.import_module("pysqlite3.dbapi2")

log = logging.getLogger(__name__)

KEPT_EVENTS = 100_000
KEPT_DELIVERIES = 1000  # many more than a broker has under way
SAFE_SQLITE = (3, 51, 3)  # https://sqlite.org/wal.html, the WAL-reset bug

_SCHEMA = """
create table if not exists boots (boot integer primary key autoincrement, at text not null) strict;
create table if not exists events (
    boot integer not null, seq integer not null, id text not null unique, topic text not null,
    payload blob not null,
    primary key (boot, seq)
) strict, without rowid;
create table if not exists deliveries (
    boot integer not null, seq integer not null, delivery integer not null, primary key (boot, seq)
) strict, without rowid;
create table if not exists published (
    one integer primary key check (one = 1), boot integer not null, seq integer not null
) strict;
create table if not exists shelves (shelf text primary key, at real not null, state text not null) strict;
create table if not exists bindings (
    dialect text, device text, channel text, shelf text not null, slot text not null, cell text not null,
    primary key (dialect, device, channel)
) strict;
create table if not exists calibrations (
    shelf text, slot text, cell text, zero real not null, factor real not null,
    primary key (shelf, slot, cell)
) strict;
drop table if exists notes; -- of an older version: a secret that is `card.key` now
"""


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One event as it was, or will be, published."""

    boot: int
    seq: int
    id: str
    topic: str
    payload: bytes


class Journal:
    """The open bridge.db. Opening it begins a new boot; if the disk refuses, the first transaction does."""

    def __init__(self, path: Path, kept_events: int = KEPT_EVENTS) -> None:
        """`JournalError` when the file cannot be opened or is no database."""
        self.boot = 0  # until it has begun
        self._kept = kept_events
        self._seq = 0
        if driver.sqlite_version_info < SAFE_SQLITE:
            raise JournalError(f"SQLite {driver.sqlite_version} can corrupt a WAL file; install pysqlite3")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = driver.connect(path, isolation_level=None, timeout=5.0)
        except (driver.Error, OSError) as err:
            raise JournalError(f"cannot open {path}: {err}") from err
        try:
            with self._errors(f"cannot prepare {path}"):
                for pragma in ("journal_mode=wal", "synchronous=full", "foreign_keys=on"):
                    self._db.execute(f"pragma {pragma}")
                self._db.executescript(_SCHEMA)
                kept = self._db.execute("select boot, seq from published").fetchone()
                self._published: tuple[int, int] = (0, 0) if kept is None else (kept[0], kept[1])
        except JournalError:
            self._db.close()
            raise
        try:
            with self.transaction():
                pass
        except JournalError as err:
            log.warning("%s is readable, but this boot cannot begin yet: %s", path, err)

    def close(self) -> None:
        self._db.close()

    @staticmethod
    @contextmanager
    def _errors(what: str) -> Iterator[None]:
        try:
            yield
        except driver.Error as err:
            raise JournalError(f"{what}: {err}") from err

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing: the file, and the numbers that were given."""
        before = self.boot, self._seq
        with self._errors("bridge.db could not be written"):
            try:
                self._db.execute("begin immediate")
                if self.boot == 0:
                    at = datetime.now(UTC).isoformat()
                    self.boot = int(
                        self._db.execute("insert into boots (at) values (?)", [at]).lastrowid or 0
                    )
                yield
                self._db.execute("commit")
            except BaseException:
                self.boot, self._seq = before
                if self._db.in_transaction:  # SQLite itself has rolled back what a full disk broke
                    self._db.execute("rollback")
                raise

    def next_seq(self) -> int:
        """The number of the event about to be appended."""
        return self._seq + 1

    def append(self, entry: JournalEntry, delivery: int | None = None) -> None:
        """Keep an event, inside a transaction, before it is published.

        `delivery` is the packet id under which the broker delivered what led to it: until that is
        acknowledged, it is delivered again under the same.
        """
        with self._errors("an event could not be kept"):
            self._db.execute(
                "insert into events (boot, seq, id, topic, payload) values (?, ?, ?, ?, ?)",
                [entry.boot, entry.seq, entry.id, entry.topic, entry.payload],
            )
            if delivery is not None:
                self._db.execute("insert into deliveries values (?, ?, ?)", [entry.boot, entry.seq, delivery])
        self._seq = entry.seq

    def mark_published(self, entry: JournalEntry) -> None:
        """The broker has this event and all before it. Written down by `keep_published`."""
        self._published = (entry.boot, entry.seq)

    def keep_published(self) -> None:
        """Write down how far was published. Lost by a crash, some events are only published once more."""
        with self._errors("what was published could not be kept"):
            self._db.execute("insert or replace into published values (1, ?, ?)", list(self._published))

    def unpublished(self, limit: int = 200) -> list[JournalEntry]:
        """The oldest events that no broker has acknowledged."""
        return self._entries(
            "where (boot, seq) > (?, ?) order by boot, seq limit ?", [*self._published, limit]
        )

    def after(self, boot: int, seq: int, limit: int = 200) -> list[JournalEntry]:
        """Published events that follow (boot, seq), oldest first."""
        return self._entries(
            "where (boot, seq) > (?, ?) and (boot, seq) <= (?, ?) order by boot, seq limit ?",
            [boot, seq, *self._published, limit],
        )

    def delivered_as(self, delivery: int) -> list[JournalEntry]:
        """Events of messages that the broker delivered under this packet id, lately."""
        return self._entries(
            "join deliveries using (boot, seq) where delivery = ? order by boot desc, seq desc", [delivery]
        )

    def _entries(self, where: str, values: list[Any]) -> list[JournalEntry]:
        with self._errors("events could not be read"):
            rows = self._db.execute(f"select boot, seq, id, topic, payload from events {where}", values)  # noqa: S608
            return [JournalEntry(*row) for row in rows]

    def prune(self) -> int:
        """Drop the oldest published events beyond the bound; how many."""
        with self._errors("old events could not be dropped"):
            self._db.execute(
                "delete from deliveries where (boot, seq) <= "
                "(select boot, seq from deliveries order by boot desc, seq desc limit 1 offset ?)",
                [KEPT_DELIVERIES],
            )
            found = self._db.execute(
                "select boot, seq from events order by boot desc, seq desc limit 1 offset ?", [self._kept]
            ).fetchone()
            if found is None:
                return 0
            return self._db.execute(
                "delete from events where (boot, seq) <= (?, ?) and (boot, seq) <= (?, ?)",
                [*found, *self._published],
            ).rowcount

    def keep_shelf(self, shelf: str, at: float, state: dict[str, Any]) -> None:
        """What the shelf knows now (`ShelfSensing.dump`), at this time."""
        with self._errors("a shelf's state could not be kept"):
            self._db.execute(
                "insert or replace into shelves (shelf, at, state) values (?, ?, ?)",
                [shelf, at, json.dumps(state)],
            )

    def shelves(self) -> dict[str, tuple[float, dict[str, Any]]]:
        """What each shelf knew last, and when."""
        with self._errors("the shelves' states could not be read"):
            rows = self._db.execute("select shelf, at, state from shelves").fetchall()
        return {shelf: (at, json.loads(state)) for shelf, at, state in rows}

    def bindings(self) -> list[tuple[str, str, str, str, str, str]]:
        """(dialect, device, channel, shelf, slot, cell) of every adopted channel."""
        with self._errors("the device registry could not be read"):
            return list(self._db.execute("select dialect, device, channel, shelf, slot, cell from bindings"))

    def keep_binding(self, source: tuple[str, str, str], place: tuple[str, str, str]) -> None:
        with self._errors("a device could not be adopted"):
            self._db.execute("insert or replace into bindings values (?, ?, ?, ?, ?, ?)", [*source, *place])

    def drop_binding(self, source: tuple[str, str, str]) -> None:
        with self._errors("a device could not be forgotten"):
            self._db.execute(
                "delete from bindings where dialect = ? and device = ? and channel = ?", list(source)
            )

    def calibrations(self) -> list[tuple[str, str, str, float, float]]:
        """(shelf, slot, cell, zero, factor) of every calibrated cell."""
        with self._errors("the calibrations could not be read"):
            return list(self._db.execute("select shelf, slot, cell, zero, factor from calibrations"))

    def keep_calibration(self, place: tuple[str, str, str], values: tuple[float, float]) -> None:
        with self._errors("a calibration could not be kept"):
            self._db.execute("insert or replace into calibrations values (?, ?, ?, ?, ?)", [*place, *values])
