import logging
from datetime import UTC, datetime

import pytest

from firmware_bridge import topics
from firmware_bridge.alerts import CALM_S, SAID_EVERY_S, Alert, Alerts, LoadWatch
from firmware_bridge.errors import DecodeError
from firmware_bridge.retained import RetainedValues
from firmware_bridge.values import AlertText, decode_alert

NOW = datetime(2026, 11, 24, 8, 15, 2, tzinfo=UTC)


def said(values: RetainedValues, alert: Alert) -> bytes | None:
    return values.get(topics.device_alert("bridge", alert))


def alerts_of(values: RetainedValues, clock: list[datetime] | None = None) -> Alerts:
    times = clock or [NOW]
    return Alerts(values, "bridge", lambda: times[-1].timestamp())


def test_an_alert_of_an_earlier_life_is_cleared() -> None:
    values = RetainedValues()
    alerts_of(values)
    assert said(values, Alert.JOURNAL) == b""
    assert values.dirty


def test_it_stands_until_it_is_cleared_and_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    values = RetainedValues()
    alerts = alerts_of(values)
    with caplog.at_level(logging.WARNING):
        for n in range(3):
            alerts.raise_alert(Alert.JOURNAL, f"full, {n} wait")
        assert said(values, Alert.JOURNAL) == b"Since 2026-11-24T08:15:02.000Z: full, 2 wait"
        alerts.clear(Alert.JOURNAL, "written again")
        alerts.clear(Alert.JOURNAL, "written again")
    assert said(values, Alert.JOURNAL) == b""
    assert [record.message for record in caplog.records] == ["full, 0 wait", "written again"]


def test_it_says_since_when_it_holds_and_begins_anew_after_it_was_over() -> None:
    values, clock = RetainedValues(), [NOW]
    alerts = alerts_of(values, clock)
    alerts.raise_alert(Alert.LOAD, "7 messages")
    clock.append(NOW.replace(minute=20))
    alerts.raise_alert(Alert.LOAD, "9 messages")
    assert decode_alert(said(values, Alert.LOAD) or b"") == AlertText(NOW, "9 messages")
    alerts.clear(Alert.LOAD, "over")
    assert decode_alert(said(values, Alert.LOAD) or b"") is None
    alerts.raise_alert(Alert.LOAD, "1 message")
    assert decode_alert(said(values, Alert.LOAD) or b"") == AlertText(NOW.replace(minute=20), "1 message")


def test_shed_samples_are_told_at_once_renewed_now_and_then_and_called_over_when_it_is_calm() -> None:
    values = RetainedValues()
    watch = LoadWatch(alerts_of(values))
    watch.look(0, 0.0)
    assert said(values, Alert.LOAD) == b""
    watch.look(7, 1.0)
    assert b" 7 messages were shed" in (said(values, Alert.LOAD) or b"")
    watch.look(20, 2.0)
    assert b" 7 messages" in (said(values, Alert.LOAD) or b"")
    watch.look(50, 1.0 + SAID_EVERY_S)
    assert b" 50 messages" in (said(values, Alert.LOAD) or b"")
    watch.look(50, 1.0 + SAID_EVERY_S + CALM_S)
    assert said(values, Alert.LOAD) == b""
    watch.look(53, 100.0)
    assert b" 3 messages" in (said(values, Alert.LOAD) or b"")


def test_what_the_broker_drops_counts_from_the_first_word_and_across_its_restart() -> None:
    values = RetainedValues()
    watch = LoadWatch(alerts_of(values))
    for payload in (b"1000", b"1000", b"1010", b"3", b"5"):  # it starts anew in between
        watch.heard_broker(payload)
    assert watch.dropped == 12
    watch.look(0, 1.0)
    assert b" 12 messages" in (said(values, Alert.LOAD) or b"")
    for payload in (b"", b"-1", b"many", b"9" * 40, b"\xff"):
        with pytest.raises(DecodeError):
            watch.heard_broker(payload)
