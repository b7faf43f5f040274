"""What a shopper's past says, in words that a shopper can read, doubt and delete.

An interest is data: a kind, the products it speaks of, and numbers that anybody can count in the history.
To correct one, leave its products out of the history (`without`); the next suggestions follow at once.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum, auto
from itertools import pairwise
from typing import Protocol

from edge_models.features.tables import IntArray
from edge_models.runtime.suggestion import Request

# so many purchases; gaps that differ less than this from their mean
_REGULAR_TIMES, _REGULAR_SPREAD = 4, 0.75
_STILL = 2.0  # mean gaps since the last purchase; longer ago it was regular once
_FAVOURITE_TIMES, _FAVOURITE_PRODUCTS = 5, 2
# Early on nearly everything is new to everybody. Of households with 20 to 50 visits a year (The Complete
# Journey) the median bought 67 % new things in the later half, three in four less than 77 %; with more visits
# less.
_EXPLORES_BASKETS, _EXPLORES_SHARE = 20, 0.7
_DAY = timedelta(days=1)


class Kinds(Protocol):
    """Of what type a product is."""

    @property
    def row_of(self) -> Mapping[str, int]: ...
    @property
    def type_of(self) -> IntArray:
        """By row."""
        ...


class InterestKind(StrEnum):
    REGULAR = auto()  # evidence: a product; numbers: times, days_between, days_since
    FAVOURITE_TYPE = auto()  # evidence: products of one type, most bought first; numbers: times, products
    EXPLORES = auto()  # evidence: the latest product bought for the first time; numbers: percent_new, baskets


@dataclass(frozen=True, slots=True)
class Interest:
    kind: InterestKind
    evidence: tuple[str, ...]
    numbers: dict[str, float] = field(default_factory=dict)


def interests(kinds: Kinds, request: Request, limit: int = 8) -> list[Interest]:
    """The clearest interests in the request's history, regular purchases first, most frequent first; at most
    a quarter of them favourite types, so that one kind does not crowd out the others.

    Needs times for all but favourite types. Raises `RequestError` where times and baskets do not match.
    """
    request.check()
    visits = _in_order(request)
    others = [*_favourites(kinds, visits)[: max(1, limit // 4)], *_explores(visits)][:limit]
    return [*_regular(visits, request.time)[: limit - len(others)], *others]


def without(request: Request, products: Collection[str]) -> Request:
    """The request as if these products had never been bought: what deleting an interest means."""
    kept = [[p for p in basket if p not in products] for basket in request.history]
    return replace(request, history=kept)


def _in_order(request: Request) -> list[tuple[datetime | None, Sequence[str]]]:
    times: Sequence[datetime | None] = request.history_time or [None] * len(request.history)
    visits = list(zip(times, request.history, strict=True))
    return sorted(visits, key=lambda v: v[0]) if request.history_time else visits  # type: ignore[arg-type,return-value]


def _regular(visits: list[tuple[datetime | None, Sequence[str]]], now: datetime | None) -> list[Interest]:
    at: dict[str, list[datetime]] = {}
    for time, basket in visits:
        if time is not None:
            for product in set(basket):
                at.setdefault(product, []).append(time)
    latest = now or max((times[-1] for times in at.values()), default=None)
    found = []
    for product, times in at.items():
        gaps = [(b - a) / _DAY for a, b in pairwise(times)]
        mean = sum(gaps) / len(gaps) if gaps else 0.0
        if len(times) < _REGULAR_TIMES or mean <= 0 or latest is None:
            continue
        if (latest - times[-1]) / _DAY > _STILL * mean:
            continue
        spread = (sum((g - mean) ** 2 for g in gaps) / len(gaps)) ** 0.5
        if spread <= _REGULAR_SPREAD * mean:
            numbers = {
                "times": float(len(times)),
                "days_between": round(mean, 1),
                "days_since": round((latest - times[-1]) / _DAY, 1),
            }
            found.append(Interest(InterestKind.REGULAR, (product,), numbers))
    return sorted(found, key=lambda i: (-i.numbers["times"], i.evidence))


def _favourites(kinds: Kinds, visits: list[tuple[datetime | None, Sequence[str]]]) -> list[Interest]:
    bought: dict[int, Counter[str]] = {}
    for _, basket in visits:
        for product in set(basket):
            row = kinds.row_of.get(product)
            if row is not None:
                bought.setdefault(int(kinds.type_of[row]), Counter())[product] += 1
    found = [
        Interest(
            InterestKind.FAVOURITE_TYPE,
            tuple(p for p, _ in sorted(products.items(), key=lambda kv: (-kv[1], kv[0]))[:3]),
            {"times": float(products.total()), "products": float(len(products))},
        )
        for products in bought.values()
        if products.total() >= _FAVOURITE_TIMES and len(products) >= _FAVOURITE_PRODUCTS
    ]
    return sorted(found, key=lambda i: (-i.numbers["times"], i.evidence))


def _explores(visits: list[tuple[datetime | None, Sequence[str]]]) -> list[Interest]:
    """Speaks of the second half of the history: in the first, everything is new."""
    half = len(visits) // 2
    seen = {p for _, basket in visits[:half] for p in basket}
    lines, fresh = 0, []
    for _, basket in visits[half:]:
        lines += len(set(basket))
        fresh += sorted(set(basket) - seen)
        seen |= set(basket)
    if len(visits) < _EXPLORES_BASKETS or not fresh or len(fresh) < _EXPLORES_SHARE * lines:
        return []
    numbers = {"percent_new": round(100 * len(fresh) / lines, 1), "baskets": float(len(visits) - half)}
    return [Interest(InterestKind.EXPLORES, (fresh[-1],), numbers)]
