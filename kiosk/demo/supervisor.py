"""Keeps a set of programs running: each started when what it needs is ready, started again when it ends, and
stopped before what it needs.

One thread and one place to wait: a signal (SIGCHLD, SIGTERM, SIGINT) wakes it, or the next thing that is due.
"""

import select
import signal
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum, auto
from types import FrameType, TracebackType
from typing import Self

from kiosk.demo.errors import DoesNotStart
from kiosk.demo.process import Process, Program, last_words
from kiosk.demo.restart import Restart, after_end

ENDS_BEFORE_GIVING_UP = 4  # of a program that was never ready
POLL_S = 0.1


class Condition(StrEnum):
    WAITING = auto()  # its turn has not come
    STARTING = auto()  # runs, not ready yet
    RUNNING = auto()
    ENDED = auto()  # will be started again
    STOPPED = auto()  # on purpose


@dataclass(frozen=True, slots=True)
class Report:
    """How one program is doing now."""

    name: str
    condition: Condition
    pid: int | None
    restarts: int
    exit_code: int | None  # of its last end


class _Slot:
    """One program's place: its present life, if any, and its history."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.process: Process | None = None
        self.restart = Restart()
        self.ready = False  # this life
        self.was_ready = False  # any life
        self.stopped = False
        self.exit_code: int | None = None

    def report(self) -> Report:
        pid = self.process.pid if self.process else None
        return Report(self.program.name, self._condition(), pid, self.restart.restarts, self.exit_code)

    def _condition(self) -> Condition:
        if self.stopped:
            return Condition.STOPPED
        if self.process:
            return Condition.RUNNING if self.ready else Condition.STARTING
        return Condition.ENDED if self.restart.restarts else Condition.WAITING


class Supervisor:
    """A context: leaving it stops every program. `run` blocks until a signal or `finish` says enough."""

    def __init__(self, programs: Sequence[Program], ends_with: str = "") -> None:
        """Each program comes after those that it needs. `ends_with` names one whose clean end (exit code 0)
        ends all, as closing a window does.
        """
        self._slots = [_Slot(program) for program in programs]
        self._ends_with = ends_with
        self._finished = False
        self._signals = ExitStack()

    def __enter__(self) -> Self:
        self._woken = self._signals.enter_context(_signals(self.finish))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._signals:  # a second Ctrl-C does not leave half of them behind
            self.stop()

    def reports(self) -> list[Report]:
        return [slot.report() for slot in self._slots]

    def finish(self) -> None:
        self._finished = True

    def run(self, on_change: Callable[[list[Report]], None]) -> None:
        """Keep everything running until the end; `on_change` gets the reports whenever one of them differs.

        Raises DoesNotStart where a program that was never ready ends again and again, or takes too long.
        """
        told: list[Report] = []
        while not self._finished:
            self._look_after()
            if (reports := self.reports()) != told:
                told = reports
                on_change(reports)
            self._woken(POLL_S)

    def stop(self) -> None:
        """Stop in reverse order: who depends on another ends first. Safe to call twice."""
        for slot in reversed(self._slots):
            if slot.process:
                slot.exit_code = slot.process.stop()
                slot.process = None
            slot.stopped = True

    def _look_after(self) -> None:
        now = time.monotonic()
        for slot in self._slots:
            if slot.process:
                self._watch(slot, slot.process, now)
            elif now >= slot.restart.at and self._may_start(slot.program):
                slot.process, slot.ready = Process(slot.program), False

    def _may_start(self, program: Program) -> bool:
        return all(slot.was_ready for slot in self._slots if slot.program.name in program.needs)

    def _watch(self, slot: _Slot, process: Process, now: float) -> None:
        code = process.exit_code()
        if code is not None:
            self._ended(slot, process, code, now)
        elif not slot.ready:
            slot.ready = slot.program.ready()
            slot.was_ready = slot.was_ready or slot.ready
            if not slot.was_ready and now - process.started_at > slot.program.ready_within_s:
                raise self._does_not_start(slot, f"is not ready after {slot.program.ready_within_s:.0f} s")

    def _ended(self, slot: _Slot, process: Process, code: int, now: float) -> None:
        slot.process, slot.ready, slot.exit_code = None, False, code
        slot.restart = after_end(slot.restart, process.started_at, now)
        if code == 0 and slot.program.name == self._ends_with:
            self._finished = True
        elif not slot.was_ready and slot.restart.ends >= ENDS_BEFORE_GIVING_UP:
            raise self._does_not_start(slot, f"ends with exit code {code} each time it is started")

    def _does_not_start(self, slot: _Slot, what: str) -> DoesNotStart:
        program = slot.program
        text = f"{program.name} {what}. Its last words:\n{last_words(program.log)}"
        return DoesNotStart(text, f"The whole log is in {program.log}.")


@contextmanager
def _signals(finish: Callable[[], None]) -> Iterator[Callable[[float], None]]:
    """Give a function that waits for a signal or a time-out; SIGTERM, SIGINT and SIGHUP call `finish`."""

    def end(_number: int, _frame: FrameType | None) -> None:
        finish()

    def child_ended(_number: int, _frame: FrameType | None) -> None:
        """Only wakes the loop, which asks each process."""

    handlers = {signal.SIGTERM: end, signal.SIGINT: end, signal.SIGHUP: end, signal.SIGCHLD: child_ended}
    reading, writing = socket.socketpair()
    with reading, writing:
        reading.setblocking(False)
        writing.setblocking(False)
        woken_before = signal.set_wakeup_fd(writing.fileno(), warn_on_full_buffer=False)
        before = {number: signal.signal(number, handler) for number, handler in handlers.items()}

        def wait(timeout_s: float) -> None:
            select.select([reading], [], [], timeout_s)
            with suppress(BlockingIOError):
                reading.recv(4096)

        try:
            yield wait
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
            signal.set_wakeup_fd(woken_before)
