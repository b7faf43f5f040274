"""Twenty times the messages of a whole store: samples are shed, nothing else, and the bridge says so."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.firmware_bridge.flooded import survive
from tests.firmware_bridge.test_crashes import start_bridge

if TYPE_CHECKING:
    from tests.conftest import RealBroker

A_FLOOD_PER_S = 20_000  # of the 34,800 that are tried; a busy machine sends so few that all can be read


async def test_a_flood_sheds_samples_and_never_events_and_says_so(broker: RealBroker, tmp_path: Path) -> None:
    bridge = start_bridge(broker, tmp_path)
    try:
        picks = [(0.5 + 0.25 * n, 5 * n, n) for n in range(5)]
        outcome = await survive(broker, bridge.pid, (600.0, 6, 5.0), picks)
    finally:
        bridge.terminate()
        assert bridge.wait(10) == 0
    assert (outcome.picks_lost, outcome.other_events) == (0, 0)
    assert (outcome.scans_lost, outcome.scans_doubled) == (0, 0)
    assert outcome.scans > 0
    assert outcome.rss_growth_mb < 64
    if outcome.sent_per_s < A_FLOOD_PER_S:
        pytest.skip(f"this machine sent only {outcome.sent_per_s:,.0f} messages/s, which is no flood")
    assert "messages were shed" in outcome.said
