"""What a shopper leaves out, through a whole kiosk with the real recommender."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import edge_models
from edge_models.features.table_file import load as load_tables
from edge_models.runtime.bundle import TABLES
from kiosk.app.commands import EndSession, LeaveOut, OpenProduct
from kiosk.app.view_state import ViewState
from sync.catalog.gtin import in_store_gtins
from sync.catalog.model import Catalog
from tests.kiosk.small_store import VERSION, Device, catalog
from tests.kiosk.whole_kiosk import running

BUNDLE = Path(edge_models.__file__).parent / "reference" / "bundle"


def _of_the_bundle(folder: Path) -> tuple[Catalog, dict[str, str]]:
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


@pytest.mark.skipif(not BUNDLE.is_dir(), reason="there is no reference bundle in this checkout")
def test_what_is_left_out_is_not_suggested_until_it_is_wanted_again(tmp_path: Path) -> None:
    device = Device(tmp_path)
    made, ids = _of_the_bundle(tmp_path)
    device.install_catalog(made, VERSION)
    device.install_model(BUNDLE, "2026.11.24-1")
    dairy = {ids[each.product_id] for each in catalog(tmp_path).products if each.contains}
    shoes = ids["1002"]

    def suggested(view: ViewState) -> set[str]:
        return {each.product.product_id for each in view.suggestions}

    def answered(view: ViewState) -> bool:
        return bool(view.product and view.suggestions and not view.suggestions_pending)

    with running(device) as kiosk:
        kiosk.shown.until(lambda v: (v.store_name and not v.notices) or v.diet.choices, "the catalog")
        kiosk.do(OpenProduct(shoes))
        with_dairy = suggested(kiosk.shown.until(answered, "suggestions"))
        assert with_dairy & dairy
        kiosk.do(LeaveOut("dairy", True))
        view = kiosk.shown.until(
            lambda v: answered(v) and v.diet.left_out and not suggested(v) & dairy, "no dairy"
        )
        assert len(suggested(view)) >= 8 - len(dairy)
        kiosk.do(LeaveOut("dairy", False))
        kiosk.shown.until(lambda v: answered(v) and suggested(v) == with_dairy, "dairy again")
        kiosk.do(LeaveOut("dairy", True))
        kiosk.do(EndSession())
        kiosk.do(OpenProduct(shoes))
        view = kiosk.shown.until(answered, "the next shopper's suggestions")
        assert suggested(view) == with_dairy
