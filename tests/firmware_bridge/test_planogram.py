import json
from pathlib import Path

import pytest

from firmware_bridge.errors import PlanogramError
from firmware_bridge.planogram import load_planogram
from tests.firmware_bridge.conftest import gtin

SLOT = {
    "id": "a1",
    "product_id": "p1",
    "gtin": gtin(1),
    "name": {"en": "Beans", "zh": "豆子"},
    "picture": "pictures/beans.webp",
    "unit_weight_g": 425.5,
    "capacity": 12,
    "threshold": 3,
}


def write(path: Path, **slot: object) -> Path:
    shelf = {"id": "shelf-a", "name": {"en": "A", "zh": "甲"}, "aisle": "1", "slots": [{**SLOT, **slot}]}
    path.write_text(json.dumps({"aisles": [], "shelves": [shelf]}))
    return path


def test_shelves_and_their_products_are_read(tmp_path: Path) -> None:
    (shelf,) = load_planogram(write(tmp_path / "planogram.json"))
    assert (shelf.id, shelf.slots[0].name_zh, shelf.slots[0].unit_weight_g) == ("shelf-a", "豆子", 425.5)
    assert shelf.message().slots[0].gtin == gtin(1)


@pytest.mark.parametrize(
    "wrong", [{"gtin": "123"}, {"unit_weight_g": 0}, {"capacity": 0}, {"id": "A 1"}, {"name": "x"}]
)
def test_a_wrong_field_is_named(tmp_path: Path, wrong: dict[str, object]) -> None:
    with pytest.raises(PlanogramError, match=next(iter(wrong))):
        load_planogram(write(tmp_path / "planogram.json", **wrong))


def test_a_missing_file_and_one_without_shelves_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PlanogramError, match="cannot read"):
        load_planogram(tmp_path / "none.json")
    (tmp_path / "empty.json").write_text('{"shelves":[]}')
    with pytest.raises(PlanogramError, match="no shelves"):
        load_planogram(tmp_path / "empty.json")
