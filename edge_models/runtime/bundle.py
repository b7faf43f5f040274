"""A bundle on disk: its manifest, its hashes, and the graph's session. Vendor errors become `BundleError`
here."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np

from edge_models.errors import BundleError
from edge_models.features.names import COLUMN, FEATURES
from edge_models.features.tables import FloatArray
from edge_models.session import open_session

SCHEMA = 1
MANIFEST, GRAPH, TABLES, GOLDEN, CARD = (
    "manifest.json",
    "ranker.onnx",
    "tables.npz",
    "golden.jsonl",
    "README.md",
)
_REQUIRED_FILES = {"sales": (GRAPH, TABLES, GOLDEN), "text": (GOLDEN,)}  # by what the bundle ranks by
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """The keys of manifest.json that the device needs; `raw` holds all of them."""

    name: str
    version: str
    created: str
    files: dict[str, tuple[str, int]]  # path -> (sha256 in hex, bytes)
    ranks_by: str  # sales, or text where there were none
    raw: dict[str, Any]


def read_manifest(folder: Path) -> Manifest:
    """Parse manifest.json. Raises `BundleError` where it is missing, malformed or of another schema."""
    path = folder / MANIFEST
    try:
        raw = json.loads(path.read_bytes())
        if raw["schema"] != SCHEMA or raw["kind"] != "model":
            raise BundleError(
                f"{path}: schema {raw['schema']}, kind {raw['kind']!r}; "
                f"this program reads models of schema {SCHEMA}."
            )
        files = {str(p): (str(f["sha256"]), int(f["size"])) for p, f in raw["files"].items()}
        name, version, created = (str(raw[key]) for key in ("name", "version", "created"))
        manifest = Manifest(name, version, created, files, str(raw.get("ranks_by", "sales")), raw)
    except FileNotFoundError as err:
        raise BundleError(f"{path}: there is no manifest, so this is not a bundle.") from err
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as err:
        raise BundleError(f"{path}: the manifest cannot be read ({type(err).__name__}: {err}).") from err
    if manifest.ranks_by not in _REQUIRED_FILES:
        raise BundleError(f"{path}: ranks by {manifest.ranks_by!r}; this program knows sales and text.")
    for needed in _REQUIRED_FILES[manifest.ranks_by]:
        if needed not in files:
            raise BundleError(f"{path}: lists no {needed}.")
    return manifest


def verify_files(folder: Path, manifest: Manifest) -> int:
    """Compare size and SHA-256 of every listed file; returns the bytes in all. Raises `BundleError` on the
    first difference."""
    total = 0
    for name, (sha256, size) in manifest.files.items():
        pure = PurePosixPath(name)
        if pure.is_absolute() or ".." in pure.parts:
            raise BundleError(f"{folder / MANIFEST}: the path {name!r} leads out of the bundle.")
        path = folder / name
        digest, seen = hashlib.sha256(), 0
        try:
            with path.open("rb") as file:
                while chunk := file.read(_CHUNK):
                    digest.update(chunk)
                    seen += len(chunk)
        except FileNotFoundError as err:
            raise BundleError(f"{path}: listed in the manifest but missing.") from err
        except OSError as err:
            raise BundleError(f"{path}: cannot be read ({err}).") from err
        if seen != size or digest.hexdigest() != sha256:
            raise BundleError(
                f"{path}: differs from the manifest ({seen} bytes, sha256 {digest.hexdigest()[:12]}…)."
            )
        total += seen
    return total


class Ranker:
    """The scoring graph: a feature matrix in, one score per row out. One thread.

    The graph names the features that it takes, so a bundle made before a feature was added still works.
    """

    def __init__(self, path: Path) -> None:
        self._session = open_session(path, unpack=True)
        names = self._session.get_modelmeta().custom_metadata_map.get("features", "")
        unknown = [name for name in names.split(",") if name not in COLUMN]
        if unknown:
            raise BundleError(
                f"{path}: needs features that this program does not compute ({', '.join(unknown)}). "
                "Update the program, or train and export the bundle with this one."
            )
        self.names = names.split(",")
        self._columns = [COLUMN[name] for name in self.names]
        self._takes_all = self._columns == list(range(len(FEATURES)))

    def score(self, matrix: FloatArray) -> FloatArray:
        """(rows,) float32 for a (rows, features) float32 matrix. Raises `BundleError` where a score is not
        finite."""
        if not len(matrix):
            return np.zeros(0, dtype=np.float32)
        try:
            asked = matrix if self._takes_all else np.ascontiguousarray(matrix[:, self._columns])
            (scores,) = self._session.run(["score"], {"features": asked})
        except Exception as err:
            raise BundleError(f"the graph failed on {matrix.shape} features ({err}).") from err
        scores = np.asarray(scores, dtype=np.float32)
        if not np.isfinite(scores).all():
            raise BundleError("the graph gave a score that is not a number.")
        return scores
