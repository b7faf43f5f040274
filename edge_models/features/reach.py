"""Signals that reach over the whole assortment: weights spread from a few rows to all that follow them."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from edge_models.features.tables import FloatArray, IntArray, Neighbours


@dataclass(frozen=True, slots=True)
class Reach:
    """What a signal weighs for each product; for most of them nothing."""

    weight: FloatArray  # (products,)
    rows: IntArray  # those that have a weight, ascending

    @classmethod
    def of(cls, weight: FloatArray) -> Self:
        # A float array is compared first: numpy looks for what is not zero in a mask, four times as fast.
        return cls(weight, np.flatnonzero(weight != 0).astype(np.int32))

    def strongest(self, k: int) -> IntArray:
        """The rows of the k largest weights, in no order."""
        if len(self.rows) <= k:
            return self.rows
        return self.rows[np.argpartition(self.weight[self.rows], -k)[-k:]]

    def relative(self, rows: IntArray) -> FloatArray:
        """(rows,) the weight as a share of the largest that any product has; 0 where nothing has any."""
        share: FloatArray = self.weight.take(rows) / max(float(self.weight.max(initial=0.0)), 1e-9)
        return share

    def by(self, group_of: IntArray, groups: int) -> FloatArray:
        """(groups,) the weight summed over the products of each group."""
        summed = np.bincount(group_of[self.rows], self.weight[self.rows], minlength=groups)
        return summed.astype(np.float32)


def spread(neighbours: Neighbours, rows: IntArray, weight: FloatArray | None, n: int) -> FloatArray:
    """(n,) summed weights of the followers of `rows`; a row without neighbours adds nothing."""
    inside = rows < len(neighbours.index)
    if not inside.all():
        rows, weight = rows[inside], None if weight is None else weight[inside]
    if not len(rows):
        return np.zeros(n, dtype=np.float32)
    value = neighbours.value.take(rows, axis=0)
    if weight is not None:
        value *= weight[:, None]
    followers = neighbours.index.take(rows, axis=0)
    return np.bincount(followers.ravel(), value.ravel(), minlength=n).astype(np.float32)


def places(rows: IntArray, n: int) -> tuple[IntArray, IntArray]:
    """The different ones of a few `rows`, ascending, and (n,) the place of each row there is among them:
    their number for every other row. So what is known of few rows is looked up for all, with one more entry
    that stands for the others."""
    named = np.zeros(n, dtype=bool)
    named[rows] = True
    few = np.flatnonzero(named).astype(np.int32)
    place = np.full(n, len(few), dtype=np.int32)
    place[few] = np.arange(len(few), dtype=np.int32)
    return few, place
