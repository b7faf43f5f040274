"""What the bridge tells staff of its devices, and how they ask it: strict reading and writing, for the kiosk.

The topics and the requests themselves are described in `firmware_bridge.admin`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from firmware_bridge.messages import MAX_GRAMS, MAX_RAW
from firmware_bridge.registry import Place, Source
from firmware_bridge.wire import Fields, dump, load_object

MAX_BYTES = 60_000
MOST = 4000  # of devices or cells


@dataclass(frozen=True, slots=True)
class Channel:
    """One channel of a firmware device that was heard."""

    source: Source
    online: bool
    heard_at: datetime
    reported: float  # as the device says it: grams, or counts of a cell that was never calibrated
    place: Place | None  # None: not adopted


@dataclass(frozen=True, slots=True)
class CellHealth:
    """One load cell under a slot."""

    place: Place
    state: str  # value of `firmware_bridge.cells.CellState`
    rate_hz: float
    heard_at: datetime
    grams: float | None  # calibrated, mean of the last moments
    noise_g: float | None
    drift_g: float | None


@dataclass(frozen=True, slots=True)
class DeviceReport:
    channels: tuple[Channel, ...] = ()
    cells: tuple[CellHealth, ...] = ()
    left_out: int = 0  # more than fit into one message


@dataclass(frozen=True, slots=True)
class Answer:
    """To one request."""

    request: str
    error: str | None  # None: it was done
    seconds: float | None = None  # how long teach-in stays open
    grams: float | None = None  # what the calibrated cell now says
    off_g: float | None = None


def encode_request(request: str, **fields: Any) -> bytes:
    return dump({"v": 1, "id": request, **fields})


def place_fields(place: Place) -> dict[str, Any]:
    return {"shelf": place.shelf, "slot": place.slot, "cell": place.cell or None}


def source_fields(source: Source) -> dict[str, Any]:
    return {"dialect": source.dialect, "device": source.device, "channel": source.channel}


def decode_answer(payload: bytes) -> Answer:
    fields = load_object(payload, MAX_BYTES)
    fields.version()
    request = fields.text("id", 64)
    if not fields.flag("ok"):
        return Answer(request, fields.text("error", 500))
    return Answer(
        request,
        None,
        fields.optional_number("seconds", 0.0, 3600.0),
        fields.optional_number("grams", -MAX_GRAMS, MAX_GRAMS),
        fields.optional_number("off_g", -MAX_GRAMS, MAX_GRAMS),
    )


def decode_report(payload: bytes) -> DeviceReport:
    """`homie/5/<bridge>/devices/list`."""
    fields = load_object(payload, MAX_BYTES)
    fields.version()
    channels = [each for device in fields.objects("devices", MOST) for each in _channels(device)]
    cells = tuple(_cell(cell) for cell in fields.objects("cells", MOST))
    return DeviceReport(tuple(channels), cells, fields.integer("left_out", 0, 1_000_000))


def _channels(device: Fields) -> list[Channel]:
    dialect, name = device.text("dialect", 16), device.text("device", 128)
    online, heard = device.flag("online"), device.time("heard")
    return [
        Channel(
            Source(dialect, name, channel.text("channel", 128)),
            online,
            heard,
            channel.number("grams", -MAX_RAW, MAX_RAW),
            _place(channel.object("place")) if "place" in channel else None,
        )
        for channel in device.objects("channels", 1000)
    ]


def _place(fields: Fields) -> Place:
    return Place(fields.identifier("shelf"), fields.identifier("slot"), fields.text("cell", 64, least=0))


def _cell(fields: Fields) -> CellHealth:
    return CellHealth(
        _place(fields),
        fields.text("state", 16),
        fields.number("rate_hz", 0.0, 100_000.0),
        fields.time("heard"),
        fields.optional_number("grams", -MAX_RAW, MAX_RAW),
        fields.optional_number("noise_g", 0.0, MAX_RAW),
        fields.optional_number("drift_g", -MAX_RAW, MAX_RAW),
    )
