"""Property values of Homie 5 that are no JSON: strict reading from bytes, and writing to bytes.

An empty payload says that a value is unknown. https://homieiot.github.io/specification/ (version 5, payload).
"""

import math
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto

from firmware_bridge.errors import DecodeError
from firmware_bridge.messages import MAX_GRAMS, MAX_QTY
from firmware_bridge.wire import format_time, parse_time

MAX_VALUE_BYTES = 64
MAX_ALERT_BYTES = 2000
_SINCE = "Since "


class DeviceState(StrEnum):
    """`$state` of Homie 5."""

    INIT = auto()
    READY = auto()
    DISCONNECTED = auto()
    SLEEPING = auto()
    LOST = auto()


@dataclass(frozen=True, slots=True)
class AlertText:
    """`$alert`: a sentence or two for people; the bridge begins it with `Since <time>: `."""

    since: datetime | None  # None: its sender does not say
    text: str


def _value(payload: bytes) -> str:
    if len(payload) > MAX_VALUE_BYTES:
        raise DecodeError(f"a value of {len(payload)} bytes is over the limit of {MAX_VALUE_BYTES}")
    try:
        return payload.decode("ascii")
    except UnicodeDecodeError as err:
        raise DecodeError("a value is not ASCII text") from err


def decode_state(payload: bytes) -> DeviceState:
    """`$state`."""
    text = _value(payload)
    if text not in DeviceState._value2member_map_:
        raise DecodeError("$state is not a state of Homie 5")
    return DeviceState(text)


def decode_alert(payload: bytes) -> AlertText | None:
    """`$alert/<id>`; None (an empty payload) when it is over."""
    if len(payload) > MAX_ALERT_BYTES:
        raise DecodeError(f"an alert of {len(payload)} bytes is over the limit of {MAX_ALERT_BYTES}")
    try:
        said = payload.decode().strip()
    except UnicodeDecodeError as err:
        raise DecodeError("an alert is not UTF-8 text") from err
    if not said:
        return None
    head, _, text = said.partition(": ")
    if not head.startswith(_SINCE):
        return AlertText(None, said)
    return AlertText(parse_time(head.removeprefix(_SINCE), "the time of an alert"), text)


def encode_alert(alert: AlertText | None) -> bytes:
    if alert is None:
        return b""
    since = "" if alert.since is None else f"{_SINCE}{format_time(alert.since)}: "
    return (since + alert.text).encode()


def decode_stock(payload: bytes) -> int | None:
    """`stock`; None (an empty payload) when it is unknown."""
    text = _value(payload)
    if text == "":
        return None
    if not text.isdigit() or int(text) > MAX_QTY:
        raise DecodeError(f"stock is not an integer from 0 to {MAX_QTY}")
    return int(text)


def decode_weight(payload: bytes, most: float = MAX_GRAMS) -> float | None:
    """`weight` in grams; None (an empty payload) when it is unknown."""
    return _decimal(payload, "weight", -most, most, "a number of grams")


def decode_confidence(payload: bytes) -> float | None:
    """`confidence`, 0 to 1; None (an empty payload) when the stock is unknown."""
    return _decimal(payload, "confidence", 0.0, 1.0, "a number from 0 to 1")


def _decimal(payload: bytes, name: str, least: float, most: float, wanted: str) -> float | None:
    """A float as Homie writes it; None for an empty payload."""
    text = _value(payload)
    if text == "":
        return None
    try:
        number = float(text)
    except ValueError as err:
        raise DecodeError(f"{name} is not a number") from err
    if "_" in text or not least <= number <= most:
        raise DecodeError(f"{name} is not {wanted}")
    return number


def encode_confidence(confidence: float | None) -> bytes:
    """Rounded down to hundredths, so that nothing but a certain count is said to be certain."""
    return b"" if confidence is None else f"{math.floor(confidence * 100 + 1e-9) / 100:.2f}".encode()


def decode_observed(payload: bytes) -> datetime | None:
    """`observed`; None (an empty payload) when nothing confirms the stock."""
    text = _value(payload)
    return None if text == "" else parse_time(text, "observed")


def encode_observed(when: datetime | None) -> bytes:
    return b"" if when is None else format_time(when).encode()


def encode_number(value: float | int | None) -> bytes:
    """`weight` (one decimal) or `stock`; empty when it is unknown."""
    if value is None:
        return b""
    return (f"{value:.1f}" if isinstance(value, float) else str(value)).encode()
