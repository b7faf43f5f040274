"""Cases with known answers: made from baskets later than a bundle's data, or read from files.

next      foresee the first later basket of a shopper with five earlier ones (fewer where hardly anyone has)
known     find the one hidden product of a basket, given the rest and the history
anon      the same baskets without the history
discover  of `next`, what the shopper has never bought; asked of the products never bought

Baskets have four products, or fewer where most are smaller.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from edge_models.errors import RequestError
from edge_models.features.context import time_of
from edge_models.features.tables import Tables
from edge_models.runtime.suggestion import Request, Want
from edge_models.runtime.wire import parse_request
from edge_models.training.purchases import Purchases
from edge_models.training.queries import QueryMaker
from edge_models.training.suited import asked_size, reached_by_enough

TASKS = ("next", "known", "anon", "discover")
_EARLIER = (5, 2, 1)  # baskets; the most that three in ten of those who come again have


@dataclass(frozen=True, slots=True)
class Case:
    request: Request
    wanted: frozenset[str]  # product ids, at least one
    group: str  # the shopper: cases of one shopper are not independent


def make_cases(purchases: Purchases, tables: Tables) -> dict[str, list[Case]]:
    """Cases from the baskets that came after the tables' data; none where there is no such basket."""
    maker = QueryMaker(purchases, tables)
    first, sizes = purchases.before(tables.end_day), maker.sizes()
    out: dict[str, list[Case]] = {task: [] for task in TASKS}
    foreseen: set[int] = set()
    least, few = _least_earlier(purchases, first), asked_size(sizes[first:])
    for basket in (first + np.flatnonzero(sizes[first:] >= few)).tolist():
        shopper = int(purchases.basket_shopper[basket])
        items = [tables.product_ids[i] for i in maker.items(basket).tolist()]
        past = maker.earlier(basket)
        if shopper not in foreseen and int((past < first).sum()) >= least:
            foreseen.add(shopper)
            out["next"].append(Case(_request(purchases, basket, past, []), frozenset(items), str(shopper)))
        hidden = items.pop(_hidden(purchases, basket, items))
        for task, known in (("known", past), ("anon", past[:0])):
            request = _request(purchases, basket, known, items)
            out[task].append(Case(request, frozenset([hidden]), str(shopper)))
    out["discover"] = discover_cases(out["next"])
    return out


def _least_earlier(purchases: Purchases, first: int) -> int:
    """Of so many baskets before `first` a shopper's next one is asked."""
    earlier = np.bincount(purchases.basket_shopper[:first], minlength=int(purchases.basket_shopper.max()) + 1)
    again = earlier[np.unique(purchases.basket_shopper[first:])]
    again = again[again > 0]
    return reached_by_enough(again, _EARLIER)


def discover_cases(foresee: Iterable[Case]) -> list[Case]:
    """Of cases of `next`: only what the shopper has never bought, where there is any."""
    out = []
    for case in foresee:
        bought = {p for basket in case.request.history for p in basket}
        if fresh := case.wanted - bought:
            out.append(replace(case, request=replace(case.request, want=Want.DISCOVER), wanted=fresh))
    return out


def read_cases(folder: Path) -> dict[str, list[Case]]:
    """Cases from `requests-<task>.jsonl` and `truth-<task>.jsonl` ({"id", "group", "items"}) of a folder.

    Raises `RequestError` naming the file and line that is wrong.
    """
    out: dict[str, list[Case]] = {}
    for path in sorted(folder.glob("requests-*.jsonl")):
        task = path.stem.removeprefix("requests-")
        truth = {t["id"]: t for t in _json_lines(folder / f"truth-{task}.jsonl")}
        cases = []
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            try:
                name, request = parse_request(line)
                answer = truth[name]
                cases.append(Case(request, frozenset(map(str, answer["items"])), str(answer["group"])))
            except (RequestError, KeyError) as err:
                raise RequestError(f"{path}, line {number}: {err}") from err
        out[task] = cases
    if not out:
        raise RequestError(f"{folder}: holds no requests-<task>.jsonl.")
    if "next" in out:
        out["discover"] = discover_cases(out["next"])
    return out


def _hidden(purchases: Purchases, basket: int, items: list[str]) -> int:
    """The place of the product to find: by a hash, since the order of lines may tell something."""
    shopper, day = int(purchases.basket_shopper[basket]), float(purchases.basket_day[basket])
    digests = [hashlib.sha256(f"{shopper} {day} {item}".encode()).digest() for item in items]
    return max(range(len(items)), key=digests.__getitem__)


def _json_lines(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with path.open(encoding="utf-8") as file:
            yield from (json.loads(line) for line in file if line.strip())
    except (OSError, ValueError) as err:
        raise RequestError(f"{path}: cannot be read ({err}).") from err


def _request(purchases: Purchases, basket: int, past: np.ndarray, held: list[str]) -> Request:
    store = int(purchases.basket_store[basket])
    return Request(
        history=[purchases.items_of(b) for b in past.tolist()],
        history_time=[time_of(float(purchases.basket_day[b])) for b in past.tolist()],
        basket=held,
        store=str(purchases.store_ids[store]) if store >= 0 else None,
        time=time_of(float(purchases.basket_day[basket])),
    )
