"""What is known of a product because of its type alone: a short description, and what it contains.

Two tables of `glossary/`, written by hand. descriptions.tsv (`raw, category, en, zh`) holds for every product
of the type; a row with a `category` is for the type there and wins over the general one. contains.tsv
(`category, raw, contains`) names only what the type proves ("Premium Bacon" is pork, a frozen meal may be
anything): a row without `raw` is for the whole category, one with `raw` wins over it, "-" means nothing.
Silence is no promise that a product is free of something.
"""

from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

from edge_models.data.errors import DataError
from edge_models.data.glossary import rows_of

CONTAINS = ("meat", "pork", "fish", "alcohol", "dairy", "eggs")  # pork is meat, too; fish includes shellfish
_NOTHING = "-"


@dataclass(frozen=True, slots=True)
class Description:
    en: str
    zh: str


class Knowledge:
    """Raw type and category → what is known; None or "" where the tables are silent."""

    def __init__(
        self, descriptions: dict[tuple[str, str], Description], contains: dict[tuple[str, str], str]
    ) -> None:
        """Keys are (raw type, raw category); an empty one stands for any."""
        self.descriptions = descriptions
        self.contents = contains

    @classmethod
    def load(cls, folder: Traversable | None = None) -> "Knowledge":
        """The project's own tables, or those in `folder`. Raises `DataError` for a malformed line."""
        place = folder or files(__package__) / "glossary"
        described = {
            (row["raw"], row["category"]): Description(row["en"], row["zh"])
            for row in rows_of(place / "descriptions.tsv", ("raw", "en", "zh"))
        }
        contents = {
            (row["raw"], row["category"]): _contents(row["contains"])
            for row in rows_of(place / "contains.tsv", ("category", "contains"))
        }
        return cls(described, contents)

    def description(self, raw: str, category: str) -> Description | None:
        return self.descriptions.get((raw, category)) or self.descriptions.get((raw, ""))

    def contains(self, raw: str, category: str) -> str:
        """Words of CONTAINS, separated by spaces, as the data folder's column `contains` holds them."""
        own = self.contents.get((raw, category))
        return self.contents.get(("", category), "") if own is None else own


def _contents(text: str) -> str:
    if text == _NOTHING:
        return ""
    unknown = [word for word in text.split() if word not in CONTAINS]
    if unknown or not text.strip():
        raise DataError(f"contains.tsv: {text!r}; expected - or some of {', '.join(CONTAINS)}.")
    return text
