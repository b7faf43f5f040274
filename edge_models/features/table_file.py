"""Tables as one compressed file: every array narrowed, and laid out so that it compresses well.

Two-byte integers are kept as two planes (all low bytes, then all high bytes), since the high bytes repeat;
the products of each store ascend and are kept as steps. Reading gives back exactly what was written.
"""

import io
import json
import zipfile
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from edge_models.errors import BundleError
from edge_models.features.tables import Neighbours, StoreSales, Tables

_NESTED = {"stores": StoreSales, "together": Neighbours, "alike": Neighbours, "type_together": Neighbours}
_STEPS = "stores.product"
_PLANES = ".planes"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same tables give the same bytes

_Array = npt.NDArray[Any]


def save(tables: Tables, path: Path) -> None:
    """Write the tables."""
    scalars: dict[str, object] = {}
    with zipfile.ZipFile(path, "w") as archive:

        def put(name: str, content: bytes) -> None:
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED, 9)

        def write(prefix: str, part: object) -> None:
            for f in fields(part):  # type: ignore[arg-type]
                name, value = prefix + f.name, getattr(part, f.name)
                if not f.init:  # derived from the others
                    continue
                if f.name in _NESTED:
                    write(f"{name}.", value)
                elif isinstance(value, np.ndarray):
                    stored_name, stored = _pack(name, value)
                    buffer = io.BytesIO()
                    np.save(buffer, stored, allow_pickle=False)
                    put(f"{stored_name}.npy", buffer.getvalue())
                else:
                    scalars[name] = value

        write("", tables)
        put("scalars.json", json.dumps(scalars).encode())


def load(path: Path) -> Tables:
    """Read what `save` wrote. Raises `BundleError` for a file that is not such a table."""
    try:
        with zipfile.ZipFile(path) as archive:
            scalars = json.loads(archive.read("scalars.json"))
            names = {n.removesuffix(".npy") for n in archive.namelist()}

            def array(name: str) -> _Array:
                stored_name = name + _PLANES if name + _PLANES in names else name
                buffer = io.BytesIO(archive.read(f"{stored_name}.npy"))
                return _unpack(stored_name, np.load(buffer, allow_pickle=False))

            def read(prefix: str, kind: type) -> object:
                values: dict[str, object] = {}
                for f in fields(kind):
                    name = prefix + f.name
                    if not f.init:
                        continue
                    if f.name in _NESTED:
                        values[f.name] = read(f"{name}.", _NESTED[f.name])
                    elif name in scalars:
                        value = scalars[name]
                        values[f.name] = tuple(value) if isinstance(value, list) else value
                    elif f.default is not MISSING:
                        continue  # the file is older than the field
                    else:
                        values[f.name] = array(name)
                return kind(**values)

            tables = read("", Tables)
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, TypeError, IndexError) as err:
        raise BundleError(f"{path.name}: not a feature table of this version ({err})") from err
    assert isinstance(tables, Tables)  # noqa: S101  (narrows the type)
    return tables


def _pack(name: str, array: _Array) -> tuple[str, _Array]:
    if array.dtype != np.int32:
        return name, array
    if name == _STEPS:
        narrow = array.max(initial=0) <= 0xFFFF
        array = np.diff(array, prepend=np.int32(0)).astype(np.int32)
        if not narrow:
            return name, array
        array = array & 0xFFFF  # a step back at the start of a store wraps around
    if not array.size or array.min() < 0:
        return name, array
    if array.max() <= 0xFF:
        return name, array.astype(np.uint8)
    if array.max() <= 0xFFFF:
        return name + _PLANES, np.stack([array & 0xFF, array >> 8]).astype(np.uint8)
    return name, array


def _unpack(stored_name: str, array: _Array) -> _Array:
    """Integers become int32 again; the bytes of neighbour weights stay bytes."""
    name = stored_name.removesuffix(_PLANES)
    if name.endswith(".byte") or not np.issubdtype(array.dtype, np.integer):
        return array
    whole = array.astype(np.int32)
    if stored_name != name:
        whole = whole[0] | (whole[1] << 8)
    if name == _STEPS:
        mask = -1 if array.dtype == np.int32 else 0xFFFF
        return (np.cumsum(whole) & mask).astype(np.int32)
    return whole
