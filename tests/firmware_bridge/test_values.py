from datetime import UTC, datetime

import pytest

from firmware_bridge import values
from firmware_bridge.errors import DecodeError


def test_empty_values_mean_unknown() -> None:
    assert values.decode_stock(b"") is None
    assert values.decode_weight(b"") is None
    assert values.decode_observed(b"") is None
    assert values.decode_stock(values.encode_number(12)) == 12
    assert values.decode_weight(values.encode_number(12.34)) == 12.3


@pytest.mark.parametrize("payload", [b"-1", b"1.0", b"nan", b"1_0", b"\xd9\xa3", b" 3", b"99999999"])
def test_a_stock_is_a_plain_integer(payload: bytes) -> None:
    with pytest.raises(DecodeError):
        values.decode_stock(payload)


@pytest.mark.parametrize("payload", [b"-0.1", b"1.01", b"nan", b"1_0", b"sure", b"\xd9\xa3"])
def test_a_confidence_is_a_number_from_0_to_1(payload: bytes) -> None:
    with pytest.raises(DecodeError):
        values.decode_confidence(payload)


def test_only_a_certain_count_is_said_to_be_certain() -> None:
    assert values.encode_confidence(0.9999) == b"0.99"
    assert values.decode_confidence(values.encode_confidence(1.0)) == 1.0
    assert values.decode_confidence(values.encode_confidence(None)) is None


@pytest.mark.parametrize(
    "alert",
    [
        None,
        values.AlertText(None, "The board is at 92 °C: give it air."),
        values.AlertText(datetime(2026, 11, 24, 8, 15, 2, tzinfo=UTC), "Too many: 7."),
    ],
)
def test_an_alert_says_what_is_wrong_and_since_when(alert: values.AlertText | None) -> None:
    assert values.decode_alert(values.encode_alert(alert)) == alert


@pytest.mark.parametrize(
    "payload", [b"\xff", b"x" * 2001, b"Since yesterday: hot", b"Since 1999-01-01T00:00:00Z: hot"]
)
def test_an_alert_that_cannot_be_read_is_refused(payload: bytes) -> None:
    with pytest.raises(DecodeError):
        values.decode_alert(payload)
