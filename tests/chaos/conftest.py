"""A whole store of real processes, made once for the tests of this folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.demo.layout import Layout
from kiosk.demo.tour.hosting import Demo, hosted
from tests.chaos.places import MADE, PATIENT


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    with hosted(Layout(tmp_path / "store", MADE), PATIENT) as running:
        yield running
