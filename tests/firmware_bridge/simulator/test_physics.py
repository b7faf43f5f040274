"""One load cell under what may happen to it."""

import numpy as np

from firmware_bridge.simulator.physics import Nature, Plate

CALM = Nature(noise_g=0.01)


def plate(nature: Nature = CALM) -> Plate:
    return Plate(np.random.default_rng(1), nature, load_g=1000.0)


def test_a_touch_comes_and_goes_and_leaves_the_load() -> None:
    cell = plate()
    cell.touch(10.0)
    assert cell.samples(10.0, 60, 60.0).max() > 1010.0
    assert abs(cell.samples(11.0, 60, 60.0).mean() - 1000.0) < 0.1


def test_a_cell_that_becomes_worse_does_not_jump_and_drifts_from_there() -> None:
    cell = plate(Nature(noise_g=0.01, drift_g=5.0, drift_period_s=100.0))
    before = cell.samples(0.0, 600, 60.0)[-1]
    cell.change(Nature(noise_g=0.01, drift_g=50.0, drift_period_s=40.0, creep=0.01))
    after = cell.samples(10.0, 1200, 60.0)
    assert abs(after[0] - before) < 0.5
    assert np.ptp(after) > 40.0


def test_creep_comes_late_and_in_full() -> None:
    cell = plate(Nature(noise_g=0.01, creep=0.01, creep_s=10.0))
    cell.samples(0.0, 60, 60.0)
    cell.put(1000.0, 1.0)
    cell.samples(1.0, 360, 60.0)  # until the load is counted as resting
    soon = cell.samples(7.0, 60, 60.0).mean()
    late = [cell.samples(8.0 + n, 60, 60.0).mean() for n in range(60)][-1]
    assert 3.0 < late - soon < 10.1
