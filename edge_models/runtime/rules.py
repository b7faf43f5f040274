"""Rules that no score can override: what may be suggested at all, and how alike a list may be."""

from collections import Counter

import numpy as np
import numpy.typing as npt

from edge_models.features.context import Context, rows
from edge_models.features.tables import IntArray, Tables
from edge_models.runtime.suggestion import Request, Want

ALIKE_LIMIT = 2  # products of the same type and brand
ALIKE_WINDOW = 10  # in so many neighbouring places


def allowed(tables: Tables, request: Request, context: Context) -> npt.NDArray[np.bool_]:
    """(products,) True where a product may be suggested."""
    if request.candidates is None:
        mask = np.ones(tables.product_total, dtype=bool)
    else:
        mask = np.zeros(tables.product_total, dtype=bool)
        mask[rows(tables, request.candidates)] = True
    mask[context.basket] = False
    if request.exclude:
        mask[rows(tables, request.exclude)] = False
    if request.want is not Want.ALL:
        own = np.zeros(tables.product_total, dtype=bool)
        own[context.item] = True
        mask &= own if request.want is Want.REPEAT else ~own
    return mask


def thin_out(tables: Tables, ranked: IntArray, k: int) -> IntArray:
    """The first `k` of `ranked` (rows, best first), put in an order in which any ALIKE_WINDOW neighbours hold
    at most ALIKE_LIMIT of one type and brand. What is passed over comes as soon as there is room again; only
    where nothing else is left at all do more of a kind stand together."""
    waiting = ranked.tolist()
    kinds = zip(tables.type_of[ranked].tolist(), tables.brand_of[ranked].tolist(), strict=True)
    kind_of = dict(zip(waiting, kinds, strict=True))
    if max(Counter(kind_of[r] for r in waiting[:k]).values(), default=0) <= ALIKE_LIMIT:
        return ranked[:k]
    chosen: list[int] = []
    while waiting and len(chosen) < k:
        near = Counter(kind_of[r] for r in chosen[-(ALIKE_WINDOW - 1) :])
        place = next((i for i, r in enumerate(waiting) if near[kind_of[r]] < ALIKE_LIMIT), 0)
        chosen.append(waiting.pop(place))
    return np.asarray(chosen, dtype=np.int32)
