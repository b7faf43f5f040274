"""What a shopper leaves out of suggestions, and what speaks for a product."""

import json

import pytest

from kiosk.app import commands
from kiosk.app.errors import CommandRefused
from kiosk.app.view_state import Contents, DietView, Language, PointView
from tests.kiosk.app.house import House
from tests.kiosk.small_store import CHEESE, CRACKERS, MILK, SHOES


def test_only_what_the_catalog_knows_of_can_be_left_out(house: House) -> None:
    assert house.lift(SHOES).diet == DietView((Contents.DAIRY,), ())


def test_what_is_left_out_goes_at_once_and_is_never_asked_for(house: House) -> None:
    house.lift(SHOES)
    house.answers.answer(CHEESE, CRACKERS)
    view = house.do(commands.LeaveOut("dairy", True))
    assert [each.product.product_id for each in view.suggestions] == [CRACKERS]
    assert view.diet.left_out == (Contents.DAIRY,)
    assert {MILK, CHEESE} <= house.answers.asked[-1][0].exclude
    house.answers.answer(CRACKERS)
    assert [each.product.product_id for each in house.view.suggestions] == [CRACKERS]


def test_an_answer_to_the_question_before_is_not_shown(house: House) -> None:
    house.lift(SHOES)
    house.do(commands.LeaveOut("dairy", True))
    house.answers.answer(CHEESE, which=0)
    assert house.view.suggestions == ()


def test_it_is_wanted_again_when_the_choice_is_taken_back(house: House) -> None:
    house.lift(SHOES)
    house.do(commands.LeaveOut("dairy", True))
    view = house.do(commands.LeaveOut("dairy", False))
    assert view.diet.left_out == ()
    assert CHEESE not in house.answers.asked[-1][0].exclude


def test_such_products_are_marked_and_not_hidden(house: House) -> None:
    house.do(commands.LeaveOut("dairy", True))
    view = house.do(commands.SetQuery("milk"))
    assert view.search is not None
    marks = {each.product_id: each.unwanted for each in view.search.results}
    assert marks[MILK] == (Contents.DAIRY,)
    assert () in marks.values()  # "Milk Chocolate", of whose kind nothing is known
    opened = house.do(commands.OpenProduct(MILK))
    assert opened.product is not None
    assert opened.product.unwanted == (Contents.DAIRY,)


def test_the_choice_goes_with_the_shopper_and_is_told_to_nobody(house: House) -> None:
    house.lift(SHOES)
    house.do(commands.LeaveOut("dairy", True))
    house.do(commands.EndSession())
    assert house.view.diet.left_out == ()
    house.lift(SHOES)
    assert CHEESE not in house.answers.asked[-1][0].exclude
    told = [row[0] for row in house.facts._db.execute("select payload from outbox").fetchall()]
    assert told
    assert not any("dairy" in json.dumps(payload) for payload in told)


def test_contents_that_nobody_knows_are_refused(house: House) -> None:
    with pytest.raises(CommandRefused, match="'sugar'"):
        house.do(commands.LeaveOut("sugar", True))


def test_points_are_in_the_readers_language_with_their_sentence_and_source(house: House) -> None:
    english = house.do(commands.OpenProduct(MILK)).product
    assert english is not None
    assert english.points == (
        PointView("Fresh and creamy", "Fresh and creamy; good in coffee.", reviewed=False),
        PointView("tastes like it used to", "It tastes like it used to.", reviewed=True),
    )
    chinese = house.do(commands.SwitchLanguage(Language.ZH)).product
    assert chinese is not None
    assert [point.text for point in chinese.points] == ["奶香浓郁。"]


def test_a_point_that_is_only_in_the_other_language_is_shown_in_it(house: House) -> None:
    product = house.do(commands.OpenProduct(CHEESE)).product
    assert product is not None
    assert [point.text for point in product.points] == ["容易融化"]
