"""The events that HQ has yet to hear, a table of device.db.

The kiosk appends inside the transaction that changes the state the event tells of; the agent sends them in
order and deletes only what HQ has acknowledged. An event that HQ says it can never keep is set aside, not
deleted.
"""

import json
import uuid
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from sync import sqlite
from sync.database import Database
from sync.errors import SyncError
from sync.wire import MAX_PAYLOAD_BYTES, Event, EventKind, RejectedEvent, parse_utc, utc_text

migrations = sqlite.Migrations("sync.outbox")


class OutboxError(SyncError):
    """An event cannot be kept as it was given."""


@migrations()
def _first(db: sqlite.Database) -> None:
    # AUTOINCREMENT: a number is never used again after its row is gone, so the order stays that of
    # appending.
    db.execute("""
        create table outbox (
            seq integer primary key autoincrement,
            id text not null unique,
            kind text not null,
            at text not null,
            payload text not null
        ) strict""")
    db.execute("""
        create table outbox_set_aside (
            id text primary key,
            kind text not null,
            at text not null,
            payload text not null,
            reason text not null,
            set_aside_at text not null
        ) strict""")


def append(db: Database, kind: EventKind, payload: Mapping[str, Any], at: datetime) -> str:
    """Keep an event and return its id. Writes inside the caller's transaction, which must be open.

    payload: what JSON can say, at most 16 KiB. at: aware datetime. Raises OutboxError and database.py's
    faults.
    """
    if not db.in_transaction:
        raise OutboxError("append belongs inside the transaction that changes the state the event tells of")
    try:
        text = json.dumps(dict(payload), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        moment = utc_text(at)
        size = len(text.encode())
    except (TypeError, ValueError) as error:
        raise OutboxError(f"a {kind} event cannot be written as JSON: {error}") from error
    if size > MAX_PAYLOAD_BYTES:
        raise OutboxError(f"the payload of a {kind} event has {size} bytes, more than {MAX_PAYLOAD_BYTES}")
    identity = str(uuid.uuid4())
    db.execute(
        "insert into outbox (id, kind, at, payload) values (?, ?, ?, ?)",
        [identity, EventKind(kind).value, moment, text],
    )
    return identity


def pending(db: Database, limit: int) -> list[Event]:
    """The oldest events that HQ has not acknowledged, in the order they were appended."""
    rows = db.execute("select id, kind, at, payload from outbox order by seq limit ?", [limit]).fetchall()
    return [Event(identity, kind, parse_utc(at), json.loads(payload)) for identity, kind, at, payload in rows]


def acknowledge(db: Database, ids: Iterable[str]) -> int:
    """Forget the events that HQ has kept; returns how many were still here. An unknown id is ignored."""
    with db.transaction():
        return sum(db.execute("delete from outbox where id = ?", [each]).rowcount for each in ids)


def set_aside(db: Database, rejected: Iterable[RejectedEvent]) -> int:
    """Take events that HQ can never keep out of the queue, with HQ's reason; returns how many there
    were."""
    now = utc_text(datetime.now(UTC))
    moved = 0
    with db.transaction():
        for each in rejected:
            moved += db.execute(
                "insert or ignore into outbox_set_aside "
                "select id, kind, at, payload, ?, ? from outbox where id = ?",
                [each.reason, now, each.id],
            ).rowcount
            db.execute("delete from outbox where id = ?", [each.id])
    return moved


def backlog(db: Database) -> int:
    """How many events wait for HQ."""
    return int(db.execute("select count(*) from outbox").fetchone()[0])


def set_aside_count(db: Database) -> int:
    """How many events HQ could never keep."""
    return int(db.execute("select count(*) from outbox_set_aside").fetchone()[0])
