"""A stable run of samples: a plate at rest, or a hand."""

import math

import numpy as np
import pytest

from firmware_bridge.sensing.level import measure, rest_against_hand, stable_run

NOISE = 0.6


def trembling(grams: float, count: int, hz: float, phase: float) -> list[float]:
    """A hand that leans with `grams`: it trembles by some per cent (`simulator.physics`)."""
    times = np.arange(count) / hz
    shake = np.sin(2 * np.pi * 9.0 * times + phase) + 0.6 * np.sin(2 * np.pi * 5.3 * times)
    noise = np.random.default_rng(int(phase * 1000)).normal(0.0, NOISE, count)
    return [float(each) for each in grams + 0.06 * grams * shake + noise]


def test_the_run_goes_back_as_far_as_the_samples_stay_together_newest_first() -> None:
    assert stable_run([9.0, 1.0, 2.0, 1.5, 2.1], 1.5) == [2.1, 1.5, 2.0, 1.0]
    assert stable_run([9.0], 1.0) == [9.0]


@pytest.mark.parametrize("hz", [10.0, 60.0])
def test_a_heavy_hand_is_told_from_a_plate_in_a_quarter_of_a_second_or_five_samples(hz: float) -> None:
    count = max(5, round(0.25 * hz))
    hands = [trembling(150.0, count, hz, phase) for phase in np.linspace(0.0, 6.28, 200)]
    assert sum(rest_against_hand(hand, NOISE, 150.0) > math.log(20.0) for hand in hands) <= 2
    plates = np.random.default_rng(1).normal(150.0, NOISE, (200, count)).tolist()
    assert sum(rest_against_hand(plate, NOISE, 150.0) > math.log(20.0) for plate in plates) >= 195


def test_of_a_light_hand_on_a_noisy_cell_nothing_is_said_before_many_samples() -> None:
    rng = np.random.default_rng(2)
    few, many = (rng.normal(25.0, 1.0, (200, n)).tolist() for n in (5, 60))
    assert all(abs(rest_against_hand(plate, 1.0, 25.0)) < math.log(20.0) for plate in few)
    assert sum(rest_against_hand(plate, 1.0, 25.0) > math.log(20.0) for plate in many) >= 150


def test_a_level_is_known_the_better_the_longer_it_rests_and_the_worse_when_it_still_settles() -> None:
    rng = np.random.default_rng(1)
    short, long = (measure(rng.normal(500.0, NOISE, n).tolist(), NOISE, False) for n in (5, 40))
    assert long.sd < short.sd < NOISE
    assert abs(long.grams - 500.0) < 4 * long.sd
    settling = measure([500.0 + 0.5 * n for n in range(10)], NOISE, False)
    mixed = measure([500.0 + 0.5 * (3 * n % 10) for n in range(10)], NOISE, False)
    assert settling.grams == mixed.grams
    assert settling.sd > 1.3 * mixed.sd
