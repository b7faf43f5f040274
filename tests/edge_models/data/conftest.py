"""Tables of the real grocer, read once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from edge_models.data.completejourney import DEMO_STORE
from edge_models.data.folder import DataFolder
from edge_models.data.glossary import Glossary

if TYPE_CHECKING:
    from tests.conftest import Imported


@pytest.fixture(scope="session")
def products(imported: Imported) -> pd.DataFrame:
    return DataFolder.open(imported.path).products()


@pytest.fixture(scope="session")
def demo_sales(imported: Imported) -> pd.DataFrame:
    return DataFolder.open(imported.path).transactions([DEMO_STORE])


@pytest.fixture(scope="session")
def demo_products(products: pd.DataFrame, demo_sales: pd.DataFrame) -> pd.DataFrame:
    return products[products["product_id"].isin(demo_sales["product_id"])]


@pytest.fixture(scope="session")
def glossary() -> Glossary:
    return Glossary.load()
