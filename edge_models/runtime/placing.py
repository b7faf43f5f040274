"""Products of a catalog that a bundle does not know, placed in short turns: no request waits long.

placer = Placer.of(recommender, catalog, vectors)
while placer is not None and not placer.turn(0.025):
    ...                                   # answer requests with the recommender as it is
recommender = placer.placed()             # ranks them, too
"""

import time
from collections.abc import Sequence
from typing import Protocol

from edge_models.runtime.opening import AnyRecommender
from edge_models.runtime.suggestion import Request
from edge_models.text.encoder import FloatArray
from edge_models.text.product import Product
from edge_models.text.reading import Reader, Vectors


class _Placement(Protocol):
    def add(self, product: Product, vector: FloatArray) -> None: ...
    def done(self) -> AnyRecommender: ...


class Placer:
    """Not thread-safe: one worker owns it. Holds the encoder from the first need of it until `placed`."""

    def __init__(self, unknown: Sequence[Product], reader: Reader, placement: _Placement) -> None:
        self.total = len(unknown)
        self.done = 0
        self._unknown = unknown
        self._reader = reader
        self._placement = placement

    @classmethod
    def of(cls, recommender: AnyRecommender, catalog: Sequence[Product], vectors: Vectors) -> "Placer | None":
        """None where there is nothing to place, or the bundle has no text part.

        `recommender` as it was loaded; `catalog` is all that is sold here. Raises `BundleError`.
        """
        if recommender.text is None:
            return None
        once = {p.product_id: p for p in catalog if not recommender.knows(p.product_id)}
        unknown = list(once.values())
        if not unknown:
            return None
        placement = recommender.placement([p.product_id for p in catalog])
        return cls(unknown, Reader(recommender.text, vectors), placement)

    @property
    def encoded(self) -> int:
        """Texts that had to be encoded, being remembered by nobody."""
        return self._reader.encoded

    def turn(self, seconds: float) -> bool:
        """Go on for about so long, at least by one product; True when all are read."""
        end = time.monotonic() + seconds
        while self.done < self.total:
            product = self._unknown[self.done]
            vector = self._reader.vector(product)
            if vector is not None:
                self._placement.add(product, vector)
            self.done += 1
            if time.monotonic() >= end:
                break
        return self.done == self.total

    def placed(self) -> AnyRecommender:
        """The recommender that knows them, ready to answer. After the last turn; lets go of the encoder."""
        self._reader.close()
        recommender = self._placement.done()
        recommender.recommend(Request())  # what is computed once is computed here
        return recommender
