"""Requests in the tables' terms, where times are missing or without an hour."""

from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
import pytest

from edge_models.features.context import encode
from edge_models.features.encoder import Encoder
from edge_models.features.tables import Tables
from edge_models.runtime import Recommender

NOON = datetime(2024, 9, 10, 12)  # noqa: DTZ001
VISITS = [["tea"], ["pasta", "tea"], ["bread"]]
TIMES = [NOON - timedelta(days=d, hours=h) for d, h in ((20, 3), (10, 5), (0, 1))]


def features(tables: Tables, times: list[datetime], now: datetime) -> np.ndarray:
    context = encode(tables, VISITS, times, ["rice"], None, now)
    encoder = Encoder(tables)
    return encoder.matrix(context, encoder.shortlist(context, np.ones(tables.product_total, dtype=bool)))


def test_tables_without_a_clock_see_days_alone(recommender: Recommender) -> None:
    days_only = replace(recommender.tables, clock=False)
    midnights = [t.replace(hour=0) for t in TIMES]
    at_noon, at_midnight = (
        features(days_only, t, n) for t, n in ((TIMES, NOON), (midnights, NOON.replace(hour=0)))
    )
    assert np.array_equal(at_noon, at_midnight)
    assert not np.array_equal(features(recommender.tables, TIMES, NOON), at_noon)


def test_a_moment_that_is_not_given_is_the_usual_gap_after_the_last_basket(recommender: Recommender) -> None:
    tables = recommender.tables

    def days(number: int, now: datetime | None) -> list[float]:
        return encode(tables, VISITS[:number], TIMES[:number], [], None, now).visit_day.tolist()

    assert days(3, None) == pytest.approx([30.125, 20.208, 10.042], abs=0.001)
    assert days(1, None) == [7.0]
    assert days(3, NOON) == pytest.approx([20.125, 10.208, 0.042], abs=0.001)
