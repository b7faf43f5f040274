import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
import sqlite_utils
from sqlite_utils.migrations import Migrations

from sync import status
from sync.database import (
    Database,
    DatabaseCorrupt,
    DatabaseFull,
    DatabaseLocked,
    DatabaseUnavailable,
    IntegrityError,
    UnsafeSqlite,
    check_sqlite,
    connect,
)


@pytest.fixture
def db(tmp_path: Path) -> Database:
    db = connect(tmp_path / "facts.db")
    yield db
    db.close()


def test_facts_are_written_durably_in_wal_mode(db: Database) -> None:
    def pragma(name: str) -> object:
        return db.execute(f"pragma {name}").fetchone()[0]

    assert pragma("journal_mode") == "wal"
    assert pragma("synchronous") == 2  # FULL
    assert pragma("foreign_keys") == 1
    assert pragma("busy_timeout") == 10_000


def test_a_file_that_can_be_rebuilt_may_be_opened_less_strictly(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "cache.db", durable=False)) as db:
        assert db.execute("pragma synchronous").fetchone()[0] == 1  # NORMAL


@pytest.mark.parametrize("version", [(3, 7, 0), (3, 40, 1), (3, 51, 2)])
def test_a_sqlite_with_the_wal_reset_fault_is_refused(version: tuple[int, int, int]) -> None:
    with pytest.raises(UnsafeSqlite, match=r"3\.51\.3"):
        check_sqlite(version)


@pytest.mark.parametrize("version", [(3, 51, 3), (3, 53, 4), (3, 6, 23)])
def test_a_sqlite_without_the_fault_is_accepted(version: tuple[int, int, int]) -> None:
    check_sqlite(version)


def test_a_transaction_is_kept_or_undone_as_a_whole(db: Database) -> None:
    db.execute("create table t (x integer primary key)")
    with db.transaction():
        db.execute("insert into t values (1)")
    with pytest.raises(RuntimeError), db.transaction():
        db.execute("insert into t values (2)")
        raise RuntimeError
    assert db.execute("select x from t").fetchall() == [(1,)]
    assert not db.in_transaction


def test_an_inner_transaction_that_fails_leaves_the_outer_one_whole(db: Database) -> None:
    db.execute("create table t (x integer primary key)")
    with db.transaction():
        db.execute("insert into t values (1)")
        with pytest.raises(IntegrityError), db.transaction():
            db.execute("insert into t values (2)")
            db.execute("insert into t values (1)")
        db.execute("insert into t values (3)")
    assert db.execute("select x from t").fetchall() == [(1,), (3,)]


def test_what_sqlite_utils_offers_works_inside_a_transaction(db: Database) -> None:
    with pytest.raises(RuntimeError), db.transaction():
        db["people"].insert({"name": "Ann"}, pk="name")  # type: ignore[union-attr]
        raise RuntimeError
    assert not db["people"].exists()


def test_a_full_disk_is_said_and_leaves_nothing_half_written(db: Database) -> None:
    db.execute("create table t (x blob)")
    db.execute("insert into t values (x'01')")
    pages = db.execute("pragma page_count").fetchone()[0]
    db.execute(f"pragma max_page_count = {pages + 2}")  # SQLite then answers as on a full disk
    with pytest.raises(DatabaseFull, match="free some space"), db.transaction():
        for _ in range(100):
            db.execute("insert into t values (zeroblob(4000))")
    assert not db.in_transaction
    assert db.execute("select count(*) from t").fetchone()[0] == 1


def test_a_foreign_file_is_refused_when_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "facts.db"
    path.write_bytes(b"this is a text file, not a database\n" * 200)
    with pytest.raises(DatabaseCorrupt, match=r"facts\.db"):
        connect(path)


def test_damage_found_while_reading_is_said(tmp_path: Path) -> None:
    path = tmp_path / "facts.db"
    with closing(connect(path)) as db:
        db.execute("create table t (x text)")
        with db.transaction():
            db.conn.executemany("insert into t values (?)", [("x" * 500,)] * 500)
        db.execute("pragma wal_checkpoint(truncate)")
    content = bytearray(path.read_bytes())
    content[4096 * 5 : 4096 * 20] = b"\xff" * (4096 * 15)
    path.write_bytes(content)
    with closing(connect(path)) as db:
        with pytest.raises(DatabaseCorrupt):
            db.execute("select x from t").fetchall()
        with pytest.raises(DatabaseCorrupt):
            for _ in db.execute("select x from t"):
                pass


def test_a_writer_that_never_ends_is_said(db: Database, tmp_path: Path) -> None:
    db.execute("create table t (x)")
    with closing(connect(tmp_path / "facts.db")) as other:
        other.execute("pragma busy_timeout = 50")
        with db.transaction():
            db.execute("insert into t values (1)")
            assert other.execute("select count(*) from t").fetchone()[0] == 0  # readers go on
            with pytest.raises(DatabaseLocked), other.transaction():
                pass


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnavailable, match="folder exists"):
        connect(tmp_path / "nowhere" / "facts.db")


def test_processes_that_start_at_once_on_a_new_file_migrate_it_once(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib\n"
        "from sync import status\n"
        "from sync.database import connect\n"
        "db = connect(pathlib.Path(sys.argv[1]))\n"
        "status.prepare(db)\n"
        "print(status.request_sync(db))\n"
        "db.close()\n"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path / "device.db")],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        for _ in range(4)
    ]
    said = sorted(process.communicate(timeout=30)[0].strip() for process in started)
    assert said == ["1", "2", "3", "4"]


def test_threads_that_open_a_new_file_at_once_all_succeed(tmp_path: Path) -> None:
    for number in range(15):
        path, failures, ready = tmp_path / f"{number}.db", [], threading.Barrier(6)

        def opens(
            path: Path = path, failures: list[Exception] = failures, ready: threading.Barrier = ready
        ) -> None:
            ready.wait()
            try:
                with closing(connect(path)) as db:
                    status.prepare(db)
            except Exception as error:
                failures.append(error)

        threads = [threading.Thread(target=opens) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not failures


def test_opening_a_database_does_not_load_pandas() -> None:
    code = "import sys, sync.database; print('pandas' in sys.modules, 'numpy' in sys.modules); import numpy"
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(__file__).parents[2], capture_output=True, text=True
    )
    assert (said.stdout.strip(), said.returncode) == ("False False", 0)


def test_a_migration_that_fails_leaves_nothing(db: Database) -> None:
    migrations = Migrations("test")

    @migrations()
    def first(db: sqlite_utils.Database) -> None:
        db.execute("create table t (x)")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        db.migrate(migrations)
    assert "t" not in db.table_names()
