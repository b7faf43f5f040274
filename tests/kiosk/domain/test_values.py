"""Money, GTINs, products and their comparison."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.gtin import Gtin, InvalidGtin
from kiosk.domain.money import CurrencyMismatch, Money
from kiosk.domain.product import Product, Promotion, compare
from kiosk.domain.text import Language, Text

NOW = datetime(2026, 11, 24, 8, 15, tzinfo=UTC)
MILK = Product(
    "p1",
    Gtin("02000010000500"),
    Text("Milk", "牛奶"),
    Text("", ""),
    "dairy",
    "milk",
    "milk.whole",
    False,
    Money(339, "USD"),
    None,
    500.0,
    "pictures/milk.webp",
    "dairy",
)


def test_money_of_two_currencies_cannot_be_compared() -> None:
    assert Money(1, "USD") < Money(2, "USD")
    with pytest.raises(CurrencyMismatch):
        _ = Money(1, "USD") < Money(1, "CNY")


@pytest.mark.parametrize("currency", ["usd", "US", "US1é", ""])
def test_a_currency_that_is_none_is_refused(currency: str) -> None:
    with pytest.raises(ValueError, match="ISO 4217"):
        Money(1, currency)


@pytest.mark.parametrize(
    ("minor", "grams", "per_100g"),
    [(339, 500.0, 68), (100, 100.0, 100), (1, 200.0, 1), (0, 10.0, 0), (125, 1000, 13)],
)
def test_a_price_per_100g_is_rounded_half_up(minor: int, grams: float, per_100g: int) -> None:
    assert Money(minor, "USD").per_100g(grams) == Money(per_100g, "USD")


def test_a_weight_of_nothing_has_no_price_per_100g() -> None:
    with pytest.raises(ValueError, match="above zero"):
        Money(1, "USD").per_100g(0)


@pytest.mark.parametrize(
    ("code", "digits"),
    [
        ("96385074", "00000096385074"),
        ("012345678905", "00012345678905"),
        ("4006381333931", "04006381333931"),
        (" 4006381-333931 ", "04006381333931"),
        ("04006381333931", "04006381333931"),
    ],
)
def test_gtins_of_every_length_become_14_digits(code: str, digits: str) -> None:
    assert Gtin.parse(code).digits == digits


@pytest.mark.parametrize("code", ["", "4006381333930", "123", "40063813339٣1", "abcdefgh", "1" * 15])
def test_what_is_no_gtin_is_refused(code: str) -> None:
    with pytest.raises(InvalidGtin):
        Gtin.parse(code)


@given(st.text(alphabet="0123456789", min_size=13, max_size=13), st.integers(0, 13), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(body: str, place: int, off: int) -> None:
    good = next(body + str(d) for d in range(10) if _is_gtin(body + str(d)))
    wrong = good[:place] + str((int(good[place]) + off) % 10) + good[place + 1 :]
    assert not _is_gtin(wrong)


def _is_gtin(code: str) -> bool:
    try:
        Gtin(code)
    except InvalidGtin:
        return False
    return True


def test_a_missing_translation_shows_the_other_language() -> None:
    assert Text("Milk", "").of(Language.ZH) == "Milk"
    assert Text("", "牛奶").of(Language.EN) == "牛奶"


def test_an_expired_promotion_neither_shows_nor_counts() -> None:
    promoted = replace(MILK, promotion=Promotion(Money(299, "USD"), False, NOW))
    assert promoted.payable(NOW - timedelta(seconds=1)) == Money(299, "USD")
    assert promoted.payable(NOW) == Money(339, "USD")
    assert promoted.promotion_at(NOW) is None


def test_a_promotion_that_costs_more_than_the_shelf_price_is_not_paid() -> None:
    assert replace(MILK, promotion=Promotion(Money(399, "USD"), True, None)).payable(NOW) == MILK.price


def test_the_comparison_uses_what_is_paid_today() -> None:
    rival = replace(
        MILK, product_id="p2", price=Money(400, "USD"), promotion=Promotion(Money(300, "USD"), False, None)
    )
    assert compare(MILK, rival, NOW).cheaper == "p2"
    assert compare(MILK, replace(rival, weight_g=100.0), NOW).cheaper_per_100g == "p1"


def test_a_tie_and_an_unknown_weight_name_nobody() -> None:
    twin = replace(MILK, product_id="p2", weight_g=None)
    assert compare(MILK, twin, NOW).cheaper is None
    assert compare(MILK, twin, NOW).cheaper_per_100g is None
