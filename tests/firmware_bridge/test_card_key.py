"""The device's secret for cards."""

import stat
import threading
from pathlib import Path

import pytest

from firmware_bridge.card_key import FILE, LENGTH, card_key
from firmware_bridge.errors import CardKeyError


def test_it_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    key = card_key(tmp_path / "state")
    assert len(key) == LENGTH
    assert card_key(tmp_path / "state") == key
    assert stat.S_IMODE((tmp_path / "state" / FILE).stat().st_mode) == 0o600
    assert card_key(tmp_path / "other") != key


def test_programs_that_start_at_once_agree(tmp_path: Path) -> None:
    begin, found = threading.Barrier(8), []

    def start() -> None:
        begin.wait()
        found.append(card_key(tmp_path))

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


@pytest.mark.parametrize("content", ["", "abcd", "not hex at all", "00" * 31])
def test_a_damaged_one_is_an_error_that_names_the_file(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE).write_text(content)
    with pytest.raises(CardKeyError, match=r"card\.key"):
        card_key(tmp_path)


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CardKeyError, match="cannot be"):
        card_key(tmp_path / "file" / "state")
