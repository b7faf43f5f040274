"""The recorded shop: 348 plates at 60 Hz for 34 s, with two labelled picks.

Not part of the project; see SOURCE.md beside the data.
"""

from pathlib import Path

import pytest

from firmware_bridge.simulator.trace import Trace
from firmware_bridge.simulator.trace import load_trace as load

DATA = Path(__file__).parents[3] / "shared" / "data" / "aifi_nanostore_weight"


def load_trace() -> Trace:
    """Skips the test where the data are not there."""
    if not DATA.exists():
        pytest.skip(f"the recorded plates are not there: {DATA}")
    return load(DATA / "cps-test-01_348plates.tar.xz", DATA / "cps-test-01-nodepth-product.csv")
