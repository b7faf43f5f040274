"""Inverses kept from one update of the tables to the next, in a folder of their own, where each follows the
changes.

One file for each matrix, with P, the rows that it holds, and a checksum; it is written whole or not at all.
Where the rows are so few that the inverse comes from their side, nothing is kept: that is as fast.
What cannot be read, was made with other settings or by other code, lies too far from today's data or has
gathered too much rounding is of no use: then the inverse is made from nothing, and that is said.
"""

import time
import zlib
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse

from edge_models.errors import TrainingError
from edge_models.features.tables import FloatArray
from edge_models.training.cooccurrence import Invert
from edge_models.training.increments import Ids, compare, follow
from edge_models.training.inverse import inverse, rounding, rows_pay
from edge_models.training.progress import Stages
from edge_models.training.work import flush, key_of

_MOST_ROUNDING = 0.5  # of a step of the tables' bytes: more might change what they say
_SUFFIX = ".inverse"
FEW_ROWS = "from so few rows that is as fast as to follow"


@dataclass(frozen=True, slots=True)
class Followed:
    """What became of one inverse. Counts are of what changed since the last update; all 0 where the inverse
    is new."""

    name: str
    new_because: str  # empty where it followed
    rows_in: int
    rows_out: int
    items_in: int
    items_out: int
    seconds: float
    seconds_from_nothing: float  # when it was last made so, on whatever machine that was
    rounding: float  # steps of the tables' bytes

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class _Kept:
    """An inverse with what it is the inverse of."""

    key: str
    seconds_from_nothing: float
    ids: Ids  # (items,) ascending
    x: scipy.sparse.csr_matrix  # (rows, items)
    p: FloatArray  # (items, items)


class KeptInverses:
    """The inverses of one folder. `followed` tells what became of each that was asked for."""

    def __init__(self, folder: Path, stages: Stages) -> None:
        self._folder = folder
        self._stages = stages
        self.followed: list[Followed] = []

    def invert(self, name: str, ids: Ids) -> Invert:
        """Makes the inverse of matrix `name`, whose items have these ids, from the one that is kept."""
        return lambda x, items, ridge: self._invert(name, ids[items], x, ridge)

    def _invert(self, name: str, ids: Ids, x: scipy.sparse.csr_matrix, ridge: float) -> FloatArray:
        if rows_pay(x):
            p, followed = self._from_nothing(name, FEW_ROWS, x, ridge)
            self.followed.append(followed)
            return p
        path, key = self._folder / (name + _SUFFIX), key_of(name, ridge)
        made = self._follow(name, path, key, ids, x, ridge)
        if isinstance(made, str):
            self._stages.say(f"The inverse of {name} is made from nothing: {made}.")
            made = self._from_nothing(name, made, x, ridge)
        p, followed = made
        self.followed.append(followed)
        with self._stages.stage(f"Keeping the inverse of {name}"):
            self._keep(path, _Kept(key, followed.seconds_from_nothing, ids, x, p))
        return p

    def _from_nothing(
        self, name: str, why: str, x: scipy.sparse.csr_matrix, ridge: float
    ) -> tuple[FloatArray, Followed]:
        start = time.monotonic()
        with self._stages.stage(f"Inverse of {name}, from nothing"):
            p = inverse(x, ridge)
        seconds = time.monotonic() - start
        return p, Followed(name, why, 0, 0, 0, 0, seconds, seconds, rounding(p, x, ridge))

    def _follow(
        self, name: str, path: Path, key: str, ids: Ids, x: scipy.sparse.csr_matrix, ridge: float
    ) -> tuple[FloatArray, Followed] | str:
        """The inverse from the one that is kept; or why that cannot be."""
        start = time.monotonic()
        if not path.exists():
            return f"there is no {path} yet"
        try:
            kept = _load(path)
        except (OSError, ValueError, EOFError, MemoryError) as err:
            return f"{path} cannot be read ({err})"
        if kept.key != key:
            return f"{path} was made with other settings or by another version of the program"
        change = compare(kept.ids, kept.x, ids, x)
        if not change.worth_following(x):
            return (
                f"too much changed since {path} was written ({change.rows_in_total:,} rows came, "
                f"{change.rows_out_total:,} went; {len(change.items_in):,} products came, "
                f"{len(change.items_out):,} went)"
            )
        try:
            with self._stages.stage(f"Inverse of {name}, following", total=change.steps) as done:
                p = follow(kept.p, change, x, ridge, done)
        except TrainingError:
            return f"{path} does not belong to the rows that it names"
        if not (rounded := rounding(p, x, ridge)) <= _MOST_ROUNDING:
            return f"rounding has reached {rounded:.2f} steps of a weight in {path}"
        return p, Followed(
            name,
            "",
            change.rows_in_total,
            change.rows_out_total,
            len(change.items_in),
            len(change.items_out),
            time.monotonic() - start,
            kept.seconds_from_nothing,
            rounded,
        )

    def _keep(self, path: Path, kept: _Kept) -> None:
        """Where that fails, what was kept before stays, and is as good: it only lies further back."""
        part = path.with_name(path.name + ".part")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            _save(kept, part)
            part.replace(path)
            flush(self._folder)
        except OSError as err:
            self._stages.say(
                f"{path}: cannot be written ({err.strerror or err}), it needs {kept.p.nbytes / 1e9:.1f} GB. "
                "The bundle is as good; only the next update takes longer."
            )
            with suppress(OSError):
                part.unlink()


def _save(kept: _Kept, path: Path) -> None:
    arrays: list[npt.NDArray[Any]] = [
        np.array(kept.key),
        np.array(kept.seconds_from_nothing),
        kept.ids,
        kept.x.indptr.astype(np.int64),
        kept.x.indices.astype(np.int32),
        kept.p,
    ]
    with path.open("wb") as file:
        for array in (*arrays, np.array(_checksum(arrays))):
            np.save(file, array, allow_pickle=False)
    flush(path)


def _load(path: Path) -> _Kept:
    """What `_save` wrote. Raises `ValueError`, `EOFError` or `OSError` where it is no longer that."""
    with path.open("rb") as file:
        arrays = [np.lib.format.read_array(file, allow_pickle=False) for _ in range(7)]
    *arrays, checksum = arrays
    if checksum.shape or int(checksum) != _checksum(arrays):
        raise ValueError("its checksum does not match")
    key, seconds, ids, indptr, indices, p = arrays
    ones = np.ones(len(indices), dtype=np.float32)
    x = scipy.sparse.csr_matrix((ones, indices, indptr), shape=(len(indptr) - 1, len(ids)))
    return _Kept(str(key), float(seconds), ids, x, p)


def _checksum(arrays: list[npt.NDArray[Any]]) -> int:
    value = 0
    for array in arrays:
        value = zlib.crc32(np.ascontiguousarray(array).reshape(-1).view(np.uint8).data, value)
    return value
