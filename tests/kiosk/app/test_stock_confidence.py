"""How sure the shelf is of its count, as the screen says it."""

from kiosk.app import commands
from kiosk.app.view_state import Urgency
from tests.kiosk.app.house import SLOTS, House
from tests.kiosk.small_store import CHEESE, MILK


def test_a_doubtful_count_is_no_number_for_customers_and_kept_over_a_restart(house: House) -> None:
    house.shelves.heard_state("shelf-a", "ready")
    house.stock(CHEESE, 6)
    house.dispatcher.heard_confidence(SLOTS[CHEESE], 0.97)
    view = house.do(commands.OpenProduct(CHEESE))
    assert view.product is not None
    assert not view.product.stock.about
    house.dispatcher.heard_confidence(SLOTS[CHEESE], 0.71)
    house.restart()
    view = house.do(commands.OpenProduct(CHEESE))
    assert view.product is not None
    assert view.product.stock.about


def test_a_doubtful_count_still_opens_a_task(house: House) -> None:
    house.shelves.heard_state("shelf-a", "ready")
    house.stock(MILK, 0)
    house.dispatcher.heard_confidence(SLOTS[MILK], 0.5)
    view = house.sign_in()
    assert view.staff is not None
    milk = next(task for task in view.staff.tasks if task.product.product_id == MILK)
    assert milk.urgency is Urgency.EMPTY
    assert milk.product.stock.about
