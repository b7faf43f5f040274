"""Where the models send what a person asks for."""

from collections.abc import Callable

from kiosk.app.commands import Command

Submit = Callable[[Command], None]
