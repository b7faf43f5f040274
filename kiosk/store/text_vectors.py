"""texts.db: vectors of product texts that were encoded before. A cache: what it loses is encoded again.

A fault of the file is logged and never stops the placing of products: a damaged file is begun anew, and where
nothing can be written nothing is remembered.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from sync.database import Database, DatabaseCorrupt, DatabaseError, connect

log = logging.getLogger(__name__)

_TABLE = (
    "create table if not exists vectors (key text primary key, vector blob not null) strict, without rowid"
)
Result = TypeVar("Result")


class TextVectors:
    """Opened at the first call. Used by one thread at a time; another may close it afterwards.

    Keys are hashes of a text and its encoder.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._db: Database | None = None
        self._faulty = False

    def close(self) -> None:
        if self._db is not None:
            self._db.close()
            self._db = None

    def get(self, keys: Sequence[str], /) -> Mapping[str, bytes]:
        """Those of `keys` that are remembered."""
        marks = ", ".join("?" * len(keys))
        query = f"select key, vector from vectors where key in ({marks})"  # noqa: S608  only question marks

        def read(db: Database) -> dict[str, bytes]:
            return dict(db.execute(query, list(keys)).fetchall())

        return self._attempt(read) or {}

    def put(self, vectors: Mapping[str, bytes], /) -> None:
        def write(db: Database) -> None:
            with db.transaction():
                db.conn.executemany("insert or replace into vectors values (?, ?)", list(vectors.items()))

        self._attempt(write)

    def keep_only(self, keys: Sequence[str], /) -> None:
        """Forget all others: the file never holds more than the texts of one catalog."""

        def tidy(db: Database) -> None:
            with db.transaction():
                held = {key for (key,) in db.execute("select key from vectors").fetchall()}
                stale = [(key,) for key in held.difference(keys)]
                db.conn.executemany("delete from vectors where key = ?", stale)

        self._attempt(tidy)

    def _attempt(self, work: Callable[[Database], Result]) -> Result | None:
        """None where the file is faulty."""
        try:
            try:
                return work(self._opened())
            except DatabaseCorrupt as error:
                log.warning("The remembered texts are lost and will be encoded again: %s", error)
                self._begin_anew()
                return work(self._opened())
        except (DatabaseError, OSError) as error:
            if not self._faulty:
                log.warning("Encoded texts are not remembered: %s", error)
            self._faulty = True
            return None

    def _opened(self) -> Database:
        if self._db is None:
            db = connect(self._path, durable=False, any_thread=True)
            try:
                db.execute(_TABLE)
            except BaseException:
                db.close()
                raise
            self._db = db
        return self._db

    def _begin_anew(self) -> None:
        self.close()
        for tail in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + tail).unlink(missing_ok=True)
