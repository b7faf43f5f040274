"""Every claim of a reason is recomputed from the authored data, line by line."""

from datetime import datetime, timedelta

import pytest

from edge_models.runtime import ReasonKind, Recommender, Request, Suggestion, Want
from tests.edge_models.conftest import PAIRS, Shop

NOW = datetime(2024, 9, 10, 12, 0)  # noqa: DTZ001


def requests(shop: Shop) -> list[Request]:
    """Of every kind: real shoppers of the data, and strangers with things in hand."""
    out = [Request(basket=[p]) for p in PAIRS] + [Request(store="store 2"), Request()]
    for shopper, lines in list(shop.lines.groupby("shopper_id"))[:12]:
        visits = [
            (g.timestamp.iloc[0].to_pydatetime(), g.product_id.tolist())
            for _, g in lines.groupby("basket_id", sort=False)
        ]
        visits.sort(key=lambda v: v[0])
        visits = visits[-9:]
        common = {"history": [v[1] for v in visits], "history_time": [v[0] for v in visits], "time": NOW}
        store = f"store {int(shopper[1:]) % 3}"
        out += [
            Request(**common, store=store),
            Request(**common, basket=["tea"], store=store, want=Want.DISCOVER),
        ]
    return out


def is_true(shop: Shop, request: Request, s: Suggestion) -> bool:
    kind, evidence, numbers = s.reason.kind, s.reason.evidence, s.reason.numbers
    if kind is ReasonKind.BOUGHT_TOGETHER:
        both = shop.baskets_with(evidence[0], s.product_id)
        seen = set(request.basket) | {p for b in request.history for p in b}
        share = 100 * both / shop.baskets_with(evidence[0])
        return (
            evidence[0] in seen
            and numbers["baskets"] == both
            and numbers["percent"] == pytest.approx(share, abs=0.06)
        )
    if kind is ReasonKind.BOUGHT_BEFORE:
        at = [t for t, b in zip(request.history_time, request.history, strict=True) if s.product_id in b]
        since = (NOW - at[-1]) / timedelta(days=1)
        between = (at[-1] - at[0]) / timedelta(days=1) / max(len(at) - 1, 1)
        return (
            numbers["times"] == len(at)
            and numbers["days_since"] == pytest.approx(since, abs=0.06)
            and (len(at) == 1) == ("days_between" not in numbers)
            and numbers.get("days_between", 0) == pytest.approx(between, abs=0.06)
        )
    if kind is ReasonKind.POPULAR_HERE:
        return numbers["baskets"] == shop.baskets_with(s.product_id, store=request.store) > 0
    if kind is ReasonKind.SIMILAR:
        bought = {p for b in request.history for p in b}
        return evidence[0].split()[0] == s.product_id.split()[0] and evidence[0] in bought
    return False


def test_every_reason_is_true_of_the_data(shop: Shop, recommender: Recommender) -> None:
    told = set()
    for request in requests(shop):
        for suggestion in recommender.recommend(request, 8):
            assert is_true(shop, request, suggestion), (request, suggestion)
            told.add(suggestion.reason.kind)
    assert {ReasonKind.BOUGHT_TOGETHER, ReasonKind.BOUGHT_BEFORE, ReasonKind.POPULAR_HERE} <= told


def test_the_check_itself_notices_a_false_claim(shop: Shop, recommender: Recommender) -> None:
    request = Request(basket=["pasta"])
    best = recommender.recommend(request)[0]
    best.reason.numbers["percent"] += 5
    assert not is_true(shop, request, best)


def test_the_reason_names_what_moved_the_score(recommender: Recommender) -> None:
    best = recommender.recommend(Request(basket=["filler 7", "pasta"]))[0]
    assert (best.product_id, best.reason.kind, best.reason.evidence) == (
        "tomato sauce",
        ReasonKind.BOUGHT_TOGETHER,
        ("pasta",),
    )


def test_a_habit_is_told_as_a_habit(recommender: Recommender) -> None:
    days = [NOW - timedelta(days=7 * n) for n in range(10, 0, -1)]
    best = recommender.recommend(Request([["filler 20"]] * 10, days, time=NOW, want=Want.REPEAT))[0]
    assert best.reason.kind is ReasonKind.BOUGHT_BEFORE
    assert best.reason.numbers == {"times": 10.0, "days_since": 7.0, "days_between": 7.0}
