"""The demo's store, from the real data."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest

from sync.catalog import illustrate
from sync.catalog.build import Order, Report, build
from sync.catalog.gtin import is_gtin14
from sync.catalog.model import Catalog
from sync.catalog.package import read_catalog, write_catalog

if TYPE_CHECKING:
    from tests.conftest import Imported


@pytest.fixture(scope="module")
def built(imported: Imported, tmp_path_factory: pytest.TempPathFactory) -> tuple[Catalog, Report]:
    out = tmp_path_factory.mktemp("store") / "catalog"
    catalog, report = build(Order(imported.path, "367", out), dt.datetime(2026, 11, 24, 8, tzinfo=dt.UTC))
    write_catalog(catalog, illustrate.FOLDER, illustrate.LICENCE)
    return catalog, report


def test_the_package_is_complete_and_read_as_it_was_built(built: tuple[Catalog, Report]) -> None:
    assert read_catalog(built[0].folder) == built[0]


def test_the_store_is_a_real_one(built: tuple[Catalog, Report]) -> None:
    catalog, report = built
    assert len(catalog.products) > 10_000
    assert (report.without_price, report.unknown, report.unusable_rows.keys()) == (
        1,  # papayas, sold once, for a cent
        0,
        {"sales without a quantity and a price above zero"},
    )
    assert len({it.gtin for it in catalog.products}) == len(catalog.products)
    assert all(is_gtin14(it.gtin) and it.gtin.startswith("020") for it in catalog.products)


def test_every_product_has_a_chinese_name_and_can_be_found_by_pinyin(
    built: tuple[Catalog, Report],
) -> None:
    catalog, report = built
    assert report.without_chinese_name == 0
    assert [it.name.en for it in catalog.products if not it.pinyin] == []


def test_every_product_has_a_picture_that_fits(built: tuple[Catalog, Report]) -> None:
    catalog, report = built
    assert report.neutral_pictures == []
    assert not any(it.picture == illustrate.path_of(illustrate.NEUTRAL) for it in catalog.products)


def test_nothing_is_offered_that_stands_on_no_shelf(built: tuple[Catalog, Report]) -> None:
    catalog, report = built
    assert {"ticket", "photo printing", "gift or phone card"} <= report.not_on_shelf.keys()
    words = re.compile(r"\b(deposit|gift card|donation|tickets|photo print|cigarettes|phone cards?)\b", re.I)
    assert [it.name.en for it in catalog.products if words.search(it.name.en)] == []


def test_promotions_are_those_of_the_week(built: tuple[Catalog, Report]) -> None:
    catalog, report = built
    assert (report.week, report.week_start) == (53, dt.date(2017, 12, 25))
    promoted = [it for it in catalog.products if it.promotion]
    assert sum(it.promotion.featured for it in promoted if it.promotion) == report.featured > 500
    reduced = [it for it in promoted if it.promotion and it.promotion.price_minor is not None]
    assert len(reduced) == report.reduced > 100


def test_two_smart_shelves_of_twelve_different_products(built: tuple[Catalog, Report]) -> None:
    catalog = built[0]
    products = {it.product_id: it for it in catalog.products}
    assert [shelf.id for shelf in catalog.planogram.shelves] == ["shelf-a", "shelf-b"]
    for shelf, letter in zip(catalog.planogram.shelves, "ab", strict=True):
        assert [slot.id for slot in shelf.slots] == [f"{letter}{number}" for number in range(1, 13)]
        assert (
            len({slot.name.en for slot in shelf.slots}) == len({slot.picture for slot in shelf.slots}) == 12
        )
        assert all(30 <= slot.unit_weight_g <= 1500 for slot in shelf.slots)
        assert {products[slot.product_id].aisle for slot in shelf.slots} == {shelf.aisle}
