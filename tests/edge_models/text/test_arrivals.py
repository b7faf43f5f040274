"""Products that the tables do not know are placed by their text, in either language."""

from dataclasses import replace

import numpy as np
import pytest

from edge_models.errors import BundleError
from edge_models.features.tables import UNKNOWN
from edge_models.runtime import Recommender
from edge_models.text import TextEncoder
from edge_models.text.arrivals import Arrival, Neighbourhood, extended
from edge_models.text.index import TextIndex
from edge_models.text.product import Product, Words

SOLD = {"tea": "Green tea", "butter": "Butter", "pasta": "Pasta", "rice": "Rice"}


@pytest.fixture(scope="module")
def texts(encoder: TextEncoder) -> TextIndex:
    named = [Product(p, p, en=Words(name)) for p, name in SOLD.items()]
    return TextIndex.build(encoder, [*named, Product("seldom", "", en=Words())])


def test_a_product_is_like_the_nearest_sold_one_in_either_language(
    recommender: Recommender, texts: TextIndex, encoder: TextEncoder
) -> None:
    neighbourhood = Neighbourhood(recommender.tables, texts)
    found = {"红茶": "tea", "salted butter": "butter", "意大利面": "pasta", "大米": "rice"}
    for text, like in found.items():
        (vector,) = encoder.encode([text])
        arrival = neighbourhood.place(text, vector)
        known = texts.vector(like)
        assert known is not None
        assert arrival == Arrival(text, like, pytest.approx(float(known @ vector), abs=1e-5), new=True)
    assert not neighbourhood.place("seldom", vector).new


def vectors(*product_ids: str) -> TextIndex:
    """An index in which each product points in its own direction."""
    table = np.eye(len(product_ids), 384, dtype=np.float32)
    rows = np.arange(len(product_ids), dtype=np.int32)
    return TextIndex(product_ids, table, rows, ("",), rows * 0, np.zeros((1, 384), dtype=np.float32))


def test_of_equal_texts_the_most_sold_stands_for_all(recommender: Recommender) -> None:
    t = recommender.tables
    two = ("tea", "rice") if t.baskets[t.row_of["tea"]] > t.baskets[t.row_of["rice"]] else ("rice", "tea")
    index = replace(vectors(*two[::-1]), text_of=np.zeros(2, dtype=np.int32))
    assert Neighbourhood(t, index).place("new", index.table[0]).like == two[0]


def test_only_what_is_at_hand_is_compared_unless_nothing_is(recommender: Recommender) -> None:
    index = vectors("tea", "rice", "pasta")
    tea = index.table[0]
    assert Neighbourhood(recommender.tables, index, ["rice", "x"]).place("new", tea).like == "rice"
    assert Neighbourhood(recommender.tables, index, ["x"]).place("new", tea).like == "tea"


def test_nothing_sold_with_a_text_is_said(recommender: Recommender) -> None:
    with pytest.raises(BundleError, match="no product that was sold has a text"):
        Neighbourhood(recommender.tables, vectors("never sold"))


def test_arrivals_are_newcomers_of_the_type_of_what_they_are_like(recommender: Recommender) -> None:
    before = recommender.tables
    after = extended(before, [Arrival("a", "tea", 0.9, new=True), Arrival("b", "tea", 0.8, new=False)])
    assert after.product_ids == (*before.product_ids, "a", "b")
    assert after.seasoned == before.seasoned
    tea, rows = before.row_of["tea"], [after.row_of["a"], after.row_of["b"]]
    for group in ("type_of", "category_of", "department_of"):
        assert getattr(after, group)[rows].tolist() == [getattr(before, group)[tea]] * 2
    assert after.brand_of[rows].tolist() == [UNKNOWN] * 2
    assert len(set(after.look_of.tolist()) - set(before.look_of.tolist())) == 2
    for count in ("baskets", "recent", "season", "buyers", "rebuyers", "gap_days", "basket_size"):
        column = getattr(after, count)
        assert not column[rows].any() and column.dtype == getattr(before, count).dtype
