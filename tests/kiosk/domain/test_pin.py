"""How often a PIN may be tried."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.pin import FREE_ATTEMPTS, LONGEST_LOCK_S, Attempts, Uptime, lock_s


def failed(times: int, now: Uptime) -> Attempts:
    attempts = Attempts()
    for _ in range(times):
        attempts = attempts.counted(now)
    return attempts


@pytest.mark.parametrize(
    ("failures", "locked_s"), [(0, 0), (4, 0), (5, 30), (6, 60), (7, 120), (12, 3600), (999, 3600)]
)
def test_five_attempts_are_free_then_the_lock_doubles(failures: int, locked_s: float) -> None:
    assert lock_s(failures) == locked_s
    assert failed(failures, Uptime("boot", 100.0)).locked_s(Uptime("boot", 100.0)) == locked_s


def test_the_lock_ends_with_time() -> None:
    attempts = failed(FREE_ATTEMPTS, Uptime("boot", 100.0))
    assert attempts.locked_s(Uptime("boot", 129.0)) == pytest.approx(1.0)
    assert attempts.locked_s(Uptime("boot", 130.0)) == 0


def test_a_reboot_starts_the_lock_afresh() -> None:
    attempts = failed(FREE_ATTEMPTS, Uptime("boot", 100.0))
    after = Uptime("another", 5.0)
    assert attempts.locked_s(after) == 30
    anchored = attempts.anchored(after)
    assert anchored.locked_s(Uptime("another", 20.0)) == pytest.approx(15)
    assert anchored.failures == attempts.failures


def test_anchoring_again_in_the_same_boot_changes_nothing() -> None:
    attempts = failed(FREE_ATTEMPTS, Uptime("boot", 100.0))
    assert attempts.anchored(Uptime("boot", 120.0)) == attempts


@given(st.integers(0, 40), st.floats(0, 1e9), st.floats(-1e9, 1e9), st.booleans())
def test_no_clock_makes_a_lock_longer_than_its_rule_or_forgets_failures(
    failures: int, then: float, now: float, rebooted: bool
) -> None:
    attempts = failed(failures, Uptime("boot", then))
    left = attempts.locked_s(Uptime("other" if rebooted else "boot", now))
    assert 0 <= left <= lock_s(failures) <= LONGEST_LOCK_S
    assert attempts.failures == failures
