"""The tables of hq.db."""

from sync import sqlite

migrations = sqlite.Migrations("sync.hq")


@migrations()
def _first(db: sqlite.Database) -> None:
    db.execute("create table settings (name text primary key, value text not null) strict")
    db.execute("""
        create table kiosks (
            id text primary key,
            store text not null,
            token_hash text not null unique,
            enrolled_at text not null,
            last_contact_at text,
            reported_at text,
            report text,
            clock_skew_s real
        ) strict""")
    db.execute("""
        create table enrolment_codes (
            code_hash text primary key,
            kiosk text not null,
            store text not null,
            created_at text not null,
            expires_at text not null,
            used_at text
        ) strict""")
    db.execute("""
        create table releases (
            kind text not null,
            version text not null,
            name text not null,
            store text,
            size integer not null,
            published_at text not null,
            primary key (kind, version)
        ) strict""")
    db.execute("""
        create table events (
            seq integer primary key,
            kiosk text not null references kiosks (id),
            id text not null,
            kind text not null,
            at text not null,
            received_at text not null,
            payload text not null,
            unique (kiosk, id)
        ) strict""")
    db.execute("create index events_by_kind on events (kind, received_at)")


@migrations()
def _retirement(db: sqlite.Database) -> None:
    db.execute("alter table kiosks add column retired_at text")
