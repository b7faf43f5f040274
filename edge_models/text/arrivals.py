"""Products that came after training: the device places each among what it knows by its text alone.

An arrival takes the department, category and type of the sold product whose text is nearest to its own
(of equally near ones the most sold), whichever language either is in. From then on it is ranked like any
new product.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from edge_models.errors import BundleError
from edge_models.features.tables import IntArray
from edge_models.text.cold_tables import ColdTables
from edge_models.text.encoder import FloatArray, TextEncoder
from edge_models.text.index import Similar, TextIndex
from edge_models.text.product import Product


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Tables and texts with the arrivals in them, and how each was placed."""

    tables: ColdTables
    texts: TextIndex
    placed_by: dict[str, Similar]  # arrival -> the sold product nearest to it
    unplaced: tuple[str, ...]  # without a text: nothing can be said of them


def place(
    tables: ColdTables, texts: TextIndex, encoder: TextEncoder, products: Sequence[Product]
) -> Arrivals:
    """Add the products that neither `tables` nor `texts` know; the known ones are left as they are.

    Raises `BundleError` where no sold product has a text.
    """
    fresh = list({p.product_id: p for p in products if p.product_id not in tables.row_of}.values())
    named = [p for p in fresh if p.passages()]
    unplaced = tuple(p.product_id for p in fresh if not p.passages())
    if not named:
        return Arrivals(tables, texts, {}, unplaced)
    rows = _sold(tables, texts)
    if not len(rows):
        raise BundleError("no product that was sold has a text, so new products cannot be placed.")
    new_texts = TextIndex.build(encoder, named)
    placed: dict[str, Similar] = {}
    for product in named:
        vector = new_texts.vector(product.product_id)
        assert vector is not None  # noqa: S101  (it was just built)
        similarity = texts.similarity(vector)[rows]
        best = int(similarity.argmax())
        placed[product.product_id] = Similar(texts.product_ids[int(rows[best])], float(similarity[best]))
    like = np.array([tables.row_of[s.product_id] for s in placed.values()], dtype=np.int32)
    return Arrivals(_extended(tables, tuple(placed), like), texts.joined(new_texts), placed, unplaced)


def _sold(tables: ColdTables, texts: TextIndex) -> IntArray:
    """Rows of `texts` that have a text and were sold, the most sold first."""
    baskets = np.array(
        [tables.baskets[tables.row_of[p]] if p in tables.row_of else 0 for p in texts.product_ids]
    )
    longest: FloatArray = np.abs(texts.table).max(axis=1, initial=0.0)
    worded = longest[texts.text_of] > 0
    order = np.argsort(-baskets, kind="stable")
    rows: IntArray = order[(baskets > 0)[order] & worded[order]].astype(np.int32)
    return rows


def _extended(tables: ColdTables, product_ids: tuple[str, ...], like: IntArray) -> ColdTables:
    """The tables with products that have no sales, in the groups of the rows `like`; of brand and size
    nothing is claimed."""
    new = len(product_ids)

    def unknown(codes: IntArray) -> IntArray:
        return np.append(codes, np.full(new, codes.max(initial=-1) + 1)).astype(np.int32)

    def none(counts: IntArray) -> IntArray:
        return np.append(counts, np.zeros(new, dtype=np.int32)).astype(np.int32)

    return replace(
        tables,
        product_ids=tables.product_ids + product_ids,
        department=np.append(tables.department, tables.department[like]),
        category=np.append(tables.category, tables.category[like]),
        type=np.append(tables.type, tables.type[like]),
        brand=unknown(tables.brand),
        size=unknown(tables.size),
        baskets=none(tables.baskets),
        recent=none(tables.recent),
        fresh=none(tables.fresh),
        born=none(tables.born),
    )
