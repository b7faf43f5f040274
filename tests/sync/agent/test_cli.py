import json
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from sync.agent.cli import agent
from sync.agent.errors import AgentError, EnrolmentFailed
from sync.device import NotEnrolled
from sync.wire import EventKind


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(agent, [str(each) for each in arguments])


def test_enrolling_syncing_and_asking(hq: Any, tmp_path: Path) -> None:
    state = tmp_path / "k5"
    code = hq.fleet.create_code("k5", "367", timedelta(minutes=5))
    common = ["--state", state, "--hq", hq.url + "/", "--kiosk", "k5", "--store", "367", "--code", code]
    assert run("enrol", *common).exit_code == 2  # neither --ca nor --fingerprint
    wrong = run("enrol", *common, "--ca", hq.folder.authority, "--fingerprint", "00" * 32)
    assert isinstance(wrong.exception, EnrolmentFailed)
    done = run("enrol", *common, "--ca", hq.folder.authority, "--json")
    assert done.exit_code == 0
    assert json.loads(done.output)["release_key"] == hq.made.signing_fingerprint
    synced = json.loads(run("sync", "--state", state, "--json").output)
    assert synced == {
        "by": "this command",
        "sent": 0,
        "backlog": 0,
        "installed": [],
        "refused": [],
        "error": "",
    }
    asked = json.loads(run("status", "--state", state, "--json").output)
    assert asked["kiosk"] == "k5"
    assert asked["last_contact_at"] is not None
    assert "last contact at" in run("status", "--state", state).output


def test_a_device_that_is_not_enrolled_says_what_to_do(tmp_path: Path) -> None:
    for arguments in (["sync"], ["status"], []):
        said = run(*arguments, "--state", tmp_path)
        assert isinstance(said.exception, NotEnrolled)


def test_a_sync_that_fails_is_a_failure(hq: Any, device: Any) -> None:
    hq.stop()
    said = run("sync", "--state", device.folder.root, "--json")
    assert isinstance(said.exception, AgentError)
    assert "cannot reach HQ" in json.loads(said.output)["error"]


def test_a_refused_release_is_a_failure(hq: Any, device: Any, releases: Any) -> None:
    hq.publish(releases.model("1-1"))
    hq.published_file("model", "1-1", "manifest.sig").write_bytes(b"")
    said = run("sync", "--state", device.folder.root)
    assert isinstance(said.exception, AgentError)
    assert "refused model 1-1" in str(said.exception)


def test_with_an_agent_running_it_is_asked(hq: Any, device: Any, eventually: Callable[..., None]) -> None:
    running = device.agent()
    running.settings = type(device.settings)("k1", "367", device.settings.hq, interval_s=3600)
    thread = threading.Thread(target=running.run, name="agent")
    thread.start()
    try:
        eventually(lambda: device.status().last_contact_at is not None)
        device.happen(EventKind.LIFT)
        said = run("sync", "--state", device.folder.root, "--json")
        assert json.loads(said.output) == {"by": "running agent", "error": "", "refused": ""}
        assert hq.kinds("k1") == ["lift"]
    finally:
        running.stop.set()
        thread.join(timeout=10)
