"""What to restock, and filling a slot until the weight confirms it."""

import pytest

from firmware_bridge.messages import EventKind
from kiosk.app import commands
from kiosk.app.errors import CommandRefused
from kiosk.app.view_state import (
    ActiveTaskView,
    Screen,
    TaskState,
    TaskStep,
    Urgency,
    ViewState,
)
from tests.kiosk.app.house import House
from tests.kiosk.small_store import CHEESE, MILK, SHOES, SKIM, gtin

pytestmark = pytest.mark.usefixtures("shelves_are_heard")


def active(view: ViewState) -> ActiveTaskView:
    assert view.staff is not None
    assert view.staff.active is not None
    return view.staff.active


def take(house: House, product_id: str) -> ViewState:
    task = house.restocking.task_for(product_id)
    assert task is not None
    return house.do(commands.TakeTask(task.work.task_id))


def names(view: ViewState) -> list[tuple[str, Urgency]]:
    assert view.staff is not None
    return [(task.product.product_id, task.urgency) for task in view.staff.tasks]


# ---- what to restock


def test_the_list_starts_with_what_is_most_urgent(house: House) -> None:
    house.lift(CHEESE, 8)
    house.stock(CHEESE, 3)
    view = house.sign_in()
    assert names(view) == [(MILK, Urgency.EMPTY), (CHEESE, Urgency.HIGH), (SKIM, Urgency.LOW)]
    assert view.staff is not None
    cheese = view.staff.tasks[1]
    assert (cheese.needed, cheese.capacity, cheese.threshold) == (9, 12, 4)
    assert cheese.sold_per_day == pytest.approx(48)  # 8 pieces over the least exposure of 4 h, a day of 24 h
    assert cheese.hours_left == pytest.approx(1.5)


def test_a_slot_that_was_filled_again_leaves_the_list(house: House) -> None:
    house.sign_in()
    house.stock(MILK, 12)
    assert (MILK, Urgency.EMPTY) not in names(house.do(commands.ShowRestock()))


def test_a_silent_sensor_says_go_and_look_after_a_minute(house: House) -> None:
    house.sign_in()
    house.shelves.heard_state("shelf-b", "lost")
    assert SHOES not in dict(names(house.pass_s(35)))
    house.pass_s(35)
    assert dict(names(house.pass_s(35)))[SHOES] is Urgency.UNKNOWN


def test_looking_at_a_silent_slot_closes_its_task_for_a_while(house: House) -> None:
    house.sign_in()
    house.shelves.heard_state("shelf-b", "lost")
    for _ in range(3):
        house.pass_s(35)
    active(take(house, SHOES))
    task = house.desk.active_task
    assert task is not None
    view = house.do(commands.FinishTask(task))
    assert SHOES not in dict(names(view))
    assert house.audited()[-1] == "slot_checked"
    assert SHOES not in dict(names(house.pass_s(60)))


# ---- one task


def test_scan_fill_and_the_weight_confirms(house: House) -> None:
    house.sign_in()
    view = take(house, MILK)
    assert view.screen is Screen.STAFF_TASK
    assert active(view).step is TaskStep.FIND_SLOT
    assert active(house.scan(gtin(CHEESE))).message_kind == "wrong_product"
    assert active(house.view).wrong_code == gtin(CHEESE).lstrip("0")
    assert active(house.scan(gtin(MILK))).step is TaskStep.FILL
    view = house.hear(house.shelf(EventKind.RESTOCK, MILK, 8))
    assert (active(view).step, active(view).put, active(view).grams) == (TaskStep.CONFIRMED, 8, 2000.0)
    view = house.hear(house.shelf(EventKind.PICK, MILK, 1))
    assert (active(view).put, active(view).message_kind) == (7, "removed")
    house.stock(MILK, 7)
    view = house.do(commands.FinishTask(active(view).task.task_id))
    assert view.screen is Screen.STAFF_RESTOCK
    assert MILK not in dict(names(view))
    restock = house.told("restock")
    assert [
        (event.payload["qty"], event.payload["confirmed"], event.payload["finished"]) for event in restock
    ] == [(7, True, True)]
    assert house.told("lift") == []
    assert house.audited() == [
        *("signed_in", "task_taken", "wrong_product", "goods_put", "goods_removed", "restock_confirmed")
    ]


def test_the_slot_may_be_picked_by_hand(house: House) -> None:
    house.sign_in()
    take(house, MILK)
    assert active(house.do(commands.PickSlot("shelf-a", "a2"))).message_kind == "wrong_slot"
    assert active(house.do(commands.PickSlot("shelf-a", "a1"))).step is TaskStep.FILL


def test_goods_on_the_wrong_slot_are_said_and_not_counted(house: House) -> None:
    house.sign_in()
    take(house, MILK)
    view = house.hear(house.shelf(EventKind.RESTOCK, CHEESE, 4))
    assert (active(view).message_kind, active(view).put) == ("wrong_slot", 0)
    assert house.told("restock")[0].payload["product_id"] == CHEESE


def test_a_scan_on_the_list_takes_the_task_for_that_product(house: House) -> None:
    house.sign_in()
    view = house.scan(gtin(CHEESE))
    assert active(view).task.product.product_id == CHEESE
    assert active(view).step is TaskStep.FILL


def test_a_shopper_beside_the_member_of_staff_still_buys(house: House) -> None:
    house.sign_in()
    take(house, MILK)
    view = house.hear(house.shelf(EventKind.PICK, SKIM, 2))
    assert view.screen is Screen.STAFF_TASK
    assert [event.payload["product_id"] for event in house.told("lift")] == [SKIM]


def test_nothing_put_is_nothing_to_finish(house: House) -> None:
    house.sign_in()
    view = take(house, MILK)
    with pytest.raises(CommandRefused, match="nothing has been put"):
        house.do(commands.FinishTask(active(view).task.task_id))


def test_a_kiosk_that_is_killed_in_the_middle_forgets_nothing(house: House) -> None:
    house.sign_in()
    task_id = active(take(house, MILK)).task.task_id
    house.hear(house.shelf(EventKind.RESTOCK, MILK, 5))
    house.restart()
    house.hear(house.shelf(EventKind.RESTOCK, MILK, 3))  # put on while the kiosk was away, nobody signed in
    house.stock(MILK, 8)
    house.sign_in()
    view = house.do(commands.TakeTask(task_id))
    assert (active(view).put, active(view).step) == (8, TaskStep.CONFIRMED)
    house.do(commands.FinishTask(task_id))
    assert [event.payload["qty"] for event in house.told("restock")] == [8]


def test_a_task_may_be_taken_over_and_given_back(house: House) -> None:
    house.sign_in()
    task_id = active(take(house, MILK)).task.task_id
    house.hear(house.shelf(EventKind.RESTOCK, MILK, 2))
    house.do(commands.LeaveStaff())
    view = house.sign_in("Jun", "846201")
    assert view.staff is not None
    assert (view.staff.tasks[0].state, view.staff.tasks[0].taken_by) == (TaskState.TAKEN, "Mia")
    assert active(house.do(commands.TakeTask(task_id))).put == 2
    view = house.do(commands.ReleaseTask(task_id))
    assert view.staff is not None
    assert view.staff.tasks[0].taken_by is None
    assert [event.payload["finished"] for event in house.told("restock")] == [False]


def test_a_task_that_is_gone_is_refused(house: House) -> None:
    house.sign_in()
    with pytest.raises(CommandRefused, match="no longer exists"):
        house.do(commands.TakeTask("gone"))


def test_back_leads_to_the_list_and_then_out(house: House) -> None:
    house.sign_in()
    take(house, MILK)
    assert house.do(commands.GoBack()).screen is Screen.STAFF_RESTOCK
    assert house.do(commands.GoBack()).screen is Screen.ATTRACT
