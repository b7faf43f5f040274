"""A suggestion's reason as one short, true sentence.

A sentence claims only what its numbers say: a reason without its number falls back to the plain sentence.
"""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from kiosk.app.view_state import ReasonKind, ReasonView
from kiosk.ui.formatting import number
from kiosk.ui.wording import without_size

# Name of the icon beside each kind of reason.
ICONS = {
    ReasonKind.BOUGHT_TOGETHER: "basket",
    ReasonKind.BOUGHT_BEFORE: "repeat",
    ReasonKind.POPULAR_HERE: "popular",
    ReasonKind.SIMILAR: "similar",
    ReasonKind.NEW_HERE: "sparkles",
}


def sentence(reason: ReasonView, beside: str = "") -> str:
    """The reason in the language that is installed now; `beside` is the name of the product on the page,
    which the sentence need not say again.
    """
    numbers = dict(reason.numbers)
    if beside and reason.evidence == beside:
        reason = replace(reason, evidence=QCoreApplication.translate("Reason", "this one"))
    else:
        reason = replace(reason, evidence=without_size(reason.evidence))
    match reason.kind:
        case ReasonKind.BOUGHT_TOGETHER:
            return _bought_together(reason.evidence, numbers.get("percent"))
        case ReasonKind.BOUGHT_BEFORE:
            return _bought_before(numbers)
        case ReasonKind.POPULAR_HERE:
            return _popular(numbers.get("baskets"))
        case ReasonKind.SIMILAR:
            if not reason.evidence:
                return QCoreApplication.translate("Reason", "Similar to what you looked at")
            return _fill(QCoreApplication.translate("Reason", "Similar to %1"), reason.evidence)
        case ReasonKind.NEW_HERE:
            if not reason.evidence:
                return QCoreApplication.translate("Reason", "New in this store")
            return _fill(QCoreApplication.translate("Reason", "New here, much like %1"), reason.evidence)


def _bought_together(evidence: str, percent: float | None) -> str:
    if not evidence:
        return QCoreApplication.translate("Reason", "Often bought together")
    if percent is None:
        return _fill(QCoreApplication.translate("Reason", "Often bought with %1"), evidence)
    if percent < 1:
        return _fill(QCoreApplication.translate("Reason", "Sometimes bought with %1"), evidence)
    return _fill(
        QCoreApplication.translate("Reason", "In %1% of baskets with %2"), f"{percent:.0f}", evidence
    )


def _bought_before(numbers: dict[str, float]) -> str:
    times, days_between = numbers.get("times"), numbers.get("days_between")
    if days_between is not None and days_between >= 1 and (times is None or times >= 2):
        return _fill(
            QCoreApplication.translate("Reason", "You buy it about every %1 days"), f"{days_between:.0f}"
        )
    if times is not None and times >= 2:
        return _fill(QCoreApplication.translate("Reason", "You have bought it %1 times"), number(times))
    return QCoreApplication.translate("Reason", "You have bought it before")


def _popular(baskets: float | None) -> str:
    if baskets is None or baskets < 2:
        return QCoreApplication.translate("Reason", "Popular in this store")
    return _fill(QCoreApplication.translate("Reason", "Popular here: in %1 baskets"), f"{baskets:,.0f}")


def _fill(pattern: str, *values: str) -> str:
    """Put the values in one pass, so that a "%2" inside a product's name stays what it is."""
    parts, rest = [], pattern
    while (at := rest.find("%")) >= 0:
        place = rest[at + 1 : at + 2]
        if place.isdigit() and 1 <= int(place) <= len(values):
            parts += [rest[:at], values[int(place) - 1]]
            rest = rest[at + 2 :]
        else:
            parts.append(rest[: at + 1])
            rest = rest[at + 1 :]
    return "".join([*parts, rest])
