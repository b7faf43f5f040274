"""Products that the data book under another category than the rest of their type: bleach among the books.

A customer looks for bleach where the bleach is, and its picture and aisle follow its category. So a product
moves to the category in which nearly all products of its type are booked. Pure rule.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sync.catalog.source import Booking, SourceProduct

HOME_SHARE = 0.9  # of a type's products, from which on their category is the type's home
LEAST_PRODUCTS = 10  # of a type, below which nothing is said of where it belongs


@dataclass(frozen=True, slots=True)
class Homes:
    """The category of each type that has one, by the type's name."""

    of_type: Mapping[str, Booking]

    @classmethod
    def of(cls, bookings: Iterable[tuple[str, Booking, int]]) -> "Homes":
        """From how many products of each type are booked where (type's name, booking, products)."""
        total: dict[str, int] = {}
        most: dict[str, tuple[int, Booking]] = {}
        for kind, booking, count in bookings:
            total[kind] = total.get(kind, 0) + count
            if kind not in most or count > most[kind][0]:
                most[kind] = (count, booking)
        return cls(
            {
                kind: booking
                for kind, (count, booking) in most.items()
                if total[kind] >= LEAST_PRODUCTS and count >= HOME_SHARE * total[kind]
            }
        )

    def settle(self, product: SourceProduct) -> SourceProduct:
        """The product under its type's home category, or as it is."""
        home = self.of_type.get(product.type)
        if home is None or (home.department, home.category) == (product.department, product.category):
            return product
        return replace(
            product,
            department=home.department,
            department_zh=home.department_zh,
            department_raw=home.department_raw,
            category=home.category,
            category_zh=home.category_zh,
            category_raw=home.category_raw,
        )
