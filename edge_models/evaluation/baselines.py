"""What a recommender must beat: simple and published methods, each a score over the whole assortment.

popular       baskets that held the product
here          the same in the request's store
habit         the shopper's own purchases, decayed over 120 days, ties by popularity
TIFU-KNN      Hu et al., 2020: decayed frequencies, mixed with those of the nearest shoppers
item-kNN      cosine of baskets, summed over the basket and, at half weight, the past
EASE          Steck, 2019, on baskets, whole (not cut to the strongest weights)
EASE + past   the same with the shopper's past, decayed, at half weight
text          history and basket as a sentence, classified (`text_classifier`)
transformer   attention over the shopper's past and the basket (`sasrec`); only where it is asked for
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import scipy.sparse

from edge_models.evaluation.text_classifier import TextClassifier, train_text_classifier
from edge_models.features.context import Context
from edge_models.features.tables import UNKNOWN, FloatArray, IntArray, Tables
from edge_models.training.cooccurrence import DENSE_ITEMS, weights
from edge_models.training.inverse import inverse
from edge_models.training.purchases import Purchases
from edge_models.training.queries import QueryMaker

if TYPE_CHECKING:
    from edge_models.evaluation.sasrec import Sasrec

_HABIT_DAYS, _PAST_DAYS = 120.0, 90.0
_PAST_WEIGHT = 0.5
_OWN_WEIGHT, _OWN_MOST = 0.1, 3.0  # tuned on the validation window
_RIDGE = 30.0


@dataclass(frozen=True)
class Baselines:
    """Scores for a list of contexts: (cases, products) float32 by name, one method at a time.

    A method that learns does so when it is first asked. Raises `TrainingError` at once where the transformer
    is wanted and its libraries are not installed.
    """

    tables: Tables
    purchases: Purchases
    transformer: bool = False

    def __post_init__(self) -> None:
        if self.transformer:
            import_module("edge_models.evaluation.sasrec")

    def methods(self, foresee: bool) -> dict[str, Callable[[list[Context]], FloatArray]]:
        methods: dict[str, Callable[[list[Context]], FloatArray]] = {
            "popular": self.popular,
            "here": self.here,
            "habit": self.habit,
            "TIFU-KNN": self.tifu_knn,
            "item-kNN": self.item_knn,
            "EASE": self.ease,
            "EASE + past": self.ease_with_past,
            "text": self.text,
        }
        if self.transformer:
            methods["transformer"] = self.attention
        if not foresee:  # it knows no basket begun
            del methods["TIFU-KNN"]
        if self.tables.seasoned > DENSE_ITEMS:  # whole EASE would not fit into memory
            del methods["EASE"], methods["EASE + past"]
        return methods

    def popular(self, contexts: list[Context]) -> FloatArray:
        share = (self.tables.baskets[: self.tables.seasoned] / self.tables.basket_total).astype(np.float32)
        return np.broadcast_to(share, (len(contexts), len(share))).copy()

    def here(self, contexts: list[Context]) -> FloatArray:
        out, s = self.popular(contexts), self.tables.stores
        for row, context in zip(out, contexts, strict=True):
            if context.store != UNKNOWN:
                span = slice(int(s.start[context.store]), int(s.start[context.store + 1]))
                row *= 1e-6
                row[s.product[span]] += s.baskets[span]
        return out

    def habit(self, contexts: list[Context]) -> FloatArray:
        past: FloatArray = self._past(contexts, _HABIT_DAYS).toarray()
        return past + 1e-6 * self.popular(contexts)

    def item_knn(self, contexts: list[Context]) -> FloatArray:
        near = self._cosines
        asked = self._with_past(contexts)
        out: FloatArray = (asked @ near).toarray()
        return out

    def ease(self, contexts: list[Context]) -> FloatArray:
        return self._by_weights(self._held(contexts))

    def ease_with_past(self, contexts: list[Context]) -> FloatArray:
        own = np.minimum(self._past(contexts, _PAST_DAYS).toarray(), _OWN_MOST)
        out: FloatArray = self._by_weights(self._with_past(contexts)) + _OWN_WEIGHT * own
        return out

    def text(self, contexts: list[Context]) -> FloatArray:
        return self._text_classifier.score(contexts)

    def attention(self, contexts: list[Context]) -> FloatArray:
        return self._sasrec.score(contexts)

    def tifu_knn(
        self,
        contexts: list[Context],
        nearest: int = 300,
        within: float = 0.9,
        across: float = 0.7,
        own: float = 0.7,
    ) -> FloatArray:
        """Defaults are the paper's for Ta-Feng; a shopper's baskets fall into seven groups of equal size."""
        maker = QueryMaker(self.purchases, self.tables)
        last = self.purchases.before(self.tables.end_day)
        shoppers = self.purchases.basket_shopper[:last]
        _, latest = np.unique(shoppers[::-1], return_index=True)
        crowd = scipy.sparse.vstack(
            [
                self._rhythm(
                    maker.context(int(last - 1 - b), maker.items(int(last - 1 - b)), True), within, across
                )
                for b in latest
            ]
        ).tocsr()
        mine = scipy.sparse.vstack([self._rhythm(c, within, across) for c in contexts]).tocsr()
        norm = np.asarray(crowd.multiply(crowd).sum(axis=1)).ravel()
        out = np.zeros(mine.shape, dtype=np.float32)
        for row in range(mine.shape[0]):
            distance = norm - 2 * np.asarray((crowd @ mine[row].T).todense()).ravel()
            near = np.argpartition(distance, min(nearest, len(distance) - 1))[:nearest]
            others = np.asarray(crowd[near].mean(axis=0)).ravel()
            out[row] = own * mine[row].toarray().ravel() + (1 - own) * others
        return out

    def _rhythm(
        self, context: Context, within: float, across: float, groups: int = 7
    ) -> scipy.sparse.csr_matrix:
        visits = len(context.visit_day)
        size = max(-(-visits // groups), 1)
        group, place = context.visit // size, context.visit % size
        weight = (
            within ** place.astype(float)
            * across ** group.astype(float)
            / (size * max(-(-visits // size), 1))
        )
        sold = context.item < self.tables.seasoned
        row = np.zeros(int(sold.sum()), dtype=int)
        shape = (1, self.tables.seasoned)
        return scipy.sparse.csr_matrix(
            (weight[sold], (row, context.item[sold])), shape=shape, dtype=np.float32
        )

    def _with_past(self, contexts: list[Context]) -> scipy.sparse.csr_matrix:
        """The basket, and the decayed past with half the basket's weight in all."""
        held, past = self._held(contexts), self._past(contexts, _PAST_DAYS)
        size = np.maximum(np.asarray(held.sum(axis=1)).ravel(), 1)
        total = np.maximum(np.asarray(past.sum(axis=1)).ravel(), 1e-9)
        return held + scipy.sparse.diags(_PAST_WEIGHT * size / total) @ past

    def _by_weights(self, asked: scipy.sparse.csr_matrix) -> FloatArray:
        out = np.zeros(asked.shape, dtype=np.float32)
        columns = asked.tocsc()
        for block, b in self._weights:
            out += columns[:, block] @ b.astype(np.float32)
        return out

    @cached_property
    def _text_classifier(self) -> TextClassifier:
        return train_text_classifier(self.purchases, self.tables)

    @cached_property
    def _sasrec(self) -> "Sasrec":
        from edge_models.evaluation.sasrec import train_sasrec  # torch loads only here

        return train_sasrec(self.purchases, self.tables)

    @cached_property
    def _weights(self) -> list[tuple[IntArray, npt.NDArray[np.float16]]]:
        """B in blocks of rows, at half precision: two bytes for each pair of products."""
        out = []
        for block, b in weights(inverse(self._baskets, _RIDGE)):
            b[np.arange(len(block)), block] = 0
            out.append((block, b.astype(np.float16)))
        return out

    @cached_property
    def _cosines(self) -> scipy.sparse.csr_matrix:
        x = self._baskets
        norm = np.sqrt(np.maximum(np.asarray(x.sum(axis=0)).ravel(), 1))
        x = x @ scipy.sparse.diags(1 / norm)
        near = (x.T @ x).tocsr()
        return near - scipy.sparse.diags(near.diagonal())

    @cached_property
    def _baskets(self) -> scipy.sparse.csr_matrix:
        """(baskets, products) of what the tables were fitted on."""
        maker = QueryMaker(self.purchases, self.tables)
        last = self.purchases.before(self.tables.end_day)
        items = [maker.items(b) for b in range(last)]
        return _rows(items, None, self.tables.seasoned)

    def _held(self, contexts: list[Context]) -> scipy.sparse.csr_matrix:
        return _rows(
            [c.basket[c.basket < self.tables.seasoned] for c in contexts], None, self.tables.seasoned
        )

    def _past(self, contexts: list[Context], days: float) -> scipy.sparse.csr_matrix:
        sold = [c.item < self.tables.seasoned for c in contexts]
        weight = [np.exp(-c.day[s] / days) for c, s in zip(contexts, sold, strict=True)]
        return _rows([c.item[s] for c, s in zip(contexts, sold, strict=True)], weight, self.tables.seasoned)


def _rows(items: list[np.ndarray], weight: list[np.ndarray] | None, n: int) -> scipy.sparse.csr_matrix:
    start = np.concatenate([[0], np.cumsum([len(i) for i in items])])
    flat = np.concatenate([*items, np.zeros(0, dtype=np.int32)]).astype(np.int32)
    value = np.ones(len(flat)) if weight is None else np.concatenate([*weight, np.zeros(0)])
    out = scipy.sparse.csr_matrix((value.astype(np.float32), flat, start), shape=(len(items), n))
    out.sum_duplicates()
    return out
