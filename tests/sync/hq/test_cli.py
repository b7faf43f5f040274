import json
import re
import signal
import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner, Result

from sync.hq.cli import hq as command
from sync.hq.errors import (
    AlreadyInitialised,
    EnrolmentRefused,
    NoSuchKiosk,
    NotInitialised,
    PublishRefused,
)
from sync.wire import EventKind

SERVE = "from sync.hq.cli import hq; hq()"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, [str(each) for each in arguments])


def test_hq_is_made_once(tmp_path: Path) -> None:
    state = tmp_path / "new"
    made = json.loads(
        run("init", "--state", state, "--host", "hq.example.com", "--port", "9000", "--json").output
    )
    assert made["url"] == "https://hq.example.com:9000"
    assert len(made["password"]) >= 16
    assert state.stat().st_mode & 0o777 == 0o700
    again = run("init", "--state", state)
    assert isinstance(again.exception, AlreadyInitialised)
    assert made["password"] not in (state / "hq.db").read_bytes().decode(errors="replace")


def test_before_init_every_command_says_what_to_do(tmp_path: Path) -> None:
    for arguments in (
        ["status"],
        ["serve"],
        ["password"],
        ["key"],
        ["enrol", "--kiosk", "k", "--store", "1"],
    ):
        said = run(*arguments, "--state", tmp_path)
        assert isinstance(said.exception, NotInitialised), arguments
        assert "endcap hq init" in str(said.exception)


def test_enrol_prints_the_command_for_the_device(hq: Any) -> None:
    said = run("enrol", "--state", hq.folder.root, "--kiosk", "k7", "--store", "367").output
    assert f"endcap agent enrol --hq {hq.url} --kiosk k7 --store 367" in said
    assert hq.made.authority_fingerprint in said
    assert run("enrol", "--state", hq.folder.root, "--kiosk", "k/7", "--store", "367").exit_code == 2


def test_status_as_text_and_as_json(hq: Any, device: Any, releases: Any) -> None:
    assert "No kiosk is enrolled" not in run("status", "--state", hq.folder.root).output
    hq.publish(releases.model("1-1"))
    device.sync()
    said = json.loads(run("status", "--state", hq.folder.root, "--json").output)
    assert said["kiosks"][0]["versions"] == {"model": "1-1", "catalog": None}
    assert said["releases"][0]["version"] == "1-1"
    assert said["events"] == {"release_installed": 1}
    assert "k1" in run("status", "--state", hq.folder.root).output


def test_publish_refuses_what_is_no_release(hq: Any, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert isinstance(run("publish", "--state", hq.folder.root, tmp_path / "empty").exception, PublishRefused)
    both = run("publish", "--state", hq.folder.root, tmp_path / "empty", "--all", "--store", "1")
    assert both.exit_code == 2


def test_a_new_password_replaces_the_old_one(hq: Any) -> None:
    made = json.loads(run("password", "--state", hq.folder.root, "--json").output)
    with hq.client() as client:
        assert client.get("/", auth=("operator", hq.made.password)).status_code == 401
        assert client.get("/", auth=("operator", made["password"])).status_code == 200


@pytest.mark.parametrize("stopping", [signal.SIGTERM, signal.SIGINT])
def test_serve_answers_until_it_is_stopped(
    hq: Any, stopping: signal.Signals, run_python: Callable[..., Any], eventually: Callable[..., None]
) -> None:
    hq.stop()
    context = ssl.create_default_context(cafile=str(hq.folder.authority))

    def healthy() -> bool:
        try:
            return httpx.get(f"{hq.url}/v1/health", verify=context, trust_env=False).is_success
        except httpx.TransportError:
            return False

    arguments = ("serve", "--state", str(hq.folder.root), "--host", "127.0.0.1")
    with run_python(SERVE, *arguments) as serving:
        eventually(healthy)
        with run_python(SERVE, *arguments) as second:  # the port is taken
            assert second.wait(timeout=20) != 0
            assert "is another HQ running there?" in second.stdout.read()
        serving.send_signal(stopping)
        assert serving.wait(timeout=10) == 0


def test_a_certificate_that_ends_soon_is_renewed_and_devices_do_not_notice(hq: Any, device: Any) -> None:
    before = hq.folder.certificate.read_bytes()
    assert not hq.folder.renew_certificate(datetime.now(UTC))
    assert hq.folder.renew_certificate(datetime.now(UTC) + timedelta(days=750))
    assert hq.folder.certificate.read_bytes() != before
    hq.stop()
    hq.start()
    assert device.sync().errors == ()


def test_what_init_says_can_be_copied_from_a_narrow_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    said = run("init", "--state", tmp_path / "new").output
    fingerprints = re.findall(r"\b[0-9a-f]{64}\b", said)
    assert len(fingerprints) == 2
    assert "…" not in said


def test_a_retired_kiosk_is_let_in_no_longer_and_its_events_stay(hq: Any, device: Any) -> None:
    device.happen(EventKind.LIFT)
    device.sync()
    waiting = hq.fleet.create_code("k1", "367", timedelta(minutes=5))
    assert "k1 is retired" in run("retire", "--state", hq.folder.root, "--kiosk", "k1").output
    device.happen(EventKind.SCAN)
    assert "no kiosk holds this token" in "".join(device.sync().errors)
    assert device.status().backlog == 1
    assert hq.kinds("k1") == ["lift"]
    assert json.loads(run("status", "--state", hq.folder.root, "--json").output)["kiosks"] == []
    with pytest.raises(EnrolmentRefused):
        hq.fleet.enrol(waiting, "k1", "367")
    again = run("retire", "--state", hq.folder.root, "--kiosk", "k1")
    assert isinstance(again.exception, NoSuchKiosk)


def test_a_retired_kiosk_may_be_enrolled_again(hq: Any, device: Any, new_device: Any) -> None:
    device.happen(EventKind.LIFT)
    hq.fleet.retire("k1")
    assert new_device().sync().errors == ()  # a new code; the same folder, so nothing that waited is lost
    assert hq.kinds("k1") == ["lift"]
    assert [each.id for each in hq.fleet.kiosks()] == ["k1"]


def test_problems_stand_below_the_table_with_what_to_do(hq: Any, device: Any, releases: Any) -> None:
    hq.publish(releases.model("1-1"))
    hq.published_file("model", "1-1", "manifest.sig").write_bytes(b"")
    device.sync()
    said = run("status", "--state", hq.folder.root).output
    assert "k1: Update refused: not signed by HQ (model 1-1: the signature has 0 bytes" in said
    assert "Publish it again under a higher version." in said
