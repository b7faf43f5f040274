"""One import of the whole data set serves every test of a session: it takes seconds."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from edge_models.data.completejourney import DEMO_STORE, ImportReport, import_completejourney
from edge_models.data.folder import DataFolder
from edge_models.data.glossary import Glossary


@dataclass(frozen=True)
class Imported:
    path: Path
    report: ImportReport
    steps: list[str]


@pytest.fixture(scope="session")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    path = tmp_path_factory.mktemp("completejourney")
    steps: list[str] = []
    return Imported(path, import_completejourney(path, steps.append), steps)


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
