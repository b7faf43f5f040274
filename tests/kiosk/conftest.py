"""A small store and a device that has its catalog."""

from pathlib import Path

import pytest

from tests.kiosk.small_store import Device, FakeClock


@pytest.fixture
def device(tmp_path: Path) -> Device:
    made = Device(tmp_path / "device")
    made.install_catalog()
    return made


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()
