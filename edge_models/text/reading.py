"""Vectors of products on the device: texts that no product of the bundle has are encoded once and remembered
across restarts."""

import ctypes
import hashlib
from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np

from edge_models.errors import BundleError
from edge_models.text.encoder import DIMENSION, FloatArray, TextEncoder, unit
from edge_models.text.index import TextIndex
from edge_models.text.part import TextPart
from edge_models.text.product import Product

_KEPT = np.dtype("<f2")  # the vectors of one text in 16 and in 32 bits have a cosine above 0.999999


class Vectors(Protocol):
    """Remembers vectors as bytes by keys that are hashes. It may forget: what is missing is encoded again."""

    def get(self, keys: Sequence[str], /) -> Mapping[str, bytes]: ...
    def put(self, vectors: Mapping[str, bytes], /) -> None: ...
    def keep_only(self, keys: Sequence[str], /) -> None:
        """Forget all others."""
        ...


class Forgetful:
    """Remembers nothing: for a single run."""

    def get(self, _: Sequence[str]) -> Mapping[str, bytes]:
        return {}

    def put(self, _: Mapping[str, bytes]) -> None: ...

    def keep_only(self, _: Sequence[str]) -> None: ...


class Reader:
    """Reads products one by one. The encoder is loaded at the first text that is not known."""

    def __init__(self, part: TextPart, vectors: Vectors) -> None:
        self._part = part
        self._vectors = vectors
        self._index: TextIndex | None = None
        self._encoder: TextEncoder | None = None
        self.encoded = 0  # texts that were not remembered
        self.keys: set[str] = set()  # of all texts that the bundle does not know

    def vector(self, product: Product) -> FloatArray | None:
        """(384,) of length 1: the direction between the vectors of its texts, as in `TextIndex`; None for a
        product without a text. Raises `BundleError` where the text part cannot be used."""
        texts = product.passages()
        if not texts:
            return None
        if self._index is None:
            self._index = self._part.index().without_products()
        same = self._index.vector_of(texts)
        if same is not None:
            return same
        keys = [self._key(text) for text in texts]
        self.keys.update(keys)
        known = self._vectors.get(keys)
        parts = [unpacked(known[key]) if key in known else None for key in keys]
        missing = [i for i, part in enumerate(parts) if part is None]
        if missing:
            made = self._loaded().encode([texts[i] for i in missing])
            fresh = {keys[i]: packed(row) for i, row in zip(missing, made, strict=True)}
            self._vectors.put(fresh)
            self.encoded += len(missing)
            for i in missing:
                parts[i] = unpacked(fresh[keys[i]])
        total: FloatArray = np.sum([part for part in parts if part is not None], axis=0, keepdims=True)
        vector: FloatArray = unit(total)[0]
        return vector

    def close(self) -> None:
        """Let go of the encoder and forget the texts that nobody bears any more."""
        self._index = self._encoder = None
        self._vectors.keep_only(sorted(self.keys))

    def _loaded(self) -> TextEncoder:
        if self._encoder is None:
            self._encoder = self._part.encoder()
        return self._encoder

    def _key(self, text: str) -> str:
        return hashlib.sha256(f"{self._part.encoder_id}\n{text}".encode()).hexdigest()


def give_memory_back() -> None:
    """The C library keeps what the encoder had, 56 of 60 MB, for later, unless it is told to give it back.

    To be called when nobody holds it any more."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # the GNU C library has it
    if trim is not None:
        trim(0)


def packed(vector: FloatArray) -> bytes:
    """768 bytes of a vector (384,)."""
    return vector.astype(_KEPT).tobytes()


def unpacked(kept: bytes) -> FloatArray:
    """(384,) float32 of what `packed` gave. Raises `BundleError` for bytes of another length."""
    vector = np.frombuffer(kept, _KEPT).astype(np.float32)
    if vector.shape != (DIMENSION,):
        raise BundleError(f"a remembered vector has {vector.size} numbers instead of {DIMENSION}.")
    return vector
