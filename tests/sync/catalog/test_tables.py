"""The hand-written tables: every name they use exists."""

import pytest

from sync.catalog.classify import slug
from sync.catalog.illustrate import FOLDER, LICENCE, NEUTRAL, Illustrations
from sync.catalog.shelf_goods import ShelfRule
from sync.catalog.shelving import FloorPlan
from sync.catalog.tables import rows


def test_every_row_names_a_picture_that_is_there() -> None:
    table = Illustrations.load().table
    assert table
    assert all((FOLDER / f"{picture}.webp").is_file() for picture in {*table.values(), NEUTRAL})


def test_every_picture_is_used_and_has_a_recipe() -> None:
    files = {path.stem for path in FOLDER.glob("*.webp")}
    assert files == {*Illustrations.load().table.values(), NEUTRAL}
    assert files == {row[0] for row in rows("drawing/recipes.tsv", 4)}


def test_the_most_particular_row_wins() -> None:
    table = {
        ("*", "*", "HAM"): "by-type",
        ("DELI", "*", "HAM"): "by-department-and-type",
        ("*", "MEATS", "*"): "by-category",
        ("DELI", "*", "*"): "by-department",
        ("*", "MEATS", "HAM"): "by-both",
        ("DELI", "MEATS", "HAM"): "by-all",
    }
    find = Illustrations(table).find
    assert find("DELI", "MEATS", "HAM") == "by-all"
    assert find("MEAT", "MEATS", "HAM") == "by-both"
    assert find("DELI", "OTHER", "HAM") == "by-department-and-type"
    assert find("MEAT", "OTHER", "HAM") == "by-type"
    assert find("DELI", "MEATS", "BEEF") == "by-category"
    assert find("DELI", "OTHER", "BEEF") == "by-department"
    assert find("MEAT", "OTHER", "BEEF") is None


def test_every_place_leads_to_an_aisle() -> None:
    plan = FloorPlan.load()
    assert set(plan.of.values()) <= {place.id for place in plan.places}


def test_the_pictures_come_with_their_licence() -> None:
    text = LICENCE.read_text(encoding="utf-8")
    assert "MIT License" in text
    assert "Apache License" in text


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Café & Hot Food", "cafe-and-hot-food"), ("Chef's Shop", "chefs-shop"), ("--", None), ("水果", None)],
)
def test_ids_are_plain_text(name: str, expected: str | None) -> None:
    found = slug(name)
    assert found.isascii()
    assert found == expected if expected else found.startswith("x")


def test_the_shelf_rule_names_no_place_twice() -> None:
    places = [(category, kind) for category, kind, _ in rows("not_on_shelf.tsv", 3)]
    assert len(places) == len(ShelfRule.load().reasons)
