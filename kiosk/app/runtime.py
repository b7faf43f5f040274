"""The runtime loop: one named thread with one asyncio loop, in which everything but the window and inference
lives."""

import asyncio
import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractAsyncContextManager

from kiosk.app import commands
from kiosk.app.errors import CommandRefused, KioskError
from kiosk.app.stage import Stage

log = logging.getLogger(__name__)

THREAD = "kiosk-runtime"


class Runtime:
    """Owns the thread: `start` returns when the house is open, `stop` when everything is closed and
    joined."""

    def __init__(self, opened: Callable[[], AbstractAsyncContextManager[Stage]]) -> None:
        """`opened` makes everything inside the loop's thread, since a SQLite connection belongs to one
        thread."""
        self._opened = opened
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stage: Stage | None = None
        self._stopping: asyncio.Event | None = None
        self._ready: Future[None] = Future()

    def start(self) -> None:
        """Raises what opening raised: a damaged device.db, wrong settings."""
        if self._thread is not None:
            raise KioskError("the runtime was started already")
        self._thread = threading.Thread(target=self._run, name=THREAD)
        self._thread.start()
        try:
            self._ready.result()
        except BaseException:
            self._thread.join()
            self._thread = None
            raise

    def stop(self) -> None:
        """Close everything. Safe to call twice, and before `start`."""
        thread, self._thread = self._thread, None
        if thread is None:
            return
        if self._loop is not None and self._stopping is not None:
            self._loop.call_soon_threadsafe(self._stopping.set)
        thread.join()

    def submit(self, command: commands.Command) -> None:
        """Ask for a command from any thread; never blocks. A refusal is logged."""
        self.ask(command).add_done_callback(lambda answer: _log_refusal(command, answer))

    def ask(self, command: commands.Command) -> "Future[None]":
        """As `submit`, with an answer: done when the command was carried out, or its CommandRefused."""
        answer: Future[None] = Future()
        try:
            if self._loop is None:
                raise CommandRefused("the kiosk is not running")
            self._loop.call_soon_threadsafe(self._carry_out, command, answer)
        except (RuntimeError, CommandRefused):  # the loop is closed
            answer.set_exception(CommandRefused("the kiosk is not running"))
        return answer

    def _carry_out(self, command: commands.Command, answer: "Future[None]") -> None:
        try:
            if self._stage is None:
                raise CommandRefused("the kiosk is closing")
            self._stage.handle(command)
        except Exception as error:
            answer.set_exception(error)
        else:
            answer.set_result(None)

    def _run(self) -> None:
        try:
            asyncio.run(self._main())
        except BaseException as error:
            if self._ready.done():
                log.exception("The runtime loop ended by a fault")
            else:
                self._ready.set_exception(error)

    async def _main(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopping = asyncio.Event()
        async with self._opened() as stage:
            self._stage = stage
            self._ready.set_result(None)
            try:
                await self._stopping.wait()
            finally:
                self._stage = None


def _log_refusal(command: commands.Command, answer: "Future[None]") -> None:
    error = answer.exception()
    if isinstance(error, CommandRefused):
        log.info("%r was refused: %s", command, error)
    elif error is not None:
        log.error("%r failed", command, exc_info=error)
