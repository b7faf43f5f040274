"""What the data itself decides: which products a model knows, when tables are fitted, what is asked."""

import numpy as np
import numpy.typing as npt

from edge_models.features.tables import IntArray
from edge_models.training.fitting import FitSettings
from edge_models.training.purchases import Purchases

_USUAL_BASKETS, _SMALL_ASSORTMENT = 10, 20_000
_MOST_LEFT_OUT = 0.1  # share of the purchases that rare products may take with them
_USUAL_ITEMS = (4, 2, 1)
_ENOUGH = 0.3  # share of the baskets that must be large enough


def suited(purchases: Purchases) -> FitSettings:
    """Products sold in at least ten baskets; in fewer where the assortment stays small with them, or where
    more than a tenth of all purchases would be left out."""
    sold = np.bincount(purchases.product)
    least = _USUAL_BASKETS
    for fewer in (5, 3, 2, 1):
        left_out = sold[sold < least].sum() / max(len(purchases.product), 1)
        if np.count_nonzero(sold >= fewer) > _SMALL_ASSORTMENT and left_out <= _MOST_LEFT_OUT:
            break
        least = fewer
    return FitSettings(min_baskets=least)


def moments(purchases: Purchases, shares: tuple[float, ...]) -> list[float]:
    """Days before which these shares of all baskets lie, each once. By baskets, not by time: of a shop that
    grew, half the time may hold a tenth of the baskets."""
    places = [int(share * purchases.basket_total) for share in shares]
    return sorted({float(purchases.basket_day[place]) for place in places})


def asked_size(sizes: IntArray) -> int:
    """Baskets of so many products are asked about: four, or fewer where most baskets are smaller."""
    return reached_by_enough(sizes, _USUAL_ITEMS)


def reached_by_enough(values: npt.NDArray[np.integer], steps: tuple[int, ...]) -> int:
    """The first of `steps` (descending, the last is always good enough) that three in ten of the values
    reach."""
    for step in steps[:-1]:
        if np.count_nonzero(values >= step) >= _ENOUGH * len(values):
            return step
    return steps[-1]
