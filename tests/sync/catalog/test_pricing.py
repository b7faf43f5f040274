import pytest

from sync.catalog.pricing import minor_units, reduced_price, shelf_price
from sync.catalog.source import Sale


def line(paid: float, shelf: float) -> Sale:
    return Sale("p", 53, paid, shelf)


def test_the_shelf_price_is_one_that_was_charged() -> None:
    assert shelf_price([[line(1, 1.99), line(1, 2.49)]], 100) == 199


def test_the_first_source_with_a_price_decides() -> None:
    assert shelf_price([[], [line(2, 2)], [line(3, 3)]], 100) == 200


def test_without_any_price_there_is_none() -> None:
    assert shelf_price([[], []], 100) is None
    assert shelf_price([[line(0.001, 0.001)]], 100) is None


def test_a_single_cent_is_no_price() -> None:
    assert shelf_price([[line(0.01, 0.01)], [line(1.99, 1.99)]], 100) == 199
    assert shelf_price([[line(0.01, 0.01)]], 100) is None


def test_most_lines_must_show_the_discount() -> None:
    assert reduced_price(349, [line(2.99, 3.49), line(2.99, 3.49), line(3.49, 3.49)], [], 100) == 299
    assert reduced_price(349, [line(2.99, 3.49), line(3.49, 3.49), line(3.49, 3.49)], [], 100) is None


def test_of_two_lines_the_smaller_discount_counts() -> None:
    assert reduced_price(400, [line(2.00, 4.00), line(3.00, 4.00)], [], 100) == 300


def test_goods_sold_by_weight_are_reduced_by_their_discount() -> None:
    """A small piece is no discount; a third off is a third off the usual piece."""
    assert reduced_price(600, [line(2.0, 2.0)], [], 100) is None
    assert reduced_price(600, [line(2.0, 3.0)], [], 100) == 400


def test_a_cent_of_rounding_is_no_discount() -> None:
    assert reduced_price(349, [line(3.48, 3.49)], [], 100) is None


def test_the_chain_speaks_only_where_the_store_is_silent() -> None:
    chain = [line(0.8, 1.0)] * 3
    assert reduced_price(100, [], chain, 100) == 80
    assert reduced_price(100, [line(1, 1)], chain, 100) is None


def test_the_chain_needs_enough_lines_at_the_stores_shelf_price() -> None:
    assert reduced_price(100, [], [line(0.8, 1.0)] * 2, 100) is None
    assert reduced_price(120, [], [line(0.8, 1.0)] * 3, 100) is None


@pytest.mark.parametrize(("currency", "units"), [("USD", 100), ("CNY", 100), ("JPY", 1), ("KWD", 1000)])
def test_minor_units_follow_the_currency(currency: str, units: int) -> None:
    assert minor_units(currency) == units
