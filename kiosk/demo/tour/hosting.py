"""A demo run of its own: started as a person starts it, watched, hurt on purpose, and stopped."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from kiosk.demo.errors import TourFailed
from kiosk.demo.layout import Layout, read_json
from kiosk.demo.process import last_words
from kiosk.demo.programs import ENDCAP

START_WITHIN_S = 900.0  # the first start imports the data and builds the catalog
STOP_WITHIN_S = 40.0


class Demo:
    """A running `endcap demo`, known by its facts file."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout

    def facts(self) -> dict[str, Any]:
        return read_json(self.layout.facts)

    def report(self, process: str) -> dict[str, Any]:
        report: dict[str, Any] = self.facts().get("processes", {}).get(process, {})
        return report

    def pid(self, process: str) -> int:
        return int(self.report(process)["pid"])

    def signal(self, process: str, number: signal.Signals) -> None:
        os.kill(self.pid(process), number)

    def kill(self, process: str, within_s: float = 30.0) -> None:
        """kill -9, then wait until the supervisor has it running again."""
        before = self.report(process)["restarts"]
        self.signal(process, signal.SIGKILL)
        end = time.monotonic() + within_s
        while True:
            report = self.report(process)
            if report and report["restarts"] > before and report["condition"] == "running":
                return
            if time.monotonic() > end:
                raise TourFailed(
                    f"{process} was killed and does not run again within {within_s:g} s: {report}"
                )
            time.sleep(0.05)

    def endcap(self, *arguments: str, succeeds: bool = True) -> str:
        """Run an `endcap` command as staff or IT would; TourFailed where it ends otherwise than it should."""
        ended = subprocess.run(
            (*ENDCAP, *arguments), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        if (ended.returncode == 0) != succeeds:
            raise TourFailed(f"`endcap {' '.join(arguments)}` ended with {ended.returncode}: {ended.stderr}")
        return ended.stdout if succeeds else ended.stderr


@contextmanager
def hosted(
    layout: Layout,
    settings: str = "",
    options: Sequence[str] = (),
    progress: Callable[[str], None] = lambda _: None,
) -> Iterator[Demo]:
    """Run `endcap demo` in a fresh store while the context lasts.

    `settings` becomes the device's kiosk.toml. Raises TourFailed where the demo does not start, does not end
    when asked to, or leaves a process behind.
    """
    shutil.rmtree(layout.root, ignore_errors=True)
    layout.device.mkdir(parents=True, exist_ok=True)  # it may be a disk of its own
    (layout.device / "kiosk.toml").write_text(settings)
    where = ("--state", str(layout.root), "--made", str(layout.made))
    log_path = layout.root / "demo.log"
    with log_path.open("wb") as log:
        demo = subprocess.Popen(
            (*ENDCAP, "demo", "--offscreen", *where, *options),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    try:
        _wait_until_ready(demo, layout, log_path, progress)
        yield Demo(layout)
    except BaseException:
        with suppress(TourFailed):  # the first failure is the one to tell
            _stop(demo, layout)
        raise
    _stop(demo, layout)


def _wait_until_ready(
    demo: "subprocess.Popen[bytes]", layout: Layout, log: Path, progress: Callable[[str], None]
) -> None:
    end = time.monotonic() + START_WITHIN_S
    while not read_json(layout.facts).get("ready"):
        progress(last_words(log, lines=1))
        if demo.poll() is not None:
            raise TourFailed(f"the demo ended with {demo.returncode}:\n{last_words(log)}")
        if time.monotonic() > end:
            raise TourFailed(f"the demo does not run after {START_WITHIN_S:g} s:\n{last_words(log)}")
        time.sleep(0.1)


def _stop(demo: "subprocess.Popen[bytes]", layout: Layout) -> None:
    reports = read_json(layout.facts).get("processes", {}).values()
    pids = [int(report["pid"]) for report in reports if report["pid"]]
    demo.terminate()
    try:
        demo.wait(STOP_WITHIN_S)
    except subprocess.TimeoutExpired:
        demo.kill()
        demo.wait()
        raise TourFailed(f"the demo did not end within {STOP_WITHIN_S:g} s of being asked to") from None
    left = [pid for pid in pids if Path(f"/proc/{pid}").exists()]
    if left or demo.returncode != 0:
        raise TourFailed(f"the demo ended with {demo.returncode}, and these processes of it live on: {left}")
