"""Suggestions from a verified bundle."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Protocol, Self

import numpy as np
import numpy.typing as npt

from edge_models.errors import BundleError, RequestError
from edge_models.features.context import Context, encode
from edge_models.features.encoder import Encoder
from edge_models.features.table_file import load as load_tables
from edge_models.features.tables import FloatArray, IntArray, Tables
from edge_models.runtime.bundle import GOLDEN, GRAPH, TABLES, Ranker, read_manifest, verify_files
from edge_models.runtime.golden import answer_golden
from edge_models.runtime.likings import Heard, Texts
from edge_models.runtime.reasons import Explainer, Said
from edge_models.runtime.rules import Rules, thin_out
from edge_models.runtime.suggestion import Liking, Reason, Request, Suggestion
from edge_models.text.arrivals import Arrival, Neighbourhood, extended
from edge_models.text.part import TextPart
from edge_models.text.product import Product
from edge_models.text.reading import give_memory_back

LEAST_LIKENESS = 0.7  # a product less like any other stays unknown (ADR 10)


class Scorer(Protocol):
    """Whatever orders products by their features: the graph of a bundle, or in a benchmark its teacher."""

    def score(self, matrix: FloatArray) -> FloatArray:
        """(rows,) float32 for a matrix (rows, features); higher is better."""


class Recommender:
    """A loaded bundle. Not thread-safe: one worker owns it. Holds no file open."""

    def __init__(
        self,
        name: str,
        version: str,
        tables: Tables,
        ranker: Scorer,
        text: TextPart | None = None,
        arrivals: Sequence[Arrival] = (),
    ) -> None:
        """`arrivals` are placed beside the products of `tables`, as newcomers."""
        self.name = name
        self.version = version
        self.text = text
        self.products = tables.seasoned  # how many the bundle knows the sales of
        self.tables = extended(tables, arrivals) if arrivals else tables
        self._ranker = ranker
        self._rules = Rules(self.tables)
        self._encoder = Encoder(self.tables)
        placed: Mapping[int, Arrival] = dict(enumerate(arrivals, tables.product_total))
        self._explainer = Explainer(self._encoder, ranker.score, placed)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Verify the manifest's hashes, load the graph, and answer the golden requests.

        Raises `BundleError` naming the file and what is wrong with it.
        """
        folder = Path(folder)
        manifest = read_manifest(folder)
        verify_files(folder, manifest)
        tables, ranker = load_tables(folder / TABLES), Ranker(folder / GRAPH)
        text = TextPart.of(folder, manifest.files)
        recommender = cls(manifest.name, manifest.version, tables, ranker, text)
        answer_golden(recommender.recommend, folder / GOLDEN)
        return recommender

    @property
    def kinds(self) -> Tables:
        """For `interests`."""
        return self.tables

    def knows(self, product_id: str) -> bool:
        return product_id in self.tables.row_of

    def placement(self, at_hand: Sequence[str]) -> "_Placement":
        """To place products of the catalog (`at_hand`: all of it) that the bundle does not know.

        Raises `BundleError` where the bundle has no text part or one that cannot be used.
        """
        if self.text is None:
            raise BundleError(f"{self.name} {self.version} has no text part, so it can place no new product.")
        return _Placement(self, Neighbourhood(self.tables, self.text.index(), at_hand))

    def with_arrivals(self, arrivals: Sequence[Arrival]) -> "Recommender":
        """One that also ranks these. Only for a recommender that has no arrivals yet."""
        return Recommender(self.name, self.version, self.tables, self._ranker, self.text, arrivals)

    def recommend(self, request: Request, k: int = 8) -> list[Suggestion]:
        """The best `k` products for the request, best first; fewer where fewer are allowed.

        Never a product of the basket or of `exclude`, never one twice, never one outside `candidates`.
        Raises `RequestError` for a request of the wrong form (as many times as baskets, k >= 1).
        """
        if k < 1:
            raise RequestError(f"k is {k}; at least one suggestion must be asked for")
        context = self._context(request)
        allowed = self._rules.allowed(request, context)
        heard = self._heard(request.likings, allowed)
        shortlist = self._encoder.shortlist(context, allowed)
        if heard is not None:
            rows = np.union1d(shortlist.rows, heard.brought(allowed, self.tables.baskets))
            shortlist = replace(shortlist, rows=rows.astype(np.int32))
        matrix = self._encoder.matrix(context, shortlist)
        scores = unmoved = self._ranker.score(matrix)
        if heard is not None:
            scores = self._moved(shortlist.rows, unmoved, heard, k)
        chosen = self._best(shortlist.rows, scores, k)
        said = None
        if heard is not None:
            lift = np.zeros(self.tables.product_total, dtype=np.float32)
            lift[shortlist.rows] = scores - unmoved
            already = self._best(shortlist.rows, unmoved, k)
            said = Said(heard, lift, frozenset(chosen.tolist()).difference(already.tolist()))
        reasons = self._explainer.explain(context, shortlist, chosen, matrix, said)
        score = scores[np.searchsorted(shortlist.rows, chosen)]
        found = [
            self._suggestion(request, row, worth, why)
            for row, worth, why in zip(chosen.tolist(), score.tolist(), reasons, strict=True)
        ]
        if len(found) < k:
            found += self._others(request, context, allowed, chosen, found, k, heard)
        return found

    def spoken_for(self, likings: Sequence[Liking], candidates: Sequence[str], k: int) -> list[list[str]]:
        """For each liking those of the candidates that it speaks for, one of each of `k` types, the most
        alike first; empty where nothing is like it enough to say so. Raises `RequestError`."""
        asked = Request(candidates=candidates, likings=likings)
        here = self._rules.allowed(asked, self._context(asked))
        heard = self._heard(likings, here)
        if heard is None:
            return []
        found = heard.nearest(self.tables.type_of, here, k)
        return [[self.tables.product_ids[row] for row in rows] for rows in found]

    def _heard(self, likings: Sequence[Liking], here: npt.NDArray[np.bool_]) -> Heard | None:
        return self._texts.heard(likings, here) if likings else None

    @cached_property
    def _texts(self) -> Texts:
        """Read from the bundle when the first shopper says something: half a second, and 3 MB that stay."""
        if self.text is None:
            raise RequestError(f"{self.name} {self.version} has no text part, so it can follow no words.")
        texts = Texts.of_types(self.text.index(), self.tables.product_ids, self.tables.type_of)
        give_memory_back()
        return texts

    def _moved(self, rows: IntArray, unmoved: FloatArray, heard: Heard, k: int) -> FloatArray:
        """(rows,) scores with what was said. Words lift at most half of a list, so that basket and past go on
        speaking however much was said: what they would lift beyond it is ranked as without them."""
        scores: FloatArray = unmoved + heard.moved[rows]
        lifted = np.flatnonzero(heard.moved[rows] > 0)
        lifted = lifted[np.argsort(-scores[lifted], kind="stable")]
        first = thin_out(self.tables, rows[lifted], -(-k // 2))
        beyond = lifted[~np.isin(rows[lifted], first)]
        scores[beyond] = unmoved[beyond]
        return scores

    def _best(self, rows: IntArray, scores: FloatArray, k: int) -> IntArray:
        return thin_out(self.tables, rows[np.argsort(-scores, kind="stable")], k)

    def _context(self, request: Request) -> Context:
        request.check()
        return encode(
            self.tables, request.history, request.history_time, request.basket, request.store, request.time
        )

    def _others(
        self,
        request: Request,
        context: Context,
        allowed: np.ndarray,
        chosen: IntArray,
        found: list[Suggestion],
        k: int,
        heard: Heard | None,
    ) -> list[Suggestion]:
        """What else is allowed, best-selling first, what is not wanted last: for a list longer than the
        shortlist."""
        rest = allowed.copy()
        rest[chosen] = False
        popular = self._encoder.popular(context.store)
        rows = popular[rest[popular]]
        if heard is not None:
            rows = rows[np.argsort(heard.moved[rows] < 0, kind="stable")]
        rows = rows[: k - len(found)]
        shortlist = self._encoder.shortlist(context, rest)
        below = found[-1].score if found else 0.0
        reasons = self._explainer.explain(context, shortlist, rows)
        return [
            self._suggestion(request, row, below - 1e-3 * (place + 1), why)
            for place, (row, why) in enumerate(zip(rows.tolist(), reasons, strict=True))
        ]

    def _suggestion(self, request: Request, row: int, score: float, reason: Reason) -> Suggestion:
        product = self.tables.product_ids[row]
        return Suggestion(product, float(score), reason, product in request.promoted)


class _Placement:
    """Places product after product."""

    def __init__(self, recommender: Recommender, neighbourhood: Neighbourhood) -> None:
        self._recommender = recommender
        self._neighbourhood = neighbourhood
        self._arrivals: list[Arrival] = []

    def add(self, product: Product, vector: FloatArray) -> None:
        arrival = self._neighbourhood.place(product.product_id, vector)
        if arrival.similarity >= LEAST_LIKENESS:
            self._arrivals.append(arrival)

    def done(self) -> Recommender:
        return self._recommender.with_arrivals(self._arrivals)
