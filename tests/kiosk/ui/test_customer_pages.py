from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest

from kiosk.app.commands import (
    EndSession,
    ExtendSession,
    GoBack,
    GoHome,
    LoadMore,
    OpenBrowse,
    OpenCompare,
    OpenProduct,
    OpenSearch,
    OpenStaff,
    SelectCategory,
    SelectDepartment,
    SetAccessible,
    SetQuery,
    SubmitQuery,
    SwitchLanguage,
)
from kiosk.app.view_state import (
    IdleView,
    Language,
    Notice,
    SearchView,
    StockState,
    StockView,
)
from kiosk.ui.gallery import NOW
from kiosk.ui.studio import Studio, seen_items
from tests.kiosk.ui.touching import LANDSCAPE, PORTRAIT, is_seen, middle, seen, text_of, texts, touch

if TYPE_CHECKING:
    from PySide6.QtQuick import QQuickItem

    from kiosk.app.commands import Command
    from kiosk.ui.gallery import Gallery


def cards(studio: Studio, list_name: str) -> list[QQuickItem]:
    """The cards of a list that are seen, in reading order."""
    parent = seen(studio.window.quick, list_name)
    found = [
        item
        for item in seen_items(studio.window.quick)
        if item.inherits("QQuickAbstractButton") and parent.isAncestorOf(item)
    ]
    return sorted(found, key=lambda item: (middle(item).y(), middle(item).x()))


def labels(studio: Studio) -> list[str]:
    return [item.property("text") for item in seen_items(studio.window.quick) if item.inherits("QQuickText")]


def click(studio: Studio, item: QQuickItem) -> None:
    QTest.mouseClick(
        studio.window.quick, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle(item)
    )
    QCoreApplication.processEvents()


# ---- on every screen


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("navHome", GoHome()),
        ("navBack", GoBack()),
        ("navBrowse", OpenBrowse()),
        ("navSearch", OpenSearch()),
        ("navLanguage", SwitchLanguage(Language.ZH)),
        ("navAccessible", SetAccessible(True)),
    ],
)
@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
def test_navigation_sends_its_command(
    studio: Studio,
    gallery: Gallery,
    commands: list[Command],
    name: str,
    command: Command,
    size: tuple[int, int],
) -> None:
    studio.pose(gallery.product(), size)
    touch(studio.window.quick, name)
    assert commands == [command]


def test_back_does_nothing_where_there_is_nothing_to_go_back_to(
    studio: Studio, gallery: Gallery, commands: list[Command]
) -> None:
    studio.pose(gallery.attract(), PORTRAIT)
    touch(studio.window.quick, "navBack")
    assert commands == []


def test_the_language_switches_every_fixed_text_while_the_window_stands(
    studio: Studio, galleries: dict[Language, Gallery]
) -> None:
    studio.pose(galleries[Language.EN].product(), PORTRAIT)
    assert {"Home", "Goes well with it", "In your hand", "Checked 5 s ago"} <= set(texts(studio.window.quick))
    studio.window.apply(galleries[Language.ZH].product())
    studio.settle()
    now = set(texts(studio.window.quick))
    assert {"首页", "搭配推荐", "您手中", "5 秒前清点"} <= now
    assert not {"Home", "Goes well with it", "In your hand", "Back", "Browse", "Search"} & now


def test_notices_stand_above_the_page_and_say_what_is_wrong(studio: Studio, gallery: Gallery) -> None:
    studio.pose(replace(gallery.departments(), notices=(Notice.DISK_FULL,)), PORTRAIT)
    assert "Storage is full. Please tell a member of staff." in texts(studio.window.quick)
    studio.pose(gallery.departments(), PORTRAIT)
    assert "Storage is full. Please tell a member of staff." not in texts(studio.window.quick)


# ---- the invitation


def test_a_touch_on_the_promoted_product_opens_it(
    studio: Studio, gallery: Gallery, commands: list[Command]
) -> None:
    state = gallery.attract()
    studio.pose(state, PORTRAIT)
    QTest.mouseClick(
        studio.window.quick,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        middle(seen(studio.window.quick, "attractAnywhere"))
        - middle(seen(studio.window.quick, "navHome")) / 4,
    )
    assert commands == [OpenProduct(state.attract[0].product_id)]


@pytest.mark.parametrize(
    ("name", "command"),
    [("attractBrowse", OpenBrowse()), ("attractSearch", OpenSearch()), ("staffDoor", OpenStaff())],
)
def test_the_invitation_leads_on(
    studio: Studio, gallery: Gallery, commands: list[Command], name: str, command: Command
) -> None:
    studio.pose(gallery.attract(), LANDSCAPE)
    touch(studio.window.quick, name)
    assert commands == [command]


def test_the_invitation_stands_without_offers(
    studio: Studio, gallery: Gallery, commands: list[Command]
) -> None:
    studio.pose(gallery.attract_without_offers(), PORTRAIT)
    assert "Lift any product" in texts(studio.window.quick)
    touch(studio.window.quick, "attractBrowse")
    assert commands == [OpenBrowse()]


# ---- one product


@pytest.mark.parametrize(
    ("stock", "headline", "detail"),
    [
        (StockView(StockState.MEASURED, 7, NOW - timedelta(seconds=5)), "7 left", "Checked 5 s ago"),
        (StockView(StockState.MEASURED, 1, NOW), "Only 1 left", "Checked just now"),
        (StockView(StockState.MEASURED, 0, NOW), "None left here", "Checked just now"),
        (
            StockView(StockState.STALE, 4, NOW - timedelta(minutes=4)),
            "4 at the last check",
            "4 min ago, shelf silent since",
        ),
        (StockView(StockState.UNKNOWN), "Count unknown", "The shelf is not answering"),
        (StockView(StockState.NOT_MEASURED), "Not counted", "No smart shelf here"),
    ],
)
def test_the_stock_says_what_is_known_and_how_old_it_is(
    studio: Studio, gallery: Gallery, stock: StockView, headline: str, detail: str
) -> None:
    studio.pose(gallery.product_with_stock(stock), PORTRAIT)
    assert {headline, detail} <= set(texts(studio.window.quick))


def test_a_suggestion_opens_and_is_counted_as_taken(
    studio: Studio, gallery: Gallery, commands: list[Command]
) -> None:
    state = gallery.product()
    studio.pose(state, PORTRAIT)
    click(studio, cards(studio, "suggestions")[0])
    assert commands == [OpenProduct(state.suggestions[0].product.product_id, from_suggestion=True)]


def test_two_lifted_products_can_be_compared(
    studio: Studio, gallery: Gallery, commands: list[Command]
) -> None:
    studio.pose(gallery.product(), PORTRAIT)
    assert not is_seen(studio.window.quick, "openCompare")
    studio.pose(gallery.product_two_lifted(), PORTRAIT)
    touch(studio.window.quick, "openCompare")
    assert commands == [OpenCompare()]


def test_suggestions_come_later_without_disturbing_the_page(studio: Studio, gallery: Gallery) -> None:
    studio.pose(gallery.product_waiting(), PORTRAIT)
    assert not is_seen(studio.window.quick, "suggestions")
    studio.window.apply(gallery.product())
    studio.settle()
    assert len(cards(studio, "suggestions")) >= 3


def test_the_suggestions_of_an_earlier_product_are_not_seen_and_not_kept(
    studio: Studio, gallery: Gallery
) -> None:
    state = gallery.product()
    names = [suggestion.product.name.partition(",")[0] for suggestion in state.suggestions]
    studio.pose(state, PORTRAIT)
    studio.window.apply(replace(gallery.product_longest(), suggestions=(), suggestions_pending=True))
    studio.settle()
    assert not set(names) & set(texts(studio.window.quick))
    studio.window.apply(replace(gallery.product_longest(), suggestions=()))
    studio.settle()
    assert studio.window.model.suggestions.rows == ()
    assert "Nothing to suggest for this one yet." in texts(studio.window.quick)


def test_another_product_begins_at_the_top(studio: Studio, gallery: Gallery) -> None:
    studio.pose(replace(gallery.product(), accessible=True), LANDSCAPE)
    pages = [
        item
        for item in seen_items(studio.window.quick)
        if item.inherits("QQuickFlickable") and item.property("contentHeight") > item.height()
    ]
    assert pages
    pages[0].setProperty("contentY", 120.0)
    studio.window.apply(replace(gallery.product_longest(), accessible=True))
    studio.settle()
    assert pages[0].property("contentY") == 0


# ---- compare, not sold


def test_either_side_of_the_comparison_opens_its_product(
    studio: Studio, gallery: Gallery, commands: list[Command]
) -> None:
    state = gallery.compare()
    assert state.compare is not None
    studio.pose(state, LANDSCAPE)
    touch(studio.window.quick, "compareLeft")
    touch(studio.window.quick, "compareRight")
    assert commands == [
        OpenProduct(state.compare.left.product_id),
        OpenProduct(state.compare.right.product_id),
    ]


def test_the_lower_price_is_marked_once(studio: Studio, gallery: Gallery) -> None:
    state = gallery.compare()
    assert state.compare is not None
    assert state.compare.cheaper is not None
    studio.pose(state, PORTRAIT)
    assert labels(studio).count("Lower price") == 1
    studio.pose(replace(state, compare=replace(state.compare, cheaper=None)), PORTRAIT)
    assert "Lower price" not in texts(studio.window.quick)


def test_a_code_that_is_not_sold_is_named_and_leads_on(
    studio: Studio, gallery: Gallery, commands: list[Command]
) -> None:
    studio.pose(gallery.not_sold(), PORTRAIT)
    assert any("04006381333931" in text for text in texts(studio.window.quick))
    touch(studio.window.quick, "notSoldSearch")
    touch(studio.window.quick, "notSoldBrowse")
    assert commands == [OpenSearch(), OpenBrowse()]


# ---- browse


def test_departments_categories_and_products_open_one_another(
    studio: Studio, gallery: Gallery, commands: list[Command]
) -> None:
    departments, categories, products = gallery.departments(), gallery.categories(), gallery.category()
    assert departments.browse is not None
    assert categories.browse is not None
    assert products.browse is not None
    for state, list_name in (
        (departments, "departments"),
        (categories, "categories"),
        (products, "categoryProducts"),
    ):
        studio.pose(state, PORTRAIT)
        click(studio, cards(studio, list_name)[0])
    assert [command for command in commands if not isinstance(command, LoadMore)] == [
        SelectDepartment(departments.browse.departments[0].group_id),
        SelectCategory(categories.browse.categories[0].group_id),
        OpenProduct(products.browse.products[0].product_id),
    ]


def test_more_products_are_asked_for_once_for_each_page(
    studio: Studio, gallery: Gallery, commands: list[Command]
) -> None:
    state = gallery.category()
    assert state.browse is not None
    shown = replace(state, browse=replace(state.browse, total=500))
    studio.pose(shown, PORTRAIT)
    grid = seen(studio.window.quick, "categoryProducts")
    for y in (900.0, 1200.0, 1500.0, 1800.0):
        grid.setProperty("contentY", y)
        QCoreApplication.processEvents()
    assert commands == [LoadMore()]


# ---- search


def test_the_keyboard_of_the_page_types_a_query(
    studio: Studio, gallery: Gallery, commands: list[Command]
) -> None:
    studio.pose(gallery.search_empty(), PORTRAIT)
    for key in "ydx":
        touch(studio.window.quick, f"key-{key}")
    touch(studio.window.quick, "keyErase")
    touch(studio.window.quick, "keySpace")
    touch(studio.window.quick, "keyClear")
    assert commands == [SetQuery(text) for text in ("y", "yd", "ydx", "yd", "yd ", "")]


def test_enter_submits_what_was_typed(studio: Studio, gallery: Gallery, commands: list[Command]) -> None:
    studio.pose(gallery.search_empty(), LANDSCAPE)
    QTest.keyClick(studio.window.quick, Qt.Key.Key_A)
    QTest.keyClick(studio.window.quick, Qt.Key.Key_Return)
    assert commands == [SetQuery("a"), SubmitQuery("a")]


def test_a_physical_keyboard_types_a_query(studio: Studio, gallery: Gallery, commands: list[Command]) -> None:
    studio.pose(gallery.search_empty(), LANDSCAPE)
    QTest.keyClick(studio.window.quick, Qt.Key.Key_A)
    QTest.keyClick(studio.window.quick, Qt.Key.Key_B)
    assert commands == [SetQuery("a"), SetQuery("ab")]


def test_an_answer_that_comes_late_does_not_overwrite_what_is_typed(
    studio: Studio, gallery: Gallery, commands: list[Command]
) -> None:
    studio.pose(gallery.search_empty(), PORTRAIT)
    for key in "oat":
        touch(studio.window.quick, f"key-{key}")
    studio.window.apply(replace(gallery.search_empty(), search=SearchView("o")))
    studio.settle()
    assert text_of(studio.window.quick, "searchInput") == "oat"
    assert commands == [SetQuery("o"), SetQuery("oa"), SetQuery("oat")]


def test_the_field_of_a_page_that_was_never_refilled_is_not_overwritten_either(gallery: Gallery) -> None:
    with Studio() as first:
        first.pose(gallery.search_empty(), PORTRAIT)
        for key in "oat":
            touch(first.window.quick, f"key-{key}")
        first.window.apply(replace(gallery.search_empty(), search=SearchView("o")))
        first.settle()
        assert text_of(first.window.quick, "searchInput") == "oat"
        assert first.commands == [SetQuery("o"), SetQuery("oa"), SetQuery("oat")]


def test_a_query_set_elsewhere_comes_into_the_field_and_is_not_sent_back(gallery: Gallery) -> None:
    with Studio() as first:
        first.pose(gallery.search_empty(), PORTRAIT)
        for query in ("oat", "milk", "oat"):
            first.window.apply(replace(gallery.search_empty(), search=SearchView(query)))
            first.settle()
            assert text_of(first.window.quick, "searchInput") == query
        touch(first.window.quick, "keyErase")
        assert first.commands == [SetQuery("oa")]


def test_the_next_shopper_finds_an_empty_field(studio: Studio, gallery: Gallery) -> None:
    studio.pose(gallery.search("oat"), PORTRAIT)
    assert text_of(studio.window.quick, "searchInput") == "oat"
    studio.window.apply(gallery.attract())
    studio.pose(gallery.search_empty(), PORTRAIT)
    assert text_of(studio.window.quick, "searchInput") == ""


def test_a_query_without_results_says_so(studio: Studio, gallery: Gallery) -> None:
    studio.pose(gallery.search_nothing(), PORTRAIT)
    assert "Nothing found for “xqzt”" in texts(studio.window.quick)


# ---- leaving


def test_the_idle_warning_counts_down_and_any_touch_extends(
    studio: Studio, gallery: Gallery, commands: list[Command]
) -> None:
    studio.pose(gallery.idle(), PORTRAIT)
    assert text_of(studio.window.quick, "idleSeconds") == "17"
    touch(studio.window.quick, "idleStay")
    assert commands == [ExtendSession()]


def test_a_touch_beside_the_warning_extends_and_reaches_nothing_below(
    studio: Studio, gallery: Gallery, commands: list[Command]
) -> None:
    studio.pose(gallery.idle(), PORTRAIT)
    below = middle(seen(studio.window.quick, "navSearch"))
    QTest.mouseClick(studio.window.quick, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, below)
    assert commands == [ExtendSession()]


def test_i_am_done_ends_the_session(studio: Studio, gallery: Gallery, commands: list[Command]) -> None:
    studio.pose(gallery.idle(), LANDSCAPE)
    touch(studio.window.quick, "idleEnd")
    assert commands == [EndSession()]


def test_the_countdown_follows_the_clock(studio: Studio, gallery: Gallery) -> None:
    state = replace(gallery.product(), idle=IdleView(True, NOW + timedelta(seconds=3)))
    studio.pose(state, PORTRAIT)
    assert text_of(studio.window.quick, "idleSeconds") == "3"


def test_nothing_of_the_shopper_is_left_when_the_invitation_returns(studio: Studio, gallery: Gallery) -> None:
    studio.pose(gallery.compare(), PORTRAIT)
    studio.pose(gallery.search("oat"), PORTRAIT)
    studio.pose(gallery.product(), PORTRAIT)
    studio.window.apply(gallery.attract())
    model = studio.window.model
    assert (model.product.name, model.compare.left.name, model.compare.right.name) == ("", "", "")
    assert (model.suggestions.count, model.lifted.count, model.search.products.count) == (0, 0, 0)
    assert model.search.query == ""


def test_the_map_of_a_shelf_stays_made_for_the_next_product(studio: Studio, gallery: Gallery) -> None:
    shown = gallery.scenes()["product"]
    assert shown.product is not None
    made = []
    for place in (3, 8):  # between the two the invitation is shown, which knows no product
        spot = replace(shown.product.location, spot=(place, 12))
        studio.pose(replace(shown, product=replace(shown.product, location=spot)), PORTRAIT)
        slots = [each for each in seen(studio.window.quick, "slotMap").childItems() if each.width() > 0]
        colours = [each.property("color").name() for each in slots]
        assert len(slots) == 12
        assert [colours.count(each) for each in colours].index(1) == place
        made.append(slots)
    assert made[0] == made[1]
