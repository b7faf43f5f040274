"""Products of a catalog that the tables do not know: each is placed among those they know by its text alone.

It takes the department, category and type of the sold product whose text is nearest to its own (of equally
near ones the most sold), whichever language either is in. From then on the ranker treats it as any newcomer,
on the same scale as everything else.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from edge_models.errors import BundleError
from edge_models.features.tables import UNKNOWN, FloatArray, IntArray, Tables
from edge_models.text.index import TextIndex


@dataclass(frozen=True, slots=True)
class Arrival:
    """A product that was placed, and by what."""

    product_id: str
    like: str  # the sold product whose text is nearest
    similarity: float  # their cosine, means of languages subtracted
    new: bool  # nobody had bought it or named it in training; else it sold too seldom for the tables


class Neighbourhood:
    """Finds the place of one product after the other. Not thread-safe: one worker owns it."""

    def __init__(self, tables: Tables, texts: TextIndex, at_hand: Collection[str] = ()) -> None:
        """`texts` names all products that training saw, and has vectors of those that sold. `at_hand` are the
        products of the catalog: a likeness to one that a shopper can find here says more, so only those of
        them that sold are compared, unless there is none.

        Raises `BundleError` where no sold product has a text.
        """
        self._known = tables.row_of
        self._seen = texts.row_of
        rows = _sold(tables, texts)
        if not len(rows):
            raise BundleError("no product that was sold has a text, so new products cannot be placed.")
        here = set(at_hand)
        near = [row for row in rows.tolist() if texts.product_ids[row] in here]
        rows = np.array(near, dtype=np.int32) if near else rows
        first = np.unique(texts.text_of[rows], return_index=True)[1]
        first.sort()  # one product for each different text, the most sold first
        self._ids = [texts.product_ids[row] for row in rows[first].tolist()]
        self._vectors: FloatArray = texts.table[texts.text_of[rows[first]]]

    def place(self, product_id: str, vector: FloatArray) -> Arrival:
        """`vector` is (384,) of length 1. The product must not be in the tables."""
        similarity = self._vectors @ vector
        best = int(similarity.argmax())
        return Arrival(product_id, self._ids[best], float(similarity[best]), new=product_id not in self._seen)


def extended(tables: Tables, arrivals: Sequence[Arrival]) -> Tables:
    """The tables with the arrivals as newcomers in the groups of what each is like; of brand and look nothing
    is claimed."""
    new = len(arrivals)
    like = np.array([tables.row_of[a.like] for a in arrivals], dtype=np.int32)

    def none(counts: IntArray) -> IntArray:
        return np.append(counts, np.zeros(new, dtype=counts.dtype))

    def as_like(codes: IntArray) -> IntArray:
        return np.append(codes, codes[like])

    own_look = int(tables.look_of.max(initial=-1)) + 1 + np.arange(new, dtype=np.int32)
    unknown_days: FloatArray = np.zeros(new, dtype=np.float32)
    return replace(
        tables,
        product_ids=tables.product_ids + tuple(a.product_id for a in arrivals),
        type_of=as_like(tables.type_of),
        category_of=as_like(tables.category_of),
        department_of=as_like(tables.department_of),
        brand_of=np.append(tables.brand_of, np.full(new, UNKNOWN, dtype=np.int32)),
        look_of=np.append(tables.look_of, own_look).astype(np.int32),
        baskets=none(tables.baskets),
        recent=none(tables.recent),
        season=none(tables.season),
        buyers=none(tables.buyers),
        rebuyers=none(tables.rebuyers),
        gap_days=np.append(tables.gap_days, unknown_days),
        basket_size=np.append(tables.basket_size, unknown_days),
    )


def _sold(tables: Tables, texts: TextIndex) -> IntArray:
    """Rows of `texts` that have a text and were sold, the most sold first."""
    baskets = np.array(
        [tables.baskets[tables.row_of[p]] if p in tables.row_of else 0 for p in texts.product_ids],
        dtype=np.int32,
    )
    order = np.argsort(-baskets, kind="stable")
    rows: IntArray = order[(baskets > 0)[order] & texts.worded()[order]].astype(np.int32)
    return rows
