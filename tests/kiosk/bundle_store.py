"""The small store with the products of the reference bundle, so that the real recommender knows them."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import edge_models
from edge_models.features.table_file import load as load_tables
from edge_models.runtime.bundle import TABLES
from sync.catalog.gtin import in_store_gtins
from sync.catalog.model import Catalog
from tests.kiosk.small_store import catalog

BUNDLE = Path(edge_models.__file__).parent / "reference" / "bundle"
needs_bundle = pytest.mark.skipif(not BUNDLE.is_dir(), reason="there is no reference bundle in this checkout")


def of_the_bundle(folder: Path) -> tuple[Catalog, dict[str, str]]:
    """The small store's catalog with the ids of the bundle's best sellers, and old id -> new id."""
    tables, made = load_tables(BUNDLE / TABLES), catalog(folder)
    best = np.argsort(-tables.baskets[: tables.seasoned])[: len(made.products)].tolist()
    ids = {each.product_id: tables.product_ids[row] for each, row in zip(made.products, best, strict=True)}
    gtins = in_store_gtins(ids.values())

    def named(value: object) -> dict[str, str]:
        product_id = ids[value.product_id]  # type: ignore[attr-defined]
        return {"product_id": product_id, "gtin": gtins[product_id]}

    shelves = tuple(
        replace(shelf, slots=tuple(replace(slot, **named(slot)) for slot in shelf.slots))
        for shelf in made.planogram.shelves
    )
    products = tuple(replace(each, **named(each)) for each in made.products)
    return replace(made, products=products, planogram=replace(made.planogram, shelves=shelves)), ids
