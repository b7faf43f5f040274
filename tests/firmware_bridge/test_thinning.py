import pytest

from firmware_bridge.messages import RawReadings
from firmware_bridge.thinning import MOST_HZ, thinned


@pytest.mark.parametrize("hz", [None, 10.0, 80.0, MOST_HZ])
def test_what_is_slow_enough_stays_as_it_is(hz: float | None) -> None:
    samples = RawReadings(None, hz, (1.0, 2.0, 3.0))
    assert thinned(samples) is samples


@pytest.mark.parametrize(("hz", "count"), [(600.0, 120), (600.0, 13), (1000.0, 1), (101.0, 7), (320.0, 64)])
def test_what_is_faster_keeps_its_duration_and_its_mean(hz: float, count: int) -> None:
    grams = tuple(float(n % 7) for n in range(count))
    slow = thinned(RawReadings(None, hz, grams))
    assert slow.hz is not None
    assert slow.hz <= MOST_HZ or len(slow.grams) == 1
    assert len(slow.grams) / slow.hz == pytest.approx(count / hz)
    assert min(grams) <= min(slow.grams) <= max(slow.grams) <= max(grams)
    if count % len(slow.grams) == 0:
        assert sum(slow.grams) / len(slow.grams) == pytest.approx(sum(grams) / count)


def test_neighbours_are_averaged() -> None:
    assert thinned(RawReadings(None, 400.0, (1.0, 1.0, 1.0, 5.0, 2.0, 2.0, 2.0, 2.0))).grams == (2.0, 2.0)
