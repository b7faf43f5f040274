"""A device as the demo sets one up, with a kiosk process of its own, for measurements from outside."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.demo.layout import Layout
from kiosk.demo.tour.hosting import hosted

BUILD = Path(__file__).parents[2] / "build"
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
SETTINGS = "[kiosk]\nidle_timeout_s = 3600.0\n"
START_WITHIN_S = 60.0
PLACED, PLACED_WITHIN_S = "Unknown products are placed", 600.0  # what the kiosk's log says of it


def set_up(folder: Path) -> Path:
    """Let the demo set a device up, its releases fetched and its catalog's unknown products placed, as on the
    second day; returns the device's folder."""
    layout = Layout(folder, BUILD / "demo" / "made")
    with hosted(layout, SETTINGS):
        end = time.monotonic() + PLACED_WITHIN_S
        while PLACED not in layout.log("kiosk").read_text():
            assert time.monotonic() < end, f"not placed within {PLACED_WITHIN_S:g} s: {layout.log('kiosk')}"
            time.sleep(0.5)
    return layout.device


@dataclass(frozen=True, slots=True)
class RunningKiosk:
    pid: int
    start_s: float  # from exec to the first page that can be touched
    paint_log: Path

    def painted(self) -> list[dict[str, Any]]:
        """Every view state painted so far."""
        lines = self.paint_log.read_text().splitlines(keepends=True)
        return [json.loads(line) for line in lines if line.endswith("\n")]

    def resident_mb(self, name: str = "VmRSS") -> float:
        """Resident memory now (`VmRSS`) or at its highest (`VmHWM`), MB of 10^6 bytes."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith(name))
        return int(line.split()[1]) * 1024 / 1e6


@contextmanager
def running_kiosk(device: Path, broker_port: int, size: str = "1080x1920") -> Iterator[RunningKiosk]:
    """`endcap kiosk`, offscreen, ready to be touched."""
    paint_log, log = device / "paint.jsonl", device / "kiosk.log"
    paint_log.unlink(missing_ok=True)
    argv = [
        *(sys.executable, "-m", "kiosk.cli", "kiosk", "--state", str(device)),
        *("--broker", f"127.0.0.1:{broker_port}", "--size", size),
        *("--report-ready", "--paint-log", str(paint_log)),
    ]
    with log.open("wb") as out:
        began = time.monotonic()
        process = subprocess.Popen(argv, stderr=out, env=os.environ | OFFSCREEN)
    try:
        yield RunningKiosk(process.pid, _ready_after(process, log, began), paint_log)
    finally:
        process.terminate()
        process.wait(10)


def _ready_after(process: "subprocess.Popen[bytes]", log: Path, began: float) -> float:
    """Seconds until the kiosk has said that it is ready; looked at every 2 ms."""
    while "ready" not in log.read_text().splitlines():
        assert process.poll() is None, f"the kiosk ended before it was ready:\n{log.read_text()}"
        assert time.monotonic() - began < START_WITHIN_S, f"the kiosk is not ready:\n{log.read_text()}"
        time.sleep(0.002)
    return time.monotonic() - began
