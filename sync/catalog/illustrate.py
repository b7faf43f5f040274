"""Which picture shows a product: a table from the source's department, category and type to a picture's key.

The most particular row of `pictures/pictures.tsv` wins. A product that no row fits takes the neutral
picture, which the builder counts and reports.
"""

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from sync.catalog.errors import CatalogBuildError
from sync.catalog.source import SourceProduct
from sync.catalog.tables import ANY, rows

FOLDER = Path(str(files("sync.catalog").joinpath("pictures")))
LICENCE = FOLDER / "LICENSE.txt"
NEUTRAL = "shopping-bag"  # for a product of which nothing is known

Key = tuple[str, str, str]  # department, category, type as the source spells them; ANY for all


@dataclass(frozen=True, slots=True)
class Illustrations:
    table: dict[Key, str]

    @classmethod
    def load(cls) -> "Illustrations":
        """The table of this package. Raises CatalogBuildError where it names a picture that is not there."""
        table: dict[Key, str] = {}
        for department, category, kind, picture in rows("pictures/pictures.tsv", 4):
            key = (department, category, kind)
            if key in table:
                raise CatalogBuildError(f"pictures.tsv: {' | '.join(key)} stands there twice")
            if not (FOLDER / f"{picture}.webp").is_file():
                raise CatalogBuildError(f"pictures.tsv: {picture}.webp does not exist")
            table[key] = picture
        return cls(table)

    def of_product(self, product: SourceProduct) -> str | None:
        """The picture's key, or None where no row fits."""
        return self.find(
            product.department_raw or product.department,
            product.category_raw or product.category,
            product.type_raw or product.type,
        )

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


def path_of(picture: str) -> str:
    """Where the picture lies inside a package."""
    return f"pictures/{picture}.webp"
