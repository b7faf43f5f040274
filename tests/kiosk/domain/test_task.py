"""One restock task in somebody's hands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.planogram import SlotRef
from kiosk.domain.task import (
    ActiveTask,
    CodeScanned,
    GoodsPut,
    GoodsRemoved,
    Remark,
    SlotPicked,
    TaskEvent,
    TaskStep,
    WeightUnexplained,
    step,
)

HERE, ELSEWHERE = SlotRef("shelf-a", "a1"), SlotRef("shelf-a", "a2")
TASK = ActiveTask("t1", "milk", HERE)


def after(*events: TaskEvent) -> ActiveTask:
    task = TASK
    for event in events:
        task = step(task, event)
    return task


@pytest.mark.parametrize("found", [CodeScanned("milk", "1"), SlotPicked(HERE)])
def test_a_scan_or_a_pick_finds_the_slot(found: TaskEvent) -> None:
    assert after(found).step is TaskStep.FILL


def test_the_wrong_product_is_said_with_its_code() -> None:
    task = after(CodeScanned("bread", "123"))
    assert (task.step, task.remark, task.wrong_code) == (TaskStep.FIND_SLOT, Remark.WRONG_PRODUCT, "123")
    assert step(task, CodeScanned("milk", "1")).remark is Remark.NONE


def test_an_unknown_code_is_the_wrong_product() -> None:
    assert after(CodeScanned(None, "999")).remark is Remark.WRONG_PRODUCT


def test_the_wrong_slot_is_said_and_nothing_is_counted() -> None:
    assert after(SlotPicked(ELSEWHERE)).remark is Remark.WRONG_SLOT
    task = after(SlotPicked(HERE), GoodsPut(ELSEWHERE, 3, 300.0, 0.99))
    assert (task.remark, task.put, task.grams) == (Remark.WRONG_SLOT, 0, 0.0)


def test_the_weight_confirms_the_quantity() -> None:
    task = after(SlotPicked(HERE), GoodsPut(HERE, 4, 402.0, 0.97), GoodsPut(HERE, 2, 199.0, 0.97))
    assert (task.step, task.put, task.grams) == (TaskStep.CONFIRMED, 6, 601.0)


def test_goods_put_without_a_scan_find_the_slot_too() -> None:
    assert after(GoodsPut(HERE, 4, 402.0, 0.97)).step is TaskStep.CONFIRMED


def test_removed_goods_are_taken_off_again() -> None:
    task = after(GoodsPut(HERE, 4, 400.0, 0.9), GoodsRemoved(HERE, 1, 100.0))
    assert (task.put, task.grams, task.remark, task.step) == (3, 300.0, Remark.REMOVED, TaskStep.CONFIRMED)
    assert step(task, GoodsRemoved(HERE, 3, 300.0)).step is TaskStep.FILL


def test_old_goods_taken_out_first_are_not_shown_as_minus() -> None:
    task = after(SlotPicked(HERE), GoodsRemoved(HERE, 2, 200.0))
    assert (task.put, task.net) == (0, -2)
    assert step(task, GoodsPut(HERE, 10, 1000.0, 0.9)).put == 8


def test_a_shopper_at_another_slot_changes_nothing() -> None:
    task = after(SlotPicked(HERE))
    assert step(task, GoodsRemoved(ELSEWHERE, 1, 100.0)) == task
    assert step(task, WeightUnexplained(ELSEWHERE, 30.0)) == task


def test_a_weight_of_no_whole_number_confirms_nothing() -> None:
    assert after(GoodsPut(HERE, 4, 400.0, 0.3)).step is TaskStep.FILL
    task = after(GoodsPut(HERE, 4, 400.0, 0.9), WeightUnexplained(HERE, 37.0))
    assert (task.step, task.remark, task.put) == (TaskStep.FILL, Remark.UNSURE, 4)


events = st.one_of(
    st.builds(CodeScanned, st.sampled_from(["milk", "bread", None]), st.text(max_size=3)),
    st.builds(SlotPicked, st.sampled_from([HERE, ELSEWHERE])),
    st.builds(
        GoodsPut, st.sampled_from([HERE, ELSEWHERE]), st.integers(0, 9), st.floats(0, 900), st.floats(0, 1)
    ),
    st.builds(GoodsRemoved, st.sampled_from([HERE, ELSEWHERE]), st.integers(0, 9), st.floats(0, 900)),
    st.builds(WeightUnexplained, st.sampled_from([HERE, ELSEWHERE]), st.floats(-900, 900)),
)


@given(st.lists(events, max_size=30))
def test_only_a_sure_weight_of_at_least_one_piece_confirms(happened: list[TaskEvent]) -> None:
    task = after(*happened)
    net = sum(e.pieces for e in happened if isinstance(e, GoodsPut) and e.ref == HERE) - sum(
        e.pieces for e in happened if isinstance(e, GoodsRemoved) and e.ref == HERE
    )
    assert task.net == net
    assert task.put == max(0, net)
    if task.step is TaskStep.CONFIRMED:
        assert task.put > 0
        assert not task.unsure
