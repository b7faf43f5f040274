"""Metrics of ranked lists, case by case, and what can be said of their means.

At ten places: recall, precision, F1, NDCG (Järvelin and Kekäläinen, 2002, gains of one), PHR (any hit),
accuracy (the
first place is a hit). MRR looks at the whole list. Intervals and differences are bootstrapped over shoppers.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

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


def score(answers: Sequence[Sequence[str]], wanted: Sequence[frozenset[str]]) -> dict[str, Values]:
    """(cases,) of each metric. An answer lists products best first, each once."""
    rows = np.zeros((len(answers), len(METRICS)))
    for case, (items, want) in enumerate(zip(answers, wanted, strict=True)):
        hits = np.fromiter((i in want for i in items[:K]), dtype=bool, count=min(len(items), K))
        found, recall = int(hits.sum()), hits.sum() / len(want)
        ideal = _DISCOUNT[: min(K, len(want))].sum()
        rank = next((n for n, i in enumerate(items, 1) if i in want), None)
        rows[case] = (
            (hits * _DISCOUNT[: len(hits)]).sum() / ideal,
            recall,
            found / K,
            2 * found / (K + len(want)),
            found > 0,
            1 / rank if rank else 0.0,
            bool(len(hits)) and hits[0],
        )
    return dict(zip(METRICS, rows.T, strict=True))


def interval(values: Values, groups: Sequence[str], seed: int = 0) -> Interval:
    """The mean with its bootstrap interval over groups."""
    if not len(values):
        return Interval(0.0, 0.0, 0.0)
    _, group = np.unique(np.asarray(groups), return_inverse=True)
    number = int(group.max()) + 1
    total, count = np.bincount(group, values, number), np.bincount(group, minlength=number)
    rng = np.random.default_rng(seed)
    means = [
        total[d].sum() / count[d].sum() for d in (rng.integers(0, number, number) for _ in range(_DRAWS))
    ]
    low, high = np.percentile(means, [2.5, 97.5]).tolist()
    return Interval(float(values.mean()), low, high)
