"""One agent per device: a lock on a file, which the system releases however the process ends."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sync.agent.errors import AgentBusy
from sync.durable import storage_faults


@contextmanager
def sole_agent(lock_file: Path) -> Iterator[None]:
    """Be the only agent of this folder. Raises AgentBusy if another one is, StorageError."""
    with storage_faults():
        handle = lock_file.open("a")
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AgentBusy(f"another agent already works in {lock_file.parent}") from error
        yield
