"""The agent's last word and the request to sync now: tables of device.db that the kiosk and the agent
share.

The kiosk calls `request_sync` and `read`; the rest is the agent's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sync import outbox, sqlite
from sync.database import Database
from sync.wire import ReleaseId, ReleaseKind, parse_utc, utc_text

migrations = sqlite.Migrations("sync.status")


@dataclass(frozen=True, slots=True)
class SyncStatus:
    last_contact_at: datetime | None  # when HQ last answered, by this device's clock
    error: str  # why the last attempt failed, "" when it went well
    refused: str  # why the newest release was refused, in English, "" where none stands refused
    backlog: int  # events that HQ has not acknowledged
    running: bool  # a requested sync is not finished yet
    installed: Mapping[str, str]  # release kind -> version, as the agent last saw the pointers
    refused_code: str = ""  # the same to translate: signature, altered, manifest, older, unfit, missing
    refused_release: ReleaseId | None = None  # which one that is


@dataclass(frozen=True, slots=True)
class Refusal:
    """A release that this device would not install, and when it may be tried again."""

    release: ReleaseId
    code: str  # a stable word for the reason
    reason: str
    attempts: int
    first_at: datetime
    retry_at: datetime


@migrations()
def _first(db: sqlite.Database) -> None:
    db.execute("""
        create table sync_status (
            one integer primary key check (one = 1),
            last_contact_at text,
            error text not null default '',
            requested integer not null default 0,
            served integer not null default 0
        ) strict""")
    db.execute("insert into sync_status (one) values (1)")
    db.execute("""
        create table sync_refusals (
            kind text not null,
            version text not null,
            code text not null,
            reason text not null,
            attempts integer not null,
            first_at text not null,
            retry_at text not null,
            primary key (kind, version)
        ) strict""")
    db.execute("create table sync_installed (kind text primary key, version text not null) strict")


def prepare(db: Database) -> None:
    """Create or bring up to date the tables of the outbox and of the status."""
    db.migrate(outbox.migrations, migrations)


def read(db: Database) -> SyncStatus:
    """What the kiosk shows of the sync. Cheap: a few single-row reads."""
    contact, error, requested, served = db.execute(
        "select last_contact_at, error, requested, served from sync_status"
    ).fetchone()
    standing = refusals(db)
    newest = max(standing, key=lambda each: each.first_at, default=None)
    return SyncStatus(
        last_contact_at=parse_utc(contact) if contact else None,
        error=error,
        refused=f"{newest.release}: {newest.reason}" if newest else "",
        backlog=outbox.backlog(db),
        running=served < requested,
        installed=installed(db),
        refused_code=newest.code if newest else "",
        refused_release=newest.release if newest else None,
    )


def request_sync(db: Database) -> int:
    """Ask the agent to sync now; returns the request's number (see `is_served`)."""
    with db.transaction():
        db.execute("update sync_status set requested = requested + 1")
        return requested(db)


def requested(db: Database) -> int:
    """The number of the newest request."""
    return int(db.execute("select requested from sync_status").fetchone()[0])


def is_served(db: Database, request: int) -> bool:
    """Whether a sync that began after this request has ended, well or not (`read(db).error` says why)."""
    return bool(db.execute("select served >= ? from sync_status", [request]).fetchone()[0])


def waiting(db: Database) -> bool:
    """Whether somebody asked for a sync that has not begun or ended yet."""
    return bool(db.execute("select served < requested from sync_status").fetchone()[0])


def record_served(db: Database, request: int) -> None:
    """Every request up to this number has had its sync."""
    db.execute("update sync_status set served = max(served, ?)", [request])


def record_contact(db: Database, at: datetime) -> None:
    """HQ has just answered."""
    db.execute("update sync_status set last_contact_at = ?", [utc_text(at)])


def record_error(db: Database, error: str) -> None:
    """Why the last attempt failed; "" when it went well."""
    db.execute("update sync_status set error = ? where error <> ?", [error, error])


def refusals(db: Database) -> list[Refusal]:
    rows = db.execute("select kind, version, code, reason, attempts, first_at, retry_at from sync_refusals")
    return [
        Refusal(
            ReleaseId(ReleaseKind(kind), version), code, reason, attempts, parse_utc(first), parse_utc(retry)
        )
        for kind, version, code, reason, attempts, first, retry in rows.fetchall()
    ]


def record_refusal(db: Database, refusal: Refusal) -> None:
    """Remember it instead of what was known of that release and of older refusals of its kind."""
    with db.transaction():
        clear_refusals(db, refusal.release.kind)
        db.execute(
            "insert into sync_refusals (kind, version, code, reason, attempts, first_at, retry_at) "
            "values (?, ?, ?, ?, ?, ?, ?)",
            [
                refusal.release.kind.value,
                refusal.release.version,
                refusal.code,
                refusal.reason,
                refusal.attempts,
                utc_text(refusal.first_at),
                utc_text(refusal.retry_at),
            ],
        )


def clear_refusals(db: Database, kind: ReleaseKind) -> None:
    """A release of this kind was installed, or HQ no longer wants the refused one."""
    db.execute("delete from sync_refusals where kind = ?", [kind.value])


def installed(db: Database) -> dict[str, str]:
    return dict(db.execute("select kind, version from sync_installed").fetchall())


def record_installed(db: Database, release: ReleaseId) -> None:
    db.execute(
        "insert into sync_installed (kind, version) values (?, ?) "
        "on conflict (kind) do update set version = excluded.version",
        [release.kind.value, release.version],
    )
