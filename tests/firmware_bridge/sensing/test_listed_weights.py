"""Listed weights leave out the packaging, or are wrong: what is lifted teaches what a piece weighs."""

import pytest

from firmware_bridge.messages import EventKind
from firmware_bridge.planogram import Shelf
from tests.firmware_bridge.sensing.test_shelf import Bench


@pytest.mark.parametrize("real", [0.92, 0.96, 1.04, 1.08])
def test_a_wrong_listed_weight_becomes_right_and_with_it_the_count(shelf: Shelf, real: float) -> None:
    bench = Bench(shelf, counts=11, real=real)
    heard = []
    for _ in range(5):
        for slot in bench.plates:
            bench.lift(slot)
            heard += bench.run(2.0)
        bench.put("a1")
        heard += bench.run(2.0)
    for slot in bench.plates:
        learned = bench.sensing.units[bench.gtins[slot]]
        assert abs(learned.mean / bench.units[slot] - 1.0) < 0.01
        assert learned.is_learned
        view = bench.sensing.view(slot)
        assert view is not None
        assert view.stock == (11 if slot == "a1" else 6)
        assert view.confidence > 0.9
    assert {change.kind for change in heard} <= {EventKind.PICK, EventKind.RETURN, EventKind.UNKNOWN}
    assert all(change.qty <= 1 for change in heard)
