"""What the ranking of new products knows of the past: each product's groups, sold or not, and their sales.

A new product has no sales of its own. What it shares with products that have is its type, its category, its
department, its type and brand, and, closest of all, type, brand and package size (a new flavour of the same
pot of yoghurt). All figures of a group are sums over its products.
"""

import io
import json
import zipfile
from dataclasses import dataclass, field, fields
from enum import StrEnum, auto
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from edge_models.errors import BundleError
from edge_models.features.tables import FloatArray, IntArray, Neighbours

FILE = "cold.npz"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same tables give the same bytes


class Group(StrEnum):
    """What products may share, from the widest to the closest."""

    DEPARTMENT = auto()
    CATEGORY = auto()
    TYPE = auto()
    LINE = auto()  # type and brand
    TWIN = auto()  # type, brand and size


@dataclass(frozen=True, slots=True)
class ColdTables:
    """Every product that the data names, sold or not. Group codes are 0 … n-1; what is not given is a
    group of its own ("unknown")."""

    product_ids: tuple[str, ...]
    department: IntArray  # (products,) codes
    category: IntArray
    type: IntArray
    brand: IntArray
    size: IntArray
    baskets: IntArray  # (products,) baskets that held it; 0: never sold
    recent: IntArray  # (products,) the same in the last 28 days
    fresh: IntArray  # (products,) baskets that held it while it was new
    born: IntArray  # (products,) 1 where it was first sold within the data, not at its start
    days: float  # length of the data
    type_together: Neighbours  # type -> type within a basket
    category_together: Neighbours
    row_of: dict[str, int] = field(init=False)
    codes: dict[Group, IntArray] = field(init=False)  # (products,) for each group
    totals: dict[Group, int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "row_of", {p: i for i, p in enumerate(self.product_ids)})
        line = _joint(self.type, self.brand)
        codes = {
            Group.DEPARTMENT: self.department,
            Group.CATEGORY: self.category,
            Group.TYPE: self.type,
            Group.LINE: line,
            Group.TWIN: _joint(line, self.size),
        }
        object.__setattr__(self, "codes", codes)
        object.__setattr__(self, "totals", {g: int(c.max(initial=-1)) + 1 for g, c in codes.items()})

    def save(self, path: Path) -> None:
        """Write the tables, every integer array narrowed."""
        scalars = {"product_ids": self.product_ids, "days": self.days}
        with zipfile.ZipFile(path, "w") as archive:
            for name, array in self._arrays().items():
                narrow = array.astype(np.min_scalar_type(int(array.max()))) if _is_count(array) else array
                buffer = io.BytesIO()
                np.save(buffer, narrow, allow_pickle=False)
                entry = zipfile.ZipInfo(f"{name}.npy", _EPOCH)
                archive.writestr(entry, buffer.getvalue(), zipfile.ZIP_DEFLATED, 9)
            entry = zipfile.ZipInfo("scalars.json", _EPOCH)
            archive.writestr(entry, json.dumps(scalars), zipfile.ZIP_DEFLATED, 9)

    def _arrays(self) -> dict[str, npt.NDArray[np.generic]]:
        arrays: dict[str, npt.NDArray[np.generic]] = {}
        for f in fields(self):
            value = getattr(self, f.name)
            if isinstance(value, Neighbours):
                parts = ("index", "byte", "scale")
                arrays |= {f"{f.name}.{part}": getattr(value, part) for part in parts}
            elif isinstance(value, np.ndarray):
                arrays[f.name] = value
        return arrays

    @classmethod
    def load(cls, path: Path) -> "ColdTables":
        """Read what `save` wrote. Raises `BundleError` for a file that is not such a table."""
        try:
            with zipfile.ZipFile(path) as archive:
                scalars = json.loads(archive.read("scalars.json"))

                def array(name: str) -> npt.NDArray[np.generic]:
                    stored = io.BytesIO(archive.read(f"{name}.npy"))
                    loaded: npt.NDArray[np.generic] = np.load(stored, allow_pickle=False)
                    return loaded

                ids = tuple(scalars["product_ids"])
                counts = {name: array(name).astype(np.int32) for name in _COUNTS}
                if any(len(count) != len(ids) for count in counts.values()):
                    raise BundleError(f"{path}: its columns are of different lengths.")
                together = {
                    name: Neighbours(
                        array(f"{name}.index").astype(np.int32),
                        array(f"{name}.byte").astype(np.uint8),
                        array(f"{name}.scale").astype(np.float32),
                        np.zeros((0, 0), dtype=np.int32),
                    )
                    for name in ("type_together", "category_together")
                }
                parts: dict[str, Any] = {**counts, **together}
                return cls(ids, days=float(scalars["days"]), **parts)
        except (OSError, zipfile.BadZipFile, KeyError, ValueError, TypeError, IndexError) as err:
            raise BundleError(f"{path}: not a table of new products of this version ({err}).") from err


_COUNTS = ("department", "category", "type", "brand", "size", "baskets", "recent", "fresh", "born")


def _joint(a: IntArray, b: IntArray) -> IntArray:
    """Codes of the pairs (a, b)."""
    pair = a.astype(np.int64) * (int(b.max(initial=0)) + 1) + b
    code: IntArray = np.unique(pair, return_inverse=True)[1].reshape(-1).astype(np.int32)
    return code


def _is_count(array: npt.NDArray[np.generic]) -> bool:
    return array.dtype == np.int32 and array.size > 0


def spread(table: Neighbours, rows: IntArray, n: int) -> tuple[FloatArray, FloatArray]:
    """(sum, largest) over the given rows of each follower's weight; both (n,)."""
    follower, value = table.index[rows].ravel(), table.value[rows].ravel()
    most = np.zeros(n, dtype=np.float32)
    np.maximum.at(most, follower, value)
    return np.bincount(follower, value, minlength=n).astype(np.float32), most
