"""What goes with what: EASE, the closed-form linear autoencoder (Steck, 2019), kept as its strongest weights.

For a binary matrix X (rows are baskets or shoppers, columns are items), P = (X'X + λI)^-1 (`inverse`) and
B = -P / diag(P) with a zero diagonal; B[i, j] is how much an i in the row speaks for a j.

Time grows with the cube of the items, memory with their square. So rare items, and of very many all but the
most frequent, do not take part in full: each speaks by itself, as if nothing else were in the row, by the
ridge regression on one item alone, B[i, j] = (c_ij - c_i c_j / rows) / (c_i + λ) with counts c.
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse

from edge_models.features.tables import FloatArray, IntArray, Neighbours
from edge_models.training.inverse import inverse, rows_pay

Invert = Callable[[scipy.sparse.csr_matrix, IntArray, float], FloatArray]

DENSE_ITEMS = 22_000  # up to so many take part in full: a float32 matrix of that many squared is 1.9 GB
_CORE = 12_000  # of more, so many do: a sixth of the time
_LEAST = 5  # an item in fewer rows has too little to tell its companions apart
_BLOCK = 512  # rows of B in memory at once


def afresh(x: scipy.sparse.csr_matrix, _items: IntArray, ridge: float) -> FloatArray:
    """P of `x` from nothing."""
    return inverse(x, ridge)


def ease(
    x: scipy.sparse.csr_matrix, ridge: float, keep: int, counted: bool = False, invert: Invert = afresh
) -> Neighbours:
    """The `keep` largest positive weights of each item's row of B, quantized.

    `x` is (rows, items), binary. With `counted`, the rows that hold both items go along with each weight.
    `invert` makes P of the items that take part in full: (x of these items, which they are, ridge).
    """
    items = x.shape[1]
    keep = max(min(keep, items - 1), 0)
    index, weight = np.zeros((items, keep), dtype=np.int32), np.zeros((items, keep), dtype=np.float32)
    core, rest = _split(x)
    if keep and x.nnz:
        for block, b in weights(invert(x[:, core], core, ridge)) if len(core) > 1 else ():
            b[np.arange(len(block)), block] = 0
            found, value = _largest(b, min(keep, len(core) - 1))
            index[core[block], : found.shape[1]] = core[found]
            weight[core[block], : found.shape[1]] = value
        columns = x.tocsc()
        for block in _blocks(rest):
            index[block], weight[block] = _alone(x, columns, block, ridge, keep)
    index[weight <= 0] = 0
    return Neighbours.quantize(index, weight, _common(x, index, weight) if counted else None)


def weights(p: FloatArray) -> Iterator[tuple[IntArray, FloatArray]]:
    """B in blocks of rows: (rows of the block, (rows, items) float32). The diagonal is not yet zeroed."""
    diagonal = p.diagonal()
    for block in _blocks(np.arange(len(p), dtype=np.int32)):
        yield block, -p[block] / diagonal


def _split(x: scipy.sparse.csr_matrix) -> tuple[IntArray, IntArray]:
    """(the items that take part in full, the others)."""
    items = x.shape[1]
    frequency = np.asarray(x.sum(axis=0)).ravel()
    order = np.argsort(-frequency, kind="stable").astype(np.int32)
    core = items if items <= DENSE_ITEMS else _CORE
    if not rows_pay(x):
        core = min(core, int(np.count_nonzero(frequency >= _LEAST)))
    return np.sort(order[:core]), np.sort(order[core:])


def _blocks(items: IntArray) -> Iterator[IntArray]:
    yield from (items[start : start + _BLOCK] for start in range(0, len(items), _BLOCK))


def _counts(
    x: scipy.sparse.csr_matrix, columns: scipy.sparse.csc_matrix, block: IntArray
) -> scipy.sparse.csr_matrix:
    """(block, items) rows that hold both; `columns` is `x` by columns.

    A block at a time: whole, the counts of large baskets may fill the memory.
    """
    counts = (columns[:, block].T @ x).tocsr()
    counts.sort_indices()
    return counts


def _common(x: scipy.sparse.csr_matrix, index: IntArray, weight: FloatArray) -> IntArray:
    """(items, keep) rows of `x` that hold the item and its neighbour; 0 where there is none."""
    common, columns = np.zeros(index.shape, dtype=np.int32), x.tocsc()
    for block in _blocks(np.arange(len(index), dtype=np.int32)):
        at = np.repeat(np.arange(len(block)), index.shape[1])
        found = _counts(x, columns, block)[at, index[block].ravel()]
        common[block] = np.asarray(found).reshape(len(block), -1)
    common[weight <= 0] = 0
    return common


def _alone(
    x: scipy.sparse.csr_matrix, columns: scipy.sparse.csc_matrix, block: IntArray, ridge: float, keep: int
) -> tuple[IntArray, FloatArray]:
    """(index, weight), each (block, keep), of items that speak as if nothing else were in the row."""
    frequency = np.diff(columns.indptr).astype(np.float32)
    counts = _counts(x, columns, block).tocoo()
    own, other = frequency[block][counts.row], frequency[counts.col]
    value = (counts.data - own * other / x.shape[0]) / (own + ridge)
    value[block[counts.row] == counts.col] = 0
    return _best(counts.row, counts.col, value, len(block), keep)


def _largest(b: FloatArray, keep: int) -> tuple[IntArray, FloatArray]:
    """(index, weight), each (rows, keep): the largest positive weights of each row of `b`."""
    least = np.partition(b, -keep, axis=1)[:, -keep]
    row, column = np.nonzero(b >= np.maximum(least, np.finfo(np.float32).tiny)[:, None])
    return _best(row, column, b[row, column], len(b), keep)


def _best(
    row: npt.NDArray[Any], column: npt.NDArray[Any], value: FloatArray, rows: int, keep: int
) -> tuple[IntArray, FloatArray]:
    """(index, weight), each (rows, keep): the largest positive of the values, best first; the others 0."""
    order = np.lexsort((-value, row))
    row, column, value = row[order], column[order], value[order]
    place = np.arange(len(row)) - np.searchsorted(row, row)  # among its row's, best first
    kept = (place < keep) & (value > 0)
    index, weight = np.zeros((rows, keep), np.int32), np.zeros((rows, keep), np.float32)
    index[row[kept], place[kept]], weight[row[kept], place[kept]] = column[kept], value[kept]
    return index, weight
