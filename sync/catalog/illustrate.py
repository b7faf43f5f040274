"""Which picture shows a product: a table from the source's department, category and type to a picture's key.

A retailer's own choice (column `picture`) goes before all: a file of the data folder's `pictures/`, or the
name of a picture of this package. Else the most particular row of `pictures/pictures.tsv` wins; else the
picture that bears the name of the product's type or category (`apple` for Apples). A product that nothing
fits takes the neutral picture, which the builder counts and reports.
"""

import re
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from sync.catalog.errors import CatalogBuildError
from sync.catalog.source import SourceProduct
from sync.catalog.tables import ANY, rows

FOLDER = Path(str(files("sync.catalog").joinpath("pictures")))
LICENCE = FOLDER / "LICENSE.txt"
NEUTRAL = "shopping-bag"  # for a product of which nothing is known
MAX_PICTURE_BYTES = 512 * 1024
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")

Key = tuple[str, str, str]  # department, category, type as the source spells them; ANY for all


@dataclass(frozen=True, slots=True)
class Illustrations:
    table: dict[Key, str]
    own: Path | None = None  # the retailer's own pictures

    @classmethod
    def load(cls, own: Path | None = None) -> "Illustrations":
        """The table of this package, beside a retailer's `own` folder of pictures.

        Raises CatalogBuildError where the table names a picture that is not there.
        """
        table: dict[Key, str] = {}
        for department, category, kind, picture in rows("pictures/pictures.tsv", 4):
            key = (department, category, kind)
            if key in table:
                raise CatalogBuildError(f"pictures.tsv: {' | '.join(key)} stands there twice")
            if not (FOLDER / f"{picture}.webp").is_file():
                raise CatalogBuildError(f"pictures.tsv: {picture}.webp does not exist")
            table[key] = picture
        return cls(table, own)

    def of_product(self, product: SourceProduct) -> str | None:
        """The picture's key, or None where nothing fits. Raises CatalogBuildError where the product's own
        picture is not there or is no WebP file.
        """
        if product.picture:
            return self._chosen(product)
        found = self.find(
            product.department_raw or product.department,
            product.category_raw or product.category,
            product.type_raw or product.type,
        )
        return found or _of_that_name(product.type) or _of_that_name(product.category)

    def _chosen(self, product: SourceProduct) -> str:
        name = product.picture.removeprefix("pictures/").removesuffix(".webp")
        if not _NAME.fullmatch(name):
            raise CatalogBuildError(
                f"product {product.product_id}: picture {product.picture!r} is no name of letters and digits"
            )
        own = self.own / f"{name}.webp" if self.own else None
        if own is not None and own.is_file():
            _require_webp(own)
        elif not (FOLDER / f"{name}.webp").is_file():
            raise CatalogBuildError(
                f"product {product.product_id}: there is no {own}, and no picture {name} in this package"
            )
        return name

    def find(self, department: str, category: str, kind: str) -> str | None:
        places = (
            (department, category, kind),
            (ANY, category, kind),
            (department, ANY, kind),
            (ANY, ANY, kind),
            (department, category, ANY),
            (ANY, category, ANY),
            (department, ANY, ANY),
        )
        return next((self.table[place] for place in places if place in self.table), None)


def _of_that_name(text: str) -> str | None:
    """The picture called as a type or category is, in the singular too."""
    name = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    names = [name, name.removesuffix("s"), name.removesuffix("es")] if name else []
    return next((each for each in names if (FOLDER / f"{each}.webp").is_file()), None)


def _require_webp(file: Path) -> None:
    try:
        with file.open("rb") as opened:
            head = opened.read(12)
        size = file.stat().st_size
    except OSError as err:
        raise CatalogBuildError(f"{file} cannot be read: {err}") from err
    if head[:4] != b"RIFF" or head[8:] != b"WEBP" or size > MAX_PICTURE_BYTES:
        raise CatalogBuildError(f"{file} must be a WebP picture of at most {MAX_PICTURE_BYTES // 1024} kB")


def path_of(picture: str) -> str:
    """Where the picture lies inside a package."""
    return f"pictures/{picture}.webp"
