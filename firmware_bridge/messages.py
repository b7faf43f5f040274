"""What travels over MQTT, as frozen values; strict reading from bytes and writing to bytes.

Every `decode_…` takes a payload of any bytes and returns a value or raises `DecodeError`, which receivers
count. Times are aware UTC datetimes, weights grams, money integer minor units, a GTIN 14 digits with a valid
check digit.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum, auto

from firmware_bridge.errors import DecodeError
from firmware_bridge.wire import Fields, dump, format_time, load_object, parse_time

__all__ = [
    "CARDS",
    "LOYALTY",
    "STAFF",
    "DecodeError",
    "DeviceState",
    "EventKind",
    "PlanogramSlot",
    "RawReadings",
    "ReplayRequest",
    "ScanEvent",
    "ScanSource",
    "ShelfEvent",
    "ShelfPlanogram",
    "SimulatorCommand",
    "SimulatorDo",
    "decode_confidence",
    "decode_observed",
    "decode_planogram",
    "decode_raw_readings",
    "decode_replay_request",
    "decode_scan_event",
    "decode_shelf_event",
    "decode_simulator_command",
    "decode_simulator_scan",
    "decode_state",
    "decode_stock",
    "decode_weight",
    "encode_confidence",
    "encode_number",
    "encode_observed",
    "encode_planogram",
    "encode_raw_readings",
    "encode_replay_request",
    "encode_scan_event",
    "encode_shelf_event",
    "encode_simulator_command",
    "encode_simulator_scan",
]

MAX_EVENT_BYTES = 4096
MAX_PLANOGRAM_BYTES = 60_000
MAX_READINGS_BYTES = 16_384
MAX_VALUE_BYTES = 64
MAX_SAMPLES = 1024
MAX_GRAMS = 1_000_000.0
MAX_RAW = 100_000_000.0  # of a cell that was never calibrated and says counts
MAX_QTY = 10_000
MAX_COUNT = 2**53


class EventKind(StrEnum):
    PICK = auto()
    RETURN = auto()
    RESTOCK = auto()
    MISPLACED = auto()  # a product that belongs elsewhere on this shelf was put here; gtin names it
    UNKNOWN = auto()  # something changed, and no explanation is certain enough


class ScanSource(StrEnum):
    HID = auto()
    CAMERA = auto()
    SERIAL = auto()
    MQTT = auto()


class DeviceState(StrEnum):
    """`$state` of Homie 5."""

    INIT = auto()
    READY = auto()
    DISCONNECTED = auto()
    SLEEPING = auto()
    LOST = auto()


@dataclass(frozen=True, slots=True)
class ShelfEvent:
    """Something changed on a slot. The shelf is in the topic."""

    id: str
    boot: int
    seq: int
    ts: datetime  # when the change began
    slot: str
    gtin: str | None  # None only where no product is known to explain the change
    kind: EventKind
    qty: int  # pieces, never negative; 0 where unknown
    grams: float  # signed change
    confidence: float  # 0 to 1


LOYALTY, STAFF = "loyalty", "staff"  # the symbology of a card, whose `raw` is a seal
CARDS = frozenset({LOYALTY, STAFF})


@dataclass(frozen=True, slots=True)
class ScanEvent:
    """A code was read. `gtin` is None where it names no product; loyalty and staff cards are sealed."""

    id: str
    boot: int
    seq: int
    ts: datetime
    source: ScanSource
    symbology: str
    raw: str
    gtin: str | None
    lot: str | None = None
    expiry: date | None = None
    net_weight_g: float | None = None
    price: int | None = None  # minor units
    alternative_gtin: str | None = None  # what it names where no product has `gtin`: EAN-8 or UPC-E

    @property
    def gtins(self) -> tuple[str, ...]:
        """What the code may name, the first that is sold here is meant."""
        return tuple(gtin for gtin in (self.gtin, self.alternative_gtin) if gtin is not None)


@dataclass(frozen=True, slots=True)
class PlanogramSlot:
    slot: str
    gtin: str
    unit_weight_g: float
    capacity: int


@dataclass(frozen=True, slots=True)
class ShelfPlanogram:
    """What stands where on a shelf, slots in physical order. A slot listed twice holds two products."""

    shelf: str
    slots: tuple[PlanogramSlot, ...]


@dataclass(frozen=True, slots=True)
class ReplayRequest:
    """`Send again every event of this boot after this seq, and every event of later boots.`"""

    boot: int
    after_seq: int


@dataclass(frozen=True, slots=True)
class RawReadings:
    """Samples of one load cell in order; `t0` is the sender's time of the first."""

    t0: datetime | None
    hz: float | None  # None for a single reading
    grams: tuple[float, ...]


class SimulatorDo(StrEnum):
    LIFT = auto()
    PUT_BACK = auto()
    RESTOCK = auto()


@dataclass(frozen=True, slots=True)
class SimulatorCommand:
    do: SimulatorDo
    qty: int


def encode_shelf_event(event: ShelfEvent) -> bytes:
    return dump(
        {
            "v": 1,
            "id": event.id,
            "boot": event.boot,
            "seq": event.seq,
            "ts": format_time(event.ts),
            "slot": event.slot,
            "gtin": event.gtin,
            "kind": event.kind,
            "qty": event.qty,
            "grams": round(event.grams, 1),
            "confidence": round(event.confidence, 3),
        }
    )


def decode_shelf_event(payload: bytes) -> ShelfEvent:
    fields = load_object(payload, MAX_EVENT_BYTES)
    fields.version()
    return ShelfEvent(
        id=fields.text("id", 64),
        boot=fields.integer("boot", 0, MAX_COUNT),
        seq=fields.integer("seq", 0, MAX_COUNT),
        ts=fields.time("ts"),
        slot=fields.identifier("slot"),
        gtin=fields.optional_gtin("gtin"),
        kind=fields.one_of("kind", EventKind),
        qty=fields.integer("qty", 0, MAX_QTY),
        grams=fields.number("grams", -MAX_GRAMS, MAX_GRAMS),
        confidence=fields.number("confidence", 0.0, 1.0),
    )


def encode_scan_event(event: ScanEvent) -> bytes:
    return dump(
        {
            "v": 1,
            "id": event.id,
            "boot": event.boot,
            "seq": event.seq,
            "ts": format_time(event.ts),
            "source": event.source,
            "symbology": event.symbology,
            "raw": event.raw,
            "gtin": event.gtin,
            "alternative_gtin": event.alternative_gtin,
            "lot": event.lot,
            "expiry": None if event.expiry is None else event.expiry.isoformat(),
            "net_weight_g": event.net_weight_g,
            "price": event.price,
        }
    )


def decode_scan_event(payload: bytes) -> ScanEvent:
    fields = load_object(payload, MAX_EVENT_BYTES)
    fields.version()
    return ScanEvent(
        id=fields.text("id", 64),
        boot=fields.integer("boot", 0, MAX_COUNT),
        seq=fields.integer("seq", 0, MAX_COUNT),
        ts=fields.time("ts"),
        source=fields.one_of("source", ScanSource),
        symbology=fields.text("symbology", 32),
        raw=fields.text("raw", 1024, least=0),
        gtin=fields.optional_gtin("gtin"),
        lot=fields.optional_text("lot", 64),
        expiry=fields.optional_date("expiry"),
        net_weight_g=fields.optional_number("net_weight_g", 0.0, MAX_GRAMS),
        price=fields.integer("price", 0, MAX_COUNT) if "price" in fields else None,
        alternative_gtin=fields.optional_gtin("alternative_gtin"),
    )


def encode_planogram(planogram: ShelfPlanogram) -> bytes:
    slots = [
        {"slot": s.slot, "gtin": s.gtin, "unit_weight_g": s.unit_weight_g, "capacity": s.capacity}
        for s in planogram.slots
    ]
    return dump({"v": 1, "shelf": planogram.shelf, "slots": slots})


def decode_planogram(payload: bytes) -> ShelfPlanogram:
    fields = load_object(payload, MAX_PLANOGRAM_BYTES)
    fields.version()
    return ShelfPlanogram(
        shelf=fields.identifier("shelf"),
        slots=tuple(_planogram_slot(slot) for slot in fields.objects("slots", 512)),
    )


def _planogram_slot(fields: Fields) -> PlanogramSlot:
    return PlanogramSlot(
        slot=fields.identifier("slot"),
        gtin=fields.gtin("gtin"),
        unit_weight_g=fields.number("unit_weight_g", 0.1, 100_000.0),
        capacity=fields.integer("capacity", 1, MAX_QTY),
    )


def encode_replay_request(request: ReplayRequest) -> bytes:
    return dump({"v": 1, "boot": request.boot, "after_seq": request.after_seq})


def decode_replay_request(payload: bytes) -> ReplayRequest:
    fields = load_object(payload, MAX_EVENT_BYTES)
    fields.version()
    return ReplayRequest(fields.integer("boot", 0, MAX_COUNT), fields.integer("after_seq", 0, MAX_COUNT))


def encode_raw_readings(
    grams: Sequence[float], *, t0: datetime | None = None, hz: float | None = None
) -> bytes:
    """One reading, or with `hz` a batch, in the JSON dialect."""
    if hz is None:
        return dump({"ts": None if t0 is None else format_time(t0), "grams": round(grams[0], 2)})
    first = None if t0 is None else format_time(t0)
    return dump({"t0": first, "hz": hz, "grams": [round(g, 2) for g in grams]})


def decode_raw_readings(payload: bytes) -> RawReadings:
    """The JSON dialect; the sender's time may be missing (a microcontroller without a clock)."""
    fields = load_object(payload, MAX_READINGS_BYTES)
    if "hz" in fields:
        hz = fields.number("hz", 0.1, 1000.0)
        grams = fields.numbers("grams", -MAX_RAW, MAX_RAW, MAX_SAMPLES)
        return RawReadings(fields.time("t0") if "t0" in fields else None, hz, grams)
    grams = (fields.number("grams", -MAX_RAW, MAX_RAW),)
    return RawReadings(fields.time("ts") if "ts" in fields else None, None, grams)


def encode_simulator_command(command: SimulatorCommand) -> bytes:
    return dump({"do": command.do, "qty": command.qty})


def decode_simulator_command(payload: bytes) -> SimulatorCommand:
    fields = load_object(payload, MAX_EVENT_BYTES)
    qty = fields.integer("qty", 1, MAX_QTY) if "qty" in fields else 1
    return SimulatorCommand(fields.one_of("do", SimulatorDo), qty)


def encode_simulator_scan(code: str) -> bytes:
    return dump({"code": code})


def decode_simulator_scan(payload: bytes) -> str:
    return load_object(payload, MAX_EVENT_BYTES).text("code", 1024)


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
