"""The JSON dialect: `{"ts":…,"grams":…}`, or a batch `{"t0":…,"hz":60,"grams":[…]}`.

On endcap/raw/shelf/<shelf>/<slot>, or with one more level for each of several cells under a slot.
"""

from firmware_bridge import topics
from firmware_bridge.dialects import Readings
from firmware_bridge.errors import DecodeError
from firmware_bridge.messages import decode_raw_readings


class JsonReadings:
    """The device is the shelf and the channel its slot, so a planogram alone binds it."""

    name = "json"
    filters = (topics.ALL_RAW_SHELVES, f"{topics.ALL_RAW_SHELVES}/+")

    def read(self, topic: str, payload: bytes) -> Readings | None:
        if not topic.startswith(topics.RAW_SHELF):
            return None
        parts = topic[len(topics.RAW_SHELF) + 1 :].split("/")
        if not 2 <= len(parts) <= 3 or not all(map(topics.is_id, parts)):
            raise DecodeError("a raw reading's topic does not name a shelf and a slot")
        shelf, slot, *cell = parts
        return Readings(shelf, slot, cell[0] if cell else "", decode_raw_readings(payload))
