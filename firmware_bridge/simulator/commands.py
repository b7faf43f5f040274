"""What the simulated store is asked to do over MQTT (`topics.simulator_slot`, `topics.simulator_scanner`)."""

from dataclasses import dataclass
from enum import StrEnum, auto

from firmware_bridge.messages import MAX_EVENT_BYTES, MAX_QTY
from firmware_bridge.wire import dump, load_object


class SimulatorDo(StrEnum):
    LIFT = auto()
    PUT_BACK = auto()
    RESTOCK = auto()


@dataclass(frozen=True, slots=True)
class SimulatorCommand:
    do: SimulatorDo
    qty: int


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
