"""Questions that nobody learns from: a share of the baskets after the last origin, asked at the end."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from edge_models.features.encoder import Encoder
from edge_models.features.tables import FloatArray, IntArray, Tables
from edge_models.training.purchases import Purchases
from edge_models.training.queries import Query, QueryMaker, Task, sample
from edge_models.training.suited import asked_size

_SHARE = 0.2  # of the baskets after the last origin
_QUESTIONS = {Task.KNOWN: 1500, Task.ANON: 1500, Task.NEXT: 1500, Task.DISCOVER: 2500, Task.COLD: 1200}


def split(first: int, last: int, seed: int) -> tuple[IntArray, IntArray]:
    """Numbers of the baskets from `first` to before `last`: those to learn from, and those held out."""
    held = np.random.default_rng([seed, 0]).random(last - first) < _SHARE
    baskets = np.arange(first, last, dtype=np.int32)
    return baskets[~held], baskets[held]


@dataclass(frozen=True, slots=True)
class HeldOut:
    """The questions, and the tables of the moment before them."""

    tables: Tables
    questions: list[Query]

    @classmethod
    def draw(cls, purchases: Purchases, tables: Tables, seed: int) -> "HeldOut":
        """From the held out baskets after the tables' moment."""
        first, last = purchases.before(tables.end_day), purchases.basket_total
        _, held = split(first, last, seed)
        rng = np.random.default_rng([seed, 0, 1])
        maker = QueryMaker(purchases, tables)
        size = asked_size(maker.sizes()[first:last])
        asked = sample(maker, first, last, _QUESTIONS, rng, size, among=held)
        return cls(tables, [question for question in asked if len(question.targets)])

    def rows(self) -> Iterator[tuple[Query, IntArray, FloatArray]]:
        """Each question with what the ranker is asked to order: the shortlist (rows of the tables), and its
        features (products, features)."""
        encoder, total = Encoder(self.tables), self.tables.product_total
        for question in self.questions:
            shortlist = encoder.shortlist(question.context, question.allowed(total, self.tables.seasoned))
            yield question, shortlist.rows, encoder.matrix(question.context, shortlist)
