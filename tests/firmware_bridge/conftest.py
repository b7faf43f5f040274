"""A small shelf that many tests stand on."""

import pytest

from firmware_bridge.gtin import check_digit
from firmware_bridge.planogram import Placed, Shelf


def gtin(number: int) -> str:
    plain = f"{number:013d}"
    return plain + check_digit(plain)


@pytest.fixture
def shelf() -> Shelf:
    """Six slots of one product each."""
    grams = (100.0, 150.0, 200.0, 340.0, 500.0, 60.0)
    slots = tuple(
        Placed(f"a{n}", f"p{n}", gtin(n), f"Product {n}", f"商品{n}", "", weight, 12, 3)
        for n, weight in enumerate(grams, 1)
    )
    return Shelf("shelf-a", "Shelf A", "货架A", slots)
