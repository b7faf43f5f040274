"""What an operator may choose, from `kiosk.toml` in the state folder; every key has a default."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, time, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kiosk.app.errors import SettingsError
from kiosk.domain.sales import OpeningHours
from kiosk.domain.session import Timing
from kiosk.domain.staff import StaffTiming
from kiosk.domain.text import Language

FILE = "kiosk.toml"
TABLE = "kiosk"  # other programs of the device keep tables of their own in the same file


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of one kiosk. Names carry their units."""

    state: Path = field(metadata={"from": "command line"})
    kiosk_id: str = "kiosk-1"
    broker_host: str = "127.0.0.1"
    broker_port: int = 1883
    broker_protocol: int = 0  # 5, 4 (MQTT 3.1.1), or 0: whichever the broker accepts
    broker_username: str = ""
    broker_password_file: str = ""
    broker_ca: str = ""  # path of a CA certificate; empty: no TLS
    bridge_id: str = "bridge"
    language: Language = Language.EN  # to which the screen returns
    idle_timeout_s: float = 60.0
    accessible_idle_timeout_s: float = 120.0
    warning_s: float = 20.0
    staff_idle_timeout_s: float = 180.0
    opens: str = "07:00"
    closes: str = "22:00"
    time_zone: str = ""  # IANA name; empty: that of the machine
    suggestions: int = 8
    page_size: int = 24
    loyalty_prefixes: tuple[str, ...] = ("LOY-",)  # of members' cards, as the bridge is told, too
    staff_prefixes: tuple[str, ...] = ("STAFF-",)
    profile_days: int = 365  # without a visit, after which a shopper's profile is deleted

    def __post_init__(self) -> None:
        if not 0 < self.broker_port < 65536:
            raise SettingsError(f"broker_port must be from 1 to 65535, not {self.broker_port}")
        if self.broker_protocol not in (0, 4, 5):
            raise SettingsError(f"broker_protocol must be 0, 4 or 5, not {self.broker_protocol}")
        for name in ("idle_timeout_s", "accessible_idle_timeout_s", "warning_s", "staff_idle_timeout_s"):
            if not 0 < getattr(self, name) < 86_400:
                raise SettingsError(f"{name} must be seconds above zero, not {getattr(self, name)}")
        for name in ("suggestions", "page_size"):
            if not 1 <= getattr(self, name) <= 200:
                raise SettingsError(f"{name} must be from 1 to 200, not {getattr(self, name)}")
        if not 1 <= self.profile_days <= 3650:
            raise SettingsError(f"profile_days must be from 1 to 3650, not {self.profile_days}")
        if "" in (*self.loyalty_prefixes, *self.staff_prefixes):
            raise SettingsError("loyalty_prefixes and staff_prefixes must not hold an empty text")
        _ = self.opening  # a wrong hour or zone is told at the start

    @property
    def device_db(self) -> Path:
        return self.state / "device.db"

    @property
    def catalog_db(self) -> Path:
        return self.state / "catalog.db"

    @property
    def profiles_db(self) -> Path:
        return self.state / "profiles.db"

    @property
    def texts_db(self) -> Path:
        return self.state / "texts.db"

    @property
    def releases(self) -> Path:
        return self.state / "releases"

    @property
    def timing(self) -> Timing:
        return Timing(self.idle_timeout_s, self.accessible_idle_timeout_s, self.warning_s)

    @property
    def staff_timing(self) -> StaffTiming:
        return StaffTiming(working_s=self.staff_idle_timeout_s, warning_s=self.warning_s)

    @property
    def opening(self) -> OpeningHours:
        return OpeningHours(_hour("opens", self.opens), _hour("closes", self.closes), _zone(self.time_zone))


def read_settings(state: Path, overrides: Mapping[str, Any] | None = None) -> Settings:
    """The settings of the kiosk whose state folder is `state`.

    `overrides` (from the command line) win over the file; a None among them is no override. Raises
    SettingsError, naming the file and the key.
    """
    path = state / FILE
    found = _table(path)
    known = {each.name for each in fields(Settings)} - {"state"}
    if unknown := sorted(found.keys() - known):
        raise SettingsError(
            f"{path}: [{TABLE}] has no key {unknown[0]!r}; known are {', '.join(sorted(known))}"
        )
    found |= {key: value for key, value in (overrides or {}).items() if value is not None}
    try:
        return Settings(state=state, **{key: _typed(key, value) for key, value in found.items()})
    except SettingsError as error:
        raise SettingsError(f"{path}: {error}") from error


def _table(path: Path) -> dict[str, Any]:
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path} cannot be read: {error}") from error
    table = document.get(TABLE, {})
    if not isinstance(table, dict):
        raise SettingsError(f"{path}: {TABLE} must be a table")
    return table


def _typed(key: str, value: Any) -> Any:
    """The value in the type of its field; a whole number is a number too."""
    wanted = next(each.type for each in fields(Settings) if each.name == key)
    if wanted is Language:
        if value not in set(Language):
            raise SettingsError(f"{key} must be one of {', '.join(Language)}, not {value!r}")
        return Language(value)
    if wanted is float and type(value) in (int, float):
        return float(value)
    if wanted == tuple[str, ...] and isinstance(value, list) and all(isinstance(each, str) for each in value):
        return tuple(value)
    if type(value) is not wanted:
        name = getattr(wanted, "__name__", wanted)
        raise SettingsError(f"{key} must be of type {name}, not {value!r}")
    return value


def _hour(key: str, text: str) -> time:
    try:
        hour = time.fromisoformat(text)
    except ValueError as error:
        raise SettingsError(f"{key} must be a time of day like 07:30, not {text!r}") from error
    if hour.tzinfo is not None:
        raise SettingsError(f"{key} must have no zone; set time_zone instead")
    return hour


def _zone(name: str) -> tzinfo:
    if not name:
        return datetime.now(UTC).astimezone().tzinfo or UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise SettingsError(f"time_zone must be a name like Europe/Berlin, not {name!r}") from error
