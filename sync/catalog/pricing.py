"""What a product costs in the store, and what it costs less this week. Pure rules.

What the retailer's tables say (`price` of `products` and of `promotions`) holds. Where they are silent, the
sales tell it:

The shelf price is the lower median of the shelf prices that were really charged for one piece, from the
first of these sources that has any: the store's last `RECENT_WEEKS` weeks, the whole chain's, everything
the store ever charged up to that week. (The lower median is a price that was charged, which a mean is not.)

A reduced price is shown only where sales of the week itself show it. The lines are put in order of their
discount (paid / shelf price of the same line) and the middle one counts, the smaller discount of two: so
most shoppers got at least that. The store's own lines decide; a product that is on offer in the store but
that nobody in the data bought there this week takes the chain's lines, where there are at least
`CHAIN_LINES` and their shelf price is the store's.
"""

import statistics
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sync.catalog.source import Sale

RECENT_WEEKS = 8
CHAIN_LINES = 3
LEAST_PRICE = 2  # minor units: a till notes a single cent where it has no price
LEAST_DISCOUNT = 0.02  # under two percent is rounding
SAME_SHELF = 0.05  # how far the chain's shelf price may be from the store's

_ZERO_DECIMALS = frozenset({"CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XAF", "XOF", "XPF"})
_THREE_DECIMALS = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})

Lines = Mapping[str, Sequence[Sale]]


def minor_units(currency: str) -> int:
    """How many minor units make one of `currency` (ISO 4217)."""
    return 1 if currency in _ZERO_DECIMALS else 1000 if currency in _THREE_DECIMALS else 100


def in_minor(price: float | None, units: int) -> int | None:
    """A price of the retailer's own tables in minor units; None where there is none above zero."""
    return None if price is None else round(price * units) or None


def by_product(sales: Iterable[Sale]) -> dict[str, list[Sale]]:
    lines: dict[str, list[Sale]] = defaultdict(list)
    for sale in sales:
        lines[sale.product_id].append(sale)
    return dict(lines)


def shelf_price(sources: Iterable[Sequence[Sale]], units: int) -> int | None:
    """The shelf price in minor units from the first source that gives one, or None."""
    for sales in sources:
        prices = [minor for sale in sales if (minor := round(sale.shelf * units)) >= LEAST_PRICE]
        if prices:
            return statistics.median_low(prices)
    return None


def reduced_price(price_minor: int, own: Sequence[Sale], chain: Sequence[Sale], units: int) -> int | None:
    """The price below `price_minor` that this week's sales show, or None.

    `own`: the store's lines of the week; `chain`: all stores' lines of the week, empty where the product is
    not on offer in the store.
    """
    if own:
        return _middle_discount(price_minor, own, units)
    if len(chain) < CHAIN_LINES:
        return None
    usual = statistics.median_low(sale.shelf for sale in chain) * units
    return _middle_discount(price_minor, chain, units) if abs(usual / price_minor - 1) <= SAME_SHELF else None


def _middle_discount(price_minor: int, lines: Sequence[Sale], units: int) -> int | None:
    middle = sorted(lines, key=lambda sale: sale.paid / sale.shelf)[len(lines) // 2]
    paid, shelf = round(middle.paid * units), round(middle.shelf * units)
    # Goods sold by weight differ from line to line, so there the discount counts, not what was paid.
    reduced = paid if shelf == price_minor else round(price_minor * middle.paid / middle.shelf)
    return reduced if 0 < reduced <= price_minor * (1 - LEAST_DISCOUNT) else None
