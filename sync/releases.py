"""The releases installed on this device, and which of them is in use.

    <root>/<kind>/<version>/     an installed release; never written to again
    <root>/<kind>/current.json   the pointer: {"version", "previous", "held"}, replaced in one step
    <root>/<kind>/.staging/      a release on its way in (staging.py)

The kiosk reads `current`, watches the pointer's file and calls `roll_back`; the agent stages and
activates. A lock file keeps the two from moving the pointer at once.
"""

import fcntl
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from sync.durable import storage_faults, sync_folder, write_atomically
from sync.manifest import (
    MANIFEST,
    Manifest,
    ManifestInvalid,
    ReleaseError,
    VersionTooOld,
    parse_manifest,
    version_key,
)
from sync.signing import VerifyingKey
from sync.staging import Staging
from sync.wire import ReleaseId, ReleaseKind

POINTER = "current.json"
RESERVE_BYTES = 64 * 1024 * 1024  # free disk that an update never takes: facts need it
_STAGING = ".staging"


class StoreDamaged(ReleaseError):
    """The folder of installed releases is not as it was left."""


class NothingToGoBackTo(ReleaseError):
    """There is no previous release."""


class NotStaged(ReleaseError):
    """The release to activate has not been brought in completely."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """Which release is in use, which was before, and which ones staff went back from."""

    version: str | None = None
    previous: str | None = None
    held: tuple[str, ...] = ()

    @property
    def known(self) -> set[str]:
        return {each for each in (self.version, self.previous, *self.held) if each is not None}


class Decision(Enum):
    """What to do about a release that HQ wants."""

    UP_TO_DATE = auto()  # it is in use
    HELD = auto()  # staff went back from it; only a newer one replaces what is in use
    TOO_OLD = auto()  # older than one that was installed here: never in silence
    INSTALL = auto()


def decide(pointer: Pointer, wanted: str, floor: str | None = None) -> Decision:
    """The rule for updates. `floor`: the highest version ever installed, if it is known apart from the
    pointer."""
    if wanted == pointer.version:
        return Decision.UP_TO_DATE
    if wanted in pointer.held:
        return Decision.HELD
    seen = pointer.known | ({floor} if floor else set())
    if any(version_key(wanted) < version_key(each) for each in seen):
        return Decision.TOO_OLD
    return Decision.INSTALL


@dataclass(frozen=True, slots=True)
class Installed:
    """An installed release."""

    release: ReleaseId
    folder: Path

    @property
    def version(self) -> str:
        return self.release.version

    def manifest(self) -> Manifest:
        """Raises StoreDamaged."""
        try:
            return parse_manifest((self.folder / MANIFEST).read_bytes())
        except (OSError, ManifestInvalid) as error:
            raise StoreDamaged(f"{self.release} is damaged: {error}") from error


class ReleaseStore:
    """All installed releases under one root. Methods raise StoreDamaged, and StorageError for faults of
    the disk."""

    def __init__(self, root: Path, *, reserve_bytes: int = RESERVE_BYTES) -> None:
        self.root = root
        self._reserve_bytes = reserve_bytes

    def pointer_path(self, kind: ReleaseKind) -> Path:
        """The file to watch. It may not exist yet."""
        return self.root / ReleaseKind(kind) / POINTER

    def pointer(self, kind: ReleaseKind) -> Pointer:
        path = self.pointer_path(kind)
        try:
            return _parse_pointer(path.read_bytes())
        except FileNotFoundError:
            return Pointer()
        except (OSError, ValueError, ManifestInvalid) as error:
            raise StoreDamaged(f"{path} cannot be understood: {error}") from error

    def current(self, kind: ReleaseKind) -> Installed | None:
        """The release in use, None where none was ever installed."""
        return self._installed(kind, self.pointer(kind).version)

    def previous(self, kind: ReleaseKind) -> Installed | None:
        """The release that `roll_back` goes back to."""
        return self._installed(kind, self.pointer(kind).previous)

    def stage(self, content: bytes, signature: bytes, key: VerifyingKey, wanted: ReleaseId) -> Staging:
        """Begin or continue to bring in a release, from its manifest's bytes and their signature.

        Raises SignatureInvalid; ManifestInvalid, also when it is the manifest of another release than
        `wanted`; VersionTooOld; StorageError.
        """
        key.verify(content, signature)
        manifest = parse_manifest(content)
        if manifest.release != wanted:
            raise ManifestInvalid(f"the manifest is that of {manifest.release}, not of {wanted}")
        pointer = self.pointer(wanted.kind)
        if decide(pointer, wanted.version) is not Decision.INSTALL:
            raise VersionTooOld(f"{wanted} does not come after {pointer.version}")
        room = self._room(wanted.kind)
        staged, final = room / _STAGING / wanted.version, room / wanted.version
        with storage_faults(), self._locked(wanted.kind):
            self._clear_other_staging(staged)
            if final.exists():  # activation was cut off before the pointer moved
                shutil.rmtree(staged, ignore_errors=True)
                final.replace(staged)
        staging = Staging(staged, manifest, self._reserve_bytes)
        staging.open(content, signature)
        return staging

    def activate(self, kind: ReleaseKind, version: str) -> Installed:
        """Put a staged release in use: durable, in one step, for good. Older ones than the previous are
        removed.

        Raises NotStaged, VersionTooOld, StorageError.
        """
        kind = ReleaseKind(kind)
        room = self._room(kind)
        staged, final = room / _STAGING / version, room / version
        with storage_faults(), self._locked(kind):
            pointer = self.pointer(kind)
            if decide(pointer, version) is not Decision.INSTALL:
                raise VersionTooOld(f"{kind} {version} does not come after {pointer.version}")
            if not staged.is_dir():
                raise NotStaged(f"{kind} {version} has not been brought in")
            manifest = Installed(ReleaseId(kind, version), staged).manifest()
            if missing := Staging(staged, manifest, 0).missing():
                raise NotStaged(f"{kind} {version} is not complete: {missing[0].path} is missing")
            if final.exists():
                shutil.rmtree(final)
            staged.replace(final)
            sync_folder(room)
            self._write_pointer(kind, Pointer(version, pointer.version))
            self._collect(kind)
        return Installed(manifest.release, final)

    def roll_back(self, kind: ReleaseKind) -> Installed:
        """Put the previous release in use again and hold back the one that was; the agent will not install
        it again.

        Raises NothingToGoBackTo, StorageError.
        """
        kind = ReleaseKind(kind)
        with storage_faults(), self._locked(kind):
            pointer = self.pointer(kind)
            previous = self._installed(kind, pointer.previous)
            if previous is None or pointer.version is None:
                raise NothingToGoBackTo(f"there is no previous {kind} on this device")
            previous.manifest()  # a damaged release is no place to go back to
            self._write_pointer(kind, Pointer(previous.version, None, (*pointer.held, pointer.version)))
        return previous

    def forget_damaged(self, kind: ReleaseKind) -> None:
        """Put a pointer that cannot be understood, or leads nowhere, aside, so that HQ's release is
        installed anew."""
        path = self.pointer_path(kind)
        with storage_faults(), self._locked(kind):
            if path.exists():
                path.replace(path.with_suffix(".damaged"))
                sync_folder(path.parent)

    def _room(self, kind: ReleaseKind) -> Path:
        return self.root / kind

    def _installed(self, kind: ReleaseKind, version: str | None) -> Installed | None:
        if version is None:
            return None
        folder = self._room(ReleaseKind(kind)) / version
        if not (folder / MANIFEST).is_file():
            raise StoreDamaged(f"the pointer leads to {kind} {version}, but {folder} is not there")
        return Installed(ReleaseId(ReleaseKind(kind), version), folder)

    @contextmanager
    def _locked(self, kind: ReleaseKind) -> Iterator[None]:
        room = self._room(kind)
        room.mkdir(parents=True, exist_ok=True)
        with (room / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _write_pointer(self, kind: ReleaseKind, pointer: Pointer) -> None:
        value = {"version": pointer.version, "previous": pointer.previous, "held": list(pointer.held)}
        write_atomically(self.pointer_path(kind), json.dumps(value).encode())

    def _collect(self, kind: ReleaseKind) -> None:
        pointer, room = self.pointer(kind), self._room(kind)
        for folder in room.iterdir():
            if folder.is_dir() and folder.name not in (pointer.version, pointer.previous):
                shutil.rmtree(folder, ignore_errors=True)

    def _clear_other_staging(self, staged: Path) -> None:
        if staged.parent.exists():
            for folder in staged.parent.iterdir():
                if folder.name not in (staged.name, "parts"):
                    shutil.rmtree(folder, ignore_errors=True)
        staged.parent.mkdir(parents=True, exist_ok=True)


def _parse_pointer(content: bytes) -> Pointer:
    value = json.loads(content)
    if not isinstance(value, dict):
        raise ValueError("not an object")
    version, previous, held = value.get("version"), value.get("previous"), value.get("held", [])
    if not isinstance(held, list) or version is None:
        raise ValueError("version or held is missing")
    pointer = Pointer(version, previous, tuple(held))
    for each in (version, *held, *([previous] if previous is not None else [])):
        version_key(each)
    return pointer
