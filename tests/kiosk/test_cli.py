import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from kiosk import cli


@pytest.fixture(autouse=True)
def faults_go_elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))


def test_help_names_every_command_and_imports_none_of_them() -> None:
    code = (
        "import sys; from kiosk import cli; cli.main(['--help']);"
        "print(sorted(m for m in sys.modules if m.split('.')[0] in "
        "('numpy', 'PySide6', 'paho', 'httpx', 'onnxruntime', 'sync', 'firmware_bridge', 'edge_models')))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    for name in cli.ENTRIES:
        assert f"  {name} " in out
    assert out.rstrip().endswith("[]")


def test_help_answers_at_once() -> None:
    quickest = float("inf")
    for _ in range(3):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "kiosk.cli", "--help"], capture_output=True, check=True)
        quickest = min(quickest, time.perf_counter() - began)
    assert quickest < 1.0  # 0.1 s on an idle machine


@pytest.mark.parametrize("name", list(cli.ENTRIES))
def test_every_command_of_the_table_exists_and_explains_itself(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([name, "--help"]) == 0
    assert "Usage: endcap" in capsys.readouterr().out


def test_unknown_command_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["dance"]) == 2
    assert "No such command 'dance'" in capsys.readouterr().err


class ShelfError(Exception):
    hint = "Plug it in."


ShelfError.__module__ = "firmware_bridge.errors"


class Broken(ShelfError):
    pass


def fail_with(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> int:
    @click.command()
    def failing() -> None:
        raise error

    monkeypatch.setattr(cli.LazyGroup, "get_command", lambda *_: failing)
    return cli.main(["doctor"])


def test_error_of_ours_is_one_sentence_and_a_hint(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert fail_with(monkeypatch, Broken("Shelf A is gone.")) == 1
    assert capsys.readouterr().err == "endcap: Shelf A is gone.\n        Plug it in.\n"


def test_fault_keeps_its_traceback_in_the_log(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert fail_with(monkeypatch, ZeroDivisionError("by zero")) == 70
    err = capsys.readouterr().err
    assert "a fault in the program: ZeroDivisionError: by zero" in err
    assert "Traceback" not in err
    assert "ZeroDivisionError: by zero" in (tmp_path / "endcap" / "faults.log").read_text()


def test_fault_is_told_where_the_log_cannot_be_written(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "endcap").touch()  # a file where the folder should be
    assert fail_with(monkeypatch, ZeroDivisionError("by zero")) == 70
    assert "ENDCAP_DEBUG=1" in capsys.readouterr().err


def test_missing_package_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert fail_with(monkeypatch, ModuleNotFoundError("no", name="lightgbm.basic")) == 1
    assert "lightgbm" in capsys.readouterr().err


def test_interruption_has_its_own_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert fail_with(monkeypatch, KeyboardInterrupt()) == 130
    assert "interrupted" in capsys.readouterr().err
