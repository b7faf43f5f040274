"""Training rows: for each query the products bought, and the hardest and some of the other products
shortlisted."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from edge_models.features.encoder import Encoder
from edge_models.features.names import FEATURES
from edge_models.features.prior import prior_score
from edge_models.features.tables import FloatArray, IntArray
from edge_models.training.queries import Query, Task


@dataclass(frozen=True, slots=True)
class Examples:
    """Rows grouped by query: the first `group[0]` rows belong to query 0, and so on."""

    x: FloatArray  # (rows, features)
    label: npt.NDArray[np.uint8]  # (rows,) 1: bought
    group: IntArray  # (queries,)
    task: npt.NDArray[np.uint8]  # (queries,) place in list(Task)
    weight: FloatArray  # (queries,)

    @classmethod
    def join(cls, parts: "list[Examples]") -> "Examples":
        if not parts:
            empty = np.zeros(0, dtype=np.float32)
            return cls(
                empty.reshape(0, len(FEATURES)),
                empty.astype(np.uint8),
                empty.astype(np.int32),
                empty.astype(np.uint8),
                empty,
            )
        return cls(
            *(
                np.concatenate([getattr(p, name) for p in parts])
                for name in ("x", "label", "group", "task", "weight")
            )
        )


def collect(
    encoder: Encoder,
    queries: Iterable[Query],
    hard: int,
    other: int,
    rng: np.random.Generator,
    advance: Callable[[], None] = lambda: None,
) -> Examples:
    """Rows for the queries whose answer is in the shortlist: the answers, `hard` negatives that the prior
    ranks highest and `other` ones at random. `advance` is called after each query."""
    xs, labels, groups, tasks = [], [], [], []
    n = encoder.tables.product_total
    for query in queries:
        advance()
        shortlist = encoder.shortlist(query.context, query.allowed(n))
        bought = np.zeros(n, dtype=bool)
        bought[query.targets] = True
        label = bought[shortlist.rows]
        if not label.any():
            continue
        matrix = encoder.matrix(query.context, shortlist)
        order = np.argsort(-prior_score(matrix), kind="stable")
        negative = order[~label[order]]
        easy = negative[hard:]
        if len(easy) > other:
            easy = rng.choice(easy, size=other, replace=False)
        chosen = np.concatenate([np.flatnonzero(label), negative[:hard], easy])
        xs.append(matrix[chosen])
        labels.append(label[chosen].astype(np.uint8))
        groups.append(len(chosen))
        tasks.append(list(Task).index(query.task))
    if not groups:
        return Examples.join([])
    return Examples(
        np.concatenate(xs),
        np.concatenate(labels),
        np.asarray(groups, dtype=np.int32),
        np.asarray(tasks, dtype=np.uint8),
        np.ones(len(groups), dtype=np.float32),
    )
