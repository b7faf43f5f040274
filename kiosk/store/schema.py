"""The kiosk's own tables of device.db. The outbox and the sync status beside them belong to `sync`."""

from sync import sqlite

migrations = sqlite.Migrations("kiosk.device")


@migrations()
def _first(db: sqlite.Database) -> None:
    # Shelf and scan events that were committed; what lies beyond the ledger's cursor is ahead of a gap.
    db.execute("""
        create table events_seen (
            id text primary key,
            boot integer not null,
            seq integer not null,
            seen_at text not null
        ) strict""")
    db.execute("create index events_seen_by_position on events_seen (boot, seq)")
    db.execute("""
        create table ledger (
            one integer primary key check (one = 1),
            boot integer not null,
            seq integer not null,
            missed integer not null
        ) strict""")
    db.execute("insert into ledger values (1, 0, 0, 0)")
    db.execute("""
        create table slots (
            shelf text not null,
            slot text not null,
            count integer,
            observed_at text,
            sold_pieces real not null default 0,
            sold_hours real not null default 0,
            sold_at text,
            looked_at text,
            primary key (shelf, slot)
        ) strict""")
    db.execute("""
        create table tasks (
            id text primary key,
            shelf text not null,
            slot text not null,
            product_id text not null,
            state text not null check (state in ('open', 'taken', 'done')),
            opened_at text not null,
            taken_by text,
            done_at text,
            step text not null default 'find_slot',
            net integer not null default 0,
            grams real not null default 0,
            unsure integer not null default 0
        ) strict""")
    db.execute("create unique index one_task_a_slot on tasks (shelf, slot) where state <> 'done'")
    db.execute("""
        create table audit (
            seq integer primary key autoincrement,
            at text not null,
            who text not null,
            action text not null,
            detail text not null
        ) strict""")
    db.execute("""
        create table staff (
            id text primary key,
            name text not null unique,
            pin_hash text not null,
            added_at text not null
        ) strict""")
    db.execute("""
        create table pin_attempts (
            one integer primary key check (one = 1),
            failures integer not null,
            boot text not null,
            locked_until_s real not null
        ) strict""")
    db.execute("insert into pin_attempts values (1, 0, '', 0)")


@migrations()
def _goods_of_audit(db: sqlite.Database) -> None:
    # What an entry is about, apart from its text, so that a reader sees it in any language.
    for column in ("shelf text", "slot text", "product_id text", "pieces integer", "grams real"):
        db.execute(f"alter table audit add column {column}")


@migrations()
def _confidence_of_slots(db: sqlite.Database) -> None:
    # The shelf's probability that its count is exact; null where an older bridge did not say.
    db.execute("alter table slots add column confidence real")


@migrations()
def _placements(db: sqlite.Database) -> None:
    # What staff put on a slot instead of the product that headquarters planned there.
    db.execute("""
        create table placements (
            shelf text not null,
            slot text not null,
            product_id text not null,
            gtin text not null,
            unit_weight_g real not null,
            instead_of text not null,
            primary key (shelf, slot)
        ) strict""")
