"""How far a count can be trusted."""

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.domain.stock import Reading, Stock, StockState, assess, total

NOW = datetime(2026, 11, 24, 8, 15, tzinfo=UTC)
AT = 1000.0


def reading(count: int | None = 7, age_s: float = 1.0, heard_s: float | None = 1.0) -> Reading:
    return Reading(count, NOW - timedelta(seconds=age_s), None if heard_s is None else AT - heard_s)


def state(kept: Reading | None, reachable: bool = True) -> StockState:
    return assess(kept, reachable, NOW, AT).state


def test_a_confirmed_count_is_measured() -> None:
    assert assess(reading(), True, NOW, AT) == Stock(StockState.MEASURED, 7, NOW - timedelta(seconds=1))


def test_a_count_without_confirmation_for_30_s_is_stale_and_keeps_its_age() -> None:
    assert state(reading(age_s=30, heard_s=30)) is StockState.MEASURED
    stale = assess(reading(age_s=31, heard_s=31), True, NOW, AT)
    assert stale == Stock(StockState.STALE, 7, NOW - timedelta(seconds=31))


def test_a_value_the_broker_kept_is_stale_although_it_was_just_heard() -> None:
    assert state(reading(age_s=3600, heard_s=0)) is StockState.STALE


@pytest.mark.parametrize("jump_s", [-3600, -31, 3600])
def test_a_wall_clock_that_jumps_never_makes_old_news_fresh(jump_s: float) -> None:
    """The last confirmation reached us 40 s ago; the wall clock then jumped."""
    assert state(reading(age_s=40 + jump_s, heard_s=40)) is StockState.STALE


def test_a_confirmation_from_the_future_is_not_believed() -> None:
    assert state(reading(age_s=-60, heard_s=0)) is StockState.STALE
    assert state(reading(age_s=-2, heard_s=0)) is StockState.MEASURED


def test_a_count_kept_from_an_earlier_run_is_stale_until_it_is_heard_again() -> None:
    assert state(reading(heard_s=None)) is StockState.STALE


def test_a_lost_shelf_knows_nothing() -> None:
    assert assess(reading(), False, NOW, AT).count is None
    assert state(reading(), reachable=False) is StockState.UNKNOWN


@pytest.mark.parametrize("kept", [None, reading(count=None), Reading(3, None, AT)])
def test_a_slot_that_never_said_a_count_is_unknown(kept: Reading | None) -> None:
    assert state(kept) is StockState.UNKNOWN


def test_several_slots_are_as_good_as_their_worst() -> None:
    fresh = Stock(StockState.MEASURED, 4, NOW)
    old = Stock(StockState.STALE, 2, NOW - timedelta(minutes=5))
    unknown = Stock(StockState.UNKNOWN)
    assert total(()) == Stock(StockState.NOT_MEASURED)
    assert total((fresh,)) == fresh
    assert total((fresh, old)) == Stock(StockState.STALE, 6, NOW - timedelta(minutes=5))
    assert total((fresh, unknown)).state is StockState.UNKNOWN
    assert total((fresh, unknown)).count is None


def test_a_count_that_may_be_off_is_said_to_be_about_that_much() -> None:
    def told(confidence: float | None) -> Stock:
        kept = Reading(7, NOW - timedelta(seconds=1), AT, confidence)
        return assess(kept, True, NOW, AT)

    assert told(0.89).about
    assert not told(0.9).about
    assert not told(None).about
    both = total((told(0.95), told(0.94)))
    assert both.confidence == pytest.approx(0.893)
    assert both.about
