"""Every claim of the shipped bundle's reasons, recomputed from a year of a real grocer's sales.

Nothing of the bundle's tables is used to check them: the sales are imported anew and counted with pandas.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest

import edge_models
from edge_models.data.folder import DataFolder
from edge_models.runtime import ReasonKind, Recommender, Request, Suggestion

if TYPE_CHECKING:
    from tests.conftest import Imported

pytestmark = pytest.mark.slow

REFERENCE = Path(edge_models.__file__).parent / "reference" / "bundle"
REQUESTS = 300
NOW = datetime(2018, 1, 2, 17, 0)  # noqa: DTZ001  after the last sale


class Sales:
    """The data folder's sales, and what can be counted in them."""

    def __init__(self, folder: Path) -> None:
        data = DataFolder.open(folder)
        self.lines = data.transactions()[["shopper_id", "basket_id", "product_id", "store_id", "timestamp"]]
        products = data.products().set_index("product_id")
        self.type_of = products["type_raw"].fillna("") + "|" + products["category_raw"].fillna("")
        self._holding: dict[str, frozenset[str]] = {}
        self._rows = self.lines.groupby("product_id").indices
        self._baskets, self._stores = self.lines["basket_id"].to_numpy(), self.lines["store_id"].to_numpy()

    def baskets(self, product: str) -> frozenset[str]:
        if product not in self._holding:
            self._holding[product] = frozenset(self._baskets[self._rows.get(product, [])])
        return self._holding[product]

    def baskets_in(self, store: str, product: str) -> int:
        rows = self._rows.get(product, [])
        return len(set(self._baskets[rows][self._stores[rows] == store]))

    def requests(self) -> list[Request]:
        """Every third for a stranger with something in hand, for a known shopper likewise, and for one who
        begins a visit; real baskets, cut in two."""
        shoppers = list(self.lines.groupby("shopper_id"))
        made: list[Request] = []
        for place, (_, lines) in enumerate(shoppers[:: max(len(shoppers) // REQUESTS, 1)][:REQUESTS]):
            visits = [
                (g["timestamp"].iloc[0].to_pydatetime(), sorted(set(g["product_id"])))
                for _, g in lines.groupby("basket_id")
            ]
            visits.sort(key=lambda visit: visit[0])
            *before, (_, last) = visits
            store = str(lines["store_id"].iloc[-1]) if place % 2 else None
            history = {} if place % 3 == 0 else {"history": [v[1] for v in before]}
            times = {"history_time": [v[0] for v in before]} if history else {}
            basket = [] if place % 3 == 2 else last[: max(len(last) // 2, 1)]
            made.append(Request(**history, **times, basket=basket, store=store, time=NOW))
        return made


@pytest.fixture(scope="module")
def sales(imported: Imported) -> Sales:
    return Sales(imported.path)


def what_is_false(sales: Sales, request: Request, said: Suggestion) -> str:
    """ "" where every claim of the reason holds."""
    kind, evidence, numbers = said.reason.kind, said.reason.evidence, said.reason.numbers
    past = [p for basket in request.history for p in basket]
    match kind:
        case ReasonKind.BOUGHT_TOGETHER:
            own, other = sales.baskets(said.product_id), sales.baskets(evidence[0])
            both = len(own & other)
            truth = {"baskets": both, "of": len(other), "percent": round(100 * both / len(other), 1)}
            if evidence[0] not in {*request.basket, *past}:
                return f"{evidence[0]} is neither in the hand nor in the past"
            if both < 5:
                return f"only {both} common baskets"
        case ReasonKind.BOUGHT_BEFORE:
            at = [
                t
                for t, basket in zip(request.history_time, request.history, strict=True)
                if said.product_id in basket
            ]
            days = timedelta(days=1)
            truth = {"times": len(at), "days_since": (NOW - at[-1]) / days}
            if len(at) > 1 and at[-1] > at[0]:
                truth["days_between"] = (at[-1] - at[0]) / days / (len(at) - 1)
        case ReasonKind.POPULAR_HERE:
            chain = request.store is None or bool(numbers.get("chain"))
            count = (
                len(sales.baskets(said.product_id))
                if chain
                else sales.baskets_in(request.store or "", said.product_id)
            )
            span = sales.lines["timestamp"].max() - sales.lines["timestamp"].min()
            truth = {"baskets": count, "days": numbers["days"]} | ({"chain": 1.0} if chain else {})
            if abs(span / pd.Timedelta(days=1) - numbers["days"]) > 1:
                return f"the sales span {span}, not {numbers['days']} days"
        case ReasonKind.SIMILAR | ReasonKind.NEW_HERE:
            truth = {}
            if evidence and sales.type_of[evidence[0]] != sales.type_of[said.product_id]:
                return f"{evidence[0]} is of another type"
            if kind is ReasonKind.NEW_HERE and sales.baskets_in(request.store or "", said.product_id):
                return "the store has sold it"
    if set(numbers) != set(truth):
        return f"the numbers are {numbers}, not {truth}"
    wrong = {k: (numbers[k], v) for k, v in truth.items() if numbers[k] != pytest.approx(v, abs=0.06)}
    return f"said and true: {wrong}" if wrong else ""


def test_every_claim_holds_in_the_sales(sales: Sales) -> None:
    recommender, told = Recommender.load(REFERENCE), Counter[ReasonKind]()
    for request in sales.requests():
        for suggestion in recommender.recommend(request, 8):
            problem = what_is_false(sales, request, suggestion)
            assert not problem, (problem, suggestion, request.store)
            told[suggestion.reason.kind] += 1
    assert told.total() >= 8 * REQUESTS * 0.9
    assert {ReasonKind.BOUGHT_TOGETHER, ReasonKind.BOUGHT_BEFORE, ReasonKind.POPULAR_HERE} <= set(told)


def test_the_check_notices_a_false_claim(sales: Sales) -> None:
    recommender = Recommender.load(REFERENCE)
    request = sales.requests()[0]
    best = recommender.recommend(request, 1)[0]
    name = next(iter(best.reason.numbers))
    best.reason.numbers[name] += 1
    assert what_is_false(sales, request, best)
