"""The plain text classifier: history and current basket as a sentence, the products as its classes.

After fastText (Joulin et al., 2017): the words of the sentence, and pairs of words side by side, are averaged
in a hidden layer without a bend, and a softmax over all products follows. Words of the past and words of the
basket are different words. It knows of a product in the sentence only what is written of it.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import scipy.sparse

from edge_models.errors import TrainingError
from edge_models.evaluation.product_text import word_matrix
from edge_models.evaluation.visits import Visits
from edge_models.features.context import Context
from edge_models.features.tables import FloatArray, IntArray, Tables
from edge_models.training.adam import adam_step
from edge_models.training.purchases import Purchases


@dataclass(frozen=True, slots=True)
class TextSettings:
    width: int = 64
    past: int = 60  # the latest purchases that the sentence tells
    alone: float = 0.3  # share of sentences that tell no past
    baskets: int = 80_000  # of each epoch, at most
    batch: int = 256
    epochs: int = 5
    rate: float = 4e-3  # of Adam, falling to zero along a cosine
    most: int = 12  # targets of a basket that one step learns


class TextClassifier:
    """Scores every product for a sentence."""

    def __init__(
        self, words: scipy.sparse.csr_matrix, popularity: FloatArray, settings: TextSettings, seed: int
    ):
        rng = np.random.default_rng(seed)
        self._words = words
        self._past = settings.past
        shape = (2 * words.shape[1], settings.width)
        self.parameters = [
            rng.normal(0, 1, shape).astype(np.float32),  # of words
            rng.normal(0, 0.05, (settings.width, words.shape[0])).astype(np.float32),  # of products
            np.log(popularity).astype(np.float32),
        ]

    def score(self, contexts: list[Context]) -> FloatArray:
        """(contexts, products that sold) float32."""
        sold = self._words.shape[0]
        past = [c.item[c.item < sold][-self._past :] for c in contexts]
        return self._logits(self._hidden(self.sentences(past, [c.basket[c.basket < sold] for c in contexts])))

    def sentences(self, past: list[IntArray], held: list[IntArray]) -> scipy.sparse.csr_matrix:
        """(sentences, words of the past and of the basket), each part of length one."""
        return scipy.sparse.hstack([self._part(past), self._part(held)], format="csr")

    def learn(self, sentences: scipy.sparse.csr_matrix, target: scipy.sparse.csr_matrix) -> list[FloatArray]:
        """Gradients of the mean cross-entropy; `target` (sentences, products) has rows that sum to one."""
        _, of_products, _ = self.parameters
        hidden = self._hidden(sentences)
        slope = self._logits(hidden)
        slope -= slope.max(axis=1, keepdims=True)
        np.exp(slope, out=slope)
        slope /= slope.sum(axis=1, keepdims=True)
        row = np.repeat(np.arange(target.shape[0]), np.diff(target.indptr))
        slope[row, target.indices] -= target.data
        slope /= len(slope)
        return [sentences.T @ (slope @ of_products.T), hidden.T @ slope, slope.sum(axis=0)]

    def _hidden(self, sentences: scipy.sparse.csr_matrix) -> FloatArray:
        hidden: FloatArray = sentences @ self.parameters[0]
        return hidden

    def _logits(self, hidden: FloatArray) -> FloatArray:
        logits: FloatArray = hidden @ self.parameters[1] + self.parameters[2]
        return logits

    def _part(self, items: list[IntArray]) -> scipy.sparse.csr_matrix:
        length = np.asarray([len(i) for i in items])
        start = np.concatenate([[0], np.cumsum(length)])
        value = np.repeat(1 / np.sqrt(np.maximum(length, 1)), length).astype(np.float32)
        flat = np.concatenate([*items, np.zeros(0, dtype=np.int32)]).astype(np.int32)
        said = scipy.sparse.csr_matrix((value, flat, start), shape=(len(items), self._words.shape[0]))
        return said @ self._words


def train_text_classifier(
    purchases: Purchases, tables: Tables, seed: int = 1, settings: TextSettings | None = None
) -> TextClassifier:
    """Learn from the baskets that the tables know: a random part of each is given, the rest is the answer.

    Raises `TrainingError` where no basket holds two products.
    """
    settings = settings or TextSettings()
    rng = np.random.default_rng(seed)
    visits = Visits.before(purchases, tables, tables.end_day, least=2)
    if not len(visits):
        raise TrainingError("text classifier: no basket holds two products that sell.")
    sold = np.maximum(tables.baskets[: tables.seasoned], 0.5) / max(tables.basket_total, 1)
    model = TextClassifier(
        word_matrix(purchases, tables, pairs=True), sold.astype(np.float32), settings, seed
    )
    first, second = ([np.zeros_like(p) for p in model.parameters] for _ in range(2))
    steps = settings.epochs * -(-min(len(visits), settings.baskets) // settings.batch)
    for step, (past, held, wanted) in enumerate(_lessons(visits, settings, rng), 1):
        gradients = model.learn(model.sentences(past, held), _even(wanted, tables.seasoned))
        rate = settings.rate * 0.5 * (1 + math.cos(math.pi * step / (steps + 1)))
        adam_step(model.parameters, gradients, first, second, step, rate)
    return model


def _lessons(
    visits: Visits, settings: TextSettings, rng: np.random.Generator
) -> Iterator[tuple[list[IntArray], list[IntArray], list[IntArray]]]:
    """Batches of (past, held, wanted)."""
    for _ in range(settings.epochs):
        order = rng.permutation(len(visits))[: settings.baskets]
        for at in range(0, len(order), settings.batch):
            batch: tuple[list[IntArray], list[IntArray], list[IntArray]] = ([], [], [])
            for b in order[at : at + settings.batch].tolist():
                items = rng.permutation(visits.item[visits.start[b] : visits.end[b]])
                # Half the baskets lack one product, as those to complete do; a sixth have not begun.
                lot = rng.random()
                given = len(items) - 1 if lot < 0.5 else 0 if lot < 0.67 else int(rng.integers(len(items)))
                oldest = max(visits.first[b], visits.start[b] - settings.past)
                alone = given and rng.random() < settings.alone
                batch[0].append(visits.item[oldest : visits.start[b]] if not alone else items[:0])
                batch[1].append(items[:given])
                batch[2].append(items[given : given + settings.most])
            yield batch


def _even(wanted: list[IntArray], products: int) -> scipy.sparse.csr_matrix:
    length = np.asarray([len(w) for w in wanted])
    value = np.repeat(1 / length, length).astype(np.float32)
    start = np.concatenate([[0], np.cumsum(length)])
    return scipy.sparse.csr_matrix((value, np.concatenate(wanted), start), shape=(len(wanted), products))
