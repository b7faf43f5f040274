"""Interests are what can be counted in the history, and go when their products go."""

from datetime import datetime, timedelta

import pytest

from edge_models.runtime import InterestKind, Recommender, Request, RequestError, Want, interests, without

NOW = datetime(2024, 9, 1)  # noqa: DTZ001


def weeks_ago(*weeks: int) -> list[datetime]:
    return [NOW - timedelta(weeks=w) for w in weeks]


def test_a_weekly_purchase_is_told_with_its_figures(recommender: Recommender) -> None:
    request = Request([["tea", "rice"], ["tea"], ["tea"], ["tea"]], weeks_ago(5, 4, 3, 2), time=NOW)
    (interest,) = interests(recommender.tables, request)
    assert (interest.kind, interest.evidence) == (InterestKind.REGULAR, ("tea",))
    assert interest.numbers == {"times": 4.0, "days_between": 7.0, "days_since": 14.0}


def test_purchases_without_rhythm_are_not_called_regular(recommender: Recommender) -> None:
    request = Request([["tea"]] * 5, weeks_ago(50, 49, 48, 47, 1), time=NOW)
    assert interests(recommender.tables, request) == []


def test_what_stopped_is_no_longer_called_regular(recommender: Recommender) -> None:
    request = Request([["tea"]] * 5, weeks_ago(12, 11, 10, 9, 8), time=NOW)
    assert interests(recommender.tables, request) == []
    soon = Request([["tea"]] * 5, weeks_ago(12, 11, 10, 9, 8), time=NOW - timedelta(weeks=6))
    assert [interest.kind for interest in interests(recommender.tables, soon)] == [InterestKind.REGULAR]


def test_regular_purchases_leave_room_for_other_interests(recommender: Recommender) -> None:
    basket = [f"filler {n}" for n in range(1, 4)]
    request = Request([basket] * 4, weeks_ago(4, 3, 2, 1), time=NOW)
    kinds = [interest.kind for interest in interests(recommender.tables, request, limit=3)]
    assert kinds == [InterestKind.REGULAR, InterestKind.REGULAR, InterestKind.FAVOURITE_TYPE]


def test_several_products_of_one_type_are_a_favourite(recommender: Recommender) -> None:
    request = Request([["filler 1", "filler 2"], ["filler 1", "filler 3"], ["filler 1"]])
    (interest,) = interests(recommender.tables, request)
    assert interest.kind is InterestKind.FAVOURITE_TYPE
    assert interest.evidence[0] == "filler 1" and interest.numbers == {"times": 5.0, "products": 3.0}


def test_who_keeps_trying_new_things_explores(recommender: Recommender) -> None:
    request = Request([[f"x{n}"] for n in range(20)], weeks_ago(*range(20, 0, -1)))
    (interest,) = interests(recommender.tables, request)
    assert interest.kind is InterestKind.EXPLORES
    assert interest.evidence == ("x19",)
    assert interest.numbers == {"percent_new": 100.0, "baskets": 10.0}


def test_a_beginner_does_not_explore_though_all_is_new(recommender: Recommender) -> None:
    assert interests(recommender.tables, Request([[f"x{n}"] for n in range(19)])) == []


def test_deleting_an_interest_changes_the_next_suggestions(recommender: Recommender) -> None:
    request = Request([["tea", "rice"], ["tea"], ["tea"], ["tea"]], weeks_ago(5, 4, 3, 2), time=NOW)
    forgotten = without(request, {"tea"})
    assert interests(recommender.tables, forgotten) == []
    repeat = [
        s.product_id
        for s in recommender.recommend(
            Request(forgotten.history, forgotten.history_time, time=NOW, want=Want.REPEAT)
        )
    ]
    assert repeat == ["rice"]


def test_nothing_known_gives_no_interests(recommender: Recommender) -> None:
    assert interests(recommender.tables, Request()) == []


def test_times_that_do_not_match_are_refused(recommender: Recommender) -> None:
    with pytest.raises(RequestError, match="length"):
        interests(recommender.tables, Request([["tea"]], weeks_ago(2, 1)))
