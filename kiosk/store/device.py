"""device.db: the facts that must not be lost.

Everything that one event changes is written inside one `transaction()`; the outbox row too. Faults of the
file or the disk surface as `sync.database`'s errors. The connection belongs to the thread that opened it.
"""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from kiosk.app.ports import AuditEntry, Goods, KeptSlot, KeptTask
from kiosk.domain.pin import Attempts
from kiosk.domain.planogram import Placement, SlotRef
from kiosk.domain.restock import TaskState
from kiosk.domain.sales import SalesCounter
from kiosk.domain.sequence import Ledger, Position
from kiosk.domain.stock import Reading
from kiosk.domain.task import ActiveTask, TaskStep
from kiosk.store.schema import migrations
from sync import outbox, status
from sync.database import Database, DatabaseError, DatabaseFull, DatabaseUnavailable, connect
from sync.status import SyncStatus
from sync.wire import EventKind, parse_utc, utc_text

NO_ROOM_BYTES = 256 * 1024  # less than this is a full disk: the log and its shared memory need as much
KEEP_SEEN = timedelta(days=30)  # the bridge's journal forgets sooner
KEEP_DONE_TASKS = timedelta(days=90)


def open_device(path: Path, *, alone: bool = False) -> Database:
    """The connection to device.db, its tables brought up to date; `alone` as of `sync.database.connect`."""
    db = connect(path, alone=alone)
    try:
        status.prepare(db)
        db.migrate(migrations)
    except BaseException:
        db.close()
        raise
    return db


class DeviceStore:
    """Reads and writes of device.db; the `Facts` port."""

    def __init__(self, path: Path) -> None:
        """On a disk without room for SQLite's own needs, device.db is opened for this process alone: it can
        be read, and the first transaction that finds room opens it as usual."""
        self._path = path
        self.starved: DatabaseError | None = None  # what a full disk refused at the start
        try:
            self._db = open_device(path)
        except (DatabaseFull, DatabaseUnavailable) as error:
            if shutil.disk_usage(path.parent).free > NO_ROOM_BYTES:
                raise
            self._db = open_device(path, alone=True)
            self.starved = error

    def close(self) -> None:
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        if self.starved is not None:
            self._open_as_usual()
        with self._db.transaction():
            yield

    def _open_as_usual(self) -> None:
        """Let others at the file again, where there is room; else raises and stays alone with it."""
        self._db.close()
        try:
            self._db = open_device(self._path)
        except DatabaseError:
            self._db = open_device(self._path, alone=True)
            raise
        self.starved = None

    # ---- the outbox and the sync status

    def tell(self, kind: EventKind, payload: Mapping[str, Any], at: datetime) -> None:
        """Append to the outbox; inside a transaction."""
        outbox.append(self._db, kind, payload, at)

    def sync_status(self) -> SyncStatus:
        return status.read(self._db)

    def request_sync(self) -> None:
        """Inside a transaction."""
        status.request_sync(self._db)

    # ---- which events were seen

    def ledger(self) -> Ledger:
        boot, seq, missed = self._db.execute("select boot, seq, missed from ledger").fetchone()
        ahead = self._db.execute(
            "select boot, seq from events_seen where (boot, seq) > (?, ?)", [boot, seq]
        ).fetchall()
        return Ledger(Position(boot, seq), frozenset(Position(*each) for each in ahead), missed)

    def has_seen(self, event_id: str) -> bool:
        return self._db.execute("select 1 from events_seen where id = ?", [event_id]).fetchone() is not None

    def keep_seen(self, event_id: str, position: Position, at: datetime) -> None:
        self._db.execute(
            "insert into events_seen values (?, ?, ?, ?)",
            [event_id, position.boot, position.seq, utc_text(at)],
        )

    def keep_ledger(self, ledger: Ledger) -> None:
        self._db.execute(
            "update ledger set boot = ?, seq = ?, missed = ?",
            [ledger.cursor.boot, ledger.cursor.seq, ledger.missed],
        )

    def forget_old(self, now: datetime) -> None:
        """Drop what nothing asks for any more: ids that can no longer be repeated, tasks long done."""
        with self.transaction():
            self._db.execute(
                "delete from events_seen where seen_at < ? and (boot, seq) <= (select boot, seq from ledger)",
                [utc_text(now - KEEP_SEEN)],
            )
            self._db.execute(
                "delete from tasks where state = 'done' and done_at < ?", [utc_text(now - KEEP_DONE_TASKS)]
            )

    # ---- slots

    def slots(self) -> dict[SlotRef, KeptSlot]:
        rows = self._db.execute(
            "select shelf, slot, count, observed_at, confidence, sold_pieces, sold_hours, sold_at, looked_at "
            "from slots"
        ).fetchall()
        return {
            SlotRef(shelf, slot): KeptSlot(
                Reading(count, _time(observed), None, confidence),
                SalesCounter(pieces, hours, _time(sold)),
                _time(looked),
            )
            for shelf, slot, count, observed, confidence, pieces, hours, sold, looked in rows
        }

    def keep_reading(self, ref: SlotRef, reading: Reading) -> None:
        observed = None if reading.observed_at is None else utc_text(reading.observed_at)
        self._db.execute(
            "insert into slots (shelf, slot, count, observed_at, confidence) values (?, ?, ?, ?, ?) "
            "on conflict do update set count = excluded.count, observed_at = excluded.observed_at, "
            "confidence = excluded.confidence",
            [ref.shelf, ref.slot, reading.count, observed, reading.confidence],
        )

    def keep_sales(self, ref: SlotRef, sales: SalesCounter) -> None:
        at = None if sales.updated_at is None else utc_text(sales.updated_at)
        self._db.execute(
            "insert into slots (shelf, slot, sold_pieces, sold_hours, sold_at) values (?, ?, ?, ?, ?) "
            "on conflict do update set sold_pieces = excluded.sold_pieces, sold_hours = excluded.sold_hours, "
            "sold_at = excluded.sold_at",
            [ref.shelf, ref.slot, sales.pieces, sales.hours, at],
        )

    def keep_looked(self, ref: SlotRef, at: datetime) -> None:
        self._db.execute(
            "insert into slots (shelf, slot, looked_at) values (?, ?, ?) on conflict do update "
            "set looked_at = excluded.looked_at",
            [ref.shelf, ref.slot, utc_text(at)],
        )

    # ---- what staff put elsewhere than planned

    def placements(self) -> dict[SlotRef, Placement]:
        rows = self._db.execute(
            "select shelf, slot, product_id, gtin, unit_weight_g, instead_of from placements"
        ).fetchall()
        return {SlotRef(shelf, slot): Placement(*placed) for shelf, slot, *placed in rows}

    def keep_placement(self, ref: SlotRef, placement: Placement | None) -> None:
        """None: the plan of headquarters holds again. Inside a transaction."""
        self._db.execute("delete from placements where shelf = ? and slot = ?", list(ref))
        if placement is not None:
            placed = [placement.product_id, placement.gtin, placement.unit_weight_g, placement.instead_of]
            self._db.execute("insert into placements values (?, ?, ?, ?, ?, ?)", [*ref, *placed])

    # ---- tasks

    def tasks(self) -> list[KeptTask]:
        """Every task that is not done."""
        rows = self._db.execute(
            "select id, shelf, slot, product_id, state, taken_by, step, net, grams, unsure from tasks "
            "where state <> 'done' order by opened_at, id"
        ).fetchall()
        return [
            KeptTask(
                ActiveTask(each, product, SlotRef(shelf, slot), TaskStep(step), net, grams, bool(unsure)),
                TaskState(state),
                taken_by,
            )
            for each, shelf, slot, product, state, taken_by, step, net, grams, unsure in rows
        ]

    def open_task(self, task_id: str, ref: SlotRef, product_id: str, at: datetime) -> None:
        self._db.execute(
            "insert into tasks (id, shelf, slot, product_id, state, opened_at) "
            "values (?, ?, ?, ?, 'open', ?)",
            [task_id, ref.shelf, ref.slot, product_id, utc_text(at)],
        )

    def keep_task(self, task: KeptTask, at: datetime) -> None:
        done = utc_text(at) if task.state is TaskState.DONE else None
        work = task.work
        self._db.execute(
            "update tasks set state = ?, taken_by = ?, done_at = ?, step = ?, net = ?, grams = ?, unsure = ? "
            "where id = ?",
            [
                *(task.state.value, task.taken_by, done, work.step.value),
                *(work.net, work.grams, int(work.unsure), work.task_id),
            ],
        )

    def withdraw_task(self, task_id: str) -> None:
        """Forget an open task whose slot is full again."""
        self._db.execute("delete from tasks where id = ? and state = 'open'", [task_id])

    # ---- the audit log

    def audit(self, who: str, action: str, detail: str, at: datetime, goods: Goods | None = None) -> None:
        about: list[Any] = [None] * 5
        if goods is not None:
            about = [goods.ref.shelf, goods.ref.slot, goods.product_id, goods.pieces, goods.grams]
        self._db.execute(
            "insert into audit (at, who, action, detail, shelf, slot, product_id, pieces, grams) "
            "values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [utc_text(at), who, action, detail, *about],
        )

    def audit_entries(self, limit: int, action: str | None = None) -> list[AuditEntry]:
        """The newest entries, newest first; of one action, where it is given."""
        rows = self._db.execute(
            "select at, who, action, detail, shelf, slot, product_id, pieces, grams from audit "
            "where ? is null or action = ? order by seq desc limit ?",
            [action, action, limit],
        ).fetchall()
        return [
            AuditEntry(parse_utc(at), who, what, detail, _goods(*about))
            for at, who, what, detail, *about in rows
        ]

    # ---- staff

    def is_staff(self, staff_id: str) -> bool:
        """Whether somebody is still on the list of staff."""
        return self._db.execute("select 1 from staff where id = ?", [staff_id]).fetchone() is not None

    def pin_hashes(self) -> dict[str, tuple[str, str]]:
        """Staff id -> (name, argon2 hash)."""
        rows = self._db.execute("select id, name, pin_hash from staff order by name").fetchall()
        return {each: (name, pin_hash) for each, name, pin_hash in rows}

    def attempts(self) -> Attempts:
        return Attempts(
            *self._db.execute("select failures, boot, locked_until_s from pin_attempts").fetchone()
        )

    def keep_attempts(self, attempts: Attempts) -> None:
        self._db.execute(
            "update pin_attempts set failures = ?, boot = ?, locked_until_s = ?",
            [attempts.failures, attempts.boot, attempts.locked_until_s],
        )


def _goods(
    shelf: str | None, slot: str | None, product_id: str | None, pieces: int | None, grams: float | None
) -> Goods | None:
    if shelf is None or slot is None:
        return None
    return Goods(SlotRef(shelf, slot), product_id, pieces, grams)


def _time(text: str | None) -> datetime | None:
    return None if text is None else parse_utc(text)
