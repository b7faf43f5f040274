"""Homie 5: the `$description` of every device that the bridge speaks for. Pure.

https://homieiot.github.io/specification/ (version 5). The bridge is the root; shelves and scanners are its
children, so the loss of the bridge is the loss of them all.
"""

import json
import zlib
from collections.abc import Iterable
from typing import Any

from firmware_bridge.admin import CommandName
from firmware_bridge.wire import dump

Description = dict[str, Any]


def bridge_description(children: Iterable[str]) -> Description:
    replay = _property("Replay missed events", "json", settable=True, retained=False)
    counts = _property("Counts", "json")
    devices = {"list": _property("Devices and cells", "json")}
    devices["answer"] = _property("Answer to a request", "json", retained=False)
    for name in CommandName:
        devices[name] = _property(f"Request: {name}", "json", settable=True, retained=False)
    return _device(
        "Endcap bridge",
        {
            "journal": _node("Journal", {"replay": replay}),
            "health": _node("Health", {"counts": counts}),
            "devices": _node("Firmware devices", devices),
        },
        children=sorted(children),
    )


def shelf_description(name: str, slots: Iterable[str], root: str) -> Description:
    node_properties = {
        "weight": _property("Weight", "float", unit="g"),
        "stock": _property("Stock", "integer", format="0:10000:1"),
        "observed": _property("Stock last confirmed", "datetime"),
        "confidence": _property("Probability that the stock is exact", "float", format="0:1"),
        "event": _property("Change", "json", retained=False),
    }
    nodes = {slot: _node(f"Slot {slot}", node_properties) for slot in slots}
    return _device(f"Shelf {name}", nodes, root=root, parent=root)


def scanner_description(name: str, root: str) -> Description:
    event = _property("Scanned code", "json", retained=False)
    return _device(f"Scanner {name}", {"scan": _node("Scan", {"event": event})}, root=root, parent=root)


def encode_description(description: Description) -> bytes:
    """With `version`, which Homie wants to change when anything else does."""
    plain = json.dumps(description, sort_keys=True).encode()
    return dump({"homie": "5.0", "version": zlib.crc32(plain), **description})


def _device(name: str, nodes: dict[str, Any], **links: Any) -> Description:
    return {"name": name, "nodes": nodes, **links}


def _node(name: str, properties: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "properties": properties}


def _property(name: str, datatype: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "datatype": datatype, "settable": False, "retained": True, **more}
