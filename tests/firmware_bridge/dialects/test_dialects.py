"""Each dialect on messages as captured from firmware."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firmware_bridge.dialects import Availability, Dialect, RawSamples, Readings
from firmware_bridge.dialects.esphome import Esphome
from firmware_bridge.dialects.homie_cells import HomieCells
from firmware_bridge.dialects.json_readings import JsonReadings
from firmware_bridge.errors import DecodeError

HOMIE = HomieCells(lambda device: device in ("bridge", "shelf-a"))
DIALECTS: list[Dialect] = [JsonReadings(), Esphome(), HOMIE]


def grams(said: object) -> tuple[float, ...]:
    assert isinstance(said, Readings | RawSamples)
    return said.samples.grams


def test_json_singly_in_batches_and_with_several_cells() -> None:
    read = JsonReadings().read
    one = read("endcap/raw/shelf/shelf-a/a1", b'{"ts":"2026-11-24T08:15:02.123Z","grams":1234.5}')
    assert isinstance(one, Readings)
    assert (one.shelf, one.slot, one.cell) == ("shelf-a", "a1", "")
    batch = read("endcap/raw/shelf/shelf-a/a1/left", b'{"t0":"2026-11-24T08:15:02Z","hz":80,"grams":[1,2,3]}')
    assert isinstance(batch, Readings)
    assert (batch.cell, batch.samples.hz, grams(batch)) == ("left", 80.0, (1.0, 2.0, 3.0))


def test_esphome_states_and_availability() -> None:
    read = Esphome().read
    said = read("shelf-esp-7/sensor/slot_a1/state", b"412.37")
    assert isinstance(said, RawSamples)
    assert (said.device, said.channel, grams(said)) == ("shelf-esp-7", "slot_a1", (412.37,))
    assert read("shelf-esp-7/status", b"online") == Availability("esphome", "shelf-esp-7", True)
    assert read("shelf-esp-7/status", b"offline") == Availability("esphome", "shelf-esp-7", False)
    with pytest.raises(DecodeError):
        read("shelf-esp-7/sensor/slot_a1/state", b"nan")
    assert read("shelf-esp-7/debug", b"[I][hx711:031]") is None


def test_homie_cells_but_not_our_own_shelves() -> None:
    said = HOMIE.read("homie/5/scale-7/cell-1/weight", b"-3.5")
    assert isinstance(said, RawSamples)
    assert (said.device, said.channel, grams(said)) == ("scale-7", "cell-1", (-3.5,))
    assert HOMIE.read("homie/5/scale-7/$state", b"ready") == Availability("homie", "scale-7", True)
    assert HOMIE.read("homie/5/scale-7/$state", b"lost") == Availability("homie", "scale-7", False)
    assert HOMIE.read("homie/5/scale-7/$state", b"") == Availability("homie", "scale-7", False)
    assert HOMIE.read("homie/5/shelf-a/a1/weight", b"100.0") is None
    assert HOMIE.read("homie/5/bridge/$state", b"lost") is None


@pytest.mark.parametrize("payload", [b"", b"abc", b"1e400", b"1_0", b"inf", b"9" * 40, b"\xff"])
def test_a_sensor_says_a_number_or_nothing(payload: bytes) -> None:
    with pytest.raises(DecodeError):
        Esphome().read("n/sensor/s/state", payload)


@pytest.mark.parametrize("dialect", DIALECTS)
@given(
    topic=st.sampled_from(
        [
            "endcap/raw/shelf/a/b",
            "endcap/raw/shelf/a/b/c",
            "n/sensor/s/state",
            "n/status",
            "homie/5/x/y/weight",
            "homie/5/x/$state",
        ]
    )
    | st.text(max_size=40),
    payload=st.binary(max_size=80),
)
def test_any_bytes_on_any_topic_are_read_or_refused(dialect: Dialect, topic: str, payload: bytes) -> None:
    try:
        dialect.read(topic, payload)
    except DecodeError as err:
        assert str(err)
