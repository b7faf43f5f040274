"""The finished stages of a training run, kept beside its bundle: a run that was cut off goes on from there.

A stage is written whole or not at all. What was made of other data, with other settings or by other code is
of no use: the key tells.
"""

import hashlib
import os
import shutil
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

import edge_models
from edge_models.errors import ModelsError, TrainingError
from edge_models.training.progress import Stages

_T = TypeVar("_T")

_KEY = "key"
_CODE = ("features", "training")  # folders of this package whose change makes other results
_LIBRARIES = ("numpy", "scipy", "pandas", "lightgbm")


class Work:
    """The kept stages of one run, in a folder of their own."""

    def __init__(self, folder: Path, key: str, stages: Stages, fresh: bool = False) -> None:
        """Opens the folder. What it holds under another key, or with `fresh`, is thrown away, and that is
        said."""
        self._folder = folder
        self._stages = stages
        found = folder / _KEY
        if folder.exists():
            if not found.exists() and any(folder.iterdir()):
                raise TrainingError(f"{folder}: not empty and not kept by a training run. Move it away.")
            if fresh or not found.exists() or found.read_text(encoding="utf-8") != key:
                why = "as asked" if fresh else "the data, the settings or the program changed"
                stages.say(f"Starting anew ({why}): {folder} is emptied.")
                shutil.rmtree(folder)
            else:
                done = sum(p.name != _KEY and p.suffix != ".part" for p in folder.iterdir())
                stages.say(f"Going on where an earlier run was cut off: {done} finished stages in {folder}.")
        self._key = key

    def kept(
        self,
        name: str,
        make: Callable[[], _T],
        save: Callable[[_T, Path], object],
        load: Callable[[Path], _T],
    ) -> _T:
        """What stage `name` made: read back where an earlier run finished it, else made now and kept.

        Raises `TrainingError` where what was kept cannot be read.
        """
        path = self._folder / name
        if path.exists():
            try:
                return load(path)
            except (OSError, ValueError, KeyError, EOFError, ModelsError) as err:
                raise TrainingError(
                    f"{path}: a kept stage cannot be read ({err}). Start anew with --fresh."
                ) from err
        made = make()
        self._write(name, lambda part: save(made, part))
        return made

    def remove(self) -> None:
        """The bundle is written: nothing is left to go on with."""
        shutil.rmtree(self._folder)

    def _write(self, name: str, save: Callable[[Path], object]) -> None:
        if not self._folder.exists():
            self._folder.mkdir(parents=True)
            self._write(_KEY, lambda path: path.write_text(self._key, encoding="utf-8"))
        part = self._folder / f"{name}.part"
        save(part)
        flush(part)
        part.replace(self._folder / name)
        flush(self._folder)


def key_of(*parts: object) -> str:
    """SHA-256, in hex, over the parts' text, the code that trains and its libraries' versions."""
    digest = hashlib.sha256()
    for text in (*map(repr, parts), *(f"{name} {version(name)}" for name in _LIBRARIES)):
        digest.update(text.encode() + b"\0")
    package = Path(str(edge_models.__file__)).parent
    for source in sorted(path for folder in _CODE for path in (package / folder).glob("*.py")):
        digest.update(source.name.encode() + b"\0" + hashlib.sha256(source.read_bytes()).digest())
    return digest.hexdigest()


def save_arrays(arrays: dict[str, npt.NDArray[Any]], path: Path) -> None:
    """Write arrays by name; the path keeps its name as it is."""
    with path.open("wb") as file:
        np.savez(file, allow_pickle=False, **arrays)


def load_arrays(path: Path) -> dict[str, npt.NDArray[Any]]:
    """What `save_arrays` wrote."""
    with np.load(path, allow_pickle=False) as archive:
        return {name: archive[name] for name in archive.files}


def flush(path: Path) -> None:
    """Have the disk keep a file or folder as it is now."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
