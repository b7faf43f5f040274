"""The agent as it runs on a device: as a process, on a schedule, killed at any moment."""

import random
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from sync import status
from sync.agent.errors import AgentBusy
from sync.device import write_settings
from sync.wire import EventKind, ReleaseKind

AGENT = """
import sys
from pathlib import Path
from sync.agent.loop import Agent
from sync.checks import ReleaseCheck
from sync.device import DeviceFolder, read_settings
folder = DeviceFolder(Path(sys.argv[1]))
Agent(folder, read_settings(folder), ReleaseCheck(["/bin/sh", sys.argv[2]])).run()
"""


@contextmanager
def running(agent: Any) -> Iterator[Any]:
    thread = threading.Thread(target=agent.run, name="agent")
    thread.start()
    try:
        yield agent
    finally:
        agent.stop.set()
        thread.join(timeout=10)
        assert not thread.is_alive()


def test_a_running_agent_syncs_on_its_schedule(
    hq: Any, device: Any, releases: Any, eventually: Callable[..., None]
) -> None:
    with running(device.agent()):
        device.happen(EventKind.LIFT)
        eventually(lambda: hq.kinds("k1") == ["lift"])
        hq.publish(releases.model("1-1"))
        eventually(lambda: device.version() == "1-1")


def test_with_hq_down_it_goes_on_trying_and_drains_the_backlog(
    hq: Any, device: Any, eventually: Callable[..., None]
) -> None:
    hq.stop()
    with running(device.agent()):
        device.happen(EventKind.LIFT, EventKind.RETURN)
        eventually(lambda: "cannot reach HQ" in device.status().error)
        hq.start()
        eventually(lambda: hq.kinds("k1") == ["lift", "return"])
        eventually(lambda: device.status().error == "")
    assert device.status().backlog == 0


def test_a_request_to_sync_now_wakes_it_at_once(
    hq: Any, device: Any, eventually: Callable[..., None]
) -> None:
    agent = device.agent()
    agent.settings = type(device.settings)("k1", "367", device.settings.hq, interval_s=3600)
    with running(agent):
        eventually(lambda: device.status().last_contact_at is not None)
        device.happen(EventKind.SCAN)
        with device.db() as db:
            request = status.request_sync(db)
            assert status.read(db).running
            eventually(lambda: status.is_served(db, request), 5)
            assert not status.read(db).running
    assert hq.kinds("k1") == ["scan"]


def test_a_second_agent_is_locked_out(device: Any, eventually: Callable[..., None]) -> None:
    with running(device.agent()):
        eventually(lambda: device.status().last_contact_at is not None)
        with pytest.raises(AgentBusy):
            device.sync()
        with pytest.raises(AgentBusy):
            device.agent().run()
    device.sync()


def test_a_killed_agent_lets_the_next_one_in(
    device: Any, tmp_path: Any, run_python: Callable[..., Any], eventually: Callable[..., None]
) -> None:
    with run_python(AGENT, str(device.folder.root), str(tmp_path / "check.sh")) as process:
        eventually(lambda: device.status().last_contact_at is not None)
        with pytest.raises(AgentBusy):
            device.sync()
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=10)
    device.sync()


def test_an_agent_killed_in_the_middle_of_a_download_goes_on_from_there(
    hq: Any,
    new_device: Callable[..., Any],
    releases: Any,
    cable: Any,
    tmp_path: Any,
    run_python: Callable[..., Any],
    eventually: Callable[..., None],
) -> None:
    size = 3_000_000
    device = new_device(url=cable.url)
    weights = random.Random(1).randbytes(size)
    hq.publish(releases.model("1-1", {"model.onnx": weights}))
    cable.bytes_per_s = 1_500_000
    parts = device.folder.releases / "model" / ".staging" / "parts"

    def arrived() -> int:
        return max((each.stat().st_size for each in parts.glob("*")), default=0) if parts.exists() else 0

    with run_python(AGENT, str(device.folder.root), str(tmp_path / "check.sh")) as process:
        eventually(lambda: arrived() > size / 4)
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=10)
    kept = arrived()
    assert size / 4 < kept < size
    assert device.version() is None
    cable.bytes_per_s, cable.down_bytes = None, 0
    assert device.sync().errors == ()
    assert (device.store.current(ReleaseKind.MODEL).folder / "model.onnx").read_bytes() == weights
    assert cable.down_bytes < size - kept + 200_000


def test_a_connection_lost_in_the_middle_of_a_download_is_no_refusal(
    hq: Any, new_device: Callable[..., Any], releases: Any, cable: Any
) -> None:
    device = new_device(url=cable.url)
    hq.publish(releases.model("1-1", {"model.onnx": random.Random(2).randbytes(1_000_000)}))
    cable.cut_after = 300_000
    syncs = 0
    while device.version() is None:
        syncs += 1
        assert syncs < 10
        outcome = device.sync()
        assert outcome.refused == ()
    assert syncs > 2  # each got a part of it


def test_told_to_stop_it_stops_in_the_middle_of_a_download(
    hq: Any, new_device: Callable[..., Any], releases: Any, cable: Any, eventually: Callable[..., None]
) -> None:
    device = new_device(url=cable.url)
    hq.publish(releases.model("1-1", {"model.onnx": random.Random(3).randbytes(5_000_000)}))
    cable.bytes_per_s = 500_000
    with running(device.agent()):
        eventually(lambda: cable.down_bytes > 400_000)
    assert device.version() is None
    assert device.status().error == ""


def test_the_kiosk_writes_while_the_agent_sends(
    hq: Any, device: Any, eventually: Callable[..., None]
) -> None:
    write_settings(device.folder, device.settings)
    ids = []
    with running(device.agent()):
        for _ in range(60):
            ids += device.happen(EventKind.VIEW, EventKind.LIFT)
        eventually(lambda: device.status().backlog == 0)
    assert [event.id for event, _ in hq.fleet.events("k1")] == ids


def test_a_damaged_database_that_is_replaced_is_taken_up_again(
    hq: Any, device: Any, eventually: Callable[..., None], caplog: pytest.LogCaptureFixture
) -> None:
    device.folder.database.write_bytes(b"garbage" * 1000)
    with running(device.agent()):
        eventually(lambda: "device.db fails" in caplog.text)
        device.folder.database.unlink()
        device.happen(EventKind.LIFT)
        eventually(lambda: hq.kinds("k1") == ["lift"])
