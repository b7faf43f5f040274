"""One supervised process: how it is started, known to be ready, and stopped, with all that it started itself.

Each runs in a session of its own, so that Ctrl-C reaches only the supervisor, which then stops them in order.
The kernel kills a process whose supervisor dies, whatever killed that (PR_SET_PDEATHSIG).
"""

import contextlib
import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

LOG_KEPT_BYTES = 5_000_000
PR_SET_PDEATHSIG = 1

_prctl = ctypes.CDLL(None, use_errno=True).prctl  # looked up before any fork


def always_ready() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Program:
    """What to run. `ready` is asked, without blocking, until it says so; then who needs it may start."""

    name: str
    argv: tuple[str, ...]
    log: Path
    needs: tuple[str, ...] = ()  # names of the programs that must have been ready once before this one starts
    env: Mapping[str, str] = field(default_factory=dict)  # beside the supervisor's own
    ready: Callable[[], bool] = always_ready
    ready_within_s: float = 30.0
    stop_within_s: float = 5.0


class Process:
    """One life of a program, from start to its end. Start it from the thread that outlives it."""

    def __init__(self, program: Program) -> None:
        """Start it; OSError where it cannot be started."""
        self.program = program
        self.started_at = time.monotonic()
        self._popen = _start(program)

    @property
    def pid(self) -> int:
        return self._popen.pid

    def exit_code(self) -> int | None:
        """None while it runs; negative where a signal ended it. What it left in its group ends with it."""
        code = self._popen.poll()
        if code is not None:
            self._kill_group()
        return code

    def ask_to_stop(self) -> None:
        """SIGTERM; a process that has ended already is no error."""
        self._popen.terminate()

    def stop(self) -> int:
        """SIGTERM, then SIGKILL for whoever is still there after `stop_within_s`; returns the exit code."""
        self.ask_to_stop()
        try:
            self._popen.wait(self.program.stop_within_s)
        except subprocess.TimeoutExpired:
            self._popen.kill()
            self._popen.wait()
        self._kill_group()
        return self._popen.returncode

    def _kill_group(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)


def _start(program: Program) -> subprocess.Popen[bytes]:
    supervisor = os.getpid()

    def die_with_the_supervisor() -> None:
        _prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != supervisor:  # it died between the fork and the line above
            os._exit(1)

    program.log.parent.mkdir(parents=True, exist_ok=True)
    _cut(program.log)
    with program.log.open("ab") as log:
        return subprocess.Popen(
            program.argv,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            env={**os.environ, **program.env},
            start_new_session=True,
            preexec_fn=die_with_the_supervisor,
        )


def _cut(log: Path) -> None:
    """Keep one older log, so that a demo of many days fills no disk."""
    if log.exists() and log.stat().st_size > LOG_KEPT_BYTES:
        log.replace(log.with_suffix(".old.log"))


def last_words(log: Path, lines: int = 12, since: int = 0) -> str:
    """The end of a log, to say why a process ended; `since`: bytes of earlier text to skip."""
    try:
        with log.open("rb") as file:
            file.seek(max(since, log.stat().st_size - 16_384))
            return "\n".join(file.read().decode(errors="replace").splitlines()[-lines:])
    except OSError:
        return ""
