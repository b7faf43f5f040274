"""The manifest of a release: what it is, and the hash of every file in it. Pure rules, no IO.

ReleaseError
├── ReleaseRefused          this release must not be used: ManifestInvalid, FileAltered, VersionTooOld, …
│   ├── ManifestInvalid     the manifest says something that cannot be
│   ├── FileAltered         a file is not the one that the manifest names
│   └── VersionTooOld       older than what was installed before
└── StoreDamaged            releases.py: the folder of installed releases is not as it was left
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from sync.errors import SyncError
from sync.wire import ReleaseId, ReleaseKind, WireError, parse_json, parse_utc

MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
SCHEMA = 1
MAX_MANIFEST_BYTES = 4 * 1024 * 1024
MAX_SIGNATURE_BYTES = 1024
MAX_FILES = 20_000
MAX_RELEASE_BYTES = 4 * 1024**3
_VERSION = re.compile(r"[0-9]{1,9}(?:[.-][0-9]{1,9}){0,7}")
_SEGMENT = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._+-]{0,99}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_KEYS = {"schema", "kind", "name", "version", "created", "files"}


class ReleaseError(SyncError):
    """Something is wrong with a release."""


class ReleaseRefused(ReleaseError):
    """This release must not be installed. `code` is a stable word for the reason, which others translate."""

    code = "refused"


class ManifestInvalid(ReleaseRefused):
    """The manifest is malformed or says something that cannot be."""

    code = "manifest"


class FileAltered(ReleaseRefused):
    """A file is missing, cut short, or not the one that the manifest names."""

    code = "altered"


class VersionTooOld(ReleaseRefused):
    """An older version than one that was installed before."""

    code = "older"


@dataclass(frozen=True, slots=True)
class FileEntry:
    path: str  # relative, with forward slashes
    sha256: str  # hexadecimal
    size: int  # bytes


@dataclass(frozen=True, slots=True)
class Manifest:
    release: ReleaseId
    name: str
    created: datetime
    files: tuple[FileEntry, ...]
    extra: Mapping[str, Any]  # the kind's own keys

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(each.size for each in self.files)


def version_key(version: str) -> tuple[int, ...]:
    """What orders versions: "2026.11.24-10" comes after "2026.11.24-9". Raises ManifestInvalid."""
    if not isinstance(version, str) or not _VERSION.fullmatch(version):
        raise ManifestInvalid(f"a version is numbers with dots and dashes like 2026.11.24-1, not {version!r}")
    return tuple(int(each) for each in re.split("[.-]", version))


def parse_manifest(content: bytes) -> Manifest:
    """Read a manifest strictly. Raises ManifestInvalid."""
    if len(content) > MAX_MANIFEST_BYTES:
        raise ManifestInvalid(f"{MANIFEST} is larger than {MAX_MANIFEST_BYTES} bytes")
    try:
        value = parse_json(content)
        created = parse_utc(value.get("created"), "created")
    except WireError as error:
        raise ManifestInvalid(f"{MANIFEST}: {error}") from error
    if value.get("schema") != SCHEMA:
        raise ManifestInvalid(f"{MANIFEST} has schema {value.get('schema')!r}; this program reads {SCHEMA}")
    kind, version, name = value.get("kind"), value.get("version"), value.get("name")
    if kind not in list(ReleaseKind):
        raise ManifestInvalid(f"{MANIFEST}: kind must be one of {', '.join(ReleaseKind)}, not {kind!r}")
    if not isinstance(name, str) or not 0 < len(name) <= 200:
        raise ManifestInvalid(f"{MANIFEST}: name must be a text of at most 200 characters")
    if not isinstance(version, str):
        raise ManifestInvalid(f"{MANIFEST}: version must be a text")
    version_key(version)
    return Manifest(
        release=ReleaseId(ReleaseKind(kind), version),
        name=name,
        created=created,
        files=_parse_files(value.get("files")),
        extra={key: each for key, each in value.items() if key not in _KEYS},
    )


def check_path(path: object) -> str:
    """The path if it stays inside its folder on every system. Raises ManifestInvalid."""
    if not isinstance(path, str) or len(path) > 400:
        raise ManifestInvalid("a file's path must be a text of at most 400 characters")
    segments = path.split("/")
    if len(segments) > 8 or not all(_SEGMENT.fullmatch(each) for each in segments):
        raise ManifestInvalid(
            f"the path {path!r} is not allowed: letters, digits and _ . + - in folders of the release only"
        )
    return path


def _parse_files(value: object) -> tuple[FileEntry, ...]:
    if not isinstance(value, dict) or not value:
        raise ManifestInvalid(f"{MANIFEST}: files must list at least one file")
    if len(value) > MAX_FILES:
        raise ManifestInvalid(f"{MANIFEST} lists more than {MAX_FILES} files")
    files = tuple(_parse_file(path, entry) for path, entry in sorted(value.items()))
    paths = {each.path for each in files}
    for path in paths:
        if clash := {str(each) for each in PurePosixPath(path).parents} & paths:
            raise ManifestInvalid(f"{MANIFEST}: {clash.pop()!r} is both a file and a folder")
    if sum(each.size for each in files) > MAX_RELEASE_BYTES:
        raise ManifestInvalid(f"the release is larger than {MAX_RELEASE_BYTES} bytes")
    return files


def _parse_file(path: str, entry: object) -> FileEntry:
    check_path(path)
    if path in (MANIFEST, SIGNATURE):
        raise ManifestInvalid(f"{MANIFEST} must not list {path}")
    if not isinstance(entry, dict):
        raise ManifestInvalid(f"{MANIFEST}: the entry of {path} must be an object")
    sha256, size = entry.get("sha256"), entry.get("size")
    if not isinstance(sha256, str) or not _SHA256.fullmatch(sha256):
        raise ManifestInvalid(f"{MANIFEST}: sha256 of {path} must be 64 lower-case hexadecimal digits")
    if not isinstance(size, int) or isinstance(size, bool) or size < 0:
        raise ManifestInvalid(f"{MANIFEST}: size of {path} must be a number of bytes")
    return FileEntry(path, sha256, size)
