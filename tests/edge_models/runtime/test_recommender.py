"""What may be suggested, whatever the score says."""

from datetime import UTC, datetime, timedelta

import pytest

from edge_models.runtime import Reason, ReasonKind, Recommender, Request, RequestError, Want
from tests.edge_models.conftest import NEWCOMERS

NOW = datetime(2024, 9, 1, 12, 0)  # noqa: DTZ001
HISTORY = [["pasta", "tomato sauce", "filler 1"], ["pasta", "filler 2"], ["pasta", "bread"]]
TIMES = [NOW - timedelta(days=d) for d in (21, 14, 7)]


def ids(recommender: Recommender, request: Request, k: int = 8) -> list[str]:
    return [s.product_id for s in recommender.recommend(request, k)]


def test_what_goes_with_the_basket_comes_first(recommender: Recommender) -> None:
    assert ids(recommender, Request(basket=["pasta"]))[0] == "tomato sauce"
    assert ids(recommender, Request(basket=["tea", "filler 3"]))[0] == "biscuits"


def test_nothing_from_the_basket_and_nothing_excluded_is_suggested(recommender: Recommender) -> None:
    request = Request(HISTORY, TIMES, basket=["pasta", "tea"], exclude={"tomato sauce", "biscuits"}, time=NOW)
    got = ids(recommender, request, 100)
    assert not {"pasta", "tea", "tomato sauce", "biscuits"} & set(got)
    assert len(got) == len(set(got)) == recommender.tables.seasoned - 4


def test_candidates_bound_the_answer(recommender: Recommender) -> None:
    got = ids(
        recommender, Request(basket=["pasta"], candidates=["butter", "pasta", "no such thing", "rice"]), 10
    )
    assert sorted(got) == ["butter", "rice"]


def test_another_assortment_is_followed_at_once(recommender: Recommender) -> None:
    first, second = ["butter", "rice", "tea"], ["butter", "tea"]
    everything = ids(recommender, Request(basket=["pasta"]), 10)
    for sold in (first, second, first, second[:1]):
        assert sorted(ids(recommender, Request(basket=["pasta"], candidates=sold), 10)) == sold
    second.append("rice")
    assert sorted(ids(recommender, Request(basket=["pasta"], candidates=second), 10)) == sorted(first)
    assert ids(recommender, Request(basket=["pasta"]), 10) == everything


@pytest.mark.parametrize("candidates", [[], ["no such thing"]])
def test_no_known_candidate_gives_an_empty_answer(recommender: Recommender, candidates: list[str]) -> None:
    assert recommender.recommend(Request(candidates=candidates)) == []


def test_a_stranger_with_empty_hands_gets_suggestions(recommender: Recommender) -> None:
    assert len(recommender.recommend(Request(), 8)) == 8


def test_unknown_products_and_stores_are_ignored(recommender: Recommender) -> None:
    strange = Request(
        history=[["x"], []], history_time=[NOW, NOW], basket=["y", "pasta"], store="z", exclude={"q"}
    )
    plain = Request(history=[[], []], history_time=[NOW, NOW], basket=["pasta"])
    assert ids(recommender, strange) == ids(recommender, plain)


def test_repeat_and_discover_lists_share_nothing(recommender: Recommender) -> None:
    bought = {p for basket in HISTORY for p in basket}
    repeat = ids(recommender, Request(HISTORY, TIMES, time=NOW, want=Want.REPEAT), 20)
    discover = ids(recommender, Request(HISTORY, TIMES, time=NOW, want=Want.DISCOVER), 20)
    assert set(repeat) == bought
    assert len(discover) == 20 and not bought & set(discover)


def test_a_promotion_is_marked_and_moves_nothing(recommender: Recommender) -> None:
    plain = recommender.recommend(Request(basket=["pasta"]), 8)
    last = plain[-1].product_id
    marked = recommender.recommend(Request(basket=["pasta"], promoted={last}), 8)
    assert [(s.product_id, s.score, s.reason) for s in marked] == [
        (s.product_id, s.score, s.reason) for s in plain
    ]
    assert [s.product_id for s in marked if s.promoted] == [last]


def test_at_most_two_of_a_kind_stand_among_ten(recommender: Recommender) -> None:
    got = ids(recommender, Request(basket=["pasta"]), 7)  # 7 others are not fillers
    assert sum(p.startswith("filler") for p in got) <= 2


def test_where_nothing_else_is_left_a_kind_fills_the_list(recommender: Recommender) -> None:
    fillers = [f"filler {i}" for i in range(5)]
    assert sorted(ids(recommender, Request(candidates=fillers), 8)) == fillers


def test_the_same_question_has_the_same_answer(recommender: Recommender) -> None:
    request = Request(HISTORY, TIMES, basket=["tea"], store="store 1", time=NOW)
    assert recommender.recommend(request) == recommender.recommend(request)


def test_history_out_of_order_is_put_in_order(recommender: Recommender) -> None:
    forward = Request(HISTORY, TIMES, time=NOW)
    backward = Request(HISTORY[::-1], TIMES[::-1], time=NOW)
    assert recommender.recommend(forward) == recommender.recommend(backward)


def test_aware_times_work_like_naive_ones(recommender: Recommender) -> None:
    aware = Request(HISTORY, [t.replace(tzinfo=UTC) for t in TIMES], time=NOW.replace(tzinfo=UTC))
    assert recommender.recommend(aware) == recommender.recommend(Request(HISTORY, TIMES, time=NOW))


def test_history_from_the_future_counts_as_now(recommender: Recommender) -> None:
    assert recommender.recommend(Request(HISTORY, [NOW + timedelta(days=d) for d in (1, 2, 3)], time=NOW))


def test_history_without_times_works_and_claims_no_days(recommender: Recommender) -> None:
    repeat = recommender.recommend(Request(HISTORY, want=Want.REPEAT), 20)
    before: list[Reason] = [s.reason for s in repeat if s.reason.kind == "bought_before"]
    assert before and all(set(r.numbers) == {"times"} for r in before)


@pytest.mark.parametrize("times", [TIMES[:2], [*TIMES, NOW]])
def test_times_that_do_not_match_the_history_are_refused(
    recommender: Recommender, times: list[datetime]
) -> None:
    with pytest.raises(RequestError, match="history_time"):
        recommender.recommend(Request(HISTORY, times))


def test_asking_for_nothing_is_refused(recommender: Recommender) -> None:
    with pytest.raises(RequestError, match="k is 0"):
        recommender.recommend(Request(), k=0)


def test_a_newcomer_is_ranked_where_the_caller_says_that_it_is_sold(recommender: Recommender) -> None:
    assert not set(NEWCOMERS) & set(ids(recommender, Request(basket=["tomato sauce"]), 100))
    request = Request(basket=["tomato sauce"], candidates=[*NEWCOMERS, "rice"])
    got = {s.product_id: s.reason for s in recommender.recommend(request)}
    assert set(got) == {*NEWCOMERS, "rice"}
    assert got["fresh pasta"] == Reason(ReasonKind.NEW_HERE, evidence=("pasta",))
    assert got["new gadget"] == Reason(ReasonKind.NEW_HERE)


def test_a_newcomer_in_the_hand_or_in_the_past_is_no_trouble(recommender: Recommender) -> None:
    request = Request([["fresh pasta", "tea"], ["new gadget"]], TIMES[:2], basket=["fresh pasta"], time=NOW)
    got = ids(recommender, request, 30)
    assert len(got) == 30 and not set(NEWCOMERS) & set(got)
