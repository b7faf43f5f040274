"""The recorded shop, through the sensing."""

from datetime import UTC, datetime

import pytest

from firmware_bridge.messages import EventKind
from firmware_bridge.sensing import Change, ShelfSensing
from firmware_bridge.simulator.trace import BATCH, HZ
from tests.bench.figures import Figures
from tests.bench.shelf_aifi import load_trace
from tests.bench.shelf_results import record

pytestmark = pytest.mark.bench

LABELLED = {
    # (shelf, plates): (product, when the label says)
    ("g2-s5", ("p4", "p5")): ("Taco Bell Fire", datetime(2020, 1, 28, 22, 24, 15, tzinfo=UTC)),
    ("g1-s5", ("p10",)): ("FIJI WATER .5 LTR", datetime(2020, 1, 28, 22, 24, 21, tzinfo=UTC)),
}


def test_the_labelled_picks_are_found_and_nothing_else(figures: Figures) -> None:
    trace = load_trace()
    shelves = {shelf: ShelfSensing() for shelf, _ in trace.plates}
    for planogram in trace.planograms:
        shelves[planogram.shelf].set_planogram(planogram.slots)
    heard: list[tuple[str, Change]] = []
    for at in range(0, max(map(len, trace.plates.values())), BATCH):
        for (shelf, slot), samples in trace.plates.items():
            if part := samples[at : at + BATCH]:
                changes = shelves[shelf].feed(slot, [g for _, g in part], part[-1][0], HZ)
                heard += [(shelf, change) for change in changes]
    late, found = [], 0
    for (shelf, plates), (name, _) in LABELLED.items():
        fitting = [c for s, c in heard if s == shelf and c.slot in plates and c.kind is EventKind.PICK]
        if len(fitting) == 1 and trace.names[fitting[0].gtin or ""] == name and fitting[0].qty == 1:
            found += 1
            late.append(fitting[0].decided - fitting[0].began)
    record(figures, "shelf_aifi_picks_found", found, "of 2", least=2)
    record(figures, "shelf_aifi_other_events", len(heard) - found, "", limit=0)
    record(figures, "shelf_aifi_decided_after_s", max(late), "s", limit=1.0)
