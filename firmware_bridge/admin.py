"""What staff may ask of the bridge about its devices, over MQTT.

homie/5/<bridge>/devices/<command>/set     {"v":1,"id":"…",…}
homie/5/<bridge>/devices/answer            {"v":1,"id":"…","ok":true,…} or {"ok":false,"error":"…"}
homie/5/<bridge>/devices/list              everybody heard, retained

watch      {}                                             tells the list twice a second for 30 s
teach-in   {}                                             opens the window of 60 s
adopt      {dialect, device, channel, shelf, slot, cell}  binds a device within it
forget     {dialect, device, channel}
calibrate  {shelf, slot, cell, step, grams}               step: zero, reference, check
count      {shelf, slot, gtin, count}                     somebody counted
"""

from dataclasses import dataclass
from enum import StrEnum

from firmware_bridge.calibration import Step
from firmware_bridge.errors import DecodeError
from firmware_bridge.messages import MAX_QTY
from firmware_bridge.registry import Place, Source
from firmware_bridge.wire import Fields, load_object

MAX_BYTES = 2048


class CommandName(StrEnum):
    WATCH = "watch"
    TEACH_IN = "teach-in"
    ADOPT = "adopt"
    FORGET = "forget"
    CALIBRATE = "calibrate"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Watch:
    """Somebody looks at the devices and wants to see them live."""


@dataclass(frozen=True, slots=True)
class TeachIn:
    pass


@dataclass(frozen=True, slots=True)
class Adopt:
    source: Source
    place: Place


@dataclass(frozen=True, slots=True)
class Forget:
    source: Source


@dataclass(frozen=True, slots=True)
class Calibrate:
    place: Place
    step: Step
    grams: float


@dataclass(frozen=True, slots=True)
class Count:
    shelf: str
    slot: str
    gtin: str
    count: int


Command = Watch | TeachIn | Adopt | Forget | Calibrate | Count


def decode_command(name: str, payload: bytes) -> tuple[str, Command]:
    """(id of the request, the command)."""
    fields = load_object(payload, MAX_BYTES)
    fields.version()
    return fields.text("id", 64), _command(name, fields)


def _command(name: str, fields: Fields) -> Command:
    match name:
        case CommandName.WATCH:
            return Watch()
        case CommandName.TEACH_IN:
            return TeachIn()
        case CommandName.ADOPT:
            return Adopt(_source(fields), _place(fields))
        case CommandName.FORGET:
            return Forget(_source(fields))
        case CommandName.CALIBRATE:
            grams = fields.optional_number("grams", 0.0, 100_000.0)
            return Calibrate(_place(fields), fields.one_of("step", Step), grams or 0.0)
        case CommandName.COUNT:
            shelf, slot = fields.identifier("shelf"), fields.identifier("slot")
            return Count(shelf, slot, fields.gtin("gtin"), fields.integer("count", 0, MAX_QTY))
    raise DecodeError("no such command; there are " + ", ".join(CommandName))


def _source(fields: Fields) -> Source:
    return Source(fields.text("dialect", 16), fields.text("device", 128), fields.text("channel", 128))


def _place(fields: Fields) -> Place:
    cell = fields.identifier("cell") if fields.optional_text("cell", 64) else ""
    return Place(fields.identifier("shelf"), fields.identifier("slot"), cell)
