"""Metrics of ranked lists, case by case, and what can be said of their means.

At ten places: recall, precision, F1, NDCG (Järvelin and Kekäläinen, 2002, gains of one), PHR (any hit),
accuracy (the first place is a hit). MRR looks at the whole list. Intervals and differences are bootstrapped
over shoppers.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse

K = 10
METRICS = ("NDCG", "recall", "precision", "F1", "PHR", "MRR", "accuracy")
_DRAWS = 500
_DISCOUNT = 1 / np.log2(np.arange(2, K + 2))

Values = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Interval:
    mean: float
    low: float  # 2.5 %
    high: float  # 97.5 %

    @property
    def excludes_zero(self) -> bool:
        return self.low > 0 or self.high < 0


def ndcg(hits: npt.NDArray[np.bool_], wanted: int) -> float:
    """Of one list of at most K places: `hits` (places,) says which hold a wanted product, `wanted` how many
    such products there are."""
    return float((hits * _DISCOUNT[: len(hits)]).sum() / _DISCOUNT[: min(K, wanted)].sum())


def score(answers: Sequence[Sequence[str]], wanted: Sequence[frozenset[str]]) -> dict[str, Values]:
    """(cases,) of each metric. An answer lists products best first, each once."""
    rows = np.zeros((len(answers), len(METRICS)))
    for case, (items, want) in enumerate(zip(answers, wanted, strict=True)):
        hits = np.fromiter((i in want for i in items[:K]), dtype=bool, count=min(len(items), K))
        found, recall = int(hits.sum()), hits.sum() / len(want)
        rank = next((n for n, i in enumerate(items, 1) if i in want), None)
        rows[case] = (
            ndcg(hits, len(want)),
            recall,
            found / K,
            2 * found / (K + len(want)),
            found > 0,
            1 / rank if rank else 0.0,
            bool(len(hits)) and hits[0],
        )
    return dict(zip(METRICS, rows.T, strict=True))


def intervals(
    values: Values, groups: Sequence[str], weight: Values | None = None, seed: int = 0
) -> list[Interval]:
    """The mean of each column of `values` (cases, columns) with its bootstrap interval over groups.

    With `weight` (cases, columns), the sum of values by the sum of weights: 1 for a case that counts in a
    column and 0 for another, or how many things were asked for. Every column sees the same draws; one without
    weight is zero throughout.
    """
    total = len(values)
    weight = np.ones_like(values) if weight is None else weight
    _, group = np.unique(np.asarray(groups), return_inverse=True)
    number = int(group.max(initial=-1)) + 1
    gather = scipy.sparse.csr_matrix((np.ones(total), (group, np.arange(total))), shape=(number, total))
    both = np.hstack([gather @ values, gather @ weight])  # (groups, 2 columns)
    rng = np.random.default_rng(seed)
    drawn = np.zeros((_DRAWS, both.shape[1]))
    for draw in drawn if number else ():
        draw[:] = np.bincount(rng.integers(0, number, number), minlength=number) @ both
    columns = values.shape[1]
    above, below = drawn[:, :columns], drawn[:, columns:]
    ratio = np.divide(above, below, out=np.full(above.shape, np.nan), where=below > 0)
    out = []
    for column in range(columns):
        known, asked = ratio[~np.isnan(ratio[:, column]), column], weight[:, column].sum()
        if not len(known) or not asked:
            out.append(Interval(0.0, 0.0, 0.0))
            continue
        low, high = np.percentile(known, [2.5, 97.5]).tolist()
        out.append(Interval(float(values[:, column].sum() / asked), low, high))
    return out


def interval(values: Values, groups: Sequence[str], seed: int = 0) -> Interval:
    """The mean of `values` (cases,) with its bootstrap interval over groups."""
    return intervals(np.asarray(values, dtype=np.float64)[:, None], groups, seed=seed)[0]
