"""What the window needs of the program behind it."""

from collections.abc import Callable
from typing import Protocol

from kiosk.app.commands import Command
from kiosk.app.view_state import ViewState

Show = Callable[[ViewState], None]  # thread-safe, never blocks


class Runtime(Protocol):
    """The dispatcher and its threads, as the window sees them."""

    def start(self) -> None:
        """Begin; the first view state follows soon."""

    def submit(self, command: Command) -> None:
        """Take a command; thread-safe, never blocks."""

    def stop(self) -> None:
        """Join every thread. Safe to call twice."""


BuildRuntime = Callable[[Show], Runtime]
