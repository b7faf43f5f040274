"""Features are what their names say, and the same in training and on the device."""

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from edge_models.features.context import encode
from edge_models.features.encoder import OWN, Encoder
from edge_models.features.logs import log1p
from edge_models.features.names import COLUMN, FEATURES, SIGNAL_OF, Signal, span
from edge_models.features.reach import Reach, spread
from edge_models.features.recurrence import NEVER_DAYS
from edge_models.features.tables import Neighbours, Tables
from edge_models.runtime import Recommender
from edge_models.text.arrivals import Arrival, extended
from edge_models.training.purchases import Purchases, read
from edge_models.training.queries import QueryMaker, Task
from tests.edge_models.conftest import Shop


@pytest.fixture(scope="module")
def tables(recommender: Recommender) -> Tables:
    return recommender.tables


@pytest.fixture(scope="module")
def purchases(shop: Shop) -> Purchases:
    return read(shop.folder)[0]


def at(day: float) -> datetime:
    return datetime.fromtimestamp(round(day * 86400), UTC).replace(tzinfo=None)


@pytest.mark.parametrize("task", list(Task))
def test_a_basket_has_the_same_features_in_training_and_as_a_request(
    tables: Tables, purchases: Purchases, task: Task
) -> None:
    maker, encoder = QueryMaker(purchases, tables), Encoder(tables)
    basket = purchases.basket_total - 7
    query = maker.make(task, basket, hidden=1)
    past = maker.earlier(basket) if task is not Task.ANON else maker.earlier(basket)[:0]
    request = encode(
        tables,
        [[tables.product_ids[i] for i in maker.items(b)] for b in past],
        [at(purchases.basket_day[b]) for b in past],
        [tables.product_ids[i] for i in query.context.basket],
        str(purchases.store_ids[purchases.basket_store[basket]]),
        at(purchases.basket_day[basket]),
    )
    allowed = np.ones(tables.product_total, dtype=bool)
    trained, asked = (encoder.shortlist(c, allowed) for c in (query.context, request))
    assert np.array_equal(trained.rows, asked.rows)
    np.testing.assert_allclose(
        encoder.matrix(query.context, trained), encoder.matrix(request, asked), atol=1e-4
    )


def test_a_query_knows_nothing_of_its_own_basket_or_of_later_ones(
    tables: Tables, purchases: Purchases
) -> None:
    maker = QueryMaker(purchases, tables)
    for basket in range(900, 960):
        shopper = purchases.basket_shopper[basket]
        query = maker.make(Task.KNOWN, basket, hidden=0)
        assert query.targets[0] not in query.context.basket
        assert all(b < basket and purchases.basket_shopper[b] == shopper for b in maker.earlier(basket))
        assert len(query.context.visit_day) == int((purchases.basket_shopper[:basket] == shopper).sum())


def test_own_purchases_are_counted_by_hand(tables: Tables) -> None:
    days = [datetime(2024, 9, d) for d in (1, 11, 21)]  # noqa: DTZ001
    now = datetime(2024, 9, 26)  # noqa: DTZ001
    context = encode(tables, [["tea", "milk?"], ["tea", "rice"], ["tea"]], days, ["pasta"], None, now)
    encoder = Encoder(tables)
    tea = np.asarray([tables.row_of["tea"]], dtype=np.int32)
    shortlist = encoder.shortlist(context, np.ones(tables.product_total, dtype=bool))
    (row,) = encoder.matrix(context, shortlist, tea)
    assert row[COLUMN["times"]] == pytest.approx(np.log1p(3))
    assert row[COLUMN["days_since"]] == pytest.approx(np.log1p(5))
    assert row[COLUMN["visits_since"]] == 0
    assert row[COLUMN["own_gap"]] == pytest.approx(np.log1p(10))
    assert row[COLUMN["due"]] == pytest.approx(np.log(6 / 11))
    assert row[COLUMN["visit_share"]] == pytest.approx(1)
    assert row[COLUMN["times_20"]] == pytest.approx(sum(np.exp(-d / 20) for d in (25, 15, 5)), rel=1e-5)
    assert row[COLUMN["basket_size"]] == pytest.approx(np.log(2))


@pytest.mark.parametrize("basket", [["pasta"], ["rice", "butter"], []])
def test_a_stranger_has_bought_nothing_ever(tables: Tables, basket: list[str]) -> None:
    encoder, rows = Encoder(tables), np.arange(tables.product_total, dtype=np.int32)
    everything = np.ones(tables.product_total, dtype=bool)
    for asked in (["tea"], basket):  # the second does not see what the first left
        context = encode(tables, [], [], asked, None, None)
        matrix = encoder.matrix(context, encoder.shortlist(context, everything), rows)
    own = {name: set(matrix[:, COLUMN[name]].tolist()) for name in FEATURES[OWN]}
    never = float(np.log1p(np.float32(NEVER_DAYS)))
    assert own["due"] == own["type_due"] == {5.0}
    assert own["days_since"] == own["own_gap"] == own["last_gap"] == own["type_since"] == {never}
    counts = ("times", "times_20", "visit_share", "times_hour", "type_60", "brand_60", "follows", "kin_alike")
    assert all(own[name] == {0.0} for name in counts)


def test_rates_run_from_the_first_purchase(tables: Tables) -> None:
    mine, other = tables.product_ids[:2]
    days = [datetime(2024, 9, d) for d in (1, 11, 21)]  # noqa: DTZ001
    context = encode(tables, [[mine], [other], [mine]], days, [], None, datetime(2024, 10, 1))  # noqa: DTZ001
    encoder, rows = Encoder(tables), np.arange(tables.product_total, dtype=np.int32)
    shortlist = encoder.shortlist(context, np.ones(tables.product_total, dtype=bool))
    own = dict(zip(FEATURES, encoder.matrix(context, shortlist, rows)[0].tolist(), strict=True))
    assert own["own_products"] == pytest.approx(np.log1p(2))
    assert own["times_visits_3"] == pytest.approx(1 + np.exp(-2 / 3))
    assert own["times_visits_10"] == pytest.approx(1 + np.exp(-2 / 10))
    assert own["rate_visits"] == pytest.approx(2 / (3 + 2))  # twice in three visits
    assert own["rate_days"] == pytest.approx(np.log1p(100 * 2 / (30 + 14)))
    assert own["visits_due"] == pytest.approx(np.log(1 * 2 / (3 + 1)))
    assert own["times_hour"] == pytest.approx(1.0)  # always at midnight, as now
    assert own["hour"] == 0.0


@pytest.mark.parametrize("history", [[], [[]], [["tea"]], [["tea"], [], ["nothing known"]]])
@pytest.mark.parametrize("basket", [[], ["pasta"], ["nothing known"]])
def test_no_feature_is_ever_nan_or_infinite(
    tables: Tables, history: list[list[str]], basket: list[str]
) -> None:
    encoder = Encoder(tables)
    for times in ([], [datetime(2024, 9, 1)] * len(history)):  # noqa: DTZ001
        context = encode(tables, history, times, basket, "store 9", None)
        matrix = encoder.matrix(
            context, encoder.shortlist(context, np.ones(tables.product_total, dtype=bool))
        )
        assert matrix.dtype == np.float32 and np.isfinite(matrix).all()


def test_names_and_signals_cover_the_matrix_once() -> None:
    assert len(set(FEATURES)) == len(FEATURES) == len(SIGNAL_OF) == len(COLUMN)
    for signal in Signal:
        assert set(SIGNAL_OF[span(signal)]) == {signal}
        assert SIGNAL_OF.count(signal) == len(FEATURES[span(signal)])


def test_spread_sums_the_followers_weights() -> None:
    index = np.asarray([[1, 2], [2, 0], [0, 0]], dtype=np.int32)
    near = Neighbours.quantize(index, np.asarray([[1.0, 0.5], [0.25, 0], [0, 0]], dtype=np.float32))
    got = spread(near, np.asarray([0, 1], dtype=np.int32), np.asarray([2.0, 1.0], dtype=np.float32), 3)
    np.testing.assert_allclose(got, [0, 2, 1.25], atol=0.01)


def test_a_reach_knows_its_rows_its_strongest_and_its_groups() -> None:
    reach = Reach.of(np.asarray([0, 3, 0, 1, 2], dtype=np.float32))
    assert reach.rows.tolist() == [1, 3, 4]
    assert sorted(reach.strongest(2).tolist()) == [1, 4] and reach.strongest(9).tolist() == [1, 3, 4]
    np.testing.assert_allclose(reach.relative(np.asarray([4, 0], dtype=np.int32)), [2 / 3, 0])
    np.testing.assert_allclose(reach.by(np.asarray([0, 0, 1, 1, 0], dtype=np.int32), 3), [5, 1, 0])
    assert not Reach.of(np.zeros(3, dtype=np.float32)).relative(np.arange(3, dtype=np.int32)).any()


def test_logarithms_are_those_of_numpy() -> None:
    x = np.asarray([0, 1e-6, 1e-3, 0.5, 7, 730, 1e5], dtype=np.float32)
    np.testing.assert_allclose(log1p(x), np.log1p(x.astype(np.float64)), rtol=1e-6, atol=1e-7)
    assert log1p(np.arange(3)).dtype == np.float32


def test_the_bundle_is_the_tables_that_were_fitted(trained_folder: Path, tables: Tables, shop: Shop) -> None:
    assert tables.basket_total == shop.lines.basket_id.nunique()
    for product in ("pasta", "butter", "filler 3"):
        assert tables.baskets[tables.row_of[product]] == shop.baskets_with(product)
    assert (trained_folder / "tables.npz").stat().st_size < 100_000


def test_of_many_newcomers_those_of_the_types_that_are_spoken_for_are_listed(
    tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("edge_models.features.encoder.PER_SIGNAL", 1)
    monkeypatch.setattr("edge_models.features.encoder.NEWCOMERS", 3)
    likes = ["tomato sauce", "rice"] * 5
    many = extended(tables, [Arrival(f"n{i}", like, 0.9, new=True) for i, like in enumerate(likes)])
    encoder, new = Encoder(many), slice(tables.product_total, None)
    context = encode(many, [], [], ["pasta"], None, None)
    everything = np.ones(many.product_total, dtype=bool)
    everything[tables.seasoned : tables.product_total] = False
    listed = encoder.shortlist(context, everything).rows
    newcomers = [many.product_ids[row] for row in listed if row >= tables.product_total]
    assert len(newcomers) == 3
    assert {likes[int(p[1:])] for p in newcomers} == {"tomato sauce"}  # what pasta speaks for
    only_new = np.zeros(many.product_total, dtype=bool)
    only_new[new] = True
    assert len(encoder.shortlist(context, only_new).rows) == len(likes)
