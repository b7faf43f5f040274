import random

from sync.agent.schedule import Schedule

SCHEDULE = Schedule(interval_s=60, backoff_max_s=300)


def delays(failures: int) -> list[float]:
    dice = random.Random(7)
    return [SCHEDULE.delay_s(failures, dice) for _ in range(2000)]


def test_in_good_times_the_schedule_holds_with_a_little_jitter() -> None:
    seen = delays(0)
    assert 54 <= min(seen) < 55
    assert 65 < max(seen) <= 66


def test_after_failures_the_wait_grows_and_is_spread_over_all_of_it() -> None:
    for failures, ceiling in ((1, 120), (2, 240), (3, 300), (50, 300), (10_000, 300)):
        seen = delays(failures)
        assert 0 <= min(seen) < 0.02 * ceiling
        assert 0.98 * ceiling < max(seen) <= ceiling
