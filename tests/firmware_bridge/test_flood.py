"""Many times the messages that the bridge can read: samples are shed, nothing else, and it says so."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.firmware_bridge.flooded import survive
from tests.firmware_bridge.test_crashes import start_bridge

if TYPE_CHECKING:
    from tests.conftest import RealBroker

SHARE = 0.2  # of the time in which the bridge may run: even a slow machine sends more than it reads then
SHELVES = 12  # 14,400 messages a second, many times what it reads then; the benchmark floods a whole store


async def test_a_flood_sheds_samples_and_never_events_and_says_so(broker: RealBroker, tmp_path: Path) -> None:
    bridge = start_bridge(broker, tmp_path)
    try:
        picks = [(0.5 + 0.25 * n, 2 * n, n) for n in range(5)]
        outcome = await survive(broker, bridge.pid, (600.0, 6, 5.0), picks, share=SHARE, shelves=SHELVES)
    finally:
        bridge.terminate()
        assert bridge.wait(10) == 0
    assert (outcome.picks_lost, outcome.other_events) == (0, 0)
    assert (outcome.scans_lost, outcome.scans_doubled) == (0, 0)
    assert outcome.scans > 0
    assert outcome.rss_growth_mb < 64
    assert "messages were shed" in outcome.said
