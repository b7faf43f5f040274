"""Ranking new products on the device: those that have no sales, by what they share with those that have."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import onnxruntime as ort

from edge_models.errors import BundleError
from edge_models.features.context import ASSUMED_GAP_DAYS, day_number
from edge_models.features.tables import FloatArray, IntArray
from edge_models.runtime.suggestion import Request
from edge_models.session import open_session
from edge_models.text.cold_features import FEATURES, ColdFeatures, Situation
from edge_models.text.cold_tables import FILE, ColdTables, Group
from edge_models.text.index import FILE as INDEX
from edge_models.text.index import TextIndex

GRAPH = "cold.onnx"
TEXTS = "texts"  # in the graph's metadata: "yes" where it was taught with an index of texts


@dataclass(frozen=True, slots=True)
class NewProduct:
    """A new product for a shopper. `like` is the product of the basket or of the history that shares the
    closest group with it, or None; `shared` names that group."""

    product_id: str
    score: float
    like: str | None
    shared: Group | None


class ColdRanker:
    """Loaded tables and graph. Not thread-safe: one worker owns it. Holds no file open."""

    def __init__(self, features: ColdFeatures, session: ort.InferenceSession) -> None:
        self._features = features
        self._session = session

    @classmethod
    def load(cls, folder: Path, texts: TextIndex | None = None) -> Self:
        """Read cold.npz and cold.onnx. `texts` is needed where the graph was taught with texts, and left
        unused where it was not. Raises `BundleError`."""
        session = open_session(folder / GRAPH)
        notes = session.get_modelmeta().custom_metadata_map
        if notes.get("features", "") != ",".join(FEATURES):
            raise BundleError(f"{folder / GRAPH}: made for other features than this program computes.")
        if notes.get(TEXTS) != "yes":
            texts = None
        elif texts is None:
            raise BundleError(f"{folder / GRAPH}: was taught with product texts, and there is no {INDEX}.")
        return cls(ColdFeatures(ColdTables.load(folder / FILE), texts), session)

    def new_products(self) -> list[str]:
        """Products of the tables without a sale."""
        t = self._features.tables
        return [t.product_ids[i] for i in np.flatnonzero(t.baskets == 0).tolist()]

    def rank(self, request: Request, k: int = 8) -> list[NewProduct]:
        """The best `k` of the request's candidates (None: all new products) that the tables name, best
        first; never one of the basket or of `exclude`. Raises `RequestError` for a malformed request."""
        t = self._features.tables
        asked = self.new_products() if request.candidates is None else request.candidates
        out = set(request.basket) | request.exclude
        rows = _rows(t, (p for p in dict.fromkeys(asked) if p not in out))
        situation = read_situation(t, request)
        scores = self.scores(self._features.matrix(situation, rows))
        best = np.argsort(-scores, kind="stable")[:k]
        return [self._explained(situation, int(rows[i]), float(scores[i])) for i in best.tolist()]

    def scores(self, matrix: FloatArray) -> FloatArray:
        """(rows,) float32. Raises `BundleError` where the graph fails."""
        if not len(matrix):
            return np.zeros(0, dtype=np.float32)
        try:
            (scores,) = self._session.run(["score"], {"features": matrix})
        except Exception as err:  # onnxruntime raises classes of its own that share no base but Exception
            raise BundleError(f"the graph of new products failed ({err}).") from err
        column: FloatArray = np.asarray(scores, dtype=np.float32).reshape(-1)
        return column

    def _explained(self, situation: Situation, row: int, score: float) -> NewProduct:
        t = self._features.tables
        met = np.concatenate([situation.basket, situation.bought[::-1]])  # the basket, then the latest first
        for group in reversed(Group):
            shares = np.flatnonzero(t.codes[group][met] == t.codes[group][row])
            if group is not Group.DEPARTMENT and len(shares):
                return NewProduct(t.product_ids[row], score, t.product_ids[met[shares[0]]], group)
        return NewProduct(t.product_ids[row], score, None, None)


def read_situation(tables: ColdTables, request: Request) -> Situation:
    """The request in the tables' rows; products that they do not name are left out."""
    times = request.history_time
    request.check()
    visits = len(request.history)
    if times:
        at = day_number(request.time) if request.time else max(day_number(t) for t in times)
        ago = [max(at - day_number(t), 0.0) for t in times]
    else:
        ago = [ASSUMED_GAP_DAYS * (visits - i) for i in range(visits)]
    bought: list[int] = []
    days: list[float] = []
    for age, items in sorted(zip(ago, request.history, strict=True), key=lambda visit: -visit[0]):
        known = [tables.row_of[p] for p in dict.fromkeys(items) if p in tables.row_of]
        bought += known
        days += [age] * len(known)
    return Situation(
        _rows(tables, dict.fromkeys(request.basket)),
        np.array(bought, dtype=np.int32),
        np.array(days, dtype=np.float32),
    )


def _rows(tables: ColdTables, product_ids: Iterable[str]) -> IntArray:
    return np.array([tables.row_of[p] for p in product_ids if p in tables.row_of], dtype=np.int32)
