"""A kiosk without threads, window or network."""

from collections.abc import Iterator

import pytest

from kiosk.store.catalog_build import build
from tests.kiosk.app.house import House
from tests.kiosk.small_store import CHEESE, CRACKERS, MILK, SHOES, SKIM, VERSION, Device, FakeClock


@pytest.fixture
def house(device: Device, clock: FakeClock) -> Iterator[House]:
    build(device.state / "releases" / "catalog" / VERSION, device.state / "catalog.db")
    made = House(device, clock)
    yield made
    made.close()


@pytest.fixture
def shelves_are_heard(house: House) -> None:
    """Both shelves speak, and the count of every product on them is known."""
    for product_id, count in ((MILK, 0), (CHEESE, 3), (CRACKERS, 12), (SKIM, 4), (SHOES, 12)):
        house.stock(product_id, count)
    for shelf in ("shelf-a", "shelf-b"):
        house.shelves.heard_state(shelf, "ready")
