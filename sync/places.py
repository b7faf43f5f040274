"""Where the programs keep what they remember, unless they are told otherwise (XDG base directories)."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


def default_state() -> Path:
    """The state folder of a device."""
    return _home() / "endcap"


def state_option(text: str, *names: str, **more: Any) -> Callable[[Command], Command]:
    """`--state`, the state folder of a device, of any command. `text` is its help; `names` and `more` are
    click's."""
    return click.option(
        "--state",
        *names,
        type=click.Path(path_type=Path, file_okay=False),
        default=default_state,
        show_default="~/.local/state/endcap",
        help=text,
        **more,
    )


def default_hq_state() -> Path:
    """The state folder of headquarters."""
    return _home() / "endcap-hq"


def _home() -> Path:
    base = os.environ.get("XDG_STATE_HOME", "")
    return Path(base) if base.startswith("/") else Path.home() / ".local" / "state"
