"""Training rows: for each query the products bought, and some of the others that were shortlisted."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from edge_models.features.encoder import Encoder
from edge_models.features.names import FEATURES
from edge_models.features.tables import FloatArray, IntArray
from edge_models.training.queries import Query


@dataclass(frozen=True, slots=True)
class Examples:
    """Rows grouped by query: the first `group[0]` rows belong to query 0, and so on."""

    x: FloatArray  # (rows, features)
    label: npt.NDArray[np.uint8]  # (rows,) 1: bought
    group: IntArray  # (queries,)

    @classmethod
    def join(cls, parts: "list[Examples]") -> "Examples":
        """Takes the parts out of their list as it goes, so that memory hardly holds a row twice."""
        rows = sum(len(part.x) for part in parts)
        x, label = np.empty((rows, len(FEATURES)), dtype=np.float32), np.empty(rows, dtype=np.uint8)
        groups = [np.zeros(0, dtype=np.int32)]
        at = 0
        while parts:
            part = parts.pop(0)
            span = slice(at, at := at + len(part.x))
            x[span], label[span] = part.x, part.label
            groups.append(part.group)
            del part
        return cls(x, label, np.concatenate(groups))

    def of(self, queries: npt.NDArray[np.bool_]) -> "Examples":
        """The rows of the queries that `queries` (queries,) marks."""
        rows = np.repeat(queries, self.group)
        return Examples(self.x[rows], self.label[rows], self.group[queries])


def collect(
    encoder: Encoder,
    queries: Iterable[Query],
    negatives: int,
    rng: np.random.Generator,
    advance: Callable[[], None] = lambda: None,
) -> Examples:
    """Rows for the queries whose answer is in the shortlist: the answers, and `negatives` of the other
    products.

    These are drawn evenly. Picking the hardest by some score would teach that a high score speaks against a
    product. `advance` is called after each query.
    """
    xs, labels, groups = [], [], []
    n, seasoned = encoder.tables.product_total, encoder.tables.seasoned
    for query in queries:
        advance()
        shortlist = encoder.shortlist(query.context, query.allowed(n, seasoned))
        bought = np.zeros(n, dtype=bool)
        bought[query.targets] = True
        label = bought[shortlist.rows]
        if not label.any():
            continue
        others = np.flatnonzero(~label)
        if len(others) > negatives:
            others = np.sort(rng.choice(others, size=negatives, replace=False))
        chosen = np.concatenate([np.flatnonzero(label), others])
        xs.append(encoder.matrix(query.context, shortlist, shortlist.rows[chosen]))
        labels.append(label[chosen].astype(np.uint8))
        groups.append(len(chosen))
    if not groups:
        return Examples.join([])
    return Examples(
        np.concatenate(xs),
        np.concatenate(labels),
        np.asarray(groups, dtype=np.int32),
    )
