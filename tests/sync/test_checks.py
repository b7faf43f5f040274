import shutil
import sys
from pathlib import Path

import pytest

from sync.checks import CheckUnavailable, ReleaseCheck, ReleaseUnfit
from sync.wire import ReleaseKind

BUNDLE = Path(__file__).parents[2] / "edge_models" / "reference" / "bundle"


def endcap() -> list[str]:
    """The command of this work tree, whatever is installed."""
    return [sys.executable, "-m", "kiosk.cli", "models", "check"]


def test_the_shipped_model_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).parents[2])
    ReleaseCheck(endcap()).run(ReleaseKind.MODEL, BUNDLE)


def test_a_damaged_model_fails_with_the_reason_that_the_check_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(Path(__file__).parents[2])
    shutil.copytree(BUNDLE, tmp_path / "bundle")
    (tmp_path / "bundle" / "ranker.onnx").write_bytes(b"not a graph")
    with pytest.raises(ReleaseUnfit, match=r"fails its check: .*ranker\.onnx"):
        ReleaseCheck(endcap()).run(ReleaseKind.MODEL, tmp_path / "bundle")


def test_a_check_that_is_killed_says_by_what(tmp_path: Path) -> None:
    script = tmp_path / "check.sh"
    script.write_text("kill -SEGV $$")
    with pytest.raises(ReleaseUnfit, match="signal 11"):
        ReleaseCheck(["/bin/sh", str(script)]).run(ReleaseKind.MODEL, tmp_path)


def test_without_the_command_nothing_is_said_of_the_model(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CheckUnavailable, match="install the package"):
        ReleaseCheck().run(ReleaseKind.MODEL, tmp_path)


def test_a_catalog_that_is_none_fails(tmp_path: Path) -> None:
    with pytest.raises(ReleaseUnfit, match=r"manifest\.json is missing"):
        ReleaseCheck().run(ReleaseKind.CATALOG, tmp_path)
