import logging
import random

from firmware_bridge.reconnect import Backoff


def test_waits_grow_to_a_ceiling_and_are_spread_over_all_of_it() -> None:
    backoff = Backoff(first_ceiling_s=1.0, last_ceiling_s=8.0, rng=random.Random(1))
    for ceiling in (1.0, 2.0, 4.0, 8.0, 8.0):
        assert 0.0 <= backoff.failed() <= ceiling
    late = [backoff.failed() for _ in range(300)]
    assert min(late) < 1.0 and 7.0 < max(late) <= 8.0


def test_only_the_first_failure_in_a_row_is_a_warning() -> None:
    backoff = Backoff()
    backoff.failed()
    assert backoff.log_level == logging.WARNING
    backoff.failed()
    assert backoff.log_level == logging.DEBUG
    backoff.succeeded()
    backoff.failed()
    assert backoff.log_level == logging.WARNING


def test_a_night_of_failures_overflows_nothing() -> None:
    backoff = Backoff()
    assert all(backoff.failed() <= backoff.last_ceiling_s for _ in range(5000))
