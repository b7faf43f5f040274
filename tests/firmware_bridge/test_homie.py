"""Descriptions against the rules of the Homie convention, version 5."""

import json
import re
from typing import Any

import pytest

from firmware_bridge import homie

DATATYPES = {
    "integer", "float", "boolean", "string", "enum", "color", "datetime", "duration", "json",
}  # fmt: skip
ID = re.compile(r"[a-z0-9-]+")

DESCRIPTIONS = {
    "bridge": homie.bridge_description(["shelf-a", "scanner-1"]),
    "shelf": homie.shelf_description("shelf-a", ["a1", "a2"], "bridge"),
    "scanner": homie.scanner_description("scanner-1", "bridge"),
}


@pytest.mark.parametrize("name", DESCRIPTIONS)
def test_a_description_keeps_the_conventions_rules(name: str) -> None:
    found: dict[str, Any] = json.loads(homie.encode_description(DESCRIPTIONS[name]))
    assert re.fullmatch(r"5\.\d+", found["homie"])
    assert type(found["version"]) is int
    assert set(found) <= {
        "homie",
        "version",
        "nodes",
        "name",
        "type",
        "children",
        "root",
        "parent",
        "extensions",
    }
    assert ("root" in found) == ("parent" in found) == (name != "bridge")
    for child in found.get("children", []):
        assert ID.fullmatch(child)
    for node_id, node in found["nodes"].items():
        assert ID.fullmatch(node_id)
        assert set(node) <= {"name", "type", "properties"}
        for property_id, value in node["properties"].items():
            assert ID.fullmatch(property_id)
            assert set(value) <= {"name", "datatype", "format", "settable", "retained", "unit"}
            assert value["datatype"] in DATATYPES
            assert type(value["settable"]) is bool
            assert type(value["retained"]) is bool


def test_the_version_changes_with_the_content_and_only_with_it() -> None:
    def version(*slots: str) -> int:
        description = homie.shelf_description("shelf-a", slots, "bridge")
        return int(json.loads(homie.encode_description(description))["version"])

    assert version("a1") == version("a1")
    assert version("a1") != version("a1", "a2")
