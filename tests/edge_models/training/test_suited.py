"""Which products a model knows, and at which moments its tables are fitted."""

import numpy as np
import pytest

from edge_models.features.tables import UNKNOWN
from edge_models.training.pipeline import TrainSettings
from edge_models.training.purchases import Purchases
from edge_models.training.suited import asked_size, moments, suited


def purchases(sold: list[int], days: np.ndarray | None = None) -> Purchases:
    """As many baskets of one line as products were sold."""
    product = np.repeat(np.arange(len(sold), dtype=np.int32), sold)
    n = len(product)
    nothing = np.full(len(sold), UNKNOWN, dtype=np.int32)
    return Purchases(
        product=product,
        basket=np.arange(n, dtype=np.int32),
        basket_shopper=np.zeros(n, dtype=np.int32),
        basket_store=np.full(n, UNKNOWN, dtype=np.int32),
        basket_day=np.arange(n, dtype=np.float64) if days is None else days,
        clock=False,
        product_ids=np.asarray([f"p{i}" for i in range(len(sold))]),
        store_ids=np.zeros(0, dtype=np.str_),
        groups=dict.fromkeys(("type", "category", "department", "brand", "look"), nothing),
        group_names={},
    )


@pytest.mark.parametrize(
    ("sold", "least"),
    [
        ([1] * 15_000 + [9] * 4_000, 1),  # a small assortment, whole
        ([3] * 30_000 + [100] * 21_000, 10),  # rare products take 4 % of the purchases: left out
        ([3] * 30_000 + [9] * 30_000 + [50] * 20_000, 5),  # those below ten would take a quarter
        ([4] * 90_000 + [10] * 5_000, 3),  # hardly anything sells often
    ],
)
def test_rare_products_are_left_out_where_they_are_many_and_sell_little(sold: list[int], least: int) -> None:
    assert suited(purchases(sold)).min_baskets == least


def test_tables_are_fitted_when_enough_was_sold_however_fast_a_shop_grew() -> None:
    growing = np.sort(365 * np.sqrt(np.linspace(0, 1, 1000)))
    grown = purchases([1000], growing)
    for share, moment in zip((0.53, 0.68, 0.84), moments(grown, TrainSettings().origins), strict=True):
        assert abs(grown.before(moment) / 1000 - share) < 0.01


def test_a_day_is_never_split() -> None:
    three_days = purchases([1000], np.repeat([0.0, 1.0, 2.0], [300, 300, 400]))
    assert moments(three_days, (0.53, 0.55, 0.84)) == [1.0, 2.0]


@pytest.mark.parametrize(
    ("sizes", "asked"), [([6, 5, 4, 1], 4), ([5, 3, 2, 2, 2], 2), ([1, 1, 1, 1, 3], 1), ([], 4), ([0, 0], 1)]
)
def test_smaller_baskets_are_asked_about_where_most_are_small(sizes: list[int], asked: int) -> None:
    assert asked_size(np.asarray(sizes, dtype=np.int32)) == asked
