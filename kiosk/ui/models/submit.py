"""Where the models send what a person asks for."""

from collections.abc import Callable

from kiosk.app.commands import Command

Submit = Callable[[Command], None]


class Late:
    """A destination that is known only later: the window is made before the runtime that it talks to."""

    def __init__(self) -> None:
        self._submit: Submit | None = None

    def to(self, submit: Submit) -> None:
        """Send everything there from now on."""
        self._submit = submit

    def __call__(self, command: Command) -> None:
        """Pass the command on. Raises RuntimeError before `to`."""
        if self._submit is None:
            raise RuntimeError(f"{command!r} was asked before there was anybody to ask")
        self._submit(command)
