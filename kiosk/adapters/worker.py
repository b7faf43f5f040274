"""One named thread for what takes longer than a frame: inference, PIN hashes, building a catalog."""

import asyncio
import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

log = logging.getLogger(__name__)

THREAD = "kiosk-inference"
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class _Job(Generic[Result]):
    work: Callable[[], Result]
    done: Callable[[Result], None]
    failed: Callable[[Exception], None]
    name: str | None


class Worker:
    """Runs jobs in order on its own thread and reports in the loop that started it."""

    def __init__(self) -> None:
        self._jobs: deque[_Job[Any]] = deque()
        self._changed = threading.Condition()
        self._closing = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def __enter__(self) -> "Worker":
        self._loop = asyncio.get_running_loop()
        self._thread = threading.Thread(target=self._run, name=THREAD)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Finish the job at hand, drop the waiting ones, join."""
        with self._changed:
            self._closing = True
            self._jobs.clear()
            self._changed.notify()
        if self._thread is not None:
            self._thread.join()

    def run(
        self,
        work: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[Exception], None],
        *,
        replaces: str | None = None,
    ) -> None:
        """Run `work` on the thread, then `done` or `failed` in the loop.

        `replaces` names the job; one of the same name that still waits is dropped, and nothing is reported
        for it.
        """
        with self._changed:
            if replaces is not None:
                self._jobs = deque(job for job in self._jobs if job.name != replaces)
            self._jobs.append(_Job(work, done, failed, replaces))
            self._changed.notify()

    def _run(self) -> None:
        while (job := self._next()) is not None:
            try:
                result = job.work()
            except Exception as error:
                self._report(job.failed, error)
            else:
                self._report(job.done, result)

    def _next(self) -> _Job[Any] | None:
        with self._changed:
            while not self._jobs and not self._closing:
                self._changed.wait()
            return None if self._closing else self._jobs.popleft()

    def _report(self, report: Callable[[Any], None], value: object) -> None:
        if self._loop is None or self._closing:
            return
        try:
            self._loop.call_soon_threadsafe(report, value)
        except RuntimeError:  # the loop closed meanwhile, and nobody waits for the answer
            log.debug("An answer came after the loop had closed")
