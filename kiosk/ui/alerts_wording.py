"""What is wrong with the bridge, in words: what happened, what to do, since when."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from kiosk.app.view_state import AlertView
from kiosk.ui.formatting import age, clock

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class AlertRow:
    name: str
    tone: str  # "warn" | "bad"
    headline: str
    advice: str  # what it means and what to do
    since: str  # "" where it is not known


def alert_row(alert: AlertView, now: datetime) -> AlertRow:
    """One that this window does not know is said in the bridge's own words."""
    since = ""
    if alert.since is not None:
        ago = age((now - alert.since).total_seconds())
        since = translate("Alerts", "Since %1 (%2)").replace("%1", clock(alert.since)).replace("%2", ago)
    match alert.name:
        case "load":
            tone, headline = "warn", translate("Alerts", "Too many readings arrive")
            advice = translate(
                "Alerts",
                "The oldest readings were left out, no event was. On the page Devices, find the plate with "
                "the most readings a second, and have it send fewer.",
            )
        case "journal":
            tone, headline = "bad", translate("Alerts", "Events cannot be written down")
            advice = translate(
                "Alerts",
                "The disk of the bridge is full, locked or broken. Events wait in its memory; should it stop "
                "now, they may be lost. Free space on that disk, or have it replaced.",
            )
        case "journal-read":
            tone, headline = "bad", translate("Alerts", "Events cannot be told")
            advice = translate(
                "Alerts",
                "The bridge cannot read what it wrote down, so nothing taken or put is heard here. Have its "
                "disk replaced.",
            )
        case _:
            tone, headline = "warn", translate("Alerts", "The bridge says that something is wrong")
            advice = alert.text
    return AlertRow(alert.name, tone, headline, advice, since)
