"""What the data sell but no shelf holds: deposits, gift and phone cards, tickets, photo prints, tobacco.

`not_on_shelf.tsv` names them by the source's category and type, with the reason that the builder reports. A
retailer's own data are matched by the same words, so a table of their own names may be sold as it is.
"""

from dataclasses import dataclass

from sync.catalog.source import SourceProduct
from sync.catalog.tables import ANY, rows


@dataclass(frozen=True, slots=True)
class ShelfRule:
    reasons: dict[tuple[str, str], str]  # (category, type) as the source spells them, ANY for all -> reason

    @classmethod
    def load(cls) -> "ShelfRule":
        return cls({(category, kind): reason for category, kind, reason in rows("not_on_shelf.tsv", 3)})

    def reason(self, product: SourceProduct) -> str | None:
        """Why no shelf holds this product, or None where one may."""
        category = product.category_raw or product.category
        kind = product.type_raw or product.type
        keys = ((category, kind), (ANY, kind), (category, ANY))
        return next((self.reasons[key] for key in keys if key in self.reasons), None)
