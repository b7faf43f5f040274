"""The JSON dialect of endcap/raw/shelf: `{"ts":…,"grams":…}`, or a batch `{"t0":…,"hz":60,"grams":[…]}`."""

from firmware_bridge import topics
from firmware_bridge.dialects import Readings
from firmware_bridge.errors import DecodeError
from firmware_bridge.messages import decode_raw_readings


class JsonReadings:
    filters = (topics.ALL_RAW_SHELVES,)

    def read(self, topic: str, payload: bytes) -> Readings | None:
        where = topics.parse_raw_shelf(topic)
        if where is None:
            if topic.startswith(topics.RAW_SHELF):
                raise DecodeError("a raw reading's topic does not name a shelf and a slot")
            return None
        return Readings(*where, "", decode_raw_readings(payload))
