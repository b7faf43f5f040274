"""What the recommender reads of the catalog."""

from pathlib import Path

import pytest

from edge_models.text.product import Product, Words
from kiosk.app.errors import CatalogUnreadable
from kiosk.store.catalog_build import build
from kiosk.store.catalog_texts import read_texts
from tests.kiosk.small_store import Device


def test_every_product_with_its_names_in_both_languages_the_most_sold_first(tmp_path: Path) -> None:
    build(Device(tmp_path).install_catalog(), tmp_path / "catalog.db")
    products = read_texts(tmp_path / "catalog.db")
    assert [p.product_id for p in products][:3] == ["1001", "1002", "1003"]
    assert len(products) == 12
    assert products[-1] == Product(
        "1012", "Tea", Words("Green Tea", "Tea", "Food"), Words("绿茶", "茶", "食品")
    )
    assert products[-1].passages() == ["Green Tea, Tea, Food", "绿茶，茶，食品"]


@pytest.mark.parametrize("content", [None, b"no database " * 400])
def test_a_catalog_that_cannot_be_read_is_said(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "catalog.db"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CatalogUnreadable, match=r"catalog\.db: the products' names cannot be read"):
        read_texts(path)
