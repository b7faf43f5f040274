"""Products that came after training are placed by their text, in either language."""

from dataclasses import replace

import numpy as np
import pytest

from edge_models.errors import BundleError
from edge_models.features.tables import Neighbours
from edge_models.text import TextEncoder
from edge_models.text.arrivals import place
from edge_models.text.cold_features import FEATURES, ColdFeatures, Situation
from edge_models.text.cold_tables import ColdTables, Group
from edge_models.text.index import TextIndex
from edge_models.text.product import Product, Words

SOLD = {"tea": "Green tea", "milk": "Whole milk", "soap": "Hand soap", "shoes": "Running shoes"}


@pytest.fixture(scope="module")
def texts(encoder: TextEncoder) -> TextIndex:
    return TextIndex.build(encoder, [Product(p, p, en=Words(name)) for p, name in SOLD.items()])


@pytest.fixture(scope="module")
def tables() -> ColdTables:
    codes = np.arange(len(SOLD), dtype=np.int32)
    sales = np.array([40, 30, 20, 10], dtype=np.int32)
    alone = Neighbours.quantize(
        np.zeros((len(SOLD), 1), dtype=np.int32), np.zeros((len(SOLD), 1), dtype=np.float32)
    )
    return ColdTables(
        tuple(SOLD),
        codes,
        codes,
        codes,
        codes * 0,
        codes * 0,
        sales,
        sales,
        sales * 0,
        sales * 0,
        90.0,
        alone,
        alone,
    )


def test_an_arrival_joins_the_group_of_the_nearest_product(
    encoder: TextEncoder, texts: TextIndex, tables: ColdTables
) -> None:
    new = [
        Product("n1", "?", zh=Words("红茶")),
        Product("n2", "?", en=Words("Semi-skimmed milk")),
        Product("n3", "?", zh=Words("跑鞋")),
        Product("n4", "?"),
        Product("tea", "?", en=Words("Something else")),
    ]
    found = place(tables, texts, encoder, new)
    assert {p: s.product_id for p, s in found.placed_by.items()} == {"n1": "tea", "n2": "milk", "n3": "shoes"}
    assert found.unplaced == ("n4",)
    assert found.tables.product_ids == (*SOLD, "n1", "n2", "n3")
    for arrival, similar in found.placed_by.items():
        a, b = found.tables.row_of[arrival], found.tables.row_of[similar.product_id]
        assert found.tables.codes[Group.TYPE][a] == found.tables.codes[Group.TYPE][b]
        assert found.tables.codes[Group.LINE][a] != found.tables.codes[Group.LINE][b]
        one, other = found.texts.vector(arrival), found.texts.vector(similar.product_id)
        assert one is not None
        assert other is not None
        assert similar.similarity == pytest.approx(float(one @ other), abs=1e-5)


def test_an_arrival_has_the_figures_of_its_type(
    encoder: TextEncoder, texts: TextIndex, tables: ColdTables
) -> None:
    found = place(tables, texts, encoder, [Product("n1", "?", zh=Words("红茶"))])
    tea = np.array([found.tables.row_of["tea"]], dtype=np.int32)
    buyer = Situation(tea, tea, np.array([3.0], dtype=np.float32))
    row = np.array([found.tables.row_of["n1"]], dtype=np.int32)
    got = dict(zip(FEATURES, ColdFeatures(found.tables, found.texts).matrix(buyer, row)[0], strict=True))
    assert got["type_sold"] == pytest.approx(np.log1p(40), abs=1e-5)
    assert got["type_held"] == 1
    assert got["twin_sold"] == 0
    assert got["basket_text"] == pytest.approx(found.placed_by["n1"].similarity, abs=1e-5)


def test_nothing_new_changes_nothing(encoder: TextEncoder, texts: TextIndex, tables: ColdTables) -> None:
    found = place(tables, texts, encoder, [Product("tea", "?", en=Words("Tea"))])
    assert found.tables is tables
    assert found.texts is texts


def test_without_sold_texts_nothing_can_be_placed(
    encoder: TextEncoder, texts: TextIndex, tables: ColdTables
) -> None:
    unsold = replace(tables, baskets=tables.baskets * 0)
    with pytest.raises(BundleError, match="cannot be placed"):
        place(unsold, texts, encoder, [Product("n1", "?", zh=Words("红茶"))])
