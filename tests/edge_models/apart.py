"""How far two tables of neighbours lie apart."""

import numpy as np

from edge_models.features.tables import Neighbours


def steps_apart(a: Neighbours, b: Neighbours) -> np.ndarray:
    """For each neighbour in either table, how far its weights lie apart, in steps of the byte that keeps it.

    A neighbour that one table does not have weighs there at most as much as the least that it has.
    """
    assert a.index.shape == b.index.shape
    apart = []
    for row, step in enumerate((np.maximum(a.scale, b.scale) / 255).tolist()):
        left, right = _weights(a, row), _weights(b, row)
        least = max(min(left.values(), default=0), min(right.values(), default=0))
        if len(left) < a.index.shape[1] or len(right) < a.index.shape[1]:
            least = 0.0  # not cut off: what is missing weighs nothing
        apart += [abs(left.get(i, least) - right.get(i, least)) / step for i in left.keys() | right.keys()]
    return np.array(apart)


def _weights(table: Neighbours, row: int) -> dict[int, float]:
    told = table.byte[row] > 0
    return dict(zip(table.index[row][told].tolist(), table.value[row][told].tolist(), strict=True))
