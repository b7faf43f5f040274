"""The state folder of a device, as far as sync owns it, and the `[sync]` table of its kiosk.toml.

    [sync]
    kiosk = "store367-aisle4"
    store = "367"
    hq = "https://hq.example.com:8443"
    interval_s = 60          # optional
    backoff_max_s = 300      # optional

Other tables of the file belong to others and are left alone.

    DeviceError
    ├── NotEnrolled        the device has not been enrolled yet
    └── SettingsInvalid    kiosk.toml says something that cannot be
"""

import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sync.durable import storage_faults, write_atomically
from sync.errors import SyncError
from sync.wire import WireError, parse_name

TABLE = "sync"


class DeviceError(SyncError):
    """The device's folder is not ready."""


class NotEnrolled(DeviceError):
    """`endcap agent enrol` has not been run."""


class SettingsInvalid(DeviceError):
    """kiosk.toml cannot be used."""


@dataclass(frozen=True, slots=True)
class DeviceFolder:
    root: Path

    @property
    def database(self) -> Path:
        return self.root / "device.db"

    @property
    def releases(self) -> Path:
        return self.root / "releases"

    @property
    def settings(self) -> Path:
        return self.root / "kiosk.toml"

    @property
    def authority(self) -> Path:
        return self.root / "hq.pem"

    @property
    def release_key(self) -> Path:
        return self.root / "release.pub"

    @property
    def token(self) -> Path:
        return self.root / "token"

    @property
    def agent_lock(self) -> Path:
        return self.root / "agent.lock"


@dataclass(frozen=True, slots=True)
class SyncSettings:
    kiosk: str
    store: str
    hq: str  # URL
    interval_s: float = 60.0
    backoff_max_s: float = 300.0

    def __post_init__(self) -> None:
        try:
            parse_name(self.kiosk, "kiosk")
            parse_name(self.store, "store")
        except WireError as error:
            raise SettingsInvalid(str(error)) from error
        if not isinstance(self.hq, str) or not self.hq.startswith("https://"):
            raise SettingsInvalid(f"hq must be an https:// address, not {self.hq!r}")
        for name in ("interval_s", "backoff_max_s"):
            value = getattr(self, name)
            if not isinstance(value, int | float) or isinstance(value, bool) or not 0.1 <= value <= 86400:
                raise SettingsInvalid(f"{name} must be 0.1 to 86400 seconds, not {value!r}")


def read_settings(folder: DeviceFolder) -> SyncSettings:
    """Raises NotEnrolled, SettingsInvalid (naming the key)."""
    try:
        table = tomllib.loads(folder.settings.read_text()).get(TABLE)
    except FileNotFoundError:
        table = None
    except (OSError, ValueError) as error:
        raise SettingsInvalid(f"{folder.settings} cannot be read: {error}") from error
    if table is None:
        raise NotEnrolled(
            f"{folder.root} is not enrolled at an HQ; get a code there and run: endcap agent enrol"
        )
    return _settings(table, folder.settings)


def write_settings(folder: DeviceFolder, settings: SyncSettings) -> None:
    """Write the `[sync]` table; every other table and comment of the file stays. Raises SettingsInvalid,
    StorageError."""
    import tomlkit  # only enrolment writes
    from tomlkit.exceptions import TOMLKitError

    with storage_faults():
        text = folder.settings.read_text() if folder.settings.exists() else ""
    try:
        document = tomlkit.parse(text)
    except TOMLKitError as error:
        raise SettingsInvalid(f"{folder.settings} cannot be read: {error}") from error
    document[TABLE] = asdict(settings)
    with storage_faults():
        write_atomically(folder.settings, tomlkit.dumps(document).encode())


def _settings(table: Any, path: Path) -> SyncSettings:
    if not isinstance(table, dict):
        raise SettingsInvalid(f"{path}: [{TABLE}] must be a table")
    known = set(SyncSettings.__dataclass_fields__)
    if unknown := sorted(set(table) - known):
        raise SettingsInvalid(f"{path}: [{TABLE}] has an unknown key: {unknown[0]}")
    if missing := sorted({"kiosk", "store", "hq"} - set(table)):
        raise SettingsInvalid(f"{path}: [{TABLE}] lacks the key: {missing[0]}")
    try:
        return SyncSettings(**table)
    except SettingsInvalid as error:
        raise SettingsInvalid(f"{path}: {error}") from error
