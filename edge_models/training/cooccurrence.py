"""What goes with what: EASE, the closed-form linear autoencoder (Steck, 2019), kept as its strongest weights.

For a binary matrix X (rows are baskets or shoppers, columns are items), P = (X'X + λI)^-1 and B = -P /
diag(P) with a zero diagonal; B[i, j] is how much an i in the row speaks for a j. With far fewer rows than
items the same B comes from the rows' side (Woodbury), which is smaller.

Time grows with the cube of the items, memory with their square. So rare items, and of very many all but the
most frequent, do not take part in full: each speaks by itself, as if nothing else were in the row, by the
ridge regression on one item alone, B[i, j] = (c_ij - c_i c_j / rows) / (c_i + λ) with counts c.
"""

from collections.abc import Iterator

import numpy as np
import scipy.linalg
import scipy.sparse

from edge_models.errors import TrainingError
from edge_models.features.tables import FloatArray, IntArray, Neighbours

DENSE_ITEMS = 22_000  # up to so many take part in full: a float32 matrix of that many squared is 1.9 GB
_CORE = 12_000  # of more, so many do: a sixth of the time
_LEAST = 5  # an item in fewer rows has too little to tell its companions apart
_ROWS_PAY = 0.4  # the rows' side is cheaper where the rows are fewer than this share of the items
_BLOCK = 512  # rows of B in memory at once


def ease(x: scipy.sparse.csr_matrix, ridge: float, keep: int, counted: bool = False) -> Neighbours:
    """The `keep` largest positive weights of each item's row of B, quantized.

    `x` is (rows, items), binary. With `counted`, the rows that hold both items go along with each weight.
    """
    items = x.shape[1]
    keep = max(min(keep, items - 1), 0)
    index, weight = np.zeros((items, keep), dtype=np.int32), np.zeros((items, keep), dtype=np.float32)
    core, rest = _split(x)
    if keep and x.nnz:
        for block, b in weights(x[:, core], ridge) if len(core) > 1 else ():
            found, value = _largest(b, block, min(keep, len(core) - 1))
            index[core[block], : found.shape[1]] = core[found]
            weight[core[block], : found.shape[1]] = value
        columns = x.tocsc()
        for block in _blocks(rest):
            index[block], weight[block] = _alone(x, columns, block, ridge, keep)
    index[weight <= 0] = 0
    weight[weight <= 0] = 0
    return Neighbours.quantize(index, weight, _common(x, index, weight) if counted else None)


def weights(x: scipy.sparse.csr_matrix, ridge: float) -> Iterator[tuple[IntArray, FloatArray]]:
    """B in blocks of rows: (rows of the block, (rows, items) float32). The diagonal is not yet zeroed."""
    solve = _from_rows if _rows_pay(x) else _from_items
    yield from solve(x.astype(np.float32), ridge)


def _split(x: scipy.sparse.csr_matrix) -> tuple[IntArray, IntArray]:
    """(the items that take part in full, the others)."""
    items = x.shape[1]
    frequency = np.asarray(x.sum(axis=0)).ravel()
    order = np.argsort(-frequency, kind="stable").astype(np.int32)
    core = items if items <= DENSE_ITEMS else _CORE
    if not _rows_pay(x):
        core = min(core, int(np.count_nonzero(frequency >= _LEAST)))
    return np.sort(order[:core]), np.sort(order[core:])


def _rows_pay(x: scipy.sparse.csr_matrix) -> bool:
    return bool(x.shape[0] < _ROWS_PAY * x.shape[1])


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
    order = np.lexsort((-value, counts.row))
    row, column, value = counts.row[order], counts.col[order], value[order]
    place = np.arange(len(row)) - np.searchsorted(row, row)  # among its row's, best first
    kept = (place < keep) & (value > 0)
    index, weight = np.zeros((len(block), keep), np.int32), np.zeros((len(block), keep), np.float32)
    index[row[kept], place[kept]], weight[row[kept], place[kept]] = column[kept], value[kept]
    return index, weight


def _from_items(x: scipy.sparse.csr_matrix, ridge: float) -> Iterator[tuple[IntArray, FloatArray]]:
    items, columns = x.shape[1], x.tocsc()
    gram = np.zeros((items, items), dtype=np.float32, order="F")
    for block in _blocks(np.arange(items, dtype=np.int32)):
        gram[:, block] = _counts(x, columns, block).toarray().T
    gram[np.diag_indices_from(gram)] += ridge
    factor, info = scipy.linalg.lapack.spotrf(gram, lower=1, overwrite_a=1)
    if info:
        raise TrainingError(
            f"co-occurrence: the matrix cannot be factorized (spotrf {info}); a larger ridge helps."
        )
    inverse, info = scipy.linalg.lapack.spotri(factor, lower=1, overwrite_c=1)
    if info:
        raise TrainingError(
            f"co-occurrence: the matrix cannot be inverted (spotri {info}); a larger ridge helps."
        )
    diagonal = inverse.diagonal().copy()
    for block in _blocks(np.arange(items, dtype=np.int32)):  # only the lower triangle is filled
        p = np.empty((len(block), items), dtype=np.float32)
        p[:, : block[-1] + 1] = inverse[block, : block[-1] + 1]
        p[:, block[0] :] = inverse[block[0] :, block].T
        square = inverse[np.ix_(block, block)]
        p[:, block] = np.tril(square) + np.tril(square, -1).T
        yield block, -p / diagonal


def _from_rows(x: scipy.sparse.csr_matrix, ridge: float) -> Iterator[tuple[IntArray, FloatArray]]:
    inner = (x @ x.T).toarray().astype(np.float64)
    inner[np.diag_indices_from(inner)] += ridge
    lower = np.linalg.cholesky(inner).astype(np.float32)
    z = scipy.linalg.solve_triangular(lower, x.toarray(), lower=True, overwrite_b=True)  # (rows, items)
    diagonal = np.einsum("ri,ri->i", z, z)
    for block in _blocks(np.arange(z.shape[1], dtype=np.int32)):
        yield block, (z[:, block].T @ z) / np.maximum(1.0 - diagonal, 1e-6)


def _largest(b: FloatArray, block: IntArray, keep: int) -> tuple[IntArray, FloatArray]:
    b[np.arange(len(block)), block] = -np.inf
    found = np.argpartition(-b, keep - 1, axis=1)[:, :keep]
    value = np.take_along_axis(b, found, axis=1)
    order = np.argsort(-value, axis=1, kind="stable")
    return np.take_along_axis(found, order, axis=1).astype(np.int32), np.take_along_axis(value, order, axis=1)
