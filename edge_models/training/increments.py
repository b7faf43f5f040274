"""What changed of a matrix X since its inverse was made, and the inverse that follows.

The inverse knows its rows by what they hold, not whose they are. So two matrices are compared as bags of
rows: a new basket comes, one that was taken back goes, of one that was corrected the old goes and the new
comes, and a shopper who bought something for the first time is a row that goes and one that comes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse

from edge_models.features.tables import FloatArray, IntArray
from edge_models.training.inverse import change_rows, steps, with_items, without_items

Ids = npt.NDArray[np.str_]

_WORTH = 0.5  # of the items: a change of a higher rank is slower than a new inverse


@dataclass(frozen=True, slots=True)
class Change:
    """From one matrix to another. Rows are told in the items that both have; equal ones are one row times the
    root of their number, which changes X'X alike."""

    items_out: IntArray  # their places among the old items
    items_in: IntArray  # their places among the new items
    rows_out: scipy.sparse.csr_matrix
    rows_in: scipy.sparse.csr_matrix
    rows_out_total: int
    rows_in_total: int

    @property
    def rank(self) -> int:
        rows: int = self.rows_out.shape[0] + self.rows_in.shape[0]
        return rows + len(self.items_out) + len(self.items_in)

    @property
    def steps(self) -> int:
        """Steps that `follow` takes."""
        rows = steps(self.rows_in.shape[0]) + steps(self.rows_out.shape[0])
        return rows + bool(len(self.items_out)) + bool(len(self.items_in))

    def worth_following(self, x: scipy.sparse.csr_matrix) -> bool:
        """Whether that is cheaper than a new inverse of `x` from the items' side."""
        items: int = x.shape[1]
        return self.rank <= _WORTH * items


def compare(old_ids: Ids, old: scipy.sparse.csr_matrix, new_ids: Ids, new: scipy.sparse.csr_matrix) -> Change:
    """The change from `old` to `new`, binary (rows, items) each; the ids of the items ascend."""
    shared = np.intersect1d(old_ids, new_ids)
    old_at, new_at = np.searchsorted(old_ids, shared), np.searchsorted(new_ids, shared)
    before, after = old[:, old_at], new[:, new_at]
    mark = np.random.default_rng(1).integers(2**64, size=len(shared), dtype=np.uint64)
    marks = np.concatenate([_marks(before, mark), _marks(after, mark)])
    _, first, place = np.unique(marks, return_index=True, return_inverse=True)
    _, last = np.unique(marks[::-1], return_index=True)
    last = len(marks) - 1 - last
    gain = np.bincount(place, np.repeat([-1, 1], [old.shape[0], new.shape[0]]))
    gain[marks[first] == 0] = 0  # a row without any of the items changes nothing
    out, come = gain < 0, gain > 0
    return Change(
        items_out=np.delete(np.arange(len(old_ids), dtype=np.int32), old_at),
        items_in=np.delete(np.arange(len(new_ids), dtype=np.int32), new_at),
        rows_out=_times(before[first[out]], -gain[out]),
        rows_in=_times(after[last[come] - old.shape[0]], gain[come]),
        rows_out_total=int(-gain[out].sum()),
        rows_in_total=int(gain[come].sum()),
    )


def follow(
    p: FloatArray,
    change: Change,
    new: scipy.sparse.csr_matrix,
    ridge: float,
    done: Callable[[], object] = lambda: None,
) -> FloatArray:
    """The inverse of `new` from `p`, the inverse before `change`; `p` may be overwritten.

    Raises `TrainingError` where `p` is no such inverse.
    """
    if len(change.items_out):
        p = without_items(p, change.items_out)
        done()
    change_rows(p, change.rows_in, 1, done)  # first: what goes then leaves the matrix well conditioned
    change_rows(p, change.rows_out, -1, done)
    if len(change.items_in):
        p = with_items(p, new, change.items_in, ridge)
        done()
    return p


def _marks(x: scipy.sparse.csr_matrix, mark: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """(rows,) the sum of the items' marks, modulo 2^64: rows of equal marks hold the same items. Of a million
    different rows, two share one with a chance of 3e-8."""
    total = np.concatenate([np.zeros(1, np.uint64), np.cumsum(mark[x.indices], dtype=np.uint64)])
    marks: npt.NDArray[np.uint64] = total[x.indptr[1:]] - total[x.indptr[:-1]]
    return marks


def _times(x: scipy.sparse.csr_matrix, number: npt.NDArray[Any]) -> scipy.sparse.csr_matrix:
    return (scipy.sparse.diags(np.sqrt(number)) @ x).tocsr().astype(np.float32)
