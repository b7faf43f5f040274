"""How firmware speaks: each dialect turns a topic and its bytes into readings, or a `DecodeError`. Pure.

json_readings   single readings and batches on endcap/raw/shelf/<shelf>/<slot>
esphome         <node>/sensor/<id>/state and <node>/status
homie_cells     load cells that are Homie 5 devices themselves
device_clock    the sender's time against ours: late, repeated and skewed messages
"""

from dataclasses import dataclass
from typing import Protocol

from firmware_bridge.messages import RawReadings


@dataclass(frozen=True, slots=True)
class Readings:
    """Samples of one cell of one slot."""

    shelf: str
    slot: str
    cell: str  # "" where a slot has one cell
    samples: RawReadings


@dataclass(frozen=True, slots=True)
class RawSamples:
    """Samples of a device that does not say which slot it lies under; the registry knows, or nobody does."""

    dialect: str
    device: str
    channel: str
    samples: RawReadings


@dataclass(frozen=True, slots=True)
class Availability:
    """A device says that it came or went."""

    dialect: str
    device: str
    online: bool


class Dialect(Protocol):
    """One way that firmware speaks."""

    @property
    def filters(self) -> tuple[str, ...]:
        """Topics to subscribe to."""

    def read(self, topic: str, payload: bytes) -> Readings | RawSamples | Availability | None:
        """None when the topic is not of this dialect; `DecodeError` when the payload makes no sense."""
