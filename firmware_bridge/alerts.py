"""What is wrong with the bridge itself: `$alert` of Homie 5, retained until it is over, and the log, once.

https://homieiot.github.io/specification/ (version 5, alerts): `homie/5/<device>/$alert/<id>` holds a sentence
for people, which begins with the time since when it holds, and is cleared when it no longer does.
"""

import logging
import math
from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum

from firmware_bridge import topics
from firmware_bridge.errors import DecodeError
from firmware_bridge.retained import RetainedValues
from firmware_bridge.values import AlertText, encode_alert

log = logging.getLogger(__name__)

SAID_EVERY_S = 10.0
CALM_S = 15.0  # until it is called over; the broker counts every 10 s


class Alert(StrEnum):
    JOURNAL = "journal"  # bridge.db cannot be written
    JOURNAL_READ = "journal-read"  # or read
    LOAD = "load"  # more samples than can be looked at


class Alerts:
    """Raised and cleared as often as one likes; only news is said."""

    def __init__(self, values: RetainedValues, device: str, clock: Callable[[], float]) -> None:
        """`clock`: seconds since 1970."""
        self._values = values
        self._device = device
        self._clock = clock
        self._since: dict[Alert, datetime] = {}  # of those that stand
        for alert in Alert:  # one that an earlier life left behind
            self._set(alert, None)

    def raise_alert(self, alert: Alert, text: str) -> None:
        """It holds; `text` says what happened and what to do, and may be renewed."""
        if alert not in self._since:
            self._since[alert] = datetime.fromtimestamp(self._clock(), UTC)
            log.error("%s", text)
        self._set(alert, AlertText(self._since[alert], text))

    def clear(self, alert: Alert, text: str) -> None:
        """It is over; `text` says what came of it, for the log."""
        if self._since.pop(alert, None) is not None:
            log.warning("%s", text)
            self._set(alert, None)

    def _set(self, alert: Alert, said: AlertText | None) -> None:
        self._values.set(topics.device_alert(self._device, alert), encode_alert(said))


class LoadWatch:
    """Tells of samples that were shed, from the first one until it has been calm for a while.

    The bridge sheds what it cannot look at, and the broker drops what the bridge cannot even read.
    """

    def __init__(self, alerts: Alerts) -> None:
        self.dropped = 0  # by the broker, for any of its clients, since this bridge listens
        self._alerts = alerts
        self._broker: int | None = None  # its count, as last heard
        self._seen = 0
        self._before = 0  # shed when the present flood began
        self._newest = -math.inf  # when samples were last shed
        self._said = -math.inf
        self._flooded = False

    def heard_broker(self, payload: bytes) -> None:
        """The broker's own count of dropped messages."""
        text = payload.strip()
        if not text.isdigit() or len(text) > 18:
            raise DecodeError("the broker's count of dropped messages is no number")
        count = int(text)
        if self._broker is not None and count > self._broker:
            self.dropped += count - self._broker
        self._broker = count  # a smaller one is that of a broker that started anew

    def look(self, shed: int, now: float) -> None:
        """`shed` messages were shed here so far, at `now` (seconds). Call it every second or so."""
        gone = shed + self.dropped
        if gone > self._seen:
            if not self._flooded:
                self._flooded, self._before, self._said = True, self._seen, -math.inf
            self._seen, self._newest = gone, now
        if not self._flooded:
            return
        count = self._seen - self._before
        if abs(now - self._newest) >= CALM_S:  # abs: a clock may be set back
            self._flooded = False
            self._alerts.clear(Alert.LOAD, f"Samples are no longer shed; {count} messages were")
        elif abs(now - self._said) >= SAID_EVERY_S:
            self._said = now
            self._alerts.raise_alert(
                Alert.LOAD,
                f"Too many samples: {count} messages were shed, the oldest first; events are safe. "
                "Find the device that sends too often, or send batches instead of single readings.",
            )
