"""What goes with what: EASE, the closed-form linear autoencoder (Steck, 2019), kept as its strongest weights.

For a binary matrix X (rows are baskets or shoppers, columns are items), P = (X'X + λI)^-1 and B = -P /
diag(P) with a
zero diagonal; B[i, j] is how much an i in the row speaks for a j. With fewer rows than items the same B
comes from the rows' side (Woodbury), which is smaller.
"""

from collections.abc import Iterator

import numpy as np
import scipy.linalg
import scipy.sparse

from edge_models.errors import TrainingError
from edge_models.features.tables import FloatArray, IntArray, Neighbours

DENSE_ITEMS = 24_000  # a float32 matrix of that many squared is 2.3 GB
DENSE_ROWS = 8_000  # the same from the rows' side, in float64
_BLOCK = 512  # rows of B in memory at once


def ease(
    x: scipy.sparse.csr_matrix, ridge: float, keep: int, counts: scipy.sparse.csr_matrix | None = None
) -> Neighbours:
    """The `keep` largest positive weights of each item's row of B, quantized.

    `x` is (rows, items). Where `counts` (items, items) is given, its entries at the kept places go along.
    Of more than DENSE_ITEMS items the most frequent ones take part; the rest get no neighbours of their own.
    """
    items = x.shape[1]
    keep = max(min(keep, items - 1), 0)
    index, weight = np.zeros((items, keep), dtype=np.int32), np.zeros((items, keep), dtype=np.float32)
    taking_part = np.arange(items)
    if items > DENSE_ITEMS and x.shape[0] > DENSE_ROWS:
        frequency = np.asarray(x.sum(axis=0)).ravel()
        taking_part = np.sort(np.argsort(-frequency, kind="stable")[:DENSE_ITEMS])
        x = x[:, taking_part]
    if keep and x.nnz:
        for block, b in weights(x, ridge):
            found, value = _largest(b, block, min(keep, len(taking_part) - 1))
            rows = taking_part[block]
            index[rows, : found.shape[1]], weight[rows, : found.shape[1]] = taking_part[found], value
    index[weight <= 0] = 0
    weight[weight <= 0] = 0
    common = None
    if counts is not None and keep:
        at = np.repeat(np.arange(items), keep)
        common = np.asarray(counts[at, index.ravel()]).reshape(items, keep).astype(np.int32)
        common[weight <= 0] = 0
    return Neighbours.quantize(index, weight, common)


def weights(x: scipy.sparse.csr_matrix, ridge: float) -> Iterator[tuple[IntArray, FloatArray]]:
    """B in blocks of rows: (rows of the block, (rows, items) float32). The diagonal is not yet zeroed."""
    solve = _from_rows if x.shape[0] < min(x.shape[1], DENSE_ROWS + 1) else _from_items
    yield from solve(x.astype(np.float32), ridge)


def _from_items(x: scipy.sparse.csr_matrix, ridge: float) -> Iterator[tuple[IntArray, FloatArray]]:
    gram = (x.T @ x).toarray(order="F")
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
    for start in range(0, len(diagonal), _BLOCK):  # only the lower triangle is filled
        block = np.arange(start, min(start + _BLOCK, len(diagonal)), dtype=np.int32)
        p = np.empty((len(block), len(diagonal)), dtype=np.float32)
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
    for start in range(0, z.shape[1], _BLOCK):
        block = np.arange(start, min(start + _BLOCK, z.shape[1]), dtype=np.int32)
        yield block, (z[:, block].T @ z) / np.maximum(1.0 - diagonal, 1e-6)


def _largest(b: FloatArray, block: IntArray, keep: int) -> tuple[IntArray, FloatArray]:
    b[np.arange(len(block)), block] = -np.inf
    found = np.argpartition(-b, keep - 1, axis=1)[:, :keep]
    value = np.take_along_axis(b, found, axis=1)
    order = np.argsort(-value, axis=1, kind="stable")
    return np.take_along_axis(found, order, axis=1).astype(np.int32), np.take_along_axis(value, order, axis=1)
