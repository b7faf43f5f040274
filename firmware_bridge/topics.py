"""Every topic of the store, built and taken apart in one place.

The canonical side is Homie 5: `homie/5/<device>/<node>/<property>`. A shelf is a device and a slot is a node;
a scanner is a device with the node `scan`; the bridge is the root device of them all, so that its Last Will
(`$state` = lost) makes every shelf and scanner lost, as the convention says of children.
"""

import re
from dataclasses import dataclass

from firmware_bridge.errors import TopicError

HOMIE = "homie/5"
RAW_SHELF = "endcap/raw/shelf"
RAW_SCANNER = "endcap/raw/scanner"
PLANOGRAM = "endcap/planogram"
SIMULATOR = "endcap/simulator"
BROKER_DROPPED = "$SYS/broker/publish/messages/dropped"  # Mosquitto's own count, since it started
DEFAULT_BRIDGE = "bridge"

STATE = "$state"
DESCRIPTION = "$description"
ALERT = "$alert"

# What a consumer subscribes to.
ALL_STATES = f"{HOMIE}/+/{STATE}"
ALL_DESCRIPTIONS = f"{HOMIE}/+/{DESCRIPTION}"
ALL_EVENTS = f"{HOMIE}/+/+/event"  # shelf events and scan events
ALL_WEIGHTS = f"{HOMIE}/+/+/weight"
ALL_STOCKS = f"{HOMIE}/+/+/stock"
ALL_OBSERVED = f"{HOMIE}/+/+/observed"
ALL_CONFIDENCES = f"{HOMIE}/+/+/confidence"
ALL_PLANOGRAMS = f"{PLANOGRAM}/+"
ALL_RAW_SHELVES = f"{RAW_SHELF}/+/+"
ALL_RAW_SCANNERS = f"{RAW_SCANNER}/+"
ALL_SIMULATOR = f"{SIMULATOR}/#"

_ID = re.compile(
    r"[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?"
)  # Homie 5: a-z, 0-9 and inner hyphens; 64 at most is ours


def is_id(text: str) -> bool:
    """Whether `text` can be a device, node or property id of Homie 5."""
    return _ID.fullmatch(text) is not None


def checked_id(text: str) -> str:
    """`text` itself; `TopicError` when it is not an id of Homie 5."""
    if not is_id(text):
        raise TopicError(
            f"{text!r} is not an id: use lower-case letters, digits and inner hyphens, at most 64"
        )
    return text


def device_state(device: str) -> str:
    return f"{HOMIE}/{checked_id(device)}/{STATE}"


def device_description(device: str) -> str:
    return f"{HOMIE}/{checked_id(device)}/{DESCRIPTION}"


def device_alert(device: str, alert: str) -> str:
    """Homie 5's `$alert`: what is wrong with a device, in words; empty when it is over."""
    return f"{HOMIE}/{checked_id(device)}/{ALERT}/{checked_id(alert)}"


def device_alerts(device: str) -> str:
    """The filter of all alerts of one device."""
    return f"{HOMIE}/{checked_id(device)}/{ALERT}/+"


def slot_property(shelf: str, slot: str, name: str) -> str:
    return f"{HOMIE}/{checked_id(shelf)}/{checked_id(slot)}/{checked_id(name)}"


def slot_weight(shelf: str, slot: str) -> str:
    return slot_property(shelf, slot, "weight")


def slot_stock(shelf: str, slot: str) -> str:
    return slot_property(shelf, slot, "stock")


def slot_observed(shelf: str, slot: str) -> str:
    return slot_property(shelf, slot, "observed")


def slot_confidence(shelf: str, slot: str) -> str:
    return slot_property(shelf, slot, "confidence")


def slot_event(shelf: str, slot: str) -> str:
    return slot_property(shelf, slot, "event")


def scan_event(scanner: str) -> str:
    return f"{HOMIE}/{checked_id(scanner)}/scan/event"


def replay_request(bridge: str = DEFAULT_BRIDGE) -> str:
    return f"{HOMIE}/{checked_id(bridge)}/journal/replay/set"


def device_command(name: str, bridge: str = DEFAULT_BRIDGE) -> str:
    """Staff's requests about firmware devices (`firmware_bridge.admin`)."""
    return f"{HOMIE}/{checked_id(bridge)}/devices/{checked_id(name)}/set"


def device_commands(bridge: str = DEFAULT_BRIDGE) -> str:
    """The filter of all such requests."""
    return f"{HOMIE}/{checked_id(bridge)}/devices/+/set"


def device_answer(bridge: str = DEFAULT_BRIDGE) -> str:
    return f"{HOMIE}/{checked_id(bridge)}/devices/answer"


def device_list(bridge: str = DEFAULT_BRIDGE) -> str:
    return f"{HOMIE}/{checked_id(bridge)}/devices/list"


def health_counts(bridge: str = DEFAULT_BRIDGE) -> str:
    return f"{HOMIE}/{checked_id(bridge)}/health/counts"


def planogram(shelf: str) -> str:
    return f"{PLANOGRAM}/{checked_id(shelf)}"


def raw_shelf(shelf: str, slot: str) -> str:
    return f"{RAW_SHELF}/{checked_id(shelf)}/{checked_id(slot)}"


def raw_scanner(scanner: str) -> str:
    return f"{RAW_SCANNER}/{checked_id(scanner)}"


def simulator_slot(shelf: str, slot: str) -> str:
    return f"{SIMULATOR}/{checked_id(shelf)}/{checked_id(slot)}/set"


def simulator_scanner() -> str:
    return f"{SIMULATOR}/scanner/set"


@dataclass(frozen=True, slots=True)
class DeviceTopic:
    """`homie/5/<device>/$state` or `$description`."""

    device: str
    attribute: str  # STATE or DESCRIPTION


@dataclass(frozen=True, slots=True)
class PropertyTopic:
    """`homie/5/<device>/<node>/<name>`; of a slot, `device` is the shelf and `node` the slot."""

    device: str
    node: str
    name: str

    @property
    def is_scan(self) -> bool:
        """A scanner's event, as opposed to a slot's property."""
        return self.node == "scan"


def parse_homie(topic: str) -> DeviceTopic | PropertyTopic | None:
    """The parts of a canonical topic; None when it is none (also for `…/set`)."""
    parts = topic.split("/")
    if parts[:2] != ["homie", "5"]:
        return None
    match parts[2:]:
        case [device, ("$state" | "$description") as attribute] if is_id(device):
            return DeviceTopic(device, attribute)
        case [device, node, name] if is_id(device) and is_id(node) and is_id(name):
            return PropertyTopic(device, node, name)
    return None


def parse_planogram(topic: str) -> str | None:
    """The shelf of a planogram topic, else None."""
    head, _, shelf = topic.rpartition("/")
    return shelf if head == PLANOGRAM and is_id(shelf) else None


def parse_raw_shelf(topic: str) -> tuple[str, str] | None:
    """(shelf, slot) of a raw reading's topic, else None."""
    head, _, slot = topic.rpartition("/")
    head, _, shelf = head.rpartition("/")
    return (shelf, slot) if head == RAW_SHELF and is_id(shelf) and is_id(slot) else None


def parse_device_command(topic: str, bridge: str = DEFAULT_BRIDGE) -> str | None:
    """The name of the request, else None."""
    parts = topic.split("/")
    if len(parts) == 6 and parts[:4] == ["homie", "5", bridge, "devices"] and parts[5] == "set":
        return parts[4]
    return None


def parse_device_alert(topic: str, device: str) -> str | None:
    """The id of an alert of this device, else None."""
    head, _, alert = topic.rpartition("/")
    return alert if head == f"{HOMIE}/{device}/{ALERT}" and is_id(alert) else None


def parse_raw_scanner(topic: str) -> str | None:
    """The scanner of a raw code's topic, else None."""
    head, _, scanner = topic.rpartition("/")
    return scanner if head == RAW_SCANNER and is_id(scanner) else None


def parse_simulator_slot(topic: str) -> tuple[str, str] | None:
    """(shelf, slot) of a simulator's control topic, else None."""
    parts = topic.split("/")
    if len(parts) == 5 and parts[:2] == ["endcap", "simulator"] and parts[4] == "set":
        return (parts[2], parts[3]) if is_id(parts[2]) and is_id(parts[3]) else None
    return None
