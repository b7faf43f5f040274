"""How long one recommendation takes: features, graph, rules and reasons, on one thread."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

import edge_models
from edge_models.features.tables import Neighbours, StoreSales, Tables
from edge_models.runtime import Recommender, Request
from edge_models.runtime.bundle import GOLDEN, GRAPH, Ranker
from edge_models.runtime.check import latency_ms
from edge_models.runtime.golden import golden_requests
from edge_models.text.arrivals import Arrival
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
    p50, p99, _ = latency_ms(recommender, asked)
    figures.record("recommend_ms_p50", p50, unit="ms", limit=3.0)
    figures.record("recommend_ms_p99", p99, unit="ms", limit=10.0)


def test_one_recommendation_among_products_placed_by_their_text(figures: Figures) -> None:
    """A catalog of which a quarter is unknown to the tables, as the demo's: how much longer it takes."""
    bare = Recommender.load(BUNDLE)
    tables = bare.tables
    span = slice(*tables.stores.start[tables.store_row_of[STORE] :][:2].tolist())
    assortment = [tables.product_ids[row] for row in tables.stores.product[span]]
    new = [f"new {number}" for number in range(len(assortment) // 3)]
    like = np.random.default_rng(1).choice(assortment, len(new)).tolist()
    arrivals = [Arrival(p, near, 0.9, new=True) for p, near in zip(new, like, strict=True)]
    known, all_of_it = (
        [Request(basket=[p], store=STORE, candidates=sold) for p in assortment[::20]]
        for sold in (assortment, assortment + new)
    )
    before = latency_ms(bare, known).p50
    p50, p99, _ = latency_ms(bare.with_arrivals(arrivals), all_of_it)
    figures.record("recommend_placed_ms_p50", p50, unit="ms", limit=3.5, peer=("nothing placed", before))
    figures.record("recommend_placed_ms_p99", p99, unit="ms", limit=8.0)


def test_one_recommendation_over_every_product_of_the_chain(figures: Figures) -> None:
    recommender = Recommender.load(BUNDLE)
    p50, p99, _ = latency_ms(recommender, golden_requests(BUNDLE / GOLDEN))
    figures.record("recommend_chain_ms_p50", p50, unit="ms", limit=3.0)
    figures.record("recommend_chain_ms_p99", p99, unit="ms", limit=8.0)
    size = sum(p.stat().st_size for p in BUNDLE.iterdir()) / 1e6
    figures.record("bundle_mb", round(size, 2), unit="MB", limit=6.0)


def test_time_grows_no_faster_than_the_assortment(figures: Figures) -> None:
    """The reference ranker over authored tables of 20,000 and of 100,000 products."""
    ranker = Ranker(BUNDLE / GRAPH)
    small, large = (_p50(Recommender("bench", "1", random_tables(n), ranker)) for n in (20_000, 100_000))
    figures.record(
        "recommend_100k_ms_p50", large, unit="ms", limit=5 * small, peer=("20,000 products", small)
    )


def _p50(recommender: Recommender) -> float:
    rng, ids = np.random.default_rng(1), recommender.tables.product_ids
    asked = []
    for _ in range(40):
        history = [[ids[i] for i in rng.integers(len(ids), size=10)] for _ in range(40)]
        asked.append(Request(history=history, basket=history[0][:6], store="0"))
    return latency_ms(recommender, asked).p50


def random_tables(n: int) -> Tables:
    """As full as a real chain's, but of random numbers."""
    rng = np.random.default_rng(n)

    def whole(high: int, *shape: int) -> npt.NDArray[np.int32]:
        return rng.integers(0, high, size=shape or (n,)).astype(np.int32)

    def near(rows: int, k: int) -> Neighbours:
        weight = rng.random((rows, k), dtype=np.float32)
        return Neighbours.quantize(whole(rows, rows, k), weight, whole(50, rows, k))

    types, stores, sold = n // 20, 50, n // 4
    sales = StoreSales(
        store_ids=tuple(map(str, range(stores))),
        start=(np.arange(stores + 1) * sold).astype(np.int32),
        product=np.concatenate([np.sort(rng.choice(n, sold, replace=False)) for _ in range(stores)]).astype(
            np.int32
        ),
        baskets=whole(100, stores * sold),
        weeks_ago=whole(50, stores * sold),
        total=np.full(stores, 3000, dtype=np.int32),
    )
    return Tables(
        product_ids=tuple(f"p{i}" for i in range(n)),
        seasoned=n,
        type_of=np.arange(n, dtype=np.int32) % types,
        category_of=np.arange(n, dtype=np.int32) % 300,
        department_of=np.arange(n, dtype=np.int32) % 20,
        brand_of=whole(2),
        look_of=np.arange(n, dtype=np.int32),
        end_day=17_500.0,
        days=365.0,
        basket_total=150_000,
        shopper_total=2500,
        baskets=whole(2000),
        recent=whole(200),
        season=whole(600),
        buyers=whole(500),
        rebuyers=whole(200),
        gap_days=rng.random(n, dtype=np.float32) * 60,
        basket_size=rng.random(n, dtype=np.float32) * 20,
        type_fresh=rng.random(types, dtype=np.float32),
        stores=sales,
        together=near(n, 48),
        alike=near(n, 32),
        type_together=near(types, 24),
    )
