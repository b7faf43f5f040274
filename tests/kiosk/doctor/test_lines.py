import socket
from pathlib import Path

from kiosk.app.settings import read_settings
from kiosk.doctor import lines
from kiosk.doctor.finding import Level

SYNC = '[sync]\nkiosk = "k1"\nstore = "367"\nhq = "https://127.0.0.1:{port}"\n'


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def levels(state: Path) -> dict[str, Level]:
    return {finding.check: finding.level for finding in lines.look_at_lines(state)}


def test_wrong_setting_is_a_problem_that_names_the_key(tmp_path: Path) -> None:
    (tmp_path / "kiosk.toml").write_text("[kiosk]\nidle_timeout = 5\n")
    (finding, _) = lines.look_at_lines(tmp_path)
    assert finding.level is Level.PROBLEM
    assert "idle_timeout" in finding.text


def test_missing_broker_and_hq_are_warnings_since_the_kiosk_goes_on(tmp_path: Path) -> None:
    (tmp_path / "hq.pem").touch()
    (tmp_path / "kiosk.toml").write_text(
        f"[kiosk]\nbroker_port = {closed_port()}\n" + SYNC.format(port=closed_port())
    )
    assert levels(tmp_path) == {"settings": Level.GOOD, "broker": Level.WARNING, "hq": Level.WARNING}


def test_broker_that_answers_is_good(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        (tmp_path / "kiosk.toml").write_text(f"[kiosk]\nbroker_port = {port}\n")
        assert lines.broker(read_settings(tmp_path)).level is Level.GOOD


def test_device_that_is_not_enrolled_is_only_noted(tmp_path: Path) -> None:
    (tmp_path / "kiosk.toml").write_text(f"[kiosk]\nbroker_port = {closed_port()}\n")
    assert levels(tmp_path)["hq"] is Level.NOTE


def test_clock_far_off_is_a_problem() -> None:
    (finding,) = lines._clocks("Mon, 01 Jan 2001 00:00:00 GMT")
    assert finding.level is Level.PROBLEM
    assert list(lines._clocks("")) == []
