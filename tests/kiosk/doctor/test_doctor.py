import json
import sqlite3
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk import cli
from kiosk.doctor import device, machine
from kiosk.doctor.finding import Finding, Level
from sync.signing import SigningKey


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """A device that is enrolled and has an intact database."""
    folder = tmp_path / "state"
    folder.mkdir()
    token = folder / "token"
    token.write_text("secret")
    token.chmod(0o600)
    public = SigningKey.create(tmp_path / "signing.key").verifying_key
    (folder / "release.pub").write_text(public.pem)
    with sqlite3.connect(folder / "device.db") as db:
        db.execute("create table facts (text)")
        db.executemany("insert into facts values (?)", [("x" * 500,)] * 200)
    db.close()
    return folder


def of(findings: list[Finding], check: str) -> Finding:
    return next(finding for finding in findings if finding.check == check)


def test_healthy_device_has_nothing_to_mend(state: Path) -> None:
    findings = list(device.look_at_device(state))
    assert {finding.level for finding in findings} <= {Level.GOOD, Level.NOTE}
    assert of(findings, "device.db").level is Level.GOOD
    assert of(findings, "enrolment").level is Level.GOOD


def test_device_that_was_never_set_up_is_no_fault(tmp_path: Path) -> None:
    (finding,) = device.look_at_device(tmp_path / "nowhere")
    assert finding.level is Level.NOTE


def test_damaged_facts_are_a_problem(state: Path) -> None:
    with (state / "device.db").open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 8192)
    finding = of(list(device.look_at_device(state)), "device.db")
    assert finding.level is Level.PROBLEM
    assert "backup" in finding.remedy


def test_damaged_cache_only_warns(state: Path) -> None:
    (state / "catalog.db").write_bytes(b"no database at all" * 100)
    assert of(list(device.look_at_device(state)), "catalog.db").level is Level.WARNING


def test_secret_that_others_can_read_is_a_problem(state: Path) -> None:
    (state / "token").chmod(0o644)
    finding = of(list(device.look_at_device(state)), "token")
    assert finding.level is Level.PROBLEM
    assert "chmod 600" in finding.remedy


def test_broken_public_key_is_a_problem(state: Path) -> None:
    (state / "release.pub").write_text("not a key")
    assert of(list(device.look_at_device(state)), "enrolment").level is Level.PROBLEM


def test_altered_release_is_named(state: Path) -> None:
    folder = state / "releases" / "model" / "2026.11.24-1"
    folder.mkdir(parents=True)
    (folder / "student.onnx").write_bytes(b"altered")
    manifest = {
        "schema": 1,
        "kind": "model",
        "name": "m",
        "version": "2026.11.24-1",
        "created": "2026-11-24T08:00:00Z",
        "files": {"student.onnx": {"sha256": "0" * 64, "size": 7}},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest))
    pointer = {"version": "2026.11.24-1", "previous": None, "held": []}
    (folder.parent / "current.json").write_text(json.dumps(pointer))
    finding = of(list(device.look_at_device(state)), "model")
    assert finding.level is Level.PROBLEM
    assert "student.onnx" in finding.text


def test_nearly_full_disk_is_a_problem(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device, "NEEDED_BYTES", 10**18)
    assert device.free_space(state).level is Level.PROBLEM


def test_other_python_is_a_problem() -> None:
    assert machine.python((3, 12, 1)).level is Level.PROBLEM
    assert machine.python().level is Level.GOOD


def test_clock_before_the_installation_is_a_problem() -> None:
    assert machine.clock(datetime(2001, 1, 1, tzinfo=UTC)).level is Level.PROBLEM
    assert machine.clock().level is not Level.PROBLEM


def test_missing_library_of_a_plugin_is_named(tmp_path: Path) -> None:
    assert machine._missing_libraries(tmp_path / "libqxcb.so") == ["libqxcb.so"]


def test_requirement_lines_of_the_device_are_told_from_others() -> None:
    assert machine._is_for_device("numpy>=2.3")
    assert machine._is_for_device('httpx>=0.28; extra == "device"')
    assert not machine._is_for_device('pandas>=2.3; extra == "hq"')
    assert machine._name_of("PySide6-Essentials==6.12.*") == "PySide6-Essentials"


def test_json_says_the_same_as_the_exit_code(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (state / "token").chmod(0o644)
    code = cli.main(["doctor", "--state", str(state), "--json"])
    document = json.loads(capsys.readouterr().out)
    assert (code, document["ok"]) == (1, False)
    assert {"check": "python", "level": "good", "text": f"Python {sys.version.split()[0]}", "remedy": ""} in (
        document["findings"]
    )


def test_table_shows_the_remedy(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (state / "token").chmod(0o644)
    assert cli.main(["doctor", "--state", str(state)]) == 1
    assert "chmod 600" in capsys.readouterr().out
