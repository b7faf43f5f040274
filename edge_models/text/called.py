"""A thing as this store calls it: words that stand in the names of its products mean those products.

A short query may lie far from the texts of its own products, or nearer to others ("red wine" to red grapes).
Where the words stand in names of the catalog, their vector is led towards the nearest of these products
(Rocchio, 1971, "Relevance feedback in information retrieval", with the name for the judge).
"""

import re
from collections.abc import Sequence

import numpy as np

from edge_models.text.encoder import FloatArray, unit
from edge_models.text.index import TextIndex
from edge_models.text.language import Language, language_of
from edge_models.text.product import Product

_NEAREST = 5  # different texts that lead


class Called:
    """What a catalog calls the products that an index has texts of."""

    def __init__(self, catalog: Sequence[Product], index: TextIndex) -> None:
        self._index = index
        worded = np.abs(index.table).max(axis=1, initial=0.0) > 0
        rows: dict[tuple[str, str], int] = {}  # names → row of a text
        for product in catalog:
            row = index.row_of.get(product.product_id)
            if row is not None and worded[index.text_of[row]]:
                rows.setdefault((product.en.name, product.zh.name), int(index.text_of[row]))
        self._rows = rows

    def led(self, words: str, vector: FloatArray) -> FloatArray:
        """(384,) of length 1: between the words' own vector and the products called so; the same vector where
        nothing is."""
        chinese = language_of(words) is Language.ZH
        pattern = re.compile(
            re.escape(words) if chinese else rf"\b{re.escape(_singular(words))}(?:e?s)?\b", re.IGNORECASE
        )
        texts = sorted({row for names, row in self._rows.items() if pattern.search(names[chinese])})
        if not texts:
            return vector
        table = self._index.table[texts]
        nearest = table[(-(table @ vector)).argsort(kind="stable")[:_NEAREST]]
        led: FloatArray = unit(unit(nearest.mean(axis=0)) + vector)
        return led


def _singular(words: str) -> str:
    return words.removesuffix("s")
