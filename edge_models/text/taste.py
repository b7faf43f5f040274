"""Ranking by text alone, for a shop without a single sale: what is looked at, and what was bought before.

A product's score from one text x (what is looked at, or a product of the history) is

    similarity(x, product) - HUB * crowd(product) + AFFINITY * log P(category of the product | x)

The crowd of a product is its mean similarity to the five categories nearest to it: some texts lie near
everything ("hubs"; Conneau et al., 2018, correct for them in the same way). P goes from the categories that
the products nearest to x belong to, to those whose texts are alike: so running shoes come with sportswear,
though no name says so. History counts less, older purchases less than recent ones. The weights were chosen
on the probes that tests/edge_models/text/probes.py marks as tuned.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np

from edge_models.text.encoder import DIMENSION, FloatArray
from edge_models.text.index import TextIndex

HUB, AFFINITY, HISTORY, FADING = 0.5, 0.4, 0.8, 0.7
_CROWD = 5
_SHARP, _BROAD = 0.05, 0.2  # temperatures: category of a text, categories alike
_LEAST = 1e-3  # probability that any category keeps
PER_CATEGORY = 4  # of a list of ten, so that it shows more than one kind


@dataclass(frozen=True, slots=True)
class Ranked:
    """One suggestion by text. `like` is the place in `history` of what it resembles most, or None for
    what is looked at."""

    product_id: str
    score: float
    like: int | None
    similarity: float  # cosine to what `like` names


class TextRanker:
    """Ranks the products of an index. Holds what does not depend on the shopper."""

    def __init__(self, index: TextIndex) -> None:
        self._index = index
        categories = len(index.categories)
        near = np.sort(index.table @ index.category_vectors.T, axis=1)[:, -_CROWD:]
        self._crowd = near.mean(axis=1)[index.text_of] if categories else np.zeros(0, dtype=np.float32)
        alike = index.category_vectors @ index.category_vectors.T
        self._alike = _softmax(alike, _BROAD)  # (categories, categories)
        self._order = np.argsort(index.category_of, kind="stable")
        self._start = np.searchsorted(index.category_of[self._order], np.arange(categories))

    def rank(
        self,
        current: FloatArray | None,
        history: Sequence[FloatArray] = (),
        k: int = 10,
        exclude: AbstractSet[str] = frozenset(),
        moved: FloatArray | None = None,
    ) -> list[Ranked]:
        """The best `k` products, best first, at most PER_CATEGORY of a category (of ten; in proportion).

        `current` and `history` (oldest first) are vectors of the encoder or of the index; `moved` (products,)
        is what the shopper's words add to the scores. Without any of them there is nothing to rank by, and
        the list is empty; with words alone it holds what they move up. Only where nothing else is left do
        more of a category follow.
        """
        index = self._index
        fading = FADING ** np.arange(len(history) - 1, -1, -1, dtype=np.float64)
        told: list[tuple[int | None, float, FloatArray]] = (
            [(None, 1.0, current)] if current is not None else []
        )
        told += [
            (i, HISTORY * w / fading.sum(), x) for i, (w, x) in enumerate(zip(fading, history, strict=True))
        ]
        if not (told or moved is not None) or not index.product_ids:
            return []
        if not told and moved is not None:
            exclude = exclude | {index.product_ids[row] for row in np.flatnonzero(moved <= 0).tolist()}
            told = [(None, 0.0, np.zeros(DIMENSION, dtype=np.float32))]
        similarity = np.stack([index.similarity(x) for _, _, x in told])  # (told, products)
        weight = np.array([w for _, w, _ in told])
        score = weight @ np.stack([self._score(s) for s in similarity])
        if moved is not None:
            score = score + moved
        best, nearest = similarity.argmax(axis=0), similarity.max(axis=0)
        at_most = max(1, -(-PER_CATEGORY * k // 10))
        taken = np.zeros(len(index.categories), dtype=np.int64)
        first: list[int] = []
        passed: list[int] = []
        for row in np.argsort(-score, kind="stable").tolist():
            category = index.category_of[row]
            if index.product_ids[row] in exclude:
                continue
            if taken[category] >= at_most:
                passed.append(row)
                continue
            taken[category] += 1
            first.append(row)
            if len(first) == k:
                break
        return [
            Ranked(index.product_ids[row], float(score[row]), told[best[row]][0], float(nearest[row]))
            for row in (first + passed)[:k]
        ]

    def _score(self, similarity: FloatArray) -> FloatArray:
        """(products,) from one text's similarities."""
        nearest = np.maximum.reduceat(similarity[self._order], self._start)  # (categories,)
        likely = _softmax(nearest, _SHARP) @ self._alike
        kinship = np.log(likely + _LEAST)[self._index.category_of]
        score: FloatArray = similarity - HUB * self._crowd + AFFINITY * kinship
        return score


def _softmax(x: FloatArray, temperature: float) -> FloatArray:
    raised = np.exp((x - x.max(axis=-1, keepdims=True)) / temperature)
    out: FloatArray = raised / raised.sum(axis=-1, keepdims=True)
    return out
