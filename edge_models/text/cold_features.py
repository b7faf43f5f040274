"""What speaks for a new product: the same code in training and on the device.

For each group that the product belongs to: how the group sells, what becomes of its new products, and what
this shopper bought and holds of it; then what goes with the basket's types, and likeness of the texts.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from edge_models.features.tables import FloatArray, IntArray
from edge_models.text.cold_tables import ColdTables, Group, spread
from edge_models.text.index import TextIndex

TASTE_DAYS = 60.0  # decay of earlier purchases
_RECENT_DAYS = 28.0
_OF_GROUP = (
    "sold",
    "recent",
    "trend",
    "kinds",
    "fresh",
    "fresh_each",
    "taste",
    "taste_share",
    "times",
    "held",
)
_OF_PRODUCT = ("held_share", "together", "together_most", "category_together", "basket_text", "taste_text")
FEATURES = tuple(f"{group}_{name}" for group in Group for name in _OF_GROUP) + _OF_PRODUCT


@dataclass(frozen=True, slots=True)
class Situation:
    """Who asks, in the tables' rows. `bought` and `days_ago` are parallel, one entry a purchase."""

    basket: IntArray
    bought: IntArray
    days_ago: FloatArray


class ColdFeatures:
    """Computes the matrix from tables and, where there are texts, an index over the same product ids."""

    def __init__(self, tables: ColdTables, texts: TextIndex | None = None) -> None:
        self.tables = tables
        self._static = {group: _group_sales(tables, group) for group in Group}
        self._texts = texts
        if texts is not None:  # one more row for products without a text
            self._vectors = np.concatenate([texts.table, np.zeros((1, texts.table.shape[1]), np.float32)])
            text_of = np.append(texts.text_of, len(texts.table))
            self._vector_of = text_of[[texts.row_of.get(p, -1) for p in tables.product_ids]]

    def matrix(self, situation: Situation, candidates: IntArray) -> FloatArray:
        """(candidates, features) float32 for rows of the tables; no value is NaN or infinite."""
        t, basket, bought = self.tables, situation.basket, situation.bought
        weight = np.exp(situation.days_ago / np.float32(-TASTE_DAYS))
        columns: list[npt.NDArray[np.generic]] = []
        for group in Group:
            code, n = t.codes[group], t.totals[group]
            of = code[candidates]
            taste = np.bincount(code[bought], weight, minlength=n)
            columns.extend(self._static[group][:, of])
            columns.append(np.log1p(taste)[of])
            columns.append((taste / (weight.sum() + 1.0))[of])
            columns.append(np.log1p(np.bincount(code[bought], minlength=n))[of])
            columns.append(np.bincount(code[basket], minlength=n)[of])
        above = np.bincount(t.department[basket], minlength=t.totals[Group.DEPARTMENT])
        columns.append((above / max(len(basket), 1))[t.department[candidates]])
        total, most = spread(t.type_together, np.unique(t.type[basket]), t.totals[Group.TYPE])
        wider, _ = spread(t.category_together, np.unique(t.category[basket]), t.totals[Group.CATEGORY])
        columns += [total[t.type[candidates]], most[t.type[candidates]], wider[t.category[candidates]]]
        columns += self._likeness(situation, weight, candidates)
        return np.stack(columns, axis=1).astype(np.float32)

    def _likeness(self, situation: Situation, weight: FloatArray, candidates: IntArray) -> list[FloatArray]:
        """Cosine of each candidate's text to the basket's mean text, and to that of earlier purchases."""
        if self._texts is None:
            return [np.zeros(len(candidates), dtype=np.float32)] * 2
        out: list[FloatArray] = []
        kinds = len(self._vectors)
        for rows, w in ((situation.basket, None), (situation.bought, weight)):
            of = self._vector_of[rows]
            mean = np.bincount(of, w, minlength=kinds).astype(np.float32) @ self._vectors
            mean /= max(float(np.linalg.norm(mean)), 1e-9)
            out.append((self._vectors @ mean)[self._vector_of[candidates]])
        return out


def _group_sales(tables: ColdTables, group: Group) -> FloatArray:
    """(6, groups): the rows are `_SALES`."""
    code, n = tables.codes[group], tables.totals[group]

    def total(of: IntArray) -> FloatArray:
        return np.bincount(code, of, minlength=n).astype(np.float32)

    sold, recent, fresh, born = (total(c) for c in (tables.baskets, tables.recent, tables.fresh, tables.born))
    kinds = total((tables.baskets > 0).astype(np.int32))
    usual = sold * np.float32(_RECENT_DAYS / max(tables.days, _RECENT_DAYS))
    return np.stack(
        [
            np.log1p(sold),
            np.log1p(recent),
            np.log((recent + 1) / (usual + 1)),
            np.log1p(kinds),
            np.log1p(fresh),
            np.log((fresh + 1) / (born + 1)),
        ]
    )
