"""A suggestion's reason as one short, true sentence.

A sentence claims only what its numbers say: a reason without its number falls back to the plain sentence.
"""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from kiosk.app.view_state import ReasonKind, ReasonView
from kiosk.ui.formatting import number
from kiosk.ui.wording import without_size

FEW_BASKETS = 100  # of fewer, a percentage would promise too much (ADR 12): the baskets are counted out
HABIT = 3  # purchases; two have one gap between them, which is no rhythm

# Name of the icon beside each kind of reason.
ICONS = {
    ReasonKind.BOUGHT_TOGETHER: "basket",
    ReasonKind.BOUGHT_BEFORE: "repeat",
    ReasonKind.POPULAR_HERE: "popular",
    ReasonKind.SIMILAR: "similar",
    ReasonKind.NEW_HERE: "sparkles",
    ReasonKind.YOU_SAID: "person",
}


def sentence(reason: ReasonView, beside: str = "") -> str:
    """The reason in the language that is installed now; `beside` is the name of the product on the page,
    which the sentence need not say again.
    """
    numbers = dict(reason.numbers)
    if reason.kind is ReasonKind.YOU_SAID:
        return _fill(QCoreApplication.translate("Reason", "You said: %1"), reason.evidence)
    if beside and reason.evidence == beside:
        reason = replace(reason, evidence=QCoreApplication.translate("Reason", "this one"))
    else:
        reason = replace(reason, evidence=without_size(reason.evidence))
    match reason.kind:
        case ReasonKind.BOUGHT_TOGETHER:
            return _bought_together(reason.evidence, numbers)
        case ReasonKind.BOUGHT_BEFORE:
            return _bought_before(numbers)
        case ReasonKind.POPULAR_HERE:
            return _popular(numbers)
        case ReasonKind.SIMILAR:
            if not reason.evidence:
                return QCoreApplication.translate("Reason", "Similar to what you looked at")
            return _fill(QCoreApplication.translate("Reason", "Similar to %1"), reason.evidence)
        case ReasonKind.NEW_HERE:
            if not reason.evidence:
                return QCoreApplication.translate("Reason", "New: no purchases known yet")
            return _fill(QCoreApplication.translate("Reason", "New here, much like %1"), reason.evidence)
    raise AssertionError(f"a reason without a sentence: {reason.kind}")


def _bought_together(evidence: str, numbers: dict[str, float]) -> str:
    if not evidence:
        return QCoreApplication.translate("Reason", "Often bought together")
    percent, baskets, of = numbers.get("percent"), numbers.get("baskets"), numbers.get("of")
    if baskets is not None and of is not None and of < FEW_BASKETS:
        return _fill(
            QCoreApplication.translate("Reason", "In %1 of %2 baskets with %3"),
            f"{baskets:.0f}",
            f"{of:.0f}",
            evidence,
        )
    if percent is None:
        return _fill(QCoreApplication.translate("Reason", "Often bought with %1"), evidence)
    if percent < 1:
        return _fill(QCoreApplication.translate("Reason", "Sometimes bought with %1"), evidence)
    return _fill(
        QCoreApplication.translate("Reason", "In %1% of baskets with %2"), f"{percent:.0f}", evidence
    )


def _bought_before(numbers: dict[str, float]) -> str:
    times, days_between = numbers.get("times"), numbers.get("days_between")
    if days_between is not None and days_between >= 1 and (times is None or times >= HABIT):
        return _fill(
            QCoreApplication.translate("Reason", "You pick it up about every %1 days"), f"{days_between:.0f}"
        )
    if times is not None and times >= 2:
        return _fill(QCoreApplication.translate("Reason", "You have picked it up %1 times"), number(times))
    return QCoreApplication.translate("Reason", "You have picked it up before")


def _popular(numbers: dict[str, float]) -> str:
    baskets, days = numbers.get("baskets"), numbers.get("days")
    chain = bool(numbers.get("chain"))
    if baskets is None:
        if chain:
            return QCoreApplication.translate("Reason", "Popular in our stores")
        return QCoreApplication.translate("Reason", "Popular in this store")
    count = f"{baskets:,.0f}"
    if chain:
        return _fill(QCoreApplication.translate("Reason", "In %1 baskets across our stores"), count)
    if days and baskets * 7 < days:
        return _fill(QCoreApplication.translate("Reason", "Bought here in %1 baskets"), count)
    return _fill(QCoreApplication.translate("Reason", "Popular here: in %1 baskets"), count)


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
