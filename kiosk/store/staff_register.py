"""Who works here: adding, listing and removing staff in device.db. PINs are kept as argon2id hashes only."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise

from kiosk.app.errors import StaffError
from kiosk.app.staff_desk import LONGEST_PIN, SHORTEST_PIN
from kiosk.store.pin_hashes import find_owner, hash_pin
from sync.database import Database
from sync.wire import parse_utc, utc_text

LONGEST_NAME = 40
BY_COMMAND = "endcap staff"  # in the audit log


@dataclass(frozen=True, slots=True)
class Member:
    staff_id: str
    name: str
    added_at: datetime


def add(db: Database, name: str, pin: str) -> Member:
    """Add a member of staff. Raises StaffError for a name or PIN that cannot be used, or that is taken."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise StaffError(f"a name has 1 to {LONGEST_NAME} printable characters")
    _check_pin(pin)
    pin_hash = hash_pin(pin)
    member = Member(str(uuid.uuid4()), name, datetime.now(UTC))
    with db.transaction():
        hashes = dict(db.execute("select id, pin_hash from staff").fetchall())
        if db.execute("select 1 from staff where name = ?", [name]).fetchone():
            raise StaffError(f"{name} is on the list already; remove that entry first")
        if find_owner(pin, hashes) is not None:
            raise StaffError("this PIN cannot be used; choose another")
        db.execute(
            "insert into staff values (?, ?, ?, ?)",
            [member.staff_id, name, pin_hash, utc_text(member.added_at)],
        )
        _audit(db, "staff_added", name)
    return member


def members(db: Database) -> list[Member]:
    rows = db.execute("select id, name, added_at from staff order by name").fetchall()
    return [Member(each, name, parse_utc(added)) for each, name, added in rows]


def remove(db: Database, name: str) -> None:
    """Raises StaffError where nobody has that name."""
    with db.transaction():
        if db.execute("delete from staff where name = ?", [name]).rowcount == 0:
            raise StaffError(f"nobody here is called {name}; see: endcap staff list")
        _audit(db, "staff_removed", name)


def _check_pin(pin: str) -> None:
    if not (pin.isascii() and pin.isdigit() and SHORTEST_PIN <= len(pin) <= LONGEST_PIN):
        raise StaffError(f"a PIN has {SHORTEST_PIN} to {LONGEST_PIN} digits")
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    if len(steps) == 1 and steps <= {0, 1, 9}:
        raise StaffError("this PIN is too easy to guess; do not repeat or count")


def _audit(db: Database, action: str, detail: str) -> None:
    now = utc_text(datetime.now(UTC))
    row = [now, BY_COMMAND, action, detail]
    db.execute("insert into audit (at, who, action, detail) values (?, ?, ?, ?)", row)
