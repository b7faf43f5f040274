"""Rules that no score can override: what may be suggested at all, and how alike a list may be."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain, islice

import numpy as np
import numpy.typing as npt

from edge_models.features.context import Context
from edge_models.features.tables import IntArray, Tables
from edge_models.runtime.suggestion import Request, Want

ALIKE_LIMIT = 2  # products of the same type and brand
ALIKE_WINDOW = 10  # among the first so many


class Rules:
    """Which products of the tables may be suggested."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._assortment: tuple[str, ...] | None = None  # the last request's; a store's hardly ever changes
        self._on_sale = self._sold(None)

    def allowed(self, request: Request, context: Context) -> npt.NDArray[np.bool_]:
        """(products,) True where a product may be suggested."""
        assortment = None if request.candidates is None else tuple(request.candidates)
        if assortment is not self._assortment and assortment != self._assortment:
            self._assortment, self._on_sale = assortment, self._sold(assortment)
        mask = self._on_sale.copy()
        mask[context.basket] = False
        mask[self._known(request.exclude)] = False
        if request.want is not Want.ALL:
            own = np.zeros(len(mask), dtype=bool)
            own[context.item] = True
            mask &= own if request.want is Want.REPEAT else ~own
        return mask

    def _sold(self, assortment: Sequence[str] | None) -> npt.NDArray[np.bool_]:
        mask = np.zeros(self._tables.product_total, dtype=bool)
        if assortment is None:
            mask[: self._tables.seasoned] = True  # nobody says that the newcomers are on sale
        else:
            mask[self._known(assortment)] = True
        return mask

    def _known(self, product_ids: Iterable[str]) -> list[int]:
        """Rows of the known products."""
        find = self._tables.row_of
        return [find[p] for p in product_ids if p in find]


def thin_out(tables: Tables, ranked: IntArray, k: int) -> IntArray:
    """The first `k` of `ranked` (rows, best first) with at most ALIKE_LIMIT of one type and brand among the
    first
    ALIKE_WINDOW. What is passed over follows after those; only where nothing else is left do more of a kind
    stand together."""
    head = min(k, ALIKE_WINDOW)
    seen: Counter[tuple[int, int]] = Counter()
    first: list[int] = []
    for place, row in enumerate(ranked):
        if len(first) == head:
            break
        kind = (int(tables.type_of[row]), int(tables.brand_of[row]))
        if seen[kind] < ALIKE_LIMIT:
            seen[kind] += 1
            first.append(place)
    rest = (place for place in range(len(ranked)) if place not in first)
    return ranked[list(islice(chain(first, rest), k))]
