"""Free ports on this machine."""

import socket
from pathlib import Path

from kiosk.demo.errors import DemoError

HOST = "127.0.0.1"


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def answers(port: int) -> bool:
    """Whether somebody listens there."""
    try:
        with socket.create_connection((HOST, port), timeout=0.2):
            return True
    except OSError:
        return False


def answers_at(path: Path) -> bool:
    """Whether somebody listens at a Unix socket; a killed process leaves its file behind."""
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(0.2)
        return probe.connect_ex(str(path)) == 0


def choose(preferred: int | None = None, taken: set[int] | None = None) -> int:
    """The preferred port where it is free, else one that the kernel chooses; never one of `taken`."""
    taken = taken or set()
    if preferred is not None and preferred not in taken and is_free(preferred):
        return preferred
    for _ in range(20):
        with socket.socket() as probe:
            probe.bind((HOST, 0))
            port: int = probe.getsockname()[1]
        if port not in taken:
            return port
    raise DemoError("no free port was found on this machine")
