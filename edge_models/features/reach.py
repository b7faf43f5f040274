"""Signals that reach over the whole assortment: weights spread from a few rows to all that follow them."""

import numpy as np

from edge_models.features.context import Context
from edge_models.features.tables import FloatArray, IntArray, Neighbours

HISTORY_DAYS = 60.0  # decay of purchases that speak for the shopper's taste


def spread(neighbours: Neighbours, rows: IntArray, weight: FloatArray | None, n: int) -> FloatArray:
    """(n,) summed weights of the followers of `rows`; a row without neighbours adds nothing."""
    inside = rows < len(neighbours.index)
    if not inside.all():
        rows, weight = rows[inside], None if weight is None else weight[inside]
    if not len(rows):
        return np.zeros(n, dtype=np.float32)
    value = neighbours.value[rows]
    if weight is not None:
        value = value * weight[:, None]
    return np.bincount(neighbours.index[rows].ravel(), value.ravel(), minlength=n).astype(np.float32)


def taste(context: Context) -> tuple[IntArray, FloatArray]:
    """The shopper's own rows and what each says of the taste, at most 1 each, the sum scaled to about one
    basket."""
    if not len(context.item):
        return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32)
    own, place = np.unique(context.item, return_inverse=True)
    weight = np.bincount(place, np.exp(context.day / np.float32(-HISTORY_DAYS)))
    weight = np.minimum(weight, 1.0)
    return own.astype(np.int32), (weight * (10.0 / (weight.sum() + 10.0))).astype(np.float32)


def relative(signal: FloatArray, rows: IntArray) -> FloatArray:
    """The signal as a share of the largest that any product has; 0 where nothing has any."""
    return signal[rows] / max(float(signal.max(initial=0.0)), 1e-9)


def strongest(signal: FloatArray, k: int) -> IntArray:
    """The rows of the k largest positive values, in no order."""
    positive = np.flatnonzero(signal)
    if len(positive) > k:
        positive = positive[np.argpartition(signal[positive], -k)[-k:]]
    return positive.astype(np.int32)
