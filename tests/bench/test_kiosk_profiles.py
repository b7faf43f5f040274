"""What a profile costs: opening it, keeping it, and erasing it for good from a well-filled file."""

import statistics
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.domain.profile import MOST_VISITS, Profile
from kiosk.store.profiles import ProfileStore
from tests.bench.figures import Figures

pytestmark = pytest.mark.bench

PROFILES, TAKEN = 500, 10
TIMES = 50
EXPIRES = date(2099, 1, 1)


def test_profiles_are_opened_kept_and_erased(tmp_path: Path, figures: Figures) -> None:
    """Full profiles: as many visits as are kept, ten products each; real SQLite, synchronous=FULL."""
    began = datetime(2026, 1, 1, tzinfo=UTC)
    profile = Profile(began)
    for n in range(MOST_VISITS):
        taken = tuple(str(1_000_000 + TAKEN * n + m) for m in range(TAKEN))
        profile = profile.with_visit(began + timedelta(days=n), taken, lambda _: "")
    store = ProfileStore(tmp_path / "profiles.db", bytes(32))
    try:
        for n in range(PROFILES):
            store.keep(f"loyalty:{n}", profile, EXPIRES)
        opened = [_ms(lambda n=n: store.load(f"loyalty:{n}")) for n in range(TIMES)]
        kept = [_ms(lambda n=n: store.keep(f"loyalty:{n}", profile, EXPIRES)) for n in range(TIMES)]
        erased = [_ms(lambda n=n: store.delete(f"loyalty:{n}")) for n in range(TIMES)]
        figures.record("profile_open_ms_p50", statistics.median(opened), unit="ms")
        figures.record("profile_keep_ms_p50", statistics.median(kept), unit="ms")
        figures.record("profile_erase_ms_p50", statistics.median(erased), unit="ms", limit=1000)
        size = (tmp_path / "profiles.db").stat().st_size
        figures.record("profile_kb", size / 1e3 / (PROFILES - TIMES), unit="kB")
    finally:
        store.close()


def _ms(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1e3
