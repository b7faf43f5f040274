"""Metrics against values worked out by hand."""

import numpy as np
import pytest

from edge_models.evaluation.metrics import interval, intervals, score


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


def test_many_columns_at_once_are_what_each_is_alone() -> None:
    rng = np.random.default_rng(1)
    values, groups = rng.random((60, 3)), [str(n // 4) for n in range(60)]
    assert intervals(values, groups) == [interval(values[:, i], groups) for i in range(3)]


def test_the_interval_is_that_of_a_plain_loop_over_draws() -> None:
    rng = np.random.default_rng(1)
    values, group = rng.random(60), rng.integers(0, 12, 60)
    draws, means = np.random.default_rng(0), []
    for _ in range(500):
        drawn = draws.integers(0, 12, 12)
        means.append(np.concatenate([values[group == g] for g in drawn]).mean())
    got = interval(values, [f"{g:02}" for g in group])
    assert (got.low, got.high) == pytest.approx(tuple(np.percentile(means, [2.5, 97.5])))


def test_a_share_counts_what_was_asked_for_and_nothing_else() -> None:
    found, asked = np.asarray([[2.0, 0], [0, 0], [1, 0]]), np.asarray([[3.0, 0], [1, 0], [1, 0]])
    some, none = intervals(found, ["a", "b", "c"], asked)
    assert some.mean == pytest.approx(3 / 5) and some.low < 3 / 5 < some.high
    assert (none.mean, none.low, none.high) == (0, 0, 0)
