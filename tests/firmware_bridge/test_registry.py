import pytest

from firmware_bridge.dialects import Availability, RawSamples, Readings
from firmware_bridge.errors import DecodeError
from firmware_bridge.messages import RawReadings
from firmware_bridge.registry import MOST_STRANGERS, Place, Registry, Source

SOURCE = Source("esphome", "scale-1", "weight")
PLACE = Place("shelf-a", "a1")
ONE = RawReadings(None, None, (12.5,))
SAID = RawSamples("esphome", "scale-1", "weight", ONE)


def test_a_stranger_is_listed_and_its_samples_go_nowhere() -> None:
    registry = Registry()
    assert registry.hear(SAID, 100.0) is None
    (entry,) = registry.listing()
    assert (entry["device"], entry["online"]) == ("scale-1", True)
    assert entry["channels"] == [{"channel": "weight", "grams": 12.5, "place": None}]


def test_staff_adopt_within_the_window_only_and_only_whom_they_heard() -> None:
    registry = Registry()
    registry.hear(SAID, 100.0)
    with pytest.raises(DecodeError, match="closed"):
        registry.check_adoption(SOURCE, PLACE, 100.0)
    registry.open_window(100.0)
    with pytest.raises(DecodeError, match="never heard"):
        registry.check_adoption(Source("esphome", "scale-2", "weight"), PLACE, 110.0)
    with pytest.raises(DecodeError, match="closed"):
        registry.check_adoption(SOURCE, PLACE, 161.0)
    registry.open_window(200.0)
    registry.check_adoption(SOURCE, PLACE, 259.0)
    registry.bind(SOURCE, PLACE)
    assert registry.hear(SAID, 260.0) == Readings("shelf-a", "a1", "", ONE)


def test_a_place_is_for_one_device_and_a_slot_for_as_many_as_have_names() -> None:
    registry = Registry({SOURCE: PLACE})
    other = Source("esphome", "scale-1", "right")
    registry.hear(RawSamples("esphome", "scale-1", "right", ONE), 1.0)
    registry.open_window(1.0)
    with pytest.raises(DecodeError, match="scale-1 / weight lies under shelf-a / a1"):
        registry.check_adoption(other, PLACE, 2.0)
    registry.check_adoption(other, Place("shelf-a", "a1", "right"), 2.0)
    registry.hear(SAID, 2.0)
    registry.check_adoption(SOURCE, PLACE, 2.0)  # again, where it is already


def test_a_forgotten_device_is_a_stranger_again() -> None:
    registry = Registry({SOURCE: PLACE})
    assert registry.hear(SAID, 1.0) is not None
    assert registry.bound_to(SOURCE) == PLACE
    registry.unbind(SOURCE)
    assert registry.hear(SAID, 2.0) is None
    with pytest.raises(DecodeError, match="not bound"):
        registry.bound_to(SOURCE)


def test_a_crowd_of_strangers_fills_no_memory_and_drives_out_no_friend() -> None:
    registry = Registry({SOURCE: PLACE})
    registry.hear(SAID, 0.0)
    for n in range(10 * MOST_STRANGERS):
        registry.hear(RawSamples("esphome", f"noise-{n}", "w", ONE), float(n))
        registry.hear(RawSamples("esphome", "babbler", f"w{n}", ONE), float(n))
    listing = registry.listing()
    assert len(listing) <= MOST_STRANGERS + 1
    assert "scale-1" in {entry["device"] for entry in listing}
    assert max(len(entry["channels"]) for entry in listing) <= 32


def test_a_device_that_went_is_listed_so() -> None:
    registry = Registry()
    registry.hear(SAID, 1.0)
    registry.hear(Availability("esphome", "scale-1", False), 2.0)
    assert registry.listing()[0]["online"] is False
