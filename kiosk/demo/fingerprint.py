"""Fingerprints: what a prepared thing was made from, so that it is made anew when that changes."""

from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from kiosk.demo.errors import PreparationFailed

SOURCES: Final = ("*.py", "*.tsv", "*.json", "*.jsonl", "*.txt", "*.onnx", "*.webp", "*.csv")


def of_values(*values: str) -> str:
    digest = sha256()
    for value in values:
        digest.update(f"{len(value)}:{value}".encode())
    return digest.hexdigest()


def of_folder(folder: Path) -> str:
    """Names and contents of the sources in a folder."""
    files = sorted({file for pattern in SOURCES for file in folder.rglob(pattern)})
    digests = (sha256(file.read_bytes()).hexdigest() for file in files)
    return of_values(*(str(file.relative_to(folder)) for file in files), *digests)


def of_package(distribution: str) -> str:
    """The version of an installed package. Raises PreparationFailed where it is missing."""
    try:
        return of_values(distribution, version(distribution))
    except PackageNotFoundError as err:
        raise PreparationFailed(
            f"the package {distribution} is not installed", "Install Endcap again: make demo."
        ) from err
