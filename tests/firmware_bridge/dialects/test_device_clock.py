import pytest

from firmware_bridge.dialects.device_clock import DeviceClock


def test_a_wrong_clock_is_mapped_to_ours_by_the_fastest_message() -> None:
    clock = DeviceClock()
    assert clock.admit(100.0, 12, 60.0, 5000.3) == pytest.approx(5000.3)
    assert clock.admit(100.2, 12, 60.0, 5000.4) == pytest.approx(5000.4)
    delayed = clock.admit(100.4, 12, 60.0, 5000.9)
    assert delayed == pytest.approx(5000.6, abs=0.001)


def test_late_and_repeated_messages_are_refused() -> None:
    clock = DeviceClock()
    assert clock.admit(100.0, 12, 60.0, 0.0) is not None
    assert clock.admit(100.2, 12, 60.0, 0.2) is not None
    assert clock.admit(100.2, 12, 60.0, 0.21) is None
    assert clock.admit(100.0, 12, 60.0, 0.3) is None
    assert clock.admit(100.4, 12, 60.0, 0.4) is not None


def test_a_clock_that_was_set_back_is_a_new_clock() -> None:
    clock = DeviceClock()
    clock.admit(1000.0, 1, 10.0, 0.0)
    assert clock.admit(3.0, 1, 10.0, 1.0) == pytest.approx(1.0)


def test_a_clock_that_runs_slow_is_followed() -> None:
    clock = DeviceClock()
    for second in range(3600):
        ours = second * 1.0
        mapped = clock.admit(second * (1 - 200e-6), 1, 10.0, ours + 0.01)
        assert mapped is not None
        assert abs(mapped - ours) < 0.05
