import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from firmware_bridge.errors import JournalError
from firmware_bridge.journal import KEPT_DELIVERIES, Journal, JournalEntry, driver


def entry(journal: Journal, name: str = "") -> JournalEntry:
    seq = journal.next_seq()
    return JournalEntry(journal.boot, seq, name or f"{journal.boot}-{seq}", "homie/5/a/b/event", b"{}")


def append(journal: Journal, count: int) -> list[JournalEntry]:
    entries = []
    for _ in range(count):
        with journal.transaction():
            entries.append(entry(journal))
            journal.append(entries[-1])
    return entries


def test_each_opening_is_a_new_boot_and_events_count_within_it(tmp_path: Path) -> None:
    first = Journal(tmp_path / "bridge.db")
    kept = append(first, 3)
    first.close()
    second = Journal(tmp_path / "bridge.db")
    assert second.boot == first.boot + 1
    assert [e.seq for e in kept] == [1, 2, 3]
    assert second.next_seq() == 1
    assert second.unpublished() == kept
    second.close()


def test_only_published_events_are_replayed_and_in_order(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "bridge.db")
    kept = append(journal, 5)
    journal.mark_published(kept[3])
    assert journal.unpublished() == kept[4:]
    assert journal.after(journal.boot, 1) == kept[1:4]
    assert journal.after(0, 0, limit=2) == kept[:2]
    assert journal.after(journal.boot + 1, 0) == []
    journal.close()


def test_a_transaction_is_all_or_nothing(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "bridge.db")
    with pytest.raises(ZeroDivisionError), journal.transaction():
        journal.append(entry(journal))
        journal.keep_shelf("shelf-a", 1.0, {"order": []})
        raise ZeroDivisionError
    assert journal.unpublished() == []
    assert journal.shelves() == {}
    journal.close()


def test_the_same_event_cannot_be_kept_twice(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "bridge.db")
    with journal.transaction():
        journal.append(entry(journal, "same"))
    with pytest.raises(JournalError), journal.transaction():
        journal.append(entry(journal, "same"))
    journal.close()


def test_pruning_keeps_the_newest_and_never_drops_what_was_not_published(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "bridge.db", kept_events=10)
    kept = append(journal, 30)
    journal.mark_published(kept[4])
    journal.prune()
    assert journal.after(0, 0) == []
    assert journal.unpublished() == kept[5:]
    journal.mark_published(kept[-1])
    journal.prune()
    assert journal.after(0, 0) == kept[20:]
    journal.close()


def test_how_far_was_published_is_known_after_a_restart(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "bridge.db")
    kept = append(journal, 3)
    journal.mark_published(kept[1])
    with journal.transaction():
        journal.keep_published()
    journal.close()
    again = Journal(tmp_path / "bridge.db")
    assert again.unpublished() == kept[2:]
    again.close()


def test_what_was_committed_survives_a_kill(tmp_path: Path) -> None:
    code = (
        "import os, sys, pathlib\n"
        "from firmware_bridge.journal import Journal, JournalEntry\n"
        "j = Journal(pathlib.Path(sys.argv[1]))\n"
        "with j.transaction():\n"
        "    j.append(JournalEntry(j.boot, 1, 'kept', 't', b'x'))\n"
        "j._db.execute('begin'); j.append(JournalEntry(j.boot, 2, 'open', 't', b'x'))\n"
        "os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "bridge.db")], check=False)
    journal = Journal(tmp_path / "bridge.db")
    assert [e.id for e in journal.unpublished()] == ["kept"]
    journal.close()


def test_a_commit_that_fails_gives_no_number_away_and_the_next_one_succeeds(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "bridge.db")
    (pages,) = journal._db.execute("pragma page_count").fetchone()
    journal._db.execute(f"pragma max_page_count = {pages}")
    with pytest.raises(JournalError, match="full"), journal.transaction():
        for n in range(1000):
            journal.append(entry(journal, f"event {n}"))
    assert journal.next_seq() == 1
    assert journal.unpublished() == []
    journal._db.execute("pragma max_page_count = 100000")
    kept = append(journal, 2)
    assert [e.seq for e in kept] == [1, 2]
    assert journal.unpublished() == kept
    journal.close()


def test_a_boot_that_the_disk_refuses_begins_with_the_first_transaction(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Journal(tmp_path / "bridge.db")
    kept = append(first, 1)
    first.close()
    connect = driver.connect

    def connect_read_only(*args: Any, **more: Any) -> Any:
        db = connect(*args, **more)
        db.execute("pragma query_only = on")
        return db

    monkeypatch.setattr(driver, "connect", connect_read_only)
    journal = Journal(tmp_path / "bridge.db")
    assert journal.boot == 0
    assert journal.unpublished() == kept
    with pytest.raises(JournalError, match="readonly"), journal.transaction():
        pass
    journal._db.execute("pragma query_only = off")
    with journal.transaction():
        journal.append(entry(journal))
    assert [(e.boot, e.seq) for e in journal.unpublished()] == [(1, 1), (2, 1)]
    journal.close()


def test_deliveries_are_found_again_and_bounded(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "bridge.db")
    with journal.transaction():
        for n in range(KEPT_DELIVERIES + 500):
            journal.append(entry(journal), n % (KEPT_DELIVERIES + 400))
        journal.prune()
    assert [e.seq for e in journal.delivered_as(7)] == [KEPT_DELIVERIES + 408]
    assert journal.delivered_as(200) == []
    assert len(journal.delivered_as(1200)) == 1
    journal.close()


def test_a_file_that_is_no_database_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "bridge.db").write_bytes(b"this is not SQLite" * 100)
    with pytest.raises(JournalError, match=r"bridge\.db"):
        Journal(tmp_path / "bridge.db")
