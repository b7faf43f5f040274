"""Load cells that speak Homie 5 themselves: `homie/5/<device>/<node>/weight` and the device's `$state`.

The bridge's own shelves use the same topics; they are told apart by name, so that it never listens to itself.
"""

from collections.abc import Callable

from firmware_bridge import topics
from firmware_bridge.dialects import Availability, RawSamples
from firmware_bridge.messages import MAX_RAW, RawReadings
from firmware_bridge.values import DeviceState, decode_state, decode_weight


class HomieCells:
    name = "homie"
    filters = (topics.ALL_WEIGHTS, topics.ALL_STATES)

    def __init__(self, is_ours: Callable[[str], bool]) -> None:
        self._is_ours = is_ours

    def read(self, topic: str, payload: bytes) -> RawSamples | Availability | None:
        match topics.parse_homie(topic):
            case topics.PropertyTopic(device, node, "weight") if not self._is_ours(device):
                grams = decode_weight(payload, MAX_RAW)
                if grams is None:
                    return Availability(self.name, device, True)
                return RawSamples(self.name, device, node, RawReadings(None, None, (grams,)))
            case topics.DeviceTopic(device, topics.STATE) if not self._is_ours(device):
                online = bool(payload) and decode_state(payload) in (DeviceState.READY, DeviceState.SLEEPING)
                return Availability(self.name, device, online)
        return None
