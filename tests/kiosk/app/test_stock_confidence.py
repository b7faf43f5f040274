"""How sure the shelf is of its count, as the screen says it."""

from contextlib import AbstractContextManager

import pytest

from kiosk.app import commands
from kiosk.app.view_state import Urgency
from sync.database import DatabaseError
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
    house.dispatcher.keep_readings()
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


def test_what_a_shelf_says_at_once_is_one_commit(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    commits = 0
    transaction = house.facts.transaction

    def counted() -> AbstractContextManager[None]:
        nonlocal commits
        commits += 1
        return transaction()

    monkeypatch.setattr(house.facts, "transaction", counted)
    for product_id in (CHEESE, MILK):
        house.dispatcher.heard_stock(SLOTS[product_id], 7)
        house.dispatcher.heard_confidence(SLOTS[product_id], 0.93)
    assert commits == 0
    house.dispatcher.keep_readings()
    house.dispatcher.keep_readings()
    assert commits == 1
    monkeypatch.undo()
    house.restart()
    kept = house.facts.slots()
    readings = [kept[SLOTS[product_id]].reading for product_id in (CHEESE, MILK)]
    assert [(reading.count, reading.confidence) for reading in readings] == [(7, 0.93)] * 2


def test_readings_that_a_full_disk_refused_are_kept_by_a_later_tick(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused() -> AbstractContextManager[None]:
        raise DatabaseError("device.db: database or disk is full")

    monkeypatch.setattr(house.facts, "transaction", refused)
    house.dispatcher.heard_stock(SLOTS[CHEESE], 4)
    house.dispatcher.keep_readings()
    monkeypatch.undo()
    house.dispatcher.tick()
    house.restart()
    assert house.facts.slots()[SLOTS[CHEESE]].reading.count == 4
