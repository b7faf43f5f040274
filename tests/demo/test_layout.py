import stat
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.demo import fingerprint
from kiosk.demo.errors import AlreadyRunning, DemoError, PreparationFailed
from kiosk.demo.layout import Layout, held, read_json, write_private


def test_second_demo_in_one_folder_is_refused_with_a_hint(tmp_path: Path) -> None:
    with held(tmp_path / "demo"), pytest.raises(AlreadyRunning) as refused, held(tmp_path / "demo"):
        pass
    assert "--state" in refused.value.hint


def test_folder_is_free_again_afterwards(tmp_path: Path) -> None:
    for _ in range(2):
        with held(tmp_path / "demo"):
            pass


def test_folder_of_a_killed_demo_is_free(tmp_path: Path) -> None:
    code = (
        "import os, sys, pathlib; from kiosk.demo.layout import held\n"
        "with held(pathlib.Path(sys.argv[1])): os.kill(os.getpid(), 9)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False).returncode == -9
    with held(tmp_path):
        pass


def test_folder_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DemoError, match="file/demo"), held(tmp_path / "file" / "demo"):
        pass


def test_passwords_are_kept_private(tmp_path: Path) -> None:
    layout = Layout(tmp_path / "demo", tmp_path / "made")
    write_private(layout.prepared, {"pin": "123456"})
    assert stat.S_IMODE(layout.prepared.stat().st_mode) == 0o600
    assert read_json(layout.prepared) == {"pin": "123456"}


@pytest.mark.parametrize("content", [None, b"", b'{"pin": ', b"[]", b"\xff"])
def test_missing_or_cut_file_counts_as_nothing_prepared(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "prepared.json"
    if content is not None:
        file.write_bytes(content)
    assert read_json(file) == {}


def test_fingerprint_follows_names_and_contents(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("1")
    first = fingerprint.of_folder(tmp_path)
    (tmp_path / "notes.log").write_text("not a source")
    assert fingerprint.of_folder(tmp_path) == first
    (tmp_path / "a.py").write_text("2")
    assert fingerprint.of_folder(tmp_path) != first
    (tmp_path / "a.py").write_text("1")
    assert fingerprint.of_folder(tmp_path) == first
    (tmp_path / "a.py").rename(tmp_path / "b.py")
    assert fingerprint.of_folder(tmp_path) != first


def test_fingerprint_does_not_run_values_together() -> None:
    assert fingerprint.of_values("ab", "c") != fingerprint.of_values("a", "bc")


def test_missing_package_is_named_with_a_hint() -> None:
    with pytest.raises(PreparationFailed, match="no-such-package") as missing:
        fingerprint.of_package("no-such-package")
    assert "make demo" in missing.value.hint
