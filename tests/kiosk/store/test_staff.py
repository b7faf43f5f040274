"""`endcap staff`: who may sign in."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kiosk.app.errors import StaffError
from kiosk.store.device import open_device
from kiosk.store.pin_hashes import find_owner, hash_pin
from kiosk.store.staff_cli import staff

PIN = "493817"


def run(state: Path, *args: str, given: str = "") -> Result:
    command, *rest = args
    return CliRunner().invoke(staff, [command, "--state", str(state), *rest], input=given)


def add(state: Path, name: str = "Mia", pin: str = PIN) -> Result:
    return run(state, "add", name, "--pin-stdin", given=f"{pin}\n")


def test_a_member_of_staff_is_added_listed_and_removed(tmp_path: Path) -> None:
    assert add(tmp_path).exit_code == 0
    listed = json.loads(run(tmp_path, "list", "--json").stdout)
    assert [each["name"] for each in listed] == ["Mia"]
    assert "Mia" in run(tmp_path, "list").stdout
    assert run(tmp_path, "remove", "Mia").exit_code == 0
    assert "Nobody yet" in run(tmp_path, "list").stdout


def test_the_pin_is_asked_for_twice_and_never_shown(tmp_path: Path) -> None:
    asked = run(tmp_path, "add", "Mia", given=f"{PIN}\n{PIN}\n")
    assert asked.exit_code == 0
    assert PIN not in asked.output
    assert run(tmp_path, "add", "Jun", given=f"{PIN}1\n{PIN}2\n").exit_code != 0


def test_only_an_argon2_hash_is_kept(tmp_path: Path) -> None:
    add(tmp_path)
    db = open_device(tmp_path / "device.db")
    pin_hash, audit = db.execute("select pin_hash, (select action from audit) from staff").fetchone()
    db.close()
    assert pin_hash.startswith("$argon2id$")
    assert audit == "staff_added"
    assert PIN.encode() not in (tmp_path / "device.db").read_bytes()


@pytest.mark.parametrize(
    "pin", ["12345", "1234567890123", "abcdef", "", "123456", "987654", "111111", "１２３７８９"]
)
def test_a_pin_that_is_short_or_easy_is_refused(tmp_path: Path, pin: str) -> None:
    assert isinstance(add(tmp_path, pin=pin).exception, StaffError)
    assert json.loads(run(tmp_path, "list", "--json").stdout) == []


def test_a_name_and_a_pin_belong_to_one_person(tmp_path: Path) -> None:
    add(tmp_path)
    assert isinstance(add(tmp_path, pin="846201").exception, StaffError)
    assert isinstance(add(tmp_path, name="Jun").exception, StaffError)


@pytest.mark.parametrize("name", ["", "   ", "x" * 41, "a\x07b"])
def test_a_name_that_is_none_is_refused(tmp_path: Path, name: str) -> None:
    assert isinstance(add(tmp_path, name=name).exception, StaffError)


def test_removing_nobody_is_an_error(tmp_path: Path) -> None:
    assert isinstance(run(tmp_path, "remove", "Mia").exception, StaffError)


def test_the_owner_of_a_pin_is_found_and_a_broken_hash_skipped(caplog: pytest.LogCaptureFixture) -> None:
    hashes = {"broken": "no hash", "mia": hash_pin(PIN)}
    assert find_owner(PIN, hashes) == "mia"
    assert find_owner("000111", hashes) is None
    assert "unusable" in caplog.text
