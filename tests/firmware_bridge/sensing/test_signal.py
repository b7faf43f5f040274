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
