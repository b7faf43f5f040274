"""A whole store of real processes, made once for the tests of this folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.demo.layout import Layout
from kiosk.demo.tour.hosting import Demo, hosted

MADE = Path(__file__).parents[2] / "build" / "demo" / "made"  # shared with `make demo`: imported once
PATIENT = "[kiosk]\nidle_timeout_s = 600.0\n"  # no shopper is asked away in the middle of a test


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    with hosted(Layout(tmp_path / "store", MADE), PATIENT) as running:
        yield running
