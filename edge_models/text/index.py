"""Product texts as vectors, kept in 8 bits: what resembles what, in either language.

A product's vector is the direction between its English and its Chinese passage, so it favours neither.
"""

import hashlib
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
STEP = 256  # products whose texts are encoded in one call
_KEY = np.dtype("<u8")
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
    # (different texts,) of each row of `table` the key of its texts; empty where they are not known
    keys: npt.NDArray[np.uint64] = field(default_factory=lambda: np.zeros(0, dtype=_KEY))
    row_of: dict[str, int] = field(init=False)
    _row_of_key: dict[int, int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "row_of", {p: i for i, p in enumerate(self.product_ids)})
        object.__setattr__(self, "_row_of_key", {k: i for i, k in enumerate(self.keys.tolist())})

    @classmethod
    def build(
        cls,
        encoder: TextEncoder,
        products: Sequence[Product],
        advance: Callable[[], None] = lambda: None,
        known: "TextIndex | None" = None,
    ) -> Self:
        """Encode every different text once, but for those whose vectors `known`, an earlier index of the same
        encoder, has; `advance` is called after each STEP products."""
        first: dict[str, Product] = {}
        seen: dict[tuple[str, ...], int] = {}
        table: list[FloatArray] = [np.zeros((0, DIMENSION), dtype=np.float32)]
        for start in range(0, len(products), STEP):
            step = products[start : start + STEP]
            for product in step:
                first.setdefault(product.category, product)
            new = [texts for texts in dict.fromkeys(tuple(p.passages()) for p in step) if texts not in seen]
            seen.update({texts: len(seen) + i for i, texts in enumerate(new)})
            vectors = {texts: None if known is None else known.vector_of(texts) for texts in new}
            unknown = [texts for texts, vector in vectors.items() if vector is None]
            vectors.update(zip(unknown, _between(encoder, unknown), strict=True))
            table.extend(vector[None] for vector in vectors.values() if vector is not None)
            advance()
        above = [tuple(p.category_passages()) for p in first.values()]
        place = {category: i for i, category in enumerate(first)}
        return cls(
            tuple(p.product_id for p in products),
            np.concatenate(table),
            np.array([seen[tuple(p.passages())] for p in products], dtype=np.int32),
            tuple(first),
            np.array([place[p.category] for p in products], dtype=np.int32),
            _between(encoder, above),
            np.array([_key(texts) for texts in seen], dtype=_KEY),
        )

    @classmethod
    def of_vectors(cls, products: Sequence[Product], vectors: FloatArray) -> Self:
        """From vectors made before, (products, 384) of length 1. A category lies amidst its products."""
        place = {category: i for i, category in enumerate(dict.fromkeys(p.category for p in products))}
        category_of = np.array([place[p.category] for p in products], dtype=np.int32)
        total = np.zeros((len(place), DIMENSION), dtype=np.float32)
        np.add.at(total, category_of, vectors)
        rows = np.arange(len(products), dtype=np.int32)
        ids = tuple(p.product_id for p in products)
        return cls(ids, vectors.reshape(-1, DIMENSION), rows, tuple(place), category_of, unit(total))

    def joined(self, other: "TextIndex") -> "TextIndex":
        """Both; a product or a category of both keeps what it has here."""
        added = [i for i, p in enumerate(other.product_ids) if p not in self.row_of]
        place = {c: i for i, c in enumerate(dict.fromkeys(self.categories + other.categories))}
        above = np.zeros((len(place), DIMENSION), dtype=np.float32)
        for index in (other, self):
            above[[place[c] for c in index.categories]] = index.category_vectors
        moved = np.array([place[c] for c in other.categories], dtype=np.int32)
        return TextIndex(
            self.product_ids + tuple(other.product_ids[i] for i in added),
            np.concatenate([self.table, other.table]),
            np.append(self.text_of, other.text_of[added] + len(self.table)).astype(np.int32),
            tuple(place),
            np.append(self.category_of, moved[other.category_of[added]]).astype(np.int32),
            above,
        )

    def without_products(self) -> "TextIndex":
        """What each vector was made of, and no more: a third of the memory."""
        none = np.zeros(0, dtype=np.int32)
        return TextIndex((), self.table, none, (), none, self.category_vectors[:0], self.keys)

    def worded(self) -> npt.NDArray[np.bool_]:
        """(products,) whether a product has a vector that is not zero."""
        worded: npt.NDArray[np.bool_] = np.any(self.table, axis=1)
        return worded[self.text_of]

    def similarity(self, vector: FloatArray) -> FloatArray:
        """(products,) cosine of every product's text to a vector of length 1."""
        similarity: FloatArray = (self.table @ vector)[self.text_of]
        return similarity

    def vector(self, product_id: str) -> FloatArray | None:
        """(384,) or None for a product that is not here."""
        row = self.row_of.get(product_id)
        return None if row is None else self.table[self.text_of[row]]

    def vector_of(self, texts: Sequence[str]) -> FloatArray | None:
        """(384,) of a product with these passages; None where no product has them."""
        row = self._row_of_key.get(_key(texts))
        return None if row is None else self.table[row]

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
            "keys": self.keys,
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
                keys = array("keys").astype(_KEY) if "keys.npy" in archive.namelist() else np.zeros(0, _KEY)
                if len(keys) not in (0, len(table)):
                    raise BundleError(f"{path}: its keys are not those of its vectors.")
                return cls(ids, unit(table), text_of, categories, of, unit(above), keys)
        except (OSError, zipfile.BadZipFile, KeyError, ValueError, TypeError, IndexError) as err:
            raise BundleError(f"{path}: not an index of product texts ({err}).") from err


def _key(texts: Sequence[str]) -> int:
    """Tells a product's texts from others."""
    return int.from_bytes(hashlib.sha256("\n".join(texts).encode()).digest()[:8])


def _between(encoder: TextEncoder, groups: Sequence[Sequence[str]]) -> FloatArray:
    """(groups, 384) the direction between the vectors of each group's texts; zero for an empty group."""
    vectors = encoder.encode([text for texts in groups for text in texts])
    total = np.zeros((len(groups), DIMENSION), dtype=np.float32)
    np.add.at(total, np.repeat(np.arange(len(groups)), [len(texts) for texts in groups]), vectors)
    return unit(total)


def _bytes(name: str, vectors: FloatArray) -> dict[str, npt.NDArray[np.generic]]:
    scale = np.maximum(np.abs(vectors).max(axis=1, initial=0.0), 1e-9) / _LEVELS
    return {
        name: np.rint(vectors / scale[:, None]).astype(np.int8),
        f"{name}.scale": scale.astype(np.float32),
    }
