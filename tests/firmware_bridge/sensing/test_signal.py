"""One slot's signal alone."""

import numpy as np

from firmware_bridge.sensing.signal import Phase, Signal, Tuning

HZ = 10.0


def fed(signal: Signal, grams: list[float], begin: float) -> float:
    """Samples at `HZ` from `begin` on; the time after them."""
    for n, each in enumerate(grams):
        signal.feed([each], begin + n / HZ, HZ)
        if signal.phase is Phase.STARTING and signal.level is not None:
            signal.accept(signal.level.grams)
    return begin + len(grams) / HZ


def test_touches_that_move_nothing_are_no_noise() -> None:
    rng = np.random.default_rng(1)
    signal = Signal(Tuning())
    signal.light_g = 100.0
    now = 1000.0
    for _ in range(30):
        now = fed(signal, (1000.0 + rng.normal(0.0, 0.5, 50)).tolist(), now)
        now = fed(signal, [1020.0, 1018.0, 1021.0], now)  # below what begins a movement
    assert signal.phase is Phase.QUIET
    assert 0.4 < signal.noise < 0.8


def test_a_cell_that_becomes_noisy_is_found_out() -> None:
    rng = np.random.default_rng(1)
    signal = Signal(Tuning())
    signal.light_g = 200.0
    now = fed(signal, (1000.0 + rng.normal(0.0, 0.3, 600)).tolist(), 1000.0)
    assert signal.noise < 0.4
    fed(signal, (1000.0 + rng.normal(0.0, 6.0, 1200)).tolist(), now)
    assert 4.5 < signal.noise < 7.5


def test_a_fresh_baseline_follows_what_settles_and_no_touch() -> None:
    signal = Signal(Tuning())
    signal.light_g = 100.0
    now = fed(signal, [1000.0, 1000.4] * 20, 1000.0)
    signal.accept(1000.2, slack_g=2.0)
    now = fed(signal, [1001.0] * 5, now)  # the plate settles
    assert signal.baseline is not None
    assert 1000.4 < signal.baseline < 1001.1
    signal.accept(1000.2, slack_g=2.0)
    fed(signal, [1015.0] * 5, now)  # a hand rests there
    assert abs(signal.baseline - 1000.2) < 0.2


def rested(light_g: float = 100.0, seed: int = 1) -> tuple[Signal, float]:
    """A plate that rests at 1,000 g, and the time."""
    signal = Signal(Tuning())
    signal.light_g = light_g
    noise = np.random.default_rng(seed).normal(0.0, 0.3, 100)
    return signal, fed(signal, (1000.0 + noise).tolist(), 1000.0)


def test_a_change_is_measured_against_what_the_plate_showed_just_before() -> None:
    """Somebody swapped two pieces that differ by 6 g, too little for an event, before one was taken."""
    signal, now = rested()
    now = fed(signal, [1130.0, 1130.0, 1006.0, 1006.3, 1005.8, 1006.1, 1005.9, 1006.0], now)
    assert signal.phase is Phase.QUIET
    fed(signal, [930.0, 886.1, 885.9, 886.0, 886.1, 886.0], now)
    assert signal.phase is Phase.SETTLED
    assert abs(signal.offset + 120.0) < 0.3


def test_a_light_touch_is_not_what_the_plate_rests_at() -> None:
    signal, now = rested()
    fed(signal, [1008.0, 1009.0, 1008.5, 1008.2], now)  # too light to begin a movement
    assert signal.phase is Phase.QUIET
    assert abs(signal.rest - 1000.0) < 0.5


def test_what_follows_a_touch_that_is_over_has_its_own_beginning() -> None:
    signal, now = rested()
    now = fed(signal, [1160.0, 1150.0, 1170.0, 1155.0, 1000.2, 999.9, 1000.1], now)
    fed(signal, [1060.0, 1121.0, 1120.1, 1119.9, 1120.0, 1120.2, 1120.1], now)
    assert signal.phase is Phase.SETTLED
    assert abs(signal.changed_at - now) < 0.01


def test_a_change_at_the_end_of_a_long_touch_is_dated_by_its_end() -> None:
    signal, now = rested()
    touch = [1160.0, 1150.0, 1170.0, 1155.0] * 5
    fed(signal, [*touch, 880.1, 879.9, 880.0, 880.1, 880.0], now)
    assert signal.phase is Phase.SETTLED
    assert abs(signal.changed_at - (now + 1.9)) < 0.01
