"""P = (X'X + λI)^-1, the matrix behind EASE, and the step by which it follows a change of X.

X is binary, (rows, items). From nothing, P comes from the items' side, or with far fewer rows than items from
the rows' side, which is smaller. A change is the same step whatever changed, P ∓= w'w with w = L^-1 v and
LL' = inner (Woodbury for rows, the block inverse for items):

    change      v              inner                   sign
    rows come   X P            I + X P X'               -
    rows go     X P            I - X P X'               +
    items go    P_gone,kept    P_gone,gone              -
    items come  [-C'P | I]     N'N + λI - C'P C         +      N: their columns, C = X'N

All P are (items, items) float32, symmetric and whole.
"""

from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt
import scipy.linalg
import scipy.sparse

from edge_models.errors import TrainingError
from edge_models.features.tables import FloatArray, IntArray

_ROWS_PAY = 0.4  # the rows' side is cheaper where the rows are fewer than this share of the items
_BLOCK = 512  # rows of P at a time
_RANK = 1024  # rows of X in one step
_LOOKED_AT = 32  # items whose rounding is measured
_LEVELS = 255  # of a weight in the tables
_FAINT = 1e-3  # an item without a larger weight has no neighbours to speak of


def rows_pay(x: scipy.sparse.csr_matrix) -> bool:
    """Whether the rows' side is the cheaper one."""
    return bool(x.shape[0] < _ROWS_PAY * x.shape[1])


def inverse(x: scipy.sparse.csr_matrix, ridge: float) -> FloatArray:
    """P from nothing. Raises `TrainingError` where the ridge is too small for float32."""
    return _from_rows(x, ridge) if rows_pay(x) else _from_items(x, ridge)


def change_rows(
    p: FloatArray, x: scipy.sparse.csr_matrix, sign: int, done: Callable[[], object] = lambda: None
) -> None:
    """P, in place, with the rows `x` (sign 1) or without them (sign -1); `done` is called after each step.

    Raises `TrainingError` where P cannot have had the rows that go.
    """
    for start in range(0, x.shape[0], _RANK):
        part = x[start : start + _RANK]
        v = part @ p
        inner = sign * (part @ v.T).astype(np.float64)
        inner[np.diag_indices_from(inner)] += 1.0
        _subtract(p, _half(inner, v), sign)
        done()


def steps(rows: int) -> int:
    """How many steps `change_rows` takes."""
    return -(-rows // _RANK)


def without_items(p: FloatArray, gone: IntArray) -> FloatArray:
    """P of the other items."""
    kept = np.delete(np.arange(len(p)), gone)
    w = _half(p[np.ix_(gone, gone)].astype(np.float64), p[np.ix_(gone, kept)])
    p = p[np.ix_(kept, kept)]
    _subtract(p, w)
    return p


def with_items(p: FloatArray, x: scipy.sparse.csr_matrix, new: IntArray, ridge: float) -> FloatArray:
    """P of all items of `x`, of which those at `new` come to the others, which `p` holds."""
    old = np.delete(np.arange(x.shape[1]), new)
    columns = x.tocsc()
    n = columns[:, new]
    common = (columns[:, old].T @ n).tocsr()  # C
    pulled = common.T @ p  # C'P
    inner = (n.T @ n).toarray() - (common.T @ pulled.T).astype(np.float64)
    inner[np.diag_indices_from(inner)] += ridge
    v = np.zeros((len(new), x.shape[1]), dtype=np.float32)
    v[:, old] = -pulled
    v[np.arange(len(new)), new] = 1.0
    grown = np.zeros((x.shape[1], x.shape[1]), dtype=np.float32)
    for place, row in zip(old.tolist(), p, strict=True):
        grown[place, old] = row
    _subtract(grown, _half(inner, v), -1)
    return grown


def rounding(p: FloatArray, x: scipy.sparse.csr_matrix, ridge: float) -> float:
    """The largest error of the weights B_ij = -P_ij / P_jj of some items i, in steps of the tables' bytes (a
    255th of the row's largest weight).

    The error of a column of P is P (G p - e), to first order, with G = X'X + λI and e the column of I.
    """
    rng = np.random.default_rng(x.nnz)
    at = np.sort(rng.choice(len(p), size=min(_LOOKED_AT, len(p)), replace=False))
    column = p[:, at].astype(np.float64)
    residual = x.T @ (x @ column) + ridge * column
    residual[at, np.arange(len(at))] -= 1.0
    diagonal = p.diagonal()
    error = np.abs((p @ residual.astype(np.float32)).T / diagonal)
    weight = -column.T / diagonal
    weight[np.arange(len(at)), at] = 0
    largest = weight.max(axis=1, initial=0)
    return float((error.max(axis=1, initial=0) / np.maximum(largest, _FAINT)).max(initial=0) * _LEVELS)


def _from_items(x: scipy.sparse.csr_matrix, ridge: float) -> FloatArray:
    items, columns = x.shape[1], x.tocsc()
    gram = np.zeros((items, items), dtype=np.float32, order="F")
    for block in _blocks(items):  # whole, the counts of large baskets may fill the memory
        gram[:, block] = (columns[:, block].T @ x).toarray().T
    gram[np.diag_indices_from(gram)] += ridge
    factor, info = scipy.linalg.lapack.spotrf(gram, lower=1, overwrite_a=1)
    if info:
        raise TrainingError(
            f"co-occurrence: the matrix cannot be factorized (spotrf {info}); a larger ridge helps."
        )
    p, info = scipy.linalg.lapack.spotri(factor, lower=1, overwrite_c=1)
    if info:
        raise TrainingError(
            f"co-occurrence: the matrix cannot be inverted (spotri {info}); a larger ridge helps."
        )
    p = p.T  # now the upper triangle is filled, in C order
    for block in _blocks(items):
        square = np.triu(p[block, block])
        p[block, block] = square + np.triu(square, 1).T
        p[block.stop :, block] = p[block, block.stop :].T
    return np.asarray(p)


def _from_rows(x: scipy.sparse.csr_matrix, ridge: float) -> FloatArray:
    """All rows come to the inverse of no rows, I / λ."""
    p = np.zeros((x.shape[1], x.shape[1]), dtype=np.float32)
    p[np.diag_indices_from(p)] = 1.0 / ridge
    inner = (x @ x.T).toarray().astype(np.float64) / ridge
    inner[np.diag_indices_from(inner)] += 1.0
    _subtract(p, _half(inner, x.toarray() / np.float32(ridge)))
    return p


def _half(inner: npt.NDArray[np.float64], v: FloatArray) -> FloatArray:
    """L^-1 v, where LL' is the symmetric `inner`."""
    try:
        lower = np.linalg.cholesky(inner).astype(np.float32)
    except np.linalg.LinAlgError as err:
        raise TrainingError("co-occurrence: the inverse cannot follow this change.") from err
    w: FloatArray = scipy.linalg.solve_triangular(lower, v, lower=True)
    return w


def _subtract(p: FloatArray, w: FloatArray, sign: int = 1) -> None:
    """p -= w'w in place (sign -1: +=); half of the symmetric matrix is worked out, and mirrored."""
    for block in _blocks(len(p)):
        p[block, block.start :] -= sign * (w[:, block].T @ w[:, block.start :])
        p[block.stop :, block] = p[block, block.stop :].T


def _blocks(total: int) -> Iterator[slice]:
    yield from (slice(start, min(start + _BLOCK, total)) for start in range(0, total, _BLOCK))
