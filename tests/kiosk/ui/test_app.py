"""The window's process as the supervisor sees it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[3]

PROGRAM = """
import logging, sys, threading
from dataclasses import replace
from pathlib import Path
from kiosk.app.view_state import Language
from kiosk.ui.app import run_kiosk
from kiosk.ui.settings import WindowSettings

logging.basicConfig(level=logging.WARNING, format="%(name)s: %(message)s")
catalog, log = Path(sys.argv[1]), Path(sys.argv[2])


class Behind:
    def __init__(self, show):
        self.show = show

    def start(self):
        self.thread = threading.Thread(target=self.run, name="runtime")
        self.thread.start()

    def run(self):
        from kiosk.ui.gallery import Gallery

        self.show(replace(Gallery(catalog, Language.EN).product(), trace="first"))

    def submit(self, command):
        pass

    def stop(self):
        self.thread.join()
        print("stopped", flush=True)


settings = WindowSettings(platform="offscreen", windowed=(1080, 1920), report_ready=True, paint_log=log)
sys.exit(run_kiosk(Behind, settings))
"""


IN_THE_FRAME = """
import os, signal
from kiosk.ui.app import run_kiosk
from kiosk.ui.paint_probe import PaintProbe

swapped = PaintProbe.swapped


def interrupted(probe):
    swapped(probe)
    if probe.applied_count:
        os.kill(os.getpid(), signal.SIGTERM)


PaintProbe.swapped = interrupted
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_says_ready_logs_its_frames_and_ends_cleanly_on_a_signal(
    catalog: Path, tmp_path: Path, number: signal.Signals
) -> None:
    log = tmp_path / "paint.jsonl"
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(catalog), str(log)],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        try:
            assert process.stderr.readline() == "ready\n"
            process.send_signal(number)
            out, errors = process.communicate(timeout=20)
        finally:
            process.kill()
    assert process.returncode == 0
    assert out == "stopped\n"
    assert errors == ""
    entry = json.loads(log.read_text().splitlines()[0])
    assert entry["trace"] == "first"
    assert entry["complete"] is True
    assert entry["frame_ms"] >= entry["apply_ms"] > 0


def test_a_signal_in_the_middle_of_painting_takes_no_window_away(catalog: Path, tmp_path: Path) -> None:
    """A handler that quits would run inside the frame's slot and pull the window from under Qt's feet."""
    program = PROGRAM.replace("from kiosk.ui.app import run_kiosk", IN_THE_FRAME)
    with subprocess.Popen(
        [sys.executable, "-c", program, str(catalog), str(tmp_path / "paint.jsonl")],
        cwd=REPOSITORY,
        env=os.environ | {"MALLOC_PERTURB_": "165"},  # what is freed is overwritten, so that using it crashes
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            out, errors = process.communicate(timeout=20)
        finally:
            process.kill()
    assert (process.returncode, out) == (0, "stopped\n"), errors
