from pathlib import Path

import pytest
from click.testing import CliRunner

from firmware_bridge.cli import bridge, broker, simulate
from firmware_bridge.errors import JournalError, PlanogramError


@pytest.mark.parametrize("command", [bridge, broker, simulate])
def test_help_explains(command) -> None:  # type: ignore[no-untyped-def]
    result = CliRunner().invoke(command, ["--help"])
    assert result.exit_code == 0
    assert len(result.output) > 200


def test_a_wrong_address_is_explained() -> None:
    result = CliRunner().invoke(bridge, ["--broker", "nowhere"])
    assert result.exit_code == 2
    assert "127.0.0.1:1883" in result.output


def test_a_missing_planogram_is_an_error(tmp_path: Path) -> None:
    result = CliRunner().invoke(simulate, ["--planogram", str(tmp_path / "none.json")])
    assert isinstance(result.exception, PlanogramError)


def test_a_damaged_journal_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "bridge.db").write_bytes(b"damaged" * 1000)
    result = CliRunner().invoke(bridge, ["--state", str(tmp_path)])
    assert isinstance(result.exception, JournalError)
