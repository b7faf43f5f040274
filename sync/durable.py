"""Files that survive a pulled plug: written beside their place, flushed to the disk, then moved there in
one step.

StorageError
├── StorageFull         no room on the disk
└── StorageUnavailable  reading or writing failed otherwise
"""

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from sync.errors import SyncError

FLUSHING_THREADS = 16


class StorageError(SyncError):
    """A file or folder cannot be read or written."""


class StorageFull(StorageError):
    """The disk is full."""


class StorageUnavailable(StorageError):
    """Reading or writing failed for another reason than a full disk."""


@contextmanager
def storage_faults() -> Iterator[None]:
    """Turn the system's errors into this module's."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StorageFull(f"the disk is full; free some space ({error})") from error
        raise StorageUnavailable(f"a file cannot be read or written: {error}") from error


def write_atomically(path: Path, content: bytes, mode: int = 0o644) -> None:
    """Replace the file: a reader sees all of the old or all of the new, also after a power cut. Raises
    OSError."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            os.fchmod(file.fileno(), mode)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Make a file's content durable. Raises OSError."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_tree(folder: Path) -> None:
    """Make everything in a folder durable, content and names. Raises OSError.

    Files are flushed side by side: the file system then writes its journal once for many of them.
    """
    parents = []
    with ThreadPoolExecutor(FLUSHING_THREADS, thread_name_prefix="flush") as flushing:
        for parent, _, names in os.walk(folder, topdown=False):
            parents.append(Path(parent))
            list(flushing.map(sync_file, [Path(parent) / name for name in names]))
    for each in parents:
        sync_folder(each)
