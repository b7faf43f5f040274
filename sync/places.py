"""Where the programs keep what they remember, unless they are told otherwise (XDG base directories)."""

import os
from pathlib import Path


def default_state() -> Path:
    """The state folder of a device."""
    return _home() / "endcap"


def default_hq_state() -> Path:
    """The state folder of headquarters."""
    return _home() / "endcap-hq"


def _home() -> Path:
    base = os.environ.get("XDG_STATE_HOME", "")
    return Path(base) if base.startswith("/") else Path.home() / ".local" / "state"
