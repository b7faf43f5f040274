"""Texts to vectors on the device: multilingual-e5-small, pruned and in 4 bits, one thread.

The model wants "query: " or "passage: " before a text (Wang et al., 2024, "Multilingual E5 Text
Embeddings"), and places texts of one language near one another whatever they say. So the mean of each
language and role is subtracted; after that, products and queries meet across languages.
"""

import json
from collections.abc import Sequence
from enum import StrEnum, auto
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import numpy.typing as npt
import onnxruntime as ort

from edge_models.errors import BundleError
from edge_models.session import open_session
from edge_models.text.language import Language, language_of

if TYPE_CHECKING:
    from tokenizers import Tokenizer

DIMENSION = 384
GRAPH, TOKENIZER, SETTINGS = "text.onnx", "tokenizer.json", "text.json"
SCHEMA = 1
_BATCH = 16  # texts at once; more gains nothing on one thread

FloatArray = npt.NDArray[np.float32]


class Role(StrEnum):
    """What a text is to the model: it was trained with different prefixes for the two."""

    QUERY = auto()  # what a shopper types or says
    PASSAGE = auto()  # what describes a product


class TextEncoder:
    """A loaded encoder. Not thread-safe: one worker owns it. Holds no file open."""

    def __init__(
        self,
        session: ort.InferenceSession,
        tokenizer: "Tokenizer",
        max_tokens: int,
        means: dict[tuple[Role, Language], FloatArray],
    ) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(max_tokens)
        self._means = means

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Load text.onnx, tokenizer.json and text.json. Raises `BundleError` naming the file that cannot be
        used. Hashes are the bundle's business."""
        max_tokens, means = _settings(folder / SETTINGS)
        return cls(open_session(folder / GRAPH), _tokenizer(folder / TOKENIZER), max_tokens, means)

    def encode(self, texts: Sequence[str], role: Role = Role.PASSAGE) -> FloatArray:
        """(texts, 384) float32 of length 1, the language's mean subtracted; a dot product is a similarity.

        A blank text has the zero vector (it resembles nothing); one of more than `max_tokens` is cut.
        """
        out = self.raw(texts, role)
        for row, text in enumerate(texts):
            if text.strip():
                out[row] -= self._means[role, language_of(text)]
            else:
                out[row] = 0.0
        return unit(out)

    def raw(self, texts: Sequence[str], role: Role) -> FloatArray:
        """(texts, 384) float32 of length 1, as the model gives them (mean of the tokens' last states)."""
        encodings = self._tokenizer.encode_batch([f"{role}: {text}" for text in texts])
        lengths = np.array([len(e.ids) for e in encodings], dtype=np.int64)
        out = np.empty((len(texts), DIMENSION), dtype=np.float32)
        order = np.argsort(lengths, kind="stable")  # neighbours of one length need little padding
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            ids = np.full((len(batch), int(lengths[batch].max())), 1, dtype=np.int64)  # 1 is <pad>
            mask = np.zeros_like(ids)
            for row, text in enumerate(batch.tolist()):
                ids[row, : lengths[text]] = encodings[text].ids
                mask[row, : lengths[text]] = 1
            out[batch] = self._pooled(ids, mask)
        return unit(out)

    def _pooled(self, ids: npt.NDArray[np.int64], mask: npt.NDArray[np.int64]) -> FloatArray:
        try:
            (states,) = self._session.run(["states"], {"input_ids": ids, "attention_mask": mask})
        except Exception as err:  # onnxruntime raises classes of its own that share no base but Exception
            raise BundleError(f"the text encoder failed on {ids.shape} tokens ({err}).") from err
        weight = mask.astype(np.float32)
        pooled: FloatArray = np.einsum("bsd,bs->bd", states, weight) / weight.sum(axis=1, keepdims=True)
        if not np.isfinite(pooled).all():
            raise BundleError("the text encoder gave a vector that is not a number.")
        return pooled


def unit(vectors: FloatArray) -> FloatArray:
    """Rows of length 1; a zero row stays zero."""
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    scaled: FloatArray = (vectors / np.maximum(length, 1e-9)).astype(np.float32)
    return scaled


def _tokenizer(path: Path) -> "Tokenizer":
    from tokenizers import Tokenizer  # only a device that places new products needs it

    try:
        return Tokenizer.from_file(str(path))
    except Exception as err:  # tokenizers raises bare Exception
        raise BundleError(f"{path}: the tokenizer cannot be loaded ({err}).") from err


def _settings(path: Path) -> tuple[int, dict[tuple[Role, Language], FloatArray]]:
    try:
        raw: dict[str, Any] = json.loads(path.read_bytes())
        if raw["schema"] != SCHEMA:
            raise BundleError(f"{path}: schema {raw['schema']}; this program reads {SCHEMA}.")
        means = {
            (role, language): np.asarray(raw["means"][role][language], dtype=np.float32)
            for role in Role
            for language in Language
        }
        if any(mean.shape != (DIMENSION,) or not np.isfinite(mean).all() for mean in means.values()):
            raise BundleError(f"{path}: a mean is not {DIMENSION} numbers.")
        return int(raw["max_tokens"]), means
    except (OSError, ValueError, KeyError, TypeError) as err:
        raise BundleError(
            f"{path}: the encoder's settings cannot be read ({type(err).__name__}: {err})."
        ) from err
