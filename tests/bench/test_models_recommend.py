"""How long one recommendation takes: features, graph, rules and reasons, on one thread."""

from pathlib import Path

import pytest

import edge_models
from edge_models.runtime import Recommender, Request
from edge_models.runtime.bundle import GOLDEN
from edge_models.runtime.check import golden_requests, latency_ms
from tests.bench.figures import Figures

pytestmark = pytest.mark.bench
BUNDLE = Path(edge_models.__file__).parent / "reference" / "bundle"
STORE = "367"


def test_one_recommendation_over_the_demo_store(figures: Figures) -> None:
    recommender = Recommender.load(BUNDLE)
    tables = recommender.tables
    span = slice(*tables.stores.start[tables.store_row_of[STORE] :][:2].tolist())
    assortment = [tables.product_ids[row] for row in tables.stores.product[span]]
    asked = [Request(basket=[p], store=STORE, candidates=assortment) for p in assortment[::20]]
    p50, p99 = latency_ms(recommender, asked)
    figures.record("recommend_ms_p50", p50, unit="ms", limit=3.0)
    figures.record("recommend_ms_p99", p99, unit="ms", limit=10.0)


def test_one_recommendation_over_every_product_of_the_chain(figures: Figures) -> None:
    recommender = Recommender.load(BUNDLE)
    p50, p99 = latency_ms(recommender, golden_requests(BUNDLE / GOLDEN))
    figures.record("recommend_chain_ms_p50", p50, unit="ms", limit=3.0)
    figures.record("recommend_chain_ms_p99", p99, unit="ms", limit=8.0)
    size = sum(p.stat().st_size for p in BUNDLE.iterdir()) / 1e6
    figures.record("bundle_mb", round(size, 2), unit="MB", limit=6.0)
