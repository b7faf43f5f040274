"""Selling points, what is left out, and products of one name, as a shopper sees and touches them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.app.commands import LeaveOut
from kiosk.app.view_state import (
    Contents,
    DietView,
    PointView,
    ReasonKind,
    ReasonView,
    SuggestionView,
)
from tests.kiosk.ui.touching import LANDSCAPE, PORTRAIT, texts, touch

if TYPE_CHECKING:
    from kiosk.app.commands import Command
    from kiosk.app.view_state import ViewState
    from kiosk.ui.gallery import Gallery
    from kiosk.ui.studio import Studio


def left_out(gallery: Gallery) -> ViewState:
    """A milk with two points and two kinds left out, beside another of its name and size and one of another
    size."""
    hero = replace(
        gallery.hero(),
        name="Milk, 1 gal",
        size="1 gal",
        number="1042",
        unwanted=(Contents.DAIRY,),
        points=(
            PointView("Fresh and creamy", "Fresh and creamy; good in coffee.", reviewed=False),
            PointView("Keeps for long.", "Keeps for long.", reviewed=True),
        ),
    )
    twin = replace(hero, product_id="1043", number="1043", unwanted=(), points=())
    small = replace(twin, product_id="1044", number="", name="Milk, 1 pt", size="1 pt")
    other = replace(twin, product_id="1045", number="", name="Bread", size="")
    reason = ReasonView(ReasonKind.SIMILAR, hero.name)
    return replace(
        gallery.product(),
        product=hero,
        lifted=(),
        suggestions=tuple(SuggestionView(each, reason) for each in (twin, small, other)),
        diet=DietView(tuple(Contents), (Contents.PORK, Contents.DAIRY)),
    )


def test_points_are_shown_with_their_sources_and_on_a_touch_with_their_sentences(
    studio: Studio, gallery: Gallery
) -> None:
    studio.pose(left_out(gallery), PORTRAIT)
    shown = texts(studio.window.quick)
    assert {"Fresh and creamy", "Keeps for long.", "From the description and from reviews"} <= set(shown)
    assert not any("good in coffee" in text for text in shown)
    touch(studio.window.quick, "sellingPoints")
    studio.settle()
    shown = texts(studio.window.quick)
    assert "From the description\nFresh and creamy; good in coffee." in shown
    assert "From a customer's review" in shown  # its sentence is all of the quotation


def test_products_of_one_name_are_told_apart(studio: Studio, gallery: Gallery) -> None:
    studio.pose(left_out(gallery), LANDSCAPE)
    shown = texts(studio.window.quick)
    assert "No. 1042" in shown  # on the page
    assert {"No. 1043", "1\u00a0pt"} <= set(shown)  # on the cards: the number where the size is the same
    assert "No. 1044" not in shown
    assert "No. 1045" not in shown


def test_what_is_left_out_is_said_marked_and_can_be_changed(
    studio: Studio, gallery: Gallery, commands: list[Command]
) -> None:
    studio.pose(left_out(gallery), PORTRAIT)
    assert {"2 left out", "Contains: Dairy"} <= set(texts(studio.window.quick))
    touch(studio.window.quick, "openLeaveOut")
    studio.settle()
    touch(studio.window.quick, "leaveOut-fish")
    touch(studio.window.quick, "leaveOut-pork")
    assert commands == [LeaveOut("fish", True), LeaveOut("pork", False)]
    assert any("read the label for allergens" in text for text in texts(studio.window.quick))


def test_where_nothing_is_known_nothing_can_be_left_out(studio: Studio, gallery: Gallery) -> None:
    studio.pose(replace(gallery.product(), diet=DietView()), PORTRAIT)
    assert "Leave out of suggestions" not in texts(studio.window.quick)
    assert "Leave out …" not in texts(studio.window.quick)


def test_the_list_marks_what_is_left_out(studio: Studio, gallery: Gallery) -> None:
    studio.pose(gallery.category_left_out(), PORTRAIT)
    assert "Contains: Dairy" in texts(studio.window.quick)
