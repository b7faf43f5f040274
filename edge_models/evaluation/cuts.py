"""Answers cut into parts: by the length of the history, by department, by what was bought before."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from edge_models.evaluation.cases import Case
from edge_models.evaluation.metrics import Interval, Values, intervals

HISTORY = ((0, 0), (1, 10), (11, 30), (31, 80), (81, 10**9))  # baskets before, from and to
REPEAT, EXPLORE = "bought before", "new to the shopper"

Found = list[frozenset[str]]  # of each case, the wanted products among the first ten


@dataclass(frozen=True, slots=True)
class Part:
    number: int  # of cases, or of wanted products
    values: dict[str, Interval]  # by method


Cut = dict[str, Part]


def by_history(cases: Sequence[Case], ndcg: dict[str, Values]) -> Cut:
    """Mean NDCG, by the number of earlier baskets."""
    length = np.asarray([len(c.request.history) for c in cases])
    names, columns = [], []
    for low, high in HISTORY:
        inside = (length >= low) & (length <= high)
        if inside.any():
            names.append(
                str(low) if low == high else f"{low}+" if high == HISTORY[-1][1] else f"{low} to {high}"
            )
            columns.append(inside.astype(np.float64))
    weight = np.stack(columns, axis=1)
    return _cut(cases, names, weight, {name: weight * v[:, None] for name, v in ndcg.items()})


def by_department(cases: Sequence[Case], found: dict[str, Found], departments: dict[str, str]) -> Cut:
    """Share of the wanted products found among ten, by department, the most wanted first."""
    return _shares(cases, found, lambda _, product: departments.get(product, ""))


def by_newness(cases: Sequence[Case], found: dict[str, Found]) -> Cut:
    """The same for what the shopper had bought before, and for the rest; nothing can be said of strangers."""
    if not any(c.request.history for c in cases):
        return {}
    past = [{p for b in c.request.history for p in b} for c in cases]
    return _shares(cases, found, lambda case, product: REPEAT if product in past[case] else EXPLORE)


def _shares(cases: Sequence[Case], found: dict[str, Found], name: Callable[[int, str], str]) -> Cut:
    def counts(products: Sequence[frozenset[str]]) -> Values:
        out = np.zeros((len(cases), len(column)))
        for case, some in enumerate(products):
            for product in some:
                out[case, column[name(case, product)]] += 1
        return out

    wanted = [c.wanted for c in cases]
    names = list(dict.fromkeys(name(n, p) for n, some in enumerate(wanted) for p in sorted(some)))
    column = {part: i for i, part in enumerate(names)}
    weight = counts(wanted)
    cut = _cut(cases, names, weight, {method: counts(f) for method, f in found.items()})
    return dict(sorted(cut.items(), key=lambda part: -part[1].number))


def _cut(cases: Sequence[Case], names: list[str], weight: Values, values: dict[str, Values]) -> Cut:
    """`weight` and each of `values` (cases, names)."""
    made = intervals(
        np.hstack(list(values.values())), [c.group for c in cases], np.hstack([weight] * len(values))
    )
    total = weight.sum(axis=0)
    return {
        name: Part(int(total[i]), {method: made[m * len(names) + i] for m, method in enumerate(values)})
        for i, name in enumerate(names)
    }
