"""Suggestions in a shop without a single sale: from the texts of its products alone.

What is looked at is the last product of the basket; the rest of the basket and the history say more, the
older the less. Nothing is known of buying again, so a product of the shopper's own is suggested only where a
list of repeats is asked for.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from edge_models.errors import BundleError, RequestError
from edge_models.runtime.bundle import GOLDEN, read_manifest, verify_files
from edge_models.runtime.golden import answer_golden
from edge_models.runtime.likings import Heard, Texts
from edge_models.runtime.suggestion import Liking, Reason, ReasonKind, Request, Suggestion, Want
from edge_models.text.encoder import FloatArray
from edge_models.text.index import TextIndex
from edge_models.text.part import TextPart
from edge_models.text.product import Product
from edge_models.text.taste import Ranked, TextRanker

_REMEMBERED = 24  # of a history; older products weigh less than a thousandth
LIKE = 0.6  # a smaller likeness is no claim (ADR 10)
SAID = 0.15  # of what words move beside sales: these scores lie so much closer together (ADR 15)


class TextRecommender:
    """A loaded bundle of texts. Not thread-safe: one worker owns it. Holds no file open."""

    def __init__(self, name: str, version: str, index: TextIndex, text: TextPart | None) -> None:
        self.name = name
        self.version = version
        self.text = text
        self._index = index
        self._ranker = TextRanker(index)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Verify the manifest's hashes, load the vectors, answer the golden requests. Raises `BundleError`
        naming the file and what is wrong with it."""
        manifest = read_manifest(folder)
        verify_files(folder, manifest)
        text = TextPart.of(folder, manifest.files)
        if text is None:
            raise BundleError(f"{folder}: ranks by text and has no text part.")
        recommender = cls(manifest.name, manifest.version, text.index(), text)
        answer_golden(recommender.recommend, folder / GOLDEN)
        return recommender

    @property
    def products(self) -> int:
        """How many the bundle knows."""
        return len(self._index.product_ids)

    @property
    def kinds(self) -> "_Kinds":
        """For `interests`: a category is the type."""
        return _Kinds(self._index.row_of, self._index.category_of)

    def knows(self, product_id: str) -> bool:
        return product_id in self._index.row_of

    def recommend(self, request: Request, k: int = 8) -> list[Suggestion]:
        """As `Recommender.recommend`; empty where neither basket nor history name a known product."""
        if k < 1:
            raise RequestError(f"k is {k}; at least one suggestion must be asked for")
        own = _latest(request)
        held = [p for p in dict.fromkeys(request.basket) if self._told(p)]
        past = [p for p in own if self._told(p) and p not in held] + held[:-1]
        past = past[-_REMEMBERED:]
        barred = self._barred(request, own)
        heard = self._heard(request.likings, barred)

        def ranked(moved: FloatArray | None) -> list[Ranked]:
            return self._ranker.rank(
                self._index.vector(held[-1]) if held else None,
                [vector for p in past if (vector := self._index.vector(p)) is not None],
                k,
                barred,
                moved,
            )

        if heard is None:
            return [self._suggestion(request, held, past, each) for each in ranked(None)]
        row_of = self._index.row_of
        lift: FloatArray = SAID * heard.moved
        if held or past:  # they go on speaking: words lift at most half of the list
            lifted = [row for each in ranked(lift) if lift[row := row_of[each.product_id]] > 0]
            beyond = lift > 0
            beyond[lifted[: -(-k // 2)]] = False
            lift[beyond] = 0.0
        already = {each.product_id for each in ranked(None)}
        found = []
        for each in ranked(lift):
            row = row_of[each.product_id]
            said = lift[row] > 0 and (each.product_id not in already or each.similarity < LIKE)
            found.append(self._suggestion(request, held, past, each, heard.reason(row) if said else None))
        return found

    def spoken_for(self, likings: Sequence[Liking], candidates: Sequence[str], k: int) -> list[list[str]]:
        """As `Recommender.spoken_for`; of each category one."""
        barred = self._index.row_of.keys() - set(candidates)
        heard = self._heard(likings, barred)
        if heard is None:
            return []
        found = heard.nearest(self._index.category_of, self._here(barred), k)
        return [[self._index.product_ids[row] for row in rows] for rows in found]

    def _heard(self, likings: Sequence[Liking], barred: AbstractSet[str]) -> Heard | None:
        if not likings:
            return None
        return Texts(self._index.table, self._index.text_of).heard(likings, self._here(barred))

    def _here(self, barred: AbstractSet[str]) -> npt.NDArray[np.bool_]:
        return np.array([p not in barred for p in self._index.product_ids], dtype=bool)

    def _told(self, product_id: str) -> bool:
        vector = self._index.vector(product_id)
        return vector is not None and bool(vector.any())

    def _barred(self, request: Request, own: Sequence[str]) -> frozenset[str]:
        barred = set(request.basket) | request.exclude
        everything = self._index.row_of.keys()
        if request.candidates is not None:
            barred |= everything - set(request.candidates)
        barred |= everything - set(own) if request.want is Want.REPEAT else set(own)
        return frozenset(barred)

    def _suggestion(
        self,
        request: Request,
        held: Sequence[str],
        past: Sequence[str],
        each: Ranked,
        reason: Reason | None = None,
    ) -> Suggestion:
        if reason is not None:
            return Suggestion(each.product_id, each.score, reason, each.product_id in request.promoted)
        like = held[-1] if each.like is None else past[each.like]
        if times := sum(each.product_id in basket for basket in request.history):
            reason = Reason(ReasonKind.BOUGHT_BEFORE, numbers={"times": float(times)})
        else:
            evidence = (like,) if each.similarity >= LIKE else ()
            reason = Reason(ReasonKind.NEW_HERE, evidence=evidence)
        return Suggestion(each.product_id, each.score, reason, each.product_id in request.promoted)

    def placement(self, _: Sequence[str]) -> "_Joined":
        """To tell it of more products of the catalog."""
        return _Joined(self)

    def joined(self, products: Sequence[Product], vectors: Sequence[FloatArray]) -> "TextRecommender":
        """One that knows these, too."""
        more = TextIndex.of_vectors(products, np.array(vectors, dtype=np.float32))
        return TextRecommender(self.name, self.version, self._index.joined(more), self.text)


@dataclass(frozen=True, slots=True)
class _Kinds:
    row_of: dict[str, int]
    type_of: npt.NDArray[np.int32]


class _Joined:
    """Collects products until all are read."""

    def __init__(self, recommender: TextRecommender) -> None:
        self._recommender = recommender
        self._products: list[Product] = []
        self._vectors: list[FloatArray] = []

    def add(self, product: Product, vector: FloatArray) -> None:
        self._products.append(product)
        self._vectors.append(vector)

    def done(self) -> TextRecommender:
        return self._recommender.joined(self._products, self._vectors)


def _latest(request: Request) -> list[str]:
    """Each product of the history once, where it was bought last; the latest at the end."""
    request.check()
    visits = list(request.history)
    if request.history_time:
        order = sorted(range(len(visits)), key=lambda i: request.history_time[i])
        visits = [visits[i] for i in order]
    backwards = dict.fromkeys(p for basket in reversed(visits) for p in reversed(basket))
    return list(backwards)[::-1]
