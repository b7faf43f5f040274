"""profiles.db: what is in it, who can open it, and that what is deleted is gone from the disk."""

import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pysqlite3 import dbapi2

from kiosk.app.errors import ProfileUnreadable
from kiosk.domain.own_words import OwnWords, Thing
from kiosk.domain.profile import About, Profile, Topic, Visit
from kiosk.store import profiles
from kiosk.store.profiles import ProfileStore

KEY = bytes(range(32))
CARD, OTHER = "loyalty:5f1d0e8a", "loyalty:77aa"
AT = datetime(2026, 11, 24, 8, 15, tzinfo=UTC)
THINGS = (Thing("燕麦奶", True, bytes(768)), Thing("coffee", False, b"\xff" * 768))
WORDS = OwnWords("爱喝燕麦奶 no coffee", THINGS, "e5")
PROFILE = Profile(
    AT, (Visit(AT, ("1001-oat-milk", "1002")),), frozenset({Topic(About.TYPE, "tea.all")}), WORDS
)
EXPIRES = date(2027, 11, 24)
ROW = "select nonce, sealed, expires from profiles"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ProfileStore]:
    made = ProfileStore(tmp_path / "profiles.db", KEY)
    yield made
    made.close()


def on_disk(folder: Path) -> bytes:
    """Every byte of the database and of the files beside it."""
    return b"".join(path.read_bytes() for path in sorted(folder.glob("profiles.db*")))


def sealed(path: Path) -> bytes:
    with dbapi2.connect(f"file:{path}?mode=ro", uri=True) as db:
        return bytes(db.execute("select sealed from profiles").fetchone()[0])


def test_a_profile_comes_back_with_its_card_and_with_no_other(store: ProfileStore) -> None:
    store.keep(CARD, PROFILE, EXPIRES)
    assert store.load(CARD) == PROFILE
    assert store.load(OTHER) is None


def test_a_profile_of_before_words_could_be_said_opens(
    store: ProfileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = profiles._document(PROFILE)
    del document["words"]
    monkeypatch.setattr(profiles, "_document", lambda _: document)
    store.keep(CARD, PROFILE, EXPIRES)
    assert store.load(CARD) == replace(PROFILE, words=OwnWords())


def test_a_later_profile_takes_the_place_of_the_earlier(store: ProfileStore) -> None:
    store.keep(CARD, PROFILE, EXPIRES)
    store.keep(CARD, Profile(AT), EXPIRES)
    assert store.load(CARD) == Profile(AT)


def test_nothing_of_a_profile_or_its_card_can_be_read_in_the_files(
    store: ProfileStore, tmp_path: Path
) -> None:
    store.keep(CARD, PROFILE, EXPIRES)
    found = on_disk(tmp_path)
    assert b"profiles" in found
    for secret in (b"1001-oat-milk", b"tea.all", b"visits", b"coffee", b"5f1d0e8a", CARD.encode(), KEY):
        assert secret not in found
    assert stat.S_IMODE((tmp_path / "profiles.db").stat().st_mode) == 0o600


def test_the_devices_key_without_the_card_finds_nothing_and_another_key_neither(
    store: ProfileStore, tmp_path: Path
) -> None:
    store.keep(CARD, PROFILE, EXPIRES)
    other = ProfileStore(tmp_path / "profiles.db", bytes(32))
    assert other.load(CARD) is None
    other.close()


@pytest.mark.parametrize("column", ["nonce", "sealed", "expires"])
def test_a_profile_that_was_altered_is_refused(store: ProfileStore, tmp_path: Path, column: str) -> None:
    store.keep(CARD, PROFILE, EXPIRES)
    with dbapi2.connect(tmp_path / "profiles.db") as db:
        kept = dict(zip(("nonce", "sealed", "expires"), db.execute(ROW).fetchone(), strict=True))
        old = kept[column]
        kept[column] = "2099-01-01" if column == "expires" else bytes([old[0] ^ 1]) + old[1:]
        db.execute("update profiles set nonce = ?, sealed = ?, expires = ?", list(kept.values()))
    with pytest.raises(ProfileUnreadable):
        store.load(CARD)


def test_a_profile_put_in_the_place_of_another_is_refused(store: ProfileStore, tmp_path: Path) -> None:
    store.keep(CARD, PROFILE, EXPIRES)
    store.keep(OTHER, Profile(AT), EXPIRES)
    with dbapi2.connect(tmp_path / "profiles.db") as db:
        rows = db.execute("select name, nonce, sealed from profiles").fetchall()
        for (name, _, _), (_, nonce, other) in zip(rows, reversed(rows), strict=True):
            db.execute("update profiles set nonce = ?, sealed = ? where name = ?", [nonce, other, name])
    with pytest.raises(ProfileUnreadable):
        store.load(CARD)


def test_what_is_deleted_is_gone_from_the_file_and_its_log(store: ProfileStore, tmp_path: Path) -> None:
    for n in range(40):
        store.keep(f"loyalty:{n}", PROFILE, EXPIRES)
    store.keep(CARD, PROFILE, EXPIRES)
    with dbapi2.connect(f"file:{tmp_path / 'profiles.db'}?mode=ro", uri=True) as db:
        rows = [bytes(each) for (each,) in db.execute("select sealed from profiles")]
    assert all(each in on_disk(tmp_path) for each in rows)
    store.delete(CARD)
    assert store.load(CARD) is None
    left = [each for each in rows if each in on_disk(tmp_path)]
    assert len(left) == 40
    assert (tmp_path / "profiles.db-wal").stat().st_size == 0


def test_a_profile_without_visits_for_too_long_is_deleted(store: ProfileStore, tmp_path: Path) -> None:
    store.keep(CARD, PROFILE, date(2026, 11, 23))
    old = sealed(tmp_path / "profiles.db")
    store.keep(OTHER, PROFILE, date(2026, 11, 24))
    store.forget_expired(date(2026, 11, 24))
    assert store.load(CARD) is None
    assert store.load(OTHER) == PROFILE
    assert old not in on_disk(tmp_path)
