"""Metrics against values worked out by hand."""

import numpy as np
import pytest

from edge_models.evaluation.metrics import interval, score


def test_one_list_by_hand() -> None:
    got = score([["a", "x", "b", "y"]], [frozenset("abc")])
    assert got["recall"][0] == pytest.approx(2 / 3)
    assert got["precision"][0] == pytest.approx(0.2)
    assert got["F1"][0] == pytest.approx(2 * 0.2 * (2 / 3) / (0.2 + 2 / 3))
    assert got["NDCG"][0] == pytest.approx((1 + 0.5) / (1 + 1 / np.log2(3) + 0.5))
    assert (got["PHR"][0], got["MRR"][0], got["accuracy"][0]) == (1, 1, 1)


def test_what_stands_behind_ten_counts_for_mrr_alone() -> None:
    got = score([[*map(str, range(10)), "a"]], [frozenset("a")])
    assert got["MRR"][0] == pytest.approx(1 / 11)
    assert got["NDCG"][0] == got["recall"][0] == got["PHR"][0] == got["F1"][0] == 0


def test_an_empty_answer_scores_nothing() -> None:
    assert all(v[0] == 0 for v in score([[]], [frozenset("a")]).values())


def test_the_interval_knows_that_cases_of_one_shopper_go_together() -> None:
    rng = np.random.default_rng(1)
    per_shopper = rng.random(40)
    values = np.repeat(per_shopper, 25)
    apart = interval(values, [str(n) for n in range(1000)])
    together = interval(values, [str(n // 25) for n in range(1000)])
    assert together.low < apart.low < values.mean() < apart.high < together.high


def test_a_difference_that_is_never_there_does_not_exclude_zero() -> None:
    assert not interval(np.zeros(50), [str(n) for n in range(50)]).excludes_zero
    assert interval(np.full(50, 0.1), [str(n) for n in range(50)]).excludes_zero
