"""Vectors of products by the company they keep: the factors of their pointwise mutual information in baskets
(Levy and Goldberg, 2014), a cheap start for a network that would learn the same."""

import numpy as np
import scipy.sparse
import scipy.sparse.linalg

from edge_models.evaluation.visits import Visits
from edge_models.features.tables import FloatArray, Tables

_MOST = 40  # products of a basket that count, so that a huge one does not drown the rest


def together(visits: Visits, tables: Tables, width: int, seed: int) -> FloatArray:
    """(products that sold, width) float32; the inner product of two is about how much likelier than by chance
    they lie in one basket, in nats, and none where that is less likely."""
    rng = np.random.default_rng(seed)
    baskets = [
        rng.permutation(visits.item[a:b])[:_MOST] for a, b in zip(visits.start, visits.end, strict=True)
    ]
    flat, number = np.concatenate(baskets), np.repeat(np.arange(len(baskets)), [len(b) for b in baskets])
    shape = (len(baskets), tables.seasoned)
    x = scipy.sparse.csr_matrix((np.ones(len(flat), dtype=np.float32), (number, flat)), shape=shape)
    pairs = (x.T @ x).tocoo()
    apart = pairs.row != pairs.col
    row, column, count = pairs.row[apart], pairs.col[apart], pairs.data[apart]
    total = np.bincount(row, count, tables.seasoned)
    chance = total[row] * total[column] / max(count.sum(), 1)
    # A pair counted a few times may be chance: as if it had been seen five times more at random.
    gain = np.log((count + 5) / (chance + 5))
    use = gain > 0
    pmi = scipy.sparse.csr_matrix((gain[use], (row[use], column[use])), shape=(tables.seasoned,) * 2)
    rank = min(width, tables.seasoned - 1)
    start = rng.normal(size=tables.seasoned)
    value, vector = scipy.sparse.linalg.eigsh(pmi, rank, v0=start, tol=1e-2)
    out = np.zeros((tables.seasoned, width), dtype=np.float32)
    out[:, :rank] = vector * np.sqrt(np.maximum(value, 0))
    return out
