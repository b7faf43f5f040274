"""A release on its way in: downloaded beside the installed ones, resumable, verified before anybody can
see it.

    <kind>/.staging/<version>/        verified files, manifest.json, manifest.sig
    <kind>/.staging/parts/<sha256>    a file that is still arriving

A file gets its name only after its size and hash were right. Everything is flushed to the disk at once at
the end; what a power cut left of an unfinished release is verified again before it is taken up.
"""

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from sync.durable import StorageFull, storage_faults, sync_tree, write_atomically
from sync.manifest import MANIFEST, SIGNATURE, FileAltered, FileEntry, Manifest

_CHUNK = 1024 * 1024


def verify_folder(folder: Path, manifest: Manifest) -> None:
    """Raise FileAltered unless the folder holds exactly the files of the manifest, unchanged."""
    listed = {each.path: each for each in manifest.files}
    with storage_faults():
        found = {str(each.relative_to(folder)): each for each in folder.rglob("*") if not each.is_dir()}
        for path in found:
            if path not in listed and path not in (MANIFEST, SIGNATURE):
                raise FileAltered(f"{path} is in the folder but not in {MANIFEST}")
        for path, entry in listed.items():
            _verify_file(found.get(path), entry)


def _verify_file(file: Path | None, entry: FileEntry) -> None:
    if file is None:
        raise FileAltered(f"{entry.path} is missing")
    if file.is_symlink() or not file.is_file():
        raise FileAltered(f"{entry.path} is not a plain file")
    size = file.stat().st_size
    if size != entry.size:
        raise FileAltered(f"{entry.path} has {size} bytes; {MANIFEST} says {entry.size}")
    with file.open("rb") as content:
        if hashlib.file_digest(content, "sha256").hexdigest() != entry.sha256:
            raise FileAltered(f"{entry.path} was altered: its hash is not the one in {MANIFEST}")


class Receiver:
    """One file arriving. Bytes go behind what an earlier attempt left."""

    def __init__(self, entry: FileEntry, file: BinaryIO) -> None:
        self.entry = entry
        self._file = file
        self._hash = hashlib.sha256()
        while chunk := file.read(_CHUNK):
            self._hash.update(chunk)

    @property
    def offset(self) -> int:
        """How many bytes are here already: ask for the rest from there."""
        return self._file.tell()

    def restart(self) -> None:
        """Forget what is here: the sender cannot continue."""
        self._file.seek(0)
        self._file.truncate()
        self._hash = hashlib.sha256()

    def write(self, chunk: bytes) -> None:
        """Raises FileAltered when more arrives than the manifest says, StorageFull when the disk is
        full."""
        if self.offset + len(chunk) > self.entry.size:
            raise FileAltered(f"{self.entry.path} is longer than the {self.entry.size} bytes of {MANIFEST}")
        with storage_faults():
            rest = memoryview(chunk)
            while rest:  # unbuffered: a nearly full disk takes a part
                rest = rest[self._file.write(rest) :]
        self._hash.update(chunk)

    def finish(self) -> None:
        """Everything has arrived: check it. Raises FileAltered."""
        if self.offset != self.entry.size:
            raise FileAltered(f"{self.entry.path} ends after {self.offset} of {self.entry.size} bytes")
        if self._hash.hexdigest() != self.entry.sha256:
            raise FileAltered(f"{self.entry.path} was altered: its hash is not the one in {MANIFEST}")


class Staging:
    """The folder of one release that is being brought in. Made by `ReleaseStore.stage`."""

    def __init__(self, folder: Path, manifest: Manifest, reserve_bytes: int) -> None:
        self.folder = folder
        self.manifest = manifest
        self._parts = folder.parent / "parts"
        self._reserve_bytes = reserve_bytes

    def open(self, content: bytes, signature: bytes) -> None:
        """Make the folders and keep the signed manifest; what belongs to another manifest is removed."""
        with storage_faults():
            marker = self.folder / MANIFEST
            if self.folder.exists() and not (marker.exists() and marker.read_bytes() == content):
                shutil.rmtree(self.folder)
            for path in (self.folder, self._parts):
                path.mkdir(parents=True, exist_ok=True)
            write_atomically(marker, content)
            write_atomically(self.folder / SIGNATURE, signature)
            self._drop_damaged()

    def missing(self) -> list[FileEntry]:
        """What still has to arrive."""
        return [each for each in self.manifest.files if not self._arrived(each)]

    def resumes(self, entry: FileEntry) -> bool:
        """Whether an earlier attempt left a part of this file."""
        return self._part_size(entry) > 0

    def require_room(self) -> None:
        """Raise StorageFull unless the disk takes the rest and keeps its reserve for facts."""
        needed = sum(each.size - self._part_size(each) for each in self.missing()) + self._reserve_bytes
        with storage_faults():
            free = shutil.disk_usage(self.folder).free
        if free < needed:
            raise StorageFull(
                f"it needs {needed / 1e6:.0f} MB of free disk (reserve included); "
                f"there are {free / 1e6:.0f} MB: free some space"
            )

    def reuse(self, entry: FileEntry, installed: Path) -> bool:
        """Take the file from an installed release if it is there unchanged; returns whether it was."""
        candidate, target = installed / entry.path, self.folder / entry.path
        try:
            _verify_file(candidate if candidate.exists() else None, entry)
        except (FileAltered, OSError):
            return False
        with storage_faults():
            target.parent.mkdir(parents=True, exist_ok=True)
            os.link(candidate, target)  # installed files are never written to again
        return True

    @contextmanager
    def receive(self, entry: FileEntry) -> Iterator[Receiver]:
        """Take one file in. After an error that leaves good bytes (a lost connection) they are kept for
        the next try; altered bytes are thrown away."""
        part, target = self._parts / entry.sha256, self.folder / entry.path
        with storage_faults():
            file = part.open("a+b", buffering=0)
        with file:
            file.seek(0)
            receiver = Receiver(entry, file)
            try:
                yield receiver
                receiver.finish()
            except FileAltered:
                part.unlink(missing_ok=True)
                raise
        with storage_faults():
            target.parent.mkdir(parents=True, exist_ok=True)
            part.replace(target)

    def complete(self) -> Path:
        """Everything has arrived: verify the whole folder, make it durable and return it."""
        verify_folder(self.folder, self.manifest)
        with storage_faults():
            sync_tree(self.folder.parent)
        return self.folder

    def discard(self) -> None:
        """Remove everything of this release again."""
        shutil.rmtree(self.folder.parent, ignore_errors=True)

    def _drop_damaged(self) -> None:
        for entry in self.manifest.files:
            file = self.folder / entry.path
            if file.exists():
                try:
                    _verify_file(file, entry)
                except FileAltered:
                    file.unlink()

    def _arrived(self, entry: FileEntry) -> bool:
        file = self.folder / entry.path
        return file.is_file() and file.stat().st_size == entry.size

    def _part_size(self, entry: FileEntry) -> int:
        part = self._parts / entry.sha256
        return min(part.stat().st_size, entry.size) if part.exists() else 0
