"""The small shop's purchases, and tables of all but its last twenty days."""

import pytest

from edge_models.features.tables import Tables
from edge_models.training.fitting import FitSettings, fit
from edge_models.training.purchases import Purchases, read
from tests.edge_models.conftest import Shop


@pytest.fixture(scope="module")
def purchases(shop: Shop) -> Purchases:
    return read(shop.folder)[0]


@pytest.fixture(scope="module")
def tables(purchases: Purchases) -> Tables:
    return fit(purchases, float(purchases.basket_day[-1]) - 20, FitSettings(min_baskets=5))
