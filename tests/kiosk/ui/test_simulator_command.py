from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import RealBroker

PATIENCE_S = 20.0


def start(catalog: Path, port: int, **changes: str) -> subprocess.Popen[str]:
    argv = [sys.executable, "-m", "kiosk.cli", "shelves", "--planogram", str(catalog / "planogram.json")]
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    kept.pop("QT_QPA_PLATFORM", None)
    return subprocess.Popen(
        [*argv, "--broker", f"127.0.0.1:{port}", "-v"],
        env=kept | changes,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_window_in_good_order(
    catalog: Path, broker: RealBroker, number: signal.Signals
) -> None:
    with start(catalog, broker.port, QT_QPA_PLATFORM="offscreen") as process:
        assert process.stderr is not None
        impatience = threading.Timer(PATIENCE_S, process.kill)
        impatience.start()
        for line in process.stderr:  # until the store speaks to the broker
            if "Connected to the broker" in line:
                break
        impatience.cancel()
        process.send_signal(number)
        out, err = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0, err
    assert "Traceback" not in err
    assert out == ""


def test_without_a_display_the_command_says_what_to_do(catalog: Path, free_port: int) -> None:
    with start(catalog, free_port) as process:
        _, err = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 1
    assert "endcap simulate" in err
    assert "QT_QPA_PLATFORM=vnc" in err


def test_a_planogram_without_a_catalog_is_refused(tmp_path: Path, catalog: Path, free_port: int) -> None:
    (tmp_path / "planogram.json").write_text((catalog / "planogram.json").read_text())
    with start(tmp_path, free_port, QT_QPA_PLATFORM="offscreen") as process:
        _, err = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 1
    assert "products.jsonl" in err
    assert "Traceback" not in err
