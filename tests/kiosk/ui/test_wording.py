"""Money, ages, reasons and product texts, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtGui import QGuiApplication

from kiosk.app.view_state import (
    Language,
    LocationView,
    ProductView,
    PromotionView,
    ReasonKind,
    ReasonView,
    StockState,
    StockView,
)
from kiosk.ui import language, wording
from kiosk.ui.formatting import age, day, money, number
from kiosk.ui.reasons import ICONS, sentence

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@pytest.fixture(params=list(Language))
def spoken(request: pytest.FixtureRequest, application: QGuiApplication) -> Iterator[Language]:  # noqa: ARG001
    """Qt speaks this language."""
    translator = QTranslator()
    assert translator.load(str(language.FOLDER / language.FILES[request.param]))
    QCoreApplication.installTranslator(translator)
    yield request.param
    QCoreApplication.removeTranslator(translator)


def pick(spoken: Language, english: str, chinese: str) -> str:
    return english if spoken is Language.EN else chinese


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [
        (1299, "USD", "$12.99"),
        (5, "USD", "$0.05"),
        (123456, "CNY", "¥1,234.56"),
        (980, "JPY", "¥980"),
        (-250, "EUR", "−€2.50"),
        (1500, "KWD", "KWD 1.500"),
        (100, "XYZ", "XYZ 1.00"),
    ],
)
def test_money_has_its_currencys_digits(minor: int, currency: str, text: str) -> None:
    assert money(minor, currency) == text


@pytest.mark.parametrize(
    ("seconds", "english", "chinese"),
    [
        (-3, "0 s ago", "0 秒前"),
        (5.9, "5 s ago", "5 秒前"),
        (60, "1 min ago", "1 分钟前"),
        (3 * 3600 + 5, "3 h ago", "3 小时前"),
        (50 * 3600, "2 days ago", "2 天前"),
    ],
)
def test_an_age_is_said_in_its_coarsest_honest_unit(
    spoken: Language, seconds: float, english: str, chinese: str
) -> None:
    assert age(seconds) == pick(spoken, english, chinese)


def test_days_and_numbers_are_short() -> None:
    noon = datetime(2026, 11, 30, 12, tzinfo=UTC)
    assert day(noon, Language.EN) == "Nov 30"
    assert day(noon, Language.ZH) == "11月30日"
    assert (number(4.0), number(4.25), number(1234.0)) == ("4", "4.2", "1,234")


@pytest.mark.parametrize(
    ("reason", "english", "chinese"),
    [
        (
            ReasonView(ReasonKind.BOUGHT_TOGETHER, "Greek Yogurt", (("percent", 34.2),)),
            "In 34% of baskets with Greek Yogurt",
            "买Greek Yogurt的购物篮中，34%也有它",
        ),
        (
            ReasonView(ReasonKind.BOUGHT_TOGETHER, "Greek Yogurt", (("percent", 0.4),)),
            "Sometimes bought with Greek Yogurt",
            "有时与Greek Yogurt一起买",
        ),
        (
            ReasonView(
                ReasonKind.BOUGHT_TOGETHER,
                "Greek Yogurt",
                (("percent", 60.9), ("baskets", 28.0), ("of", 46.0)),
            ),
            "In 28 of 46 baskets with Greek Yogurt",
            "买Greek Yogurt的46个购物篮中，28个也有它",
        ),
        (
            ReasonView(
                ReasonKind.BOUGHT_TOGETHER,
                "Greek Yogurt",
                (("percent", 12.0), ("baskets", 12.0), ("of", 100.0)),
            ),
            "In 12% of baskets with Greek Yogurt",
            "买Greek Yogurt的购物篮中，12%也有它",
        ),
        (ReasonView(ReasonKind.BOUGHT_TOGETHER), "Often bought together", "常被一起购买"),
        (
            ReasonView(ReasonKind.BOUGHT_BEFORE, "", (("times", 5.0), ("days_between", 9.4))),
            "You pick it up about every 9 days",
            "您大约每 9 天选购一次",
        ),
        (
            ReasonView(ReasonKind.BOUGHT_BEFORE, "", (("times", 1.0),)),
            "You have picked it up before",
            "您以前选购过",
        ),
        (
            ReasonView(ReasonKind.BOUGHT_BEFORE, "", (("times", 2.0), ("days_between", 9.4))),
            "You have picked it up 2 times",
            "您选购过 2 次",
        ),
        (ReasonView(ReasonKind.POPULAR_HERE), "Popular in this store", "本店热销"),
        (
            ReasonView(ReasonKind.POPULAR_HERE, "", (("baskets", 1412.0), ("days", 357.0))),
            "Popular here: in 1,412 baskets",
            "本店热销：出现在 1,412 个购物篮中",
        ),
        (
            ReasonView(ReasonKind.POPULAR_HERE, "", (("baskets", 12.0), ("days", 357.0))),
            "Bought here in 12 baskets",
            "本店有12个购物篮买过",
        ),
        (
            ReasonView(ReasonKind.POPULAR_HERE, "", (("baskets", 1412.0), ("days", 357.0), ("chain", 1.0))),
            "In 1,412 baskets across our stores",
            "各门店共1,412个购物篮买过",
        ),
        (ReasonView(ReasonKind.SIMILAR, "Oats"), "Similar to Oats", "与Oats相似"),
        (ReasonView(ReasonKind.NEW_HERE), "New: no purchases known yet", "新品：暂无购买记录"),
    ],
)
def test_a_reason_is_a_short_sentence_that_claims_only_its_numbers(
    spoken: Language, reason: ReasonView, english: str, chinese: str
) -> None:
    assert sentence(reason) == pick(spoken, english, chinese)


def test_a_reason_does_not_repeat_the_product_that_is_on_the_page(spoken: Language) -> None:
    reason = ReasonView(ReasonKind.BOUGHT_TOGETHER, "Oats", (("percent", 12.0),))
    assert sentence(reason, "Oats") == pick(
        spoken, "In 12% of baskets with this one", "买本品的购物篮中，12%也有它"
    )


def test_a_percent_sign_in_a_name_stays_what_it_is(spoken: Language) -> None:
    reason = ReasonView(ReasonKind.BOUGHT_TOGETHER, "2%1 Milk", (("percent", 12.0),))
    assert sentence(reason) == pick(
        spoken, "In 12% of baskets with 2%1 Milk", "买2%1 Milk的购物篮中，12%也有它"
    )


def test_every_kind_of_reason_has_a_sentence_and_an_icon(spoken: Language) -> None:  # noqa: ARG001
    for kind in ReasonKind:
        assert sentence(ReasonView(kind, "Oats"))
        assert ICONS[kind]


PRODUCT = ProductView(
    product_id="p1",
    gtin="02000000000015",
    name="Oats, 13 oz",
    size="13 oz",
    department="Grocery",
    category="Cereal",
    store_brand=False,
    price_minor=349,
    currency="USD",
    unit_price_minor=95,
    promotion=None,
    picture="",
    tint=0,
    location=LocationView("Aisle 2 · Cereal"),
    stock=StockView(StockState.NOT_MEASURED),
)


def test_a_reduced_price_shows_what_is_saved_and_until_when(spoken: Language) -> None:
    offer = replace(PRODUCT, promotion=PromotionView(299, True, NOW + timedelta(days=6)))
    price = wording.price(offer, spoken)
    assert (price.now, price.was) == ("$2.99", "$3.49")
    assert price.offer == pick(spoken, "Save $0.50", "省 $0.50")
    assert price.until == pick(spoken, "until Nov 30", "11月30日止")
    assert price.unit == pick(spoken, "$0.95 per 100 g", "每100克 $0.95")


def test_a_featured_product_without_a_lower_price_claims_no_saving(spoken: Language) -> None:
    for promotion in (PromotionView(None, True, None), PromotionView(349, True, None)):
        price = wording.price(replace(PRODUCT, promotion=promotion), spoken)
        assert (price.now, price.was, price.until) == ("$3.49", "", "")
        assert price.offer == pick(spoken, "This week's pick", "本周推荐")


def test_a_weight_that_is_not_known_gives_no_unit_price(spoken: Language) -> None:
    assert wording.price(replace(PRODUCT, unit_price_minor=None), spoken).unit == ""


def test_a_count_is_never_said_where_nobody_measured_it(spoken: Language) -> None:  # noqa: ARG001
    for state in (StockState.UNKNOWN, StockState.NOT_MEASURED):
        text = wording.stock(StockView(state), NOW)
        assert not any(sign.isdigit() for sign in text.headline + text.detail)
    assert wording.stock(StockView(StockState.MEASURED, None), NOW).tone == "warn"


def test_figures_stay_with_their_units() -> None:
    assert wording.unbroken("Oats, 8.5 fl oz") == "Oats, 8.5\u00a0fl\u00a0oz"
    assert wording.unbroken("燕麦 8.5盎司").replace("\u2060", "") == "燕麦 8.5盎司"
    assert "\u2060" in wording.unbroken("燕麦 8.5盎司")


@pytest.mark.parametrize(
    ("name", "size", "title", "said"),
    [
        ("Oats, 13 oz", "13 oz", "Oats", "13 oz"),
        ("燕麦 13盎司", "13盎司（369克）", "燕麦", "13盎司（369克）"),
        ("水果杯 4盎司（6件装）", "4盎司（6件装）", "水果杯", "4盎司（6件装）"),
        ("2升装汽水", "2升", "2升装汽水", ""),
        ("Soft Drinks, 2 L Bottles", "2 L", "Soft Drinks, 2 L Bottles", ""),
        ("Bananas", "", "Bananas", ""),
        ("13 oz", "13 oz", "13 oz", ""),
        ("Oats", "13 oz", "Oats", "13 oz"),
    ],
)
def test_the_size_has_a_line_of_its_own_and_is_not_said_twice(
    name: str, size: str, title: str, said: str
) -> None:
    found = wording.title_and_size(replace(PRODUCT, name=name, size=size))
    assert tuple(text.replace("\u00a0", " ").replace("\u2060", "") for text in found) == (title, said)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Tortilla Chips, 13 oz", "Tortilla Chips"),
        ("Soft Drinks, 20–24 Can Packs, 12 fl oz", "Soft Drinks, 20–24 Can Packs"),
        ("墨西哥玉米片 13盎司", "墨西哥玉米片"),
        ("水果杯 4盎司（6件装）", "水果杯"),
        ("Greek Yogurt", "Greek Yogurt"),
    ],
)
def test_a_sentence_names_a_product_without_its_size(name: str, short: str) -> None:
    assert wording.without_size(name) == short
