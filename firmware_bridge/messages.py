"""Events and requests over MQTT, as frozen values; strict reading from bytes and writing to bytes.

Every `decode_…` takes a payload of any bytes and returns a value or raises `DecodeError`, which receivers
count. Times are aware UTC datetimes, weights grams, money integer minor units, a GTIN 14 digits with a valid
check digit. Property values of Homie that are no JSON are in `values`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum, auto

from firmware_bridge.errors import DecodeError
from firmware_bridge.wire import Fields, dump, format_time, load_object

__all__ = [
    "CARDS",
    "LOYALTY",
    "STAFF",
    "DecodeError",
    "EventKind",
    "PlanogramSlot",
    "RawReadings",
    "ReplayRequest",
    "ScanEvent",
    "ScanSource",
    "ShelfEvent",
    "ShelfPlanogram",
    "decode_planogram",
    "decode_raw_readings",
    "decode_replay_request",
    "decode_scan_event",
    "decode_shelf_event",
    "encode_planogram",
    "encode_raw_readings",
    "encode_replay_request",
    "encode_scan_event",
    "encode_shelf_event",
]

MAX_EVENT_BYTES = 4096
MAX_PLANOGRAM_BYTES = 60_000
MAX_READINGS_BYTES = 16_384
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
