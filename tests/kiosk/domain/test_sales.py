"""How fast a slot sells."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.sales import HALF_LIFE_H, OpeningHours, SalesCounter

DAY = OpeningHours(time(8), time(20), UTC)
NIGHT = OpeningHours(time(20), time(4), UTC)
ALWAYS = OpeningHours(time(0), time(0), UTC)
MONDAY = datetime(2026, 11, 23, tzinfo=UTC)


def at(hours: float) -> datetime:
    return MONDAY + timedelta(hours=hours)


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [(9, 11, 2), (0, 24, 12), (7, 9, 1), (19, 30, 1), (19, 33, 2), (21, 23, 0), (0, 72, 36), (11, 9, 0)],
)
def test_only_opening_hours_count(start: float, end: float, hours: float) -> None:
    assert DAY.between(at(start), at(end)) == pytest.approx(hours)


def test_a_shop_may_close_after_midnight() -> None:
    assert NIGHT.per_day == 8
    assert NIGHT.between(at(3), at(21)) == pytest.approx(2)
    assert NIGHT.between(at(23), at(25)) == pytest.approx(2)


def test_a_shop_that_never_closes() -> None:
    assert ALWAYS.per_day == 24
    assert ALWAYS.between(at(0), at(30)) == pytest.approx(30)


def test_opening_hours_follow_the_stores_own_clock_over_a_change_of_time() -> None:
    berlin = OpeningHours(time(8), time(20), ZoneInfo("Europe/Berlin"))
    start, end = datetime(2026, 10, 24, tzinfo=UTC), datetime(2026, 10, 26, tzinfo=UTC)
    assert berlin.between(start, end) == pytest.approx(24)


def test_a_steady_sale_is_its_own_speed() -> None:
    counter = SalesCounter().counted(0, at(0), ALWAYS)
    for hour in range(1, 400):
        counter = counter.counted(2, at(hour), ALWAYS)
    assert counter.per_hour(at(400), ALWAYS) == pytest.approx(2, rel=0.03)


def test_what_was_put_back_was_not_sold() -> None:
    counter = SalesCounter().counted(3, at(9), DAY).counted(-3, at(9), DAY)
    assert counter.per_hour(at(10), DAY) == 0


def test_more_put_back_than_taken_is_no_negative_sale() -> None:
    assert SalesCounter().counted(-5, at(9), DAY).pieces == 0


def test_the_past_fades_by_half_in_each_half_life() -> None:
    counter = SalesCounter().counted(8, at(0), ALWAYS)
    assert counter.counted(0, at(HALF_LIFE_H), ALWAYS).pieces == pytest.approx(4)


def test_one_pick_in_the_first_minute_is_not_yet_sixty_an_hour() -> None:
    counter = SalesCounter().counted(0, at(9), DAY).counted(1, at(9) + timedelta(minutes=1), DAY)
    assert counter.per_hour(at(9) + timedelta(minutes=1), DAY) <= 0.25


def test_a_clock_that_jumps_back_adds_no_time_and_heals() -> None:
    counter = SalesCounter().counted(4, at(500), ALWAYS).counted(1, at(10), ALWAYS)
    assert counter.pieces == 5
    assert counter.counted(1, at(11), ALWAYS).hours == pytest.approx(1)


def test_a_clock_that_jumps_ahead_by_years_counts_two_weeks_at_most() -> None:
    jumped = SalesCounter().counted(1, at(0), ALWAYS).counted(0, at(24 * 365 * 5), ALWAYS)
    assert jumped.hours == pytest.approx(14 * 24)


@given(st.lists(st.tuples(st.integers(-5, 5), st.floats(-1000, 1000)), max_size=30))
def test_a_speed_is_never_negative_and_always_finite(steps: list[tuple[int, float]]) -> None:
    counter, hour = SalesCounter(), 0.0
    for pieces, move in steps:
        hour += move
        counter = counter.counted(pieces, at(hour), DAY)
    assert 0 <= counter.per_hour(at(hour + 1), DAY) < 1000
