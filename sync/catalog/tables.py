"""Hand-written tables that ship with the package: tab-separated, `#` starts a comment line."""

from collections.abc import Iterator
from importlib.resources import files

from sync.catalog.errors import CatalogBuildError

ANY = "*"


def rows(name: str, columns: int) -> Iterator[tuple[str, ...]]:
    """The rows of `name` in this package. CatalogBuildError where one has another number of columns."""
    text = files("sync.catalog").joinpath(name).read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), start=1):
        if line and not line.startswith("#"):
            cells = tuple(cell.strip() for cell in line.split("\t"))
            if len(cells) != columns or not all(cells):
                raise CatalogBuildError(f"{name} line {number}: expected {columns} cells, found {line!r}")
            yield cells
