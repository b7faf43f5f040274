"""Strict reading of JSON from outside: a field is fetched with type and bounds, or a `DecodeError` names it.

Unknown keys are allowed (a newer sender may say more); a bool is never taken for a number; NaN and infinity,
which Python's parser would accept, are refused.
"""

import json
import math
from collections.abc import Sequence
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, NoReturn, TypeVar

from firmware_bridge import topics
from firmware_bridge.errors import DecodeError
from firmware_bridge.gtin import is_gtin14

Choice = TypeVar("Choice", bound=StrEnum)

EARLIEST = datetime(2020, 1, 1, tzinfo=UTC)
LATEST = datetime(2100, 1, 1, tzinfo=UTC)


def _no_constant(name: str) -> NoReturn:
    raise DecodeError(f"{name} is not a JSON number")


_DECODER = json.JSONDecoder(parse_constant=_no_constant)


def load_object(payload: bytes, limit: int) -> "Fields":
    """The JSON object in `payload` (UTF-8, at most `limit` bytes)."""
    if len(payload) > limit:
        raise DecodeError(f"payload of {len(payload)} bytes is over the limit of {limit}")
    try:
        found = _DECODER.decode(payload.decode("utf-8"))
    except (ValueError, RecursionError) as err:
        raise DecodeError("payload is not JSON") from err
    if not isinstance(found, dict):
        raise DecodeError("payload is not a JSON object")
    return Fields(found)


def dump(fields: dict[str, Any]) -> bytes:
    """Compact JSON."""
    return json.dumps(fields, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def parse_time(text: str, name: str = "time") -> datetime:
    """An ISO 8601 time with a zone, as UTC, between 2020 and 2100."""
    try:
        when = datetime.fromisoformat(text)
        if when.tzinfo is None:
            raise DecodeError(f"{name} has no time zone")
        when = when.astimezone(UTC)
    except (ValueError, OverflowError) as err:
        raise DecodeError(f"{name} is not an ISO 8601 time") from err
    if not EARLIEST <= when < LATEST:
        raise DecodeError(f"{name} lies outside 2020 to 2100")
    return when


def format_time(when: datetime) -> str:
    """UTC with milliseconds and Z, as the wire has it."""
    return when.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def format_time_s(seconds: float) -> str:
    """Seconds since 1970, as the wire has it."""
    return format_time(datetime.fromtimestamp(seconds, UTC))


class Fields:
    """One JSON object whose fields are fetched by type."""

    __slots__ = ("_found",)

    def __init__(self, found: dict[str, Any]) -> None:
        self._found = found

    def __contains__(self, name: str) -> bool:
        return self._found.get(name) is not None

    def nothing_but(self, *names: str) -> None:
        """For what a person wrote: a misspelt key is an error, not silently left out."""
        if strange := sorted(set(self._found) - set(names)):
            raise DecodeError(f"{strange[0][:40]!r} does not belong here; there may be {', '.join(names)}")

    def version(self, expected: int = 1) -> None:
        if self.integer("v", 0, 1_000) != expected:
            raise DecodeError(f"v is not {expected}: the sender speaks another version")

    def integer(self, name: str, low: int, high: int) -> int:
        value = self._found.get(name)
        if type(value) is not int or not low <= value <= high:
            raise DecodeError(f"{name} is not an integer from {low} to {high}")
        return value

    def number(self, name: str, low: float, high: float) -> float:
        return self._number(self._found.get(name), name, low, high)

    def optional_number(self, name: str, low: float, high: float) -> float | None:
        value = self._found.get(name)
        return None if value is None else self._number(value, name, low, high)

    def numbers(self, name: str, low: float, high: float, most: int) -> tuple[float, ...]:
        values = self._found.get(name)
        if not isinstance(values, list) or not 1 <= len(values) <= most:
            raise DecodeError(f"{name} is not a list of 1 to {most} numbers")
        return tuple(self._number(value, name, low, high) for value in values)

    @staticmethod
    def _number(value: Any, name: str, low: float, high: float) -> float:
        kind = type(value)
        if (kind is not float and kind is not int) or not low <= value <= high:  # NaN fails every comparison
            raise DecodeError(f"{name} is not a number from {low:g} to {high:g}")
        number = float(value)
        if not math.isfinite(number):
            raise DecodeError(f"{name} is not finite")
        return number

    def flag(self, name: str) -> bool:
        value = self._found.get(name)
        if type(value) is not bool:
            raise DecodeError(f"{name} is neither true nor false")
        return value

    def text(self, name: str, most: int, least: int = 1) -> str:
        value = self._found.get(name)
        if not isinstance(value, str) or not least <= len(value) <= most:
            raise DecodeError(f"{name} is not a text of {least} to {most} characters")
        try:
            value.encode()  # a lone surrogate passes the JSON parser and breaks everything after it
        except UnicodeEncodeError as err:
            raise DecodeError(f"{name} is not valid Unicode") from err
        return value

    def optional_text(self, name: str, most: int) -> str | None:
        return None if self._found.get(name) is None else self.text(name, most)

    def identifier(self, name: str) -> str:
        value = self.text(name, 64)
        if not topics.is_id(value):
            raise DecodeError(f"{name} is not an id of Homie 5")
        return value

    def one_of(self, name: str, kinds: type[Choice]) -> Choice:
        value = self._found.get(name)
        if isinstance(value, str) and value in kinds._value2member_map_:
            return kinds(value)
        raise DecodeError(f"{name} is not one of {', '.join(kinds)}")

    def optional_gtin(self, name: str) -> str | None:
        value = self._found.get(name)
        if value is None:
            return None
        if not isinstance(value, str) or not is_gtin14(value):
            raise DecodeError(f"{name} is not a GTIN of 14 digits with a valid check digit")
        return value

    def gtin(self, name: str) -> str:
        value = self.optional_gtin(name)
        if value is None:
            raise DecodeError(f"{name} is missing")
        return value

    def time(self, name: str) -> datetime:
        return parse_time(self.text(name, 40), name)

    def optional_date(self, name: str) -> date | None:
        value = self.optional_text(name, 10)
        if value is None:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError as err:
            raise DecodeError(f"{name} is not an ISO 8601 date") from err

    def object(self, name: str) -> "Fields":
        value = self._found.get(name)
        if not isinstance(value, dict):
            raise DecodeError(f"{name} is not an object")
        return Fields(value)

    def objects(self, name: str, most: int) -> Sequence["Fields"]:
        values = self._found.get(name)
        if not isinstance(values, list) or len(values) > most or not all(isinstance(v, dict) for v in values):
            raise DecodeError(f"{name} is not a list of at most {most} objects")
        return [Fields(value) for value in values]
