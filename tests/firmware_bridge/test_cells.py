import numpy as np
import pytest

from firmware_bridge.calibration import Step, calibrate
from firmware_bridge.cells import Calibration, CellGroup, CellState
from firmware_bridge.errors import DecodeError

RNG = np.random.default_rng(1)


def lively(grams: float, count: int = 60) -> list[float]:
    return [round(float(g), 2) for g in RNG.normal(grams, 0.5, count)]


def test_one_cell_passes_as_it_is() -> None:
    group = CellGroup()
    weight = group.feed("", [1.0, 2.0], 10.0, 60.0)
    assert weight is not None
    assert (list(weight.grams), weight.newest, weight.hz) == ([1.0, 2.0], 10.0, 60.0)


def test_a_lively_cell_that_repeats_one_value_is_dead_until_it_moves_again() -> None:
    group = CellGroup()
    now = 0.0
    for _ in range(5):
        now += 1.0
        assert group.feed("", lively(500.0), now, 60.0) is not None
    for _ in range(4):
        now += 1.0
        weight = group.feed("", [0.0] * 60, now, 60.0)
    assert weight is None
    assert group.cells[""].state is CellState.DEAD
    assert group.feed("", lively(500.0), now + 1.0, 60.0) is not None
    assert group.healthy


def test_a_cell_that_never_had_noise_is_not_called_dead() -> None:
    group = CellGroup()
    for second in range(100):
        assert group.feed("", [250.0] * 10, float(second), 10.0) is not None


def test_a_saturated_cell_is_quarantined() -> None:
    group = CellGroup()
    group.feed("", lively(500.0), 1.0, 60.0)
    assert group.feed("", [8_388_607.0 / 100] * 12, 1.2, 60.0) is None
    assert group.cells[""].state is CellState.SATURATED


def test_cells_under_one_slot_are_added_up_at_the_same_times() -> None:
    group = CellGroup(("left", "right"))
    total: list[float] = []
    for batch in range(1, 11):
        now = batch * 0.2
        times = [now - (11 - i) / 60 for i in range(12)]
        one = [100.0 if t < 1.0 else 60.0 for t in times]
        two = [50.0 if t < 1.0 else 30.0 for t in times]
        for name, grams in (("left", one), ("right", two)):
            weight = group.feed(name, [g + 0.001 * batch for g in grams], now, 60.0)
            total += [] if weight is None else weight.grams
    assert len(total) >= 108  # the first batch of the first cell came before the other was known
    rounded = [round(g) for g in total]
    assert set(rounded) == {150, 90}  # never a half of the step
    assert rounded == sorted(rounded, reverse=True)


def test_one_silent_cell_silences_its_slot() -> None:
    group = CellGroup(("left", "right"))
    for second in range(1, 6):
        group.feed("left", lively(100.0), float(second), 60.0)
        group.feed("right", lively(100.0), float(second), 60.0)
    assert group.feed("left", lively(100.0), 9.0, 60.0) is None


def test_a_calibration_is_zero_then_reference_then_check() -> None:
    empty, loaded = lively(8000.0), lively(8000.0 + 500.0 * 21.5)
    outcome = calibrate(Step.ZERO, Calibration(), empty, 0.0)
    outcome = calibrate(Step.REFERENCE, outcome.calibration, loaded, 500.0)
    assert outcome.ok
    assert outcome.calibration.factor == pytest.approx(1 / 21.5, rel=0.001)
    check = calibrate(Step.CHECK, outcome.calibration, lively(8000.0 + 200.0 * 21.5), 200.0)
    assert check.ok
    assert check.grams == pytest.approx(200.0, abs=0.5)
    assert not calibrate(Step.CHECK, outcome.calibration, lively(8000.0 + 220.0 * 21.5), 200.0).ok


def test_a_calibration_without_rest_or_weight_is_refused() -> None:
    with pytest.raises(DecodeError, match="long enough"):
        calibrate(Step.ZERO, Calibration(), [1.0], 0.0)
    with pytest.raises(DecodeError, match="is not seen"):
        calibrate(Step.REFERENCE, Calibration(8000.0), lively(8000.0), 500.0)
    with pytest.raises(DecodeError, match="does not rest"):
        shaky = [float(g) for g in RNG.normal(500.0, 40.0, 60)]
        calibrate(Step.CHECK, Calibration(), shaky, 500.0)
    with pytest.raises(DecodeError, match="reference weight"):
        calibrate(Step.REFERENCE, Calibration(), lively(5.0), 0.0)
