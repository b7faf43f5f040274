"""What HQ knows: kiosks, enrolment codes, releases and events. All SQL of HQ is in this class and in
schema.py.

Thread-safe: one connection behind one lock. The commands of `endcap hq` open the same file from other
processes.
"""

import hashlib
import json
import secrets
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sync.database import connect
from sync.hq import schema
from sync.hq.errors import EnrolmentRefused, NoSuchKiosk, PublishRefused
from sync.manifest import version_key
from sync.wire import (
    Event,
    KioskReport,
    ReleaseId,
    ReleaseKind,
    parse_utc,
    report_from_json,
    report_to_json,
    utc_text,
)

_CODE_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # nothing that looks like something else
_CODE_LETTERS = 16  # 80 bits


@dataclass(frozen=True, slots=True)
class Kiosk:
    id: str
    store: str
    enrolled_at: datetime
    last_contact_at: datetime | None  # by HQ's clock
    reported_at: datetime | None
    report: KioskReport | None
    clock_skew_s: float | None  # kiosk's clock minus HQ's, seconds


@dataclass(frozen=True, slots=True)
class PublishedRelease:
    release: ReleaseId
    name: str
    store: str | None  # None: every store
    size: int  # bytes
    published_at: datetime

    def reaches(self, store: str) -> bool:
        return self.store is None or self.store == store


@dataclass(frozen=True, slots=True)
class EventCount:
    kind: str
    total: int
    recent: int  # received since the moment asked for


def secret_hash(secret: str) -> str:
    """What is kept of a token, code or password. They are all random with at least 80 bits, so a slow hash
    adds
    nothing."""
    return hashlib.sha256(secret.encode()).hexdigest()


class Fleet:
    """Open with `Fleet(path)`; close it, or use it as a context manager. Raises the faults of
    database.py."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._db = connect(path, any_thread=True)
        self._db.migrate(schema.migrations)

    def __enter__(self) -> "Fleet":
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    def close(self) -> None:
        with self._lock:
            self._db.close()

    # Settings

    def setting(self, name: str) -> str:
        """ "" where it was never set."""
        rows = self._rows("select value from settings where name = ?", [name])
        return str(rows[0][0]) if rows else ""

    def change_setting(self, name: str, value: str) -> None:
        with self._lock, self._db.transaction():
            self._db.execute("insert or replace into settings (name, value) values (?, ?)", [name, value])

    # Enrolment

    def create_code(self, kiosk: str, store: str, valid_for: timedelta) -> str:
        """A new one-time code for this kiosk; an unused earlier one is void."""
        code = "".join(secrets.choice(_CODE_ALPHABET) for _ in range(_CODE_LETTERS))
        now = datetime.now(UTC)
        with self._lock, self._db.transaction():
            self._db.execute("delete from enrolment_codes where kiosk = ? and used_at is null", [kiosk])
            self._db.execute(
                "insert into enrolment_codes (code_hash, kiosk, store, created_at, expires_at) "
                "values (?, ?, ?, ?, ?)",
                [secret_hash(code), kiosk, store, utc_text(now), utc_text(now + valid_for)],
            )
        return "-".join(code[i : i + 4] for i in range(0, _CODE_LETTERS, 4))

    def enrol(self, code: str, kiosk: str, store: str) -> str:
        """Use up the code and return the kiosk's new token; its earlier token is void. Raises
        EnrolmentRefused."""
        hashed = secret_hash(code.replace("-", "").strip().upper())
        now, token = utc_text(datetime.now(UTC)), secrets.token_urlsafe(32)
        with self._lock, self._db.transaction():
            row = self._db.execute(
                "select kiosk, store, expires_at, used_at from enrolment_codes where code_hash = ?", [hashed]
            ).fetchone()
            if row is None:
                raise EnrolmentRefused("this enrolment code is not known")
            meant_kiosk, meant_store, expires_at, used_at = row
            if used_at is not None:
                raise EnrolmentRefused(
                    "this enrolment code was used already; make a new one with: endcap hq enrol"
                )
            if expires_at < now:
                raise EnrolmentRefused(
                    "this enrolment code has expired; make a new one with: endcap hq enrol"
                )
            if (kiosk, store) != (meant_kiosk, meant_store):
                raise EnrolmentRefused("this enrolment code is for another kiosk or store")
            self._db.execute("update enrolment_codes set used_at = ? where code_hash = ?", [now, hashed])
            self._db.execute(
                "insert into kiosks (id, store, token_hash, enrolled_at) values (?, ?, ?, ?) "
                "on conflict (id) do update set store = excluded.store, "
                "token_hash = excluded.token_hash, enrolled_at = excluded.enrolled_at, retired_at = null",
                [kiosk, store, secret_hash(token), now],
            )
        return token

    def retire(self, kiosk: str) -> None:
        """Void the kiosk's token and its unused code, and show it no longer; its events stay. Raises
        NoSuchKiosk."""
        with self._lock, self._db.transaction():
            self._db.execute("delete from enrolment_codes where kiosk = ? and used_at is null", [kiosk])
            done = self._db.execute(
                "update kiosks set retired_at = ?, token_hash = 'retired ' || id, report = null "
                "where id = ? and retired_at is null",
                [utc_text(datetime.now(UTC)), kiosk],
            )
            if done.rowcount == 0:
                raise NoSuchKiosk(f"no kiosk {kiosk} is enrolled here; see: endcap hq status")

    def kiosk_of(self, token: str) -> str | None:
        """The kiosk that holds this token."""
        rows = self._rows("select id from kiosks where token_hash = ?", [secret_hash(token)])
        return str(rows[0][0]) if rows else None

    # Releases

    def require_newer(self, release: ReleaseId, store: str | None) -> None:
        """Raise PublishRefused unless this version is new and comes after all that reach the same
        stores."""
        for each in self.releases():
            if each.release == release:
                raise PublishRefused(
                    f"{release} was published already; a version is never changed: "
                    "make it anew with a higher --version"
                )
            overlaps = each.store is None or store is None or each.store == store
            if not overlaps or each.release.kind is not release.kind:
                continue
            if version_key(each.release.version) >= version_key(release.version):
                raise PublishRefused(
                    f"{release} does not come after {each.release.version}, so kiosks would refuse it; "
                    "give it a higher version"
                )

    def add_release(self, published: PublishedRelease) -> None:
        """From now on the kiosks it reaches are to install it."""
        release = published.release
        with self._lock, self._db.transaction():
            self._db.execute(
                "insert into releases (kind, version, name, store, size, published_at) "
                "values (?, ?, ?, ?, ?, ?)",
                [
                    release.kind.value,
                    release.version,
                    published.name,
                    published.store,
                    published.size,
                    utc_text(published.published_at),
                ],
            )

    def releases(self) -> list[PublishedRelease]:
        """Newest first."""
        rows = self._rows(
            "select kind, version, name, store, size, published_at from releases "
            "order by published_at desc, rowid desc"
        )
        return [
            PublishedRelease(ReleaseId(ReleaseKind(kind), version), name, store, size, parse_utc(at))
            for kind, version, name, store, size, at in rows
        ]

    def has_release(self, release: ReleaseId) -> bool:
        rows = self._rows(
            "select 1 from releases where kind = ? and version = ?", [release.kind.value, release.version]
        )
        return bool(rows)

    def desired(self, kiosk: str) -> list[ReleaseId]:
        """The newest release of each kind that reaches this kiosk's store."""
        rows = self._rows("select store from kiosks where id = ?", [kiosk])
        return desired_for(str(rows[0][0]), self.releases()) if rows else []

    # What kiosks say

    def keep_events(self, kiosk: str, events: Iterable[Event], received_at: datetime) -> list[str]:
        """Keep each event once, all in one transaction; returns the ids that are kept now."""
        rows = [
            [
                kiosk,
                e.id,
                e.kind,
                utc_text(e.at),
                utc_text(received_at),
                json.dumps(e.payload, ensure_ascii=False),
            ]
            for e in events
        ]
        with self._lock, self._db.transaction():
            for row in rows:
                self._db.execute(
                    "insert into events (kiosk, id, kind, at, received_at, payload) "
                    "values (?, ?, ?, ?, ?, ?) on conflict (kiosk, id) do nothing",
                    row,
                )
            self._touch(kiosk, received_at)
        return [str(row[1]) for row in rows]

    def keep_report(self, kiosk: str, report: KioskReport, received_at: datetime) -> None:
        skew = (report.clock - received_at).total_seconds() if report.clock else None
        with self._lock, self._db.transaction():
            self._db.execute(
                "update kiosks set report = ?, reported_at = ?, clock_skew_s = ? where id = ?",
                [json.dumps(report_to_json(report)), utc_text(received_at), skew, kiosk],
            )
            self._touch(kiosk, received_at)

    def touch(self, kiosk: str, at: datetime) -> None:
        """The kiosk has just been heard."""
        with self._lock:
            self._touch(kiosk, at)

    # What people ask

    def kiosks(self) -> list[Kiosk]:
        rows = self._rows(
            "select id, store, enrolled_at, last_contact_at, reported_at, report, clock_skew_s "
            "from kiosks where retired_at is null order by id"
        )
        return [
            Kiosk(
                id=identity,
                store=store,
                enrolled_at=parse_utc(enrolled),
                last_contact_at=parse_utc(contact) if contact else None,
                reported_at=parse_utc(reported) if reported else None,
                report=report_from_json(json.loads(report)) if report else None,
                clock_skew_s=skew,
            )
            for identity, store, enrolled, contact, reported, report, skew in rows
        ]

    def event_counts(self, since: datetime) -> list[EventCount]:
        """How many events of each kind there are, most first."""
        rows = self._rows(
            "select kind, count(*), sum(received_at >= ?) from events group by kind order by 2 desc, 1",
            [utc_text(since)],
        )
        return [EventCount(kind, total, recent) for kind, total, recent in rows]

    def events(self, kiosk: str) -> list[tuple[Event, datetime]]:
        """Every event of one kiosk with the time HQ received it, in the order they arrived."""
        rows = self._rows(
            "select id, kind, at, payload, received_at from events where kiosk = ? order by seq",
            [kiosk],
        )
        return [
            (Event(identity, kind, parse_utc(at), json.loads(payload)), parse_utc(received))
            for identity, kind, at, payload, received in rows
        ]

    def _touch(self, kiosk: str, at: datetime) -> None:
        self._db.execute("update kiosks set last_contact_at = ? where id = ?", [utc_text(at), kiosk])

    def _rows(self, sql: str, parameters: list[Any] | None = None) -> list[Any]:
        with self._lock:
            return self._db.execute(sql, parameters or []).fetchall()


def desired_for(store: str, releases: Iterable[PublishedRelease]) -> list[ReleaseId]:
    """The newest release of each kind that reaches a store."""
    newest: dict[ReleaseKind, ReleaseId] = {}
    for each in releases:
        release = each.release
        best = newest.get(release.kind)
        if each.reaches(store) and (best is None or version_key(release.version) > version_key(best.version)):
            newest[release.kind] = release
    return [newest[kind] for kind in sorted(newest)]
