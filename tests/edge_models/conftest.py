"""A small authored shop, and bundles trained on it once for all tests."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from edge_models.export.make import train_bundle
from edge_models.runtime import Recommender
from edge_models.training.pipeline import TrainSettings
from edge_models.training.queries import Task
from edge_models.training.student import StudentSettings
from edge_models.training.teacher import TeacherSettings

if TYPE_CHECKING:
    from tests.conftest import Workshop

SMALL = TrainSettings(
    queries={Task.KNOWN: 300, Task.ANON: 300, Task.NEXT: 200},
    negatives=40,
    teacher=TeacherSettings(rounds=30, foresee_rounds=30, foresee_bags=1, leaves=15, threads=1),
    student=StudentSettings(hidden=(24, 12), epochs=4),
)
# The same questions, hardly learned from.
QUICK = replace(
    SMALL,
    teacher=replace(SMALL.teacher, rounds=1, foresee_rounds=1),
    student=StudentSettings(hidden=(1,), epochs=1),
)
PAIRS = {"pasta": "tomato sauce", "bread": "butter", "tea": "biscuits", "rice": "soy sauce"}
NEWCOMERS = {"fresh pasta": "pasta", "new gadget": "gadget"}  # in the catalog, never sold; with their types
FILLERS = [f"filler {i}" for i in range(24)]
CUT = datetime(2024, 7, 28)  # noqa: DTZ001  before the last weeks of the shop


@dataclass(frozen=True)
class Shop:
    """The authored data: a folder, and its lines as a frame for tests that recompute claims."""

    folder: Path
    lines: pd.DataFrame

    def baskets_with(self, *products: str, store: str | None = None) -> int:
        lines = self.lines if store is None else self.lines[self.lines.store_id == store]
        found = lines[lines.product_id.isin(products)].groupby("basket_id").product_id.nunique()
        return int((found == len(products)).sum())


def write_shop(folder: Path, baskets: int = 1500, seed: int = 3) -> Shop:
    """Shoppers with habits, stores with preferences, and products that go together."""
    rng = np.random.default_rng(seed)
    rows = []
    for basket in range(baskets):
        shopper = int(rng.integers(40))
        items = set(rng.choice(FILLERS, size=3, replace=False).tolist())
        items.add(FILLERS[shopper % len(FILLERS)])  # a habit
        for a, b in PAIRS.items():
            if rng.random() < 0.3:
                items |= {a, b} if rng.random() < 0.8 else {a}
        time = pd.Timestamp("2024-01-01 09:00") + pd.Timedelta(hours=4 * basket)
        rows += [(f"s{shopper}", f"b{basket}", p, time, f"store {shopper % 3}", 1) for p in sorted(items)]
    columns = ["shopper_id", "basket_id", "product_id", "timestamp", "store_id", "quantity"]
    lines = pd.DataFrame(rows, columns=columns)
    products = pd.DataFrame({"product_id": sorted(set(lines.product_id) | set(NEWCOMERS))})
    products["name"] = products.product_id
    products["type"] = products.product_id.where(~products.product_id.str.startswith("filler"), "filler")
    products["type"] = products["type"].replace(NEWCOMERS)
    products["category"], products["department"], products["brand"] = "food", "grocery", "National"
    folder.mkdir(parents=True, exist_ok=True)
    lines.to_parquet(folder / "transactions.parquet")
    products.to_parquet(folder / "products.parquet")
    return Shop(folder, lines)


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    return write_shop(tmp_path_factory.mktemp("shop"))


@pytest.fixture(scope="session")
def trained_folder(shop: Shop, workshop: Workshop) -> Path:
    """Its work is kept beside it."""

    def make(out: Path) -> None:
        made = train_bundle(shop.folder, out, "shop", "1", seed=1, quiet=True, settings=SMALL, keep_work=True)
        assert made.taught

    return workshop.folder("bundle", make)


@pytest.fixture(scope="session")
def early(shop: Shop, workshop: Workshop) -> Path:
    """A bundle that has seen nothing after CUT."""

    def make(out: Path) -> None:
        train_bundle(shop.folder, out, "shop", "1", seed=1, quiet=True, settings=replace(SMALL, until=CUT))

    return workshop.folder("early-bundle", make)


@pytest.fixture
def bundle(trained_folder: Path, tmp_path: Path) -> Path:
    """A copy to damage."""
    return Path(shutil.copytree(trained_folder, tmp_path / "bundle"))


@pytest.fixture(scope="session")
def recommender(trained_folder: Path) -> Recommender:
    return Recommender.load(trained_folder)


def edit_manifest(bundle: Path, **changes: object) -> None:
    path = bundle / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))
