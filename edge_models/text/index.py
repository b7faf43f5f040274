"""Product texts as vectors, kept in 8 bits: what resembles what, in either language.

A product's vector is the direction between its English and its Chinese passage, so it favours neither.
"""

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from edge_models.errors import BundleError
from edge_models.text.encoder import DIMENSION, FloatArray, TextEncoder, unit
from edge_models.text.product import Product

FILE = "texts.npz"
_LEVELS = 127
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same vectors give the same bytes


@dataclass(frozen=True, slots=True)
class Similar:
    product_id: str
    similarity: float  # cosine, means of languages subtracted; about 0 for unrelated texts


@dataclass(frozen=True, slots=True)
class TextIndex:
    """Vectors of products and of their categories: length 1, or zero where there is no text."""

    product_ids: tuple[str, ...]
    table: FloatArray  # (different texts, 384)
    text_of: npt.NDArray[np.int32]  # (products,) row of `table`
    categories: tuple[str, ...]
    category_of: npt.NDArray[np.int32]  # (products,) place in `categories`
    category_vectors: FloatArray  # (categories, 384)
    row_of: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "row_of", {p: i for i, p in enumerate(self.product_ids)})

    @classmethod
    def build(
        cls, encoder: TextEncoder, products: Sequence[Product], advance: Callable[[], None] = lambda: None
    ) -> Self:
        """Encode every different text once; `advance` is called after each product."""
        table: list[FloatArray] = []
        seen: dict[tuple[str, ...], int] = {}
        text_of = np.zeros(len(products), dtype=np.int32)
        place: dict[str, int] = {}
        above: list[FloatArray] = []
        for number, product in enumerate(products):
            passages = tuple(product.passages())
            if passages not in seen:
                seen[passages] = len(table)
                table.append(_between(encoder, passages))
            text_of[number] = seen[passages]
            if product.category not in place:
                place[product.category] = len(above)
                above.append(_between(encoder, product.category_passages()))
            advance()
        of = np.array([place[p.category] for p in products], dtype=np.int32)
        ids = tuple(p.product_id for p in products)
        return cls(ids, _stacked(table), text_of, tuple(place), of, _stacked(above))

    def similarity(self, vector: FloatArray) -> FloatArray:
        """(products,) cosine of every product's text to a vector of length 1."""
        similarity: FloatArray = (self.table @ vector)[self.text_of]
        return similarity

    def vector(self, product_id: str) -> FloatArray | None:
        """(384,) or None for a product that is not here."""
        row = self.row_of.get(product_id)
        return None if row is None else self.table[self.text_of[row]]

    def similar(self, product_id: str, k: int = 8) -> list[Similar]:
        """The `k` other products whose texts are nearest, best first; none for an unknown product."""
        row, vector = self.row_of.get(product_id), self.vector(product_id)
        if row is None or vector is None or not vector.any():
            return []
        similarity = self.similarity(vector)
        similarity[row] = -np.inf
        order = np.argsort(-similarity, kind="stable")[: min(k, len(similarity) - 1)]
        return [Similar(self.product_ids[i], float(similarity[i])) for i in order.tolist()]

    def save(self, path: Path) -> None:
        """Write the index: each different vector once, as bytes with a scale."""
        arrays = {
            "text_of": self.text_of,
            "category_of": self.category_of,
            **_bytes("table", self.table),
            **_bytes("category_vectors", self.category_vectors),
        }
        names = {"product_ids": self.product_ids, "categories": self.categories}
        with zipfile.ZipFile(path, "w") as archive:
            for name, array in arrays.items():
                buffer = io.BytesIO()
                np.save(buffer, array, allow_pickle=False)
                entry = zipfile.ZipInfo(f"{name}.npy", _EPOCH)
                archive.writestr(entry, buffer.getvalue(), zipfile.ZIP_DEFLATED, 9)
            entry = zipfile.ZipInfo("names.json", _EPOCH)
            archive.writestr(entry, json.dumps(names, ensure_ascii=False), zipfile.ZIP_DEFLATED, 9)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read what `save` wrote. Raises `BundleError` for a file that is not such an index."""
        try:
            with zipfile.ZipFile(path) as archive:
                names = json.loads(archive.read("names.json"))

                def array(name: str) -> npt.NDArray[np.generic]:
                    stored = io.BytesIO(archive.read(f"{name}.npy"))
                    loaded: npt.NDArray[np.generic] = np.load(stored, allow_pickle=False)
                    return loaded

                text_of, of = (array(n).astype(np.int32) for n in ("text_of", "category_of"))
                table, above = (
                    array(n).astype(np.float32) * array(f"{n}.scale").astype(np.float32)[:, None]
                    for n in ("table", "category_vectors")
                )
                ids, categories = tuple(names["product_ids"]), tuple(names["categories"])
                if len(text_of) != len(ids) or len(of) != len(ids) or len(above) != len(categories):
                    raise BundleError(f"{path}: its parts are of different lengths.")
                if table.shape[1:] != (DIMENSION,) or of.max(initial=-1) >= len(categories):
                    raise BundleError(f"{path}: its vectors are not of this version.")
                return cls(ids, unit(table), text_of, categories, of, unit(above))
        except (OSError, zipfile.BadZipFile, KeyError, ValueError, TypeError, IndexError) as err:
            raise BundleError(f"{path}: not an index of product texts ({err}).") from err


def _between(encoder: TextEncoder, texts: Sequence[str]) -> FloatArray:
    """(384,) the direction between the texts' vectors; zero without texts."""
    return unit(encoder.encode(texts).sum(axis=0))


def _stacked(vectors: list[FloatArray]) -> FloatArray:
    return np.stack(vectors) if vectors else np.zeros((0, DIMENSION), dtype=np.float32)


def _bytes(name: str, vectors: FloatArray) -> dict[str, npt.NDArray[np.generic]]:
    scale = np.maximum(np.abs(vectors).max(axis=1, initial=0.0), 1e-9) / _LEVELS
    return {
        name: np.rint(vectors / scale[:, None]).astype(np.int8),
        f"{name}.scale": scale.astype(np.float32),
    }
