"""Ten times the rated load: 348 plates at 600 Hz, in as many messages as at 60 Hz or in ten times as many."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from firmware_bridge import topics
from tests.bench.figures import Figures
from tests.bench.shelf_results import record
from tests.bench.test_shelf_throughput import bridge_process, counts, cpu_seconds
from tests.firmware_bridge.flooded import survive
from tests.firmware_bridge.listener import Listener
from tests.firmware_bridge.waiting import until

if TYPE_CHECKING:
    from tests.conftest import RealBroker

pytestmark = pytest.mark.bench

SECONDS = 10.0
PICKS = [(1.0 + 0.5 * n, (7 * n) % 29, n % 12) for n in range(16)]


@pytest.mark.parametrize(("name", "batch"), [("samples", 120), ("messages", 12)])
async def test_ten_times_the_rated_load(
    figures: Figures, broker: RealBroker, tmp_path: Path, name: str, batch: int
) -> None:
    many = name == "messages"
    async with bridge_process(broker, tmp_path) as pid:
        cpu = cpu_seconds(pid)
        outcome = await survive(broker, pid, (600.0, batch, SECONDS), PICKS, sheds=many)
        cpu = cpu_seconds(pid) - cpu
        async with Listener(broker.host, broker.port) as listener:
            await until(lambda: topics.health_counts() in listener.values, 15)
            told = json.loads(counts(listener))
    head = f"shelf_flood_{name}"
    record(figures, f"{head}_sent_per_s", outcome.sent_per_s, "messages/s")
    record(figures, f"{head}_picks_lost", outcome.picks_lost, "", limit=0)
    record(figures, f"{head}_false_events", outcome.other_events, "", limit=0)
    record(figures, f"{head}_scans_lost", outcome.scans_lost, "", limit=0)
    record(figures, f"{head}_scans_doubled", outcome.scans_doubled, "", limit=0)
    record(figures, f"{head}_scan_ms_p99", outcome.scan_s[int(0.99 * len(outcome.scan_s))] * 1000, "ms")
    record(figures, f"{head}_rss_growth_mb", outcome.rss_growth_mb, "MB", limit=64)
    record(figures, f"{head}_told_after_s", outcome.late_s, "s")
    record(figures, f"{head}_cpu_s", cpu, "s")
    record(figures, f"{head}_shed", told["shed"] + told["dropped_by_broker"], "messages")
    if many:
        record(figures, f"{head}_said", bool(outcome.said), "", least=1)
