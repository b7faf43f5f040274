"""A kiosk without threads, window or network."""

from collections.abc import Iterator

import pytest

from kiosk.store.catalog_build import build
from tests.kiosk.app.house import House
from tests.kiosk.small_store import VERSION, Device, FakeClock


@pytest.fixture
def house(device: Device, clock: FakeClock) -> Iterator[House]:
    build(device.state / "releases" / "catalog" / VERSION, device.state / "catalog.db")
    made = House(device, clock)
    yield made
    made.close()
