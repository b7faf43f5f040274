"""The whole road under fire: agent and HQ are killed again and again while a kiosk works."""

import os
import random
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from sync.device import write_settings
from sync.wire import EventKind

AGENT = """
import sys
from pathlib import Path
from sync.agent.loop import Agent
from sync.checks import ReleaseCheck
from sync.device import DeviceFolder, read_settings
folder = DeviceFolder(Path(sys.argv[1]))
Agent(folder, read_settings(folder), ReleaseCheck(["/bin/sh", sys.argv[2]])).run()
"""
SERVE = "from sync.hq.cli import hq; hq()"
KILLS = 40


class Killer(threading.Thread):
    """Starts a program again whenever it kills it, at random moments."""

    def __init__(self, start: Callable[[], Any], seed: int, done: threading.Event) -> None:
        super().__init__(name=f"killer {seed}")
        self._start_program, self._dice, self._done = start, random.Random(seed), done
        self.kills = 0

    def run(self) -> None:
        while not self._done.is_set() and self.kills < KILLS:
            with self._start_program():  # leaving the context kills it with SIGKILL
                self._done.wait(self._dice.uniform(0.3, 2.0))
            self.kills += 1


@pytest.mark.slow
def test_whatever_is_killed_every_event_arrives_once_and_every_release_is_whole(
    hq: Any, device: Any, releases: Any, tmp_path: Any, run_python: Callable[..., Any]
) -> None:
    seed = int(os.environ.get("ENDCAP_SEED", "1"))
    hq.stop()
    write_settings(device.folder, device.settings)
    done = threading.Event()
    serve = ("serve", "--state", str(hq.folder.root), "--host", "127.0.0.1")
    killers = [
        Killer(lambda: run_python(AGENT, str(device.folder.root), str(tmp_path / "check.sh")), seed, done),
        Killer(lambda: run_python(SERVE, *serve), seed + 1, done),
    ]
    for killer in killers:
        killer.start()
    dice, ids, version = random.Random(seed + 2), [], 0
    try:
        while any(killer.is_alive() for killer in killers):
            ids += device.happen(*[EventKind.LIFT] * dice.randint(1, 5))
            if dice.random() < 0.1:
                version += 1
                weights = {"model.onnx": random.Random(version).randbytes(400_000)}
                hq.publish(releases.model(f"1-{version}", weights))
            current = device.store.current("model")
            if current is not None:
                number = int(current.version.split("-")[1])
                expected = random.Random(number).randbytes(400_000)
                assert (current.folder / "model.onnx").read_bytes() == expected
            time.sleep(0.1)
    finally:
        done.set()
        for killer in killers:
            killer.join()
    assert version > 5
    hq.start()
    assert device.sync().errors == ()
    assert device.sync().backlog == 0
    kept = [event.id for event, _ in hq.fleet.events("k1") if event.kind == "lift"]
    assert kept == ids
    assert device.version() == f"1-{version}"
    told = [e.payload["version"] for e, _ in hq.fleet.events("k1") if e.kind == "release_installed"]
    assert len(told) == len(set(told))
    assert not [kind for kind in hq.kinds("k1") if kind == "release_refused"]
