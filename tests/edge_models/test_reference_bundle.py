"""The bundle that ships: fit for a device, small, and useful in the demo's store."""

from pathlib import Path

import pytest

import edge_models
from edge_models.runtime import ReasonKind, Recommender, Request, check_bundle

REFERENCE = Path(edge_models.__file__).parent / "reference" / "bundle"
STORE = "367"


@pytest.fixture(scope="module")
def reference() -> Recommender:
    return Recommender.load(REFERENCE)


def test_it_keeps_its_promises_and_its_size() -> None:
    report = check_bundle(REFERENCE, budget_ms=200)
    assert report.ok, report.problem
    assert report.products > 15_000 and report.size_bytes <= 6_000_000


def test_it_knows_the_demo_store(reference: Recommender) -> None:
    tables = reference.tables
    store = tables.store_row_of[STORE]
    assert tables.stores.start[store + 1] - tables.stores.start[store] > 2000


def test_every_product_of_the_store_gets_suggestions_with_reasons(reference: Recommender) -> None:
    tables = reference.tables
    span = slice(*tables.stores.start[tables.store_row_of[STORE] :][:2].tolist())
    assortment = [tables.product_ids[row] for row in tables.stores.product[span]]
    kinds = set()
    for product in assortment[::25]:
        got = reference.recommend(Request(basket=[product], store=STORE, candidates=assortment), 8)
        assert len(got) == 8 and product not in {s.product_id for s in got}
        assert {s.product_id for s in got} <= set(assortment)
        kinds |= {s.reason.kind for s in got}
    assert {ReasonKind.BOUGHT_TOGETHER, ReasonKind.POPULAR_HERE} <= kinds
