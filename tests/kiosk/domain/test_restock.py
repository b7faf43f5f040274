"""What to restock, and what first."""

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.domain.planogram import SlotRef
from kiosk.domain.restock import (
    LOOK_AGAIN_AFTER,
    Level,
    Urgency,
    judge,
    most_urgent_first,
    need_of,
    reconcile,
)
from kiosk.domain.stock import Stock, StockState

NOW = datetime(2026, 11, 24, 8, 15, tzinfo=UTC)


def level(
    count: int | None,
    *,
    slot: str = "a1",
    threshold: int = 4,
    speed: float = 0.0,
    stale: bool = False,
    settled: bool = True,
) -> Level:
    state = StockState.UNKNOWN if count is None else StockState.STALE if stale else StockState.MEASURED
    return Level(
        SlotRef("shelf-a", slot), f"p-{slot}", 12, threshold, Stock(state, count, NOW), speed, settled
    )


@pytest.mark.parametrize(
    ("count", "speed", "urgency"),
    [
        (0, 0, Urgency.EMPTY),
        (4, 0, Urgency.LOW),
        (2, 0, Urgency.HIGH),
        (4, 2.0, Urgency.HIGH),
        (4, 0.1, Urgency.LOW),
    ],
)
def test_urgency_comes_from_stock_threshold_and_speed(count: int, speed: float, urgency: Urgency) -> None:
    need = need_of(level(count, speed=speed))
    assert need is not None
    assert need.urgency is urgency
    assert need.needed == 12 - count


def test_enough_needs_nothing() -> None:
    assert need_of(level(5)) is None


def test_a_silent_sensor_says_go_and_look_and_promises_no_number() -> None:
    need = need_of(level(None))
    assert need is not None
    assert (need.urgency, need.hours_left, need.needed) == (Urgency.UNKNOWN, None, None)


def test_a_stale_count_is_judged_as_it_stands() -> None:
    need = need_of(level(0, stale=True))
    assert need is not None
    assert need.urgency is Urgency.EMPTY


def test_hours_left_follow_the_speed() -> None:
    need = need_of(level(3, speed=0.5))
    assert need is not None
    assert need.hours_left == pytest.approx(6)
    assert judge(level(3)).hours_left is None


def test_the_list_starts_with_what_hurts_most() -> None:
    levels = [
        level(4, slot="low"),
        level(None, slot="silent"),
        level(2, slot="slow", speed=0.1),
        level(2, slot="fast", speed=4.0),
        level(0, slot="empty", speed=0.1),
        level(0, slot="empty-fast", speed=3.0),
    ]
    ordered = most_urgent_first(judge(each) for each in levels)
    assert [need.level.ref.slot for need in ordered] == [
        "empty-fast",
        "empty",
        "fast",
        "slow",
        "silent",
        "low",
    ]


def test_every_slot_in_need_gets_one_task() -> None:
    levels = [level(0, slot="a1"), level(9, slot="a2"), level(1, slot="a3"), level(1, slot="a4")]
    changes = reconcile(
        levels, {SlotRef("shelf-a", "a3"): "t3"}, frozenset({SlotRef("shelf-a", "a4")}), {}, NOW
    )
    assert [each.ref.slot for each in changes.open] == ["a1"]
    assert changes.withdraw == ()


def test_an_untaken_task_goes_when_the_slot_is_full_again_or_left_the_planogram() -> None:
    tasks = {SlotRef("shelf-a", "a1"): "t1", SlotRef("shelf-z", "z9"): "t9"}
    assert set(reconcile([level(9)], tasks, frozenset(), {}, NOW).withdraw) == {"t1", "t9"}


def test_a_slot_unknown_for_a_moment_neither_opens_nor_withdraws() -> None:
    unsettled = level(None, settled=False)
    assert reconcile([unsettled], {}, frozenset(), {}, NOW).open == ()
    assert reconcile([unsettled], {unsettled.ref: "t1"}, frozenset(), {}, NOW).withdraw == ()


@pytest.mark.parametrize(
    ("looked", "opened"),
    [(NOW, 0), (NOW - LOOK_AGAIN_AFTER, 1), (NOW + timedelta(days=1), 1)],
)
def test_a_silent_slot_that_was_looked_at_is_left_alone_for_a_while(looked: datetime, opened: int) -> None:
    silent = level(None)
    assert len(reconcile([silent], {}, frozenset(), {silent.ref: looked}, NOW).open) == opened
