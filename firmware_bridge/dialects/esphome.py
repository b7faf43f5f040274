"""ESPHome's native topics: `<node>/sensor/<id>/state` with a plain number, `<node>/status` online or offline.

https://esphome.io/components/mqtt: a sensor publishes its state as text with its unit left away, `nan`
where it has none.
"""

from firmware_bridge.dialects import Availability, RawSamples
from firmware_bridge.errors import DecodeError
from firmware_bridge.messages import MAX_RAW, RawReadings

MAX_BYTES = 32


class Esphome:
    name = "esphome"
    filters = ("+/sensor/+/state", "+/status")

    def read(self, topic: str, payload: bytes) -> RawSamples | Availability | None:
        match topic.split("/"):
            case [node, "sensor", sensor, "state"] if node and sensor:
                return RawSamples(self.name, node, sensor, RawReadings(None, None, (_number(payload),)))
            case [node, "status"] if node:
                return Availability(self.name, node, _online(payload))
        return None


def _number(payload: bytes) -> float:
    try:
        if len(payload) > MAX_BYTES or b"_" in payload:
            raise DecodeError("a sensor's state is not a number")
        grams = float(payload)
    except ValueError as err:
        raise DecodeError("a sensor's state is not a number") from err
    if not -MAX_RAW <= grams <= MAX_RAW:  # nan too: the sensor has no reading
        raise DecodeError("a sensor's state is not a number of grams")
    return grams


def _online(payload: bytes) -> bool:
    if payload not in (b"online", b"offline"):
        raise DecodeError("a node's status is neither online nor offline")
    return payload == b"online"
