"""The one way to open a SQLite file.

    db = connect(state / "device.db")          # facts: WAL, synchronous=FULL
    db.migrate(outbox.migrations)
    with db.transaction():                     # BEGIN IMMEDIATE … COMMIT, or ROLLBACK on any exception
        db.execute("insert into …")
    rows = db.query("select …", [1])           # dicts, from sqlite-utils

`Database` is sqlite-utils' class, so all its conveniences work. The driver opens no transaction by itself:
a
statement outside `transaction()` commits at once. A connection belongs to the thread that opened it.

Faults of the file or the disk surface as this tree, wherever they strike (execute, fetch, commit):

    DatabaseError
    ├── DatabaseFull          no room on the disk; the transaction was rolled back, nothing was half written
    ├── DatabaseCorrupt       not a database, or damaged
    ├── DatabaseLocked        another process holds the write lock longer than the busy timeout
    ├── DatabaseUnavailable   cannot be opened, read or written (permissions, I/O error, missing folder)
    └── UnsafeSqlite          the loaded SQLite can corrupt a WAL file

A broken constraint stays `IntegrityError` (exported here), a wrong statement stays the driver's error:
both are bugs or rules of the caller, not faults of the file.
"""

import importlib
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sync import sqlite
from sync.errors import SyncError

if TYPE_CHECKING:
    driver = sqlite3
else:  # sqlite-utils picks the same module by itself; its SQLite is newer than the interpreter's
    driver = importlib.import_module("pysqlite3.dbapi2")

IntegrityError = driver.IntegrityError

BUSY_TIMEOUT_S = 10.0
_FAULT_BEGAN, _FAULT_MENDED = (3, 7, 0), (3, 51, 3)  # https://sqlite.org/wal.html, the WAL-reset bug


class DatabaseError(SyncError):
    """A fault of the database file or of the disk under it."""


class DatabaseFull(DatabaseError):
    """There is no room left for what was to be written."""


class DatabaseCorrupt(DatabaseError):
    """The file is damaged or is not a database."""


class DatabaseLocked(DatabaseError):
    """Another connection kept the write lock for longer than the busy timeout."""


class DatabaseUnavailable(DatabaseError):
    """The file cannot be opened, read or written."""


class UnsafeSqlite(DatabaseError):
    """The loaded SQLite has the WAL-reset fault, which can corrupt a database in WAL mode."""


_PRIMARY_CODES: dict[int, tuple[type[DatabaseError], str]] = {
    5: (DatabaseLocked, "another process is writing to it; try again"),
    6: (DatabaseLocked, "another connection of this process is writing to it; try again"),
    8: (DatabaseUnavailable, "it cannot be written to; check its permissions"),
    10: (DatabaseUnavailable, "reading or writing it failed; check the disk"),
    11: (DatabaseCorrupt, "it is damaged"),
    13: (DatabaseFull, "the disk is full; free some space"),
    14: (DatabaseUnavailable, "it cannot be opened; check that its folder exists and may be written to"),
    26: (DatabaseCorrupt, "it is not a SQLite database"),
}


def check_sqlite(version: tuple[int, ...] = driver.sqlite_version_info) -> None:
    """Raise UnsafeSqlite for a SQLite that has the WAL-reset fault (3.7.0 to 3.51.2)."""
    if _FAULT_BEGAN <= tuple(version) < _FAULT_MENDED:
        found = ".".join(map(str, version))
        raise UnsafeSqlite(
            f"SQLite {found} can corrupt databases in WAL mode; install a pysqlite3 with 3.51.3 or later"
        )


@contextmanager
def _faults_translated(path: str) -> Iterator[None]:
    try:
        yield
    except driver.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", None)
        known = _PRIMARY_CODES.get(code & 0xFF) if code is not None else None
        if known is None:
            raise
        kind, advice = known
        raise kind(f"{path}: {advice} ({error})") from error


class _Cursor(driver.Cursor):
    def _path(self) -> str:
        connection = self.connection
        return connection.path if isinstance(connection, _Connection) else "database"

    def execute(self, *arguments: Any) -> "_Cursor":
        with _faults_translated(self._path()):
            super().execute(*arguments)
        return self

    def executemany(self, *arguments: Any) -> "_Cursor":
        with _faults_translated(self._path()):
            super().executemany(*arguments)
        return self

    def fetchone(self) -> Any:
        with _faults_translated(self._path()):
            return super().fetchone()

    def fetchall(self) -> list[Any]:
        with _faults_translated(self._path()):
            return super().fetchall()

    def __next__(self) -> Any:
        try:
            return super().__next__()
        except driver.DatabaseError:
            with _faults_translated(self._path()):
                raise


class _Connection(driver.Connection):
    path: str = "database"

    def cursor(self, factory: Any = _Cursor) -> Any:
        return super().cursor(factory)


class Database(sqlite.Database):
    """sqlite-utils' Database with immediate transactions and safe migrations."""

    path: Path

    @property
    def in_transaction(self) -> bool:
        return self.conn.in_transaction

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing. The write lock is taken at the start, so a read inside is never overtaken by
        another writer. Nested use joins the outer transaction (an inner failure undoes only the inner
        part)."""
        if self.conn.in_transaction:
            with self.atomic():
                yield
            return
        self.conn.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.conn.execute("COMMIT")
        except BaseException:
            if self.conn.in_transaction:  # a full disk may have ended it already
                self.conn.execute("ROLLBACK")
            raise

    def migrate(self, *migrations: sqlite.Migrations) -> None:
        """Apply what is pending, in one transaction: several processes may start on a new file at once."""
        if not any(each.pending(self) for each in migrations):
            return
        with self.transaction():
            for each in migrations:
                each.apply(self)


def _enter_wal(connection: _Connection) -> None:
    """SQLite does not wait by itself when several processes turn a new file to WAL at once, so this does."""
    until = time.monotonic() + BUSY_TIMEOUT_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL").fetchone()
        except DatabaseLocked:
            if time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return


def connect(path: Path, *, durable: bool = True, any_thread: bool = False, alone: bool = False) -> Database:
    """Open or create the database at `path`.

    durable: a commit is on the disk when it returns (`synchronous=FULL`); False for files that can be
    rebuilt. any_thread: the caller guards the connection with a lock of its own and may use it from
    several threads. alone: no other connection may use the file meanwhile; that needs no room for SQLite's
    shared memory, so that a file on a full disk can still be read. Raises the faults above; an unreadable or
    foreign file is DatabaseCorrupt here already.
    """
    check_sqlite()
    with _faults_translated(str(path)):
        connection = driver.connect(
            path,
            timeout=BUSY_TIMEOUT_S,
            isolation_level=None,
            check_same_thread=not any_thread,
            factory=_Connection,
        )
    connection.path = str(path)
    try:
        if alone:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE").fetchone()
        _enter_wal(connection)
        connection.execute(f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA trusted_schema=OFF")
        db = Database(connection)
    except BaseException:
        connection.close()
        raise
    db.path = path
    return db
