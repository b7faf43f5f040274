"""Money, ages and dates as a shopper reads them, in either language.

Pure text: nothing here depends on Qt's locale of the machine, so that a screen looks the same everywhere.
"""

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from kiosk.app.view_state import Language

_SIGNS = {"USD": "$", "CNY": "¥", "EUR": "€", "GBP": "£", "JPY": "¥", "HKD": "HK$", "CAD": "CA$", "AUD": "A$"}
_MINOR_DIGITS = {"JPY": 0, "KRW": 0, "VND": 0, "KWD": 3, "BHD": 3}  # ISO 4217; two where not named


def money(minor: int, currency: str) -> str:
    """`1299, "USD"` → `$12.99`. An unknown currency is spelled by its code."""
    digits = _MINOR_DIGITS.get(currency, 2)
    amount = f"{abs(minor) / 10**digits:,.{digits}f}"
    sign = "−" if minor < 0 else ""
    return f"{sign}{_SIGNS.get(currency, currency + ' ')}{amount}"


def age(seconds: float) -> str:
    """How long ago, in the coarsest unit that is still honest: "5 s ago", "3 min ago", "2 h ago"."""
    whole = max(0, int(seconds))
    if whole < 60:
        return QCoreApplication.translate("Age", "%1 s ago").replace("%1", str(whole))
    if whole < 3600:
        return QCoreApplication.translate("Age", "%1 min ago").replace("%1", str(whole // 60))
    if whole < 48 * 3600:
        return QCoreApplication.translate("Age", "%1 h ago").replace("%1", str(whole // 3600))
    return QCoreApplication.translate("Age", "%1 days ago").replace("%1", str(whole // 86400))


def day(moment: datetime, language: Language) -> str:
    """A day of this year: "Nov 30" or "11月30日"."""
    local = moment.astimezone()
    if language is Language.ZH:
        return f"{local.month}月{local.day}日"
    return QLocale(QLocale.Language.English).toString(QDate(local.year, local.month, local.day), "MMM d")


def clock(moment: datetime) -> str:
    """A moment for staff, local time, to the second."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M:%S")


def number(value: float) -> str:
    """At most one decimal, none where it is whole."""
    return f"{value:,.0f}" if abs(value - round(value)) < 0.05 else f"{value:,.1f}"
