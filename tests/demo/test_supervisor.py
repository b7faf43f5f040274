"""With real processes: small shell scripts in place of the store's programs."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.demo.errors import DoesNotStart
from kiosk.demo.process import Process, Program, last_words
from kiosk.demo.supervisor import Condition, Report, Supervisor

SLEEP = "sleep 60 & echo $! >{pids}; wait"


def shell(tmp_path: Path, name: str, script: str, **more: object) -> Program:
    script = script.format(pids=tmp_path / f"{name}.pid", folder=tmp_path)
    return Program(name, ("/bin/sh", "-c", script), tmp_path / f"{name}.log", **more)  # type: ignore[arg-type]


def runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state not in "ZX"


def until(condition: Callable[[], bool], within_s: float = 10.0) -> None:
    end = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


def pid_in(file: Path) -> int:
    until(lambda: file.exists() and file.read_text().endswith("\n"))
    return int(file.read_text())


def run_until(supervisor: Supervisor, enough: Callable[[list[Report]], bool]) -> list[list[Report]]:
    seen: list[list[Report]] = []

    def on_change(reports: list[Report]) -> None:
        seen.append(reports)
        if enough(reports):
            supervisor.finish()

    supervisor.run(on_change)
    return seen


def all_running(reports: list[Report]) -> bool:
    return all(report.condition is Condition.RUNNING for report in reports)


def test_killed_process_is_started_again(tmp_path: Path) -> None:
    killed: list[int] = []

    def enough(reports: list[Report]) -> bool:
        pid = reports[0].pid
        if reports[0].condition is Condition.RUNNING and pid and not killed:
            killed.append(pid)
            os.kill(pid, signal.SIGKILL)
        return bool(killed) and reports[0].condition is Condition.RUNNING and pid != killed[0]

    with Supervisor([shell(tmp_path, "shelf", "exec sleep 60")]) as supervisor:
        seen = run_until(supervisor, enough)
    assert seen[-1][0].restarts == 1
    assert seen[-1][0].exit_code == -signal.SIGKILL


def test_program_waits_until_what_it_needs_is_ready(tmp_path: Path) -> None:
    flag = tmp_path / "ready"
    first = shell(tmp_path, "broker", "touch {folder}/ready; exec sleep 60", ready=flag.exists)
    second = shell(tmp_path, "bridge", "test -e {folder}/ready || exit 9; exec sleep 60", needs=("broker",))
    with Supervisor([first, second]) as supervisor:
        seen = run_until(supervisor, all_running)
    assert all(report.restarts == 0 for report in seen[-1])
    assert [report.condition for report in seen[0]] == [Condition.STARTING, Condition.WAITING]


def test_program_that_needs_nobody_does_not_wait(tmp_path: Path) -> None:
    slow = shell(tmp_path, "hq", "exec sleep 60", ready=lambda: False)
    with Supervisor([slow, shell(tmp_path, "kiosk", "exec sleep 60")]) as supervisor:
        seen = run_until(supervisor, lambda reports: reports[1].condition is Condition.RUNNING)
    assert seen[-1][0].condition is Condition.STARTING


def test_stopping_takes_grandchildren_along(tmp_path: Path) -> None:
    with Supervisor([shell(tmp_path, "shelf", SLEEP)]) as supervisor:
        run_until(supervisor, all_running)
        grandchild = pid_in(tmp_path / "shelf.pid")
        assert runs(grandchild)
    until(lambda: not runs(grandchild))


def test_program_that_ignores_sigterm_is_killed(tmp_path: Path) -> None:
    script = "trap '' TERM; echo $$ >{pids}; while :; do sleep 0.05; done"
    program = shell(tmp_path, "deaf", script, stop_within_s=0.3)
    with Supervisor([program]) as supervisor:
        run_until(supervisor, all_running)
        pid = pid_in(tmp_path / "deaf.pid")
    assert not runs(pid)
    assert supervisor.reports()[0].exit_code == -signal.SIGKILL


def test_programs_stop_in_reverse_order(tmp_path: Path) -> None:
    script = (
        "trap 'echo {name} >>{{folder}}/order; exit 0' TERM; touch {{pids}}; while :; do sleep 0.02; done"
    )
    names = ("broker", "bridge", "kiosk")
    programs = [
        shell(tmp_path, name, script.format(name=name), ready=(tmp_path / f"{name}.pid").exists)
        for name in names
    ]
    with Supervisor(programs) as supervisor:
        run_until(supervisor, all_running)
    assert (tmp_path / "order").read_text().split() == ["kiosk", "bridge", "broker"]


def test_program_that_never_starts_ends_the_attempt_with_its_last_words(tmp_path: Path) -> None:
    program = shell(tmp_path, "hq", "echo the port is taken; exit 3", ready=lambda: False)
    with (
        Supervisor([program]) as supervisor,
        pytest.raises(DoesNotStart, match=r"hq ends with exit code 3(.|\n)*the port is taken"),
    ):
        supervisor.run(lambda _: None)


def test_program_that_is_never_ready_ends_the_attempt(tmp_path: Path) -> None:
    program = shell(tmp_path, "hq", "exec sleep 60", ready=lambda: False, ready_within_s=0.2)
    with Supervisor([program]) as supervisor, pytest.raises(DoesNotStart, match="not ready"):
        supervisor.run(lambda _: None)


def test_clean_end_of_the_window_ends_the_whole(tmp_path: Path) -> None:
    programs = [shell(tmp_path, "broker", "exec sleep 60"), shell(tmp_path, "kiosk", "sleep 0.2")]
    with Supervisor(programs, ends_with="kiosk") as supervisor:
        supervisor.run(lambda _: None)
    assert [report.condition for report in supervisor.reports()] == [Condition.STOPPED] * 2


SUPERVISING = """
import sys
from pathlib import Path
from kiosk.demo.process import Program
from kiosk.demo.supervisor import Supervisor
folder = Path(sys.argv[1])
def script(name):
    return "/bin/sh", "-c", f"echo $$ >{folder}/{name}.pid; exec sleep 60"
programs = [Program(name, script(name), folder / f"{name}.log") for name in "ab"]
with Supervisor(programs) as supervisor:
    supervisor.run(lambda _: None)
print("stopped cleanly")
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_signal_stops_everything_cleanly(tmp_path: Path, number: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SUPERVISING, tmp_path], stdout=subprocess.PIPE
    ) as supervisor:
        pids = [pid_in(tmp_path / f"{name}.pid") for name in "ab"]
        supervisor.send_signal(number)
        out, _ = supervisor.communicate(timeout=10)
    assert (out, supervisor.returncode) == (b"stopped cleanly\n", 0)
    assert not any(map(runs, pids))


def test_nothing_outlives_a_killed_supervisor(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", SUPERVISING, tmp_path]) as supervisor:
        pids = [pid_in(tmp_path / f"{name}.pid") for name in "ab"]
        supervisor.kill()
    until(lambda: not any(map(runs, pids)))


def test_log_that_has_grown_is_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.demo.process.LOG_KEPT_BYTES", 10)
    program = shell(tmp_path, "shelf", "echo a long line of log")
    for _ in range(2):
        process = Process(program)
        until(lambda: process.exit_code() is not None)  # noqa: B023
    assert last_words(program.log) == "a long line of log"
    assert last_words(tmp_path / "shelf.old.log") == "a long line of log"
