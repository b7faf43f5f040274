"""Suggestions from a verified bundle."""

import json
from pathlib import Path
from typing import Self

import numpy as np

from edge_models.errors import BundleError, RequestError
from edge_models.features.context import Context, encode
from edge_models.features.encoder import Encoder
from edge_models.features.table_file import load as load_tables
from edge_models.features.tables import IntArray, Tables
from edge_models.runtime import rules
from edge_models.runtime.bundle import GOLDEN, GRAPH, TABLES, Ranker, read_manifest, verify_files
from edge_models.runtime.reasons import Explainer
from edge_models.runtime.suggestion import Reason, Request, Suggestion
from edge_models.runtime.wire import parse_request

GOLDEN_TOLERANCE = 0.01  # of a score; scores of one answer spread over several units


class Recommender:
    """A loaded bundle. Not thread-safe: one worker owns it. Holds no file open."""

    def __init__(self, name: str, version: str, tables: Tables, ranker: Ranker) -> None:
        self.name = name
        self.version = version
        self.tables = tables
        self._encoder = Encoder(tables)
        self._ranker = ranker
        self._explainer = Explainer(self._encoder, ranker.score)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Verify the manifest's hashes, load the graph, and answer the golden requests.

        Raises `BundleError` naming the file and what is wrong with it.
        """
        folder = Path(folder)
        manifest = read_manifest(folder)
        verify_files(folder, manifest)
        tables, ranker = load_tables(folder / TABLES), Ranker(folder / GRAPH)
        recommender = cls(manifest.name, manifest.version, tables, ranker)
        recommender.answer_golden(folder / GOLDEN)
        return recommender

    def recommend(self, request: Request, k: int = 8) -> list[Suggestion]:
        """The best `k` products for the request, best first; fewer where fewer are allowed.

        Never a product of the basket or of `exclude`, never one twice, never one outside `candidates`.
        Raises `RequestError` for a request of the wrong form (as many times as baskets, k >= 1).
        """
        if k < 1:
            raise RequestError(f"k is {k}; at least one suggestion must be asked for")
        context = self._context(request)
        allowed = rules.allowed(self.tables, request, context)
        shortlist = self._encoder.shortlist(context, allowed)
        matrix = self._encoder.matrix(context, shortlist)
        scores = self._ranker.score(matrix)
        order = np.argsort(-scores, kind="stable")
        score_of = dict(zip(shortlist.rows.tolist(), scores.tolist(), strict=True))
        chosen = rules.thin_out(self.tables, shortlist.rows[order], k)
        reasons = self._explainer.explain(context, shortlist, chosen, matrix)
        found = [
            self._suggestion(request, row, score_of[row], why)
            for row, why in zip(chosen.tolist(), reasons, strict=True)
        ]
        if len(found) < k:
            found += self._others(request, context, allowed, chosen, found, k)
        return found

    def answer_golden(self, path: Path) -> tuple[int, float]:
        """(golden requests, largest difference of a score) of the file. Raises `BundleError` on a
        disagreement.

        Each promised product must score what was promised, within GOLDEN_TOLERANCE; so two that tie may
        change places.
        """
        worst, number = 0.0, 0
        for number, line in enumerate(_lines(path), 1):
            try:
                promised = json.loads(line)
                name, request = parse_request(json.dumps(promised["request"]))
                want = [float(score) for score in promised["scores"]]
            except (ValueError, KeyError, TypeError, RequestError) as err:
                raise BundleError(f"{path}, line {number}: not a golden request ({err}).") from err
            got = [s.score for s in self.recommend(request, k=max(len(want), 1))]
            if len(got) != len(want):
                raise BundleError(f"{path}, {name}: {len(got)} suggestions where {len(want)} were promised.")
            difference = max((abs(a - b) for a, b in zip(got, want, strict=True)), default=0.0)
            worst = max(worst, difference)
            if difference > GOLDEN_TOLERANCE:
                raise BundleError(
                    f"{path}, {name}: a score differs by {difference:.4f} from what was promised."
                )
        if not number:
            raise BundleError(f"{path}: holds no golden request.")
        return number, worst

    def _context(self, request: Request) -> Context:
        if request.history_time and len(request.history_time) != len(request.history):
            raise RequestError(
                f"history_time has {len(request.history_time)} times "
                f"for {len(request.history)} baskets of history"
            )
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
    ) -> list[Suggestion]:
        """What else is allowed, best-selling first: for a list longer than the shortlist."""
        rest = allowed.copy()
        rest[chosen] = False
        popular = self._encoder.popular(context.store)
        rows = popular[rest[popular]][: k - len(found)]
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


def _lines(path: Path) -> list[str]:
    try:
        return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as err:
        raise BundleError(f"{path}: cannot be read ({err}).") from err
