"""The versions' page in words: what is in use, how good it is said to be, and what was refused."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from kiosk.app.view_state import RefusalView, VersionView
from kiosk.ui.formatting import clock


@dataclass(frozen=True, slots=True)
class VersionText:
    version: str
    created: str
    detail: str


NO_VERSION = VersionText("", "", "")


def version_text(view: VersionView | None) -> VersionText:
    if view is None:
        return NO_VERSION
    created = ""
    if view.created_at is not None:
        made = clock(view.created_at)[:16]
        created = QCoreApplication.translate("Versions", "Made %1").replace("%1", made)
    return VersionText(view.version, created, _detail(view))


def _detail(view: VersionView) -> str:
    parts = [_metric(name, value) for name, value in view.metrics]
    if view.products is not None:
        parts.append(QCoreApplication.translate("Versions", "%n products", None, view.products))
    return "\n".join(parts)


def _metric(name: str, value: float) -> str:
    """A figure of the manifest in words; one that this window does not know keeps its maker's name."""
    whole = round(value)
    match name:
        case "purchases":
            return QCoreApplication.translate("Versions", "Knows %n purchases", None, whole)
        case "queries":
            return QCoreApplication.translate("Versions", "Trained on %n baskets", None, whole)
        case _:
            return f"{name} {value:,.3g}"


def refusals_text(refusals: tuple[RefusalView, ...]) -> str:
    """One line for each release that is not used; "" where there is none."""
    return "\n".join(_refusal(each) for each in refusals)


def _refusal(refusal: RefusalView) -> str:
    kinds = {
        "model": QCoreApplication.translate("Versions", "Model %1"),
        "catalog": QCoreApplication.translate("Versions", "Catalog %1"),
    }
    what = kinds.get(refusal.kind, f"{refusal.kind} %1").replace("%1", refusal.version)
    sentence = QCoreApplication.translate("Versions", "%1 is not used: %2")
    return sentence.replace("%1", what).replace("%2", _why(refusal))


def _why(refusal: RefusalView) -> str:
    """The reason; one that this window does not know is given in the words that the device has for it."""
    translate = QCoreApplication.translate
    known = {
        "signature": translate("Versions", "it does not carry headquarters\u2019 signature."),
        "altered": translate("Versions", "its files are not those that headquarters signed."),
        "manifest": translate("Versions", "its manifest cannot be read."),
        "older": translate("Versions", "it is older than the one in use."),
        "unfit": translate("Versions", "it failed its test on this kiosk."),
        "missing": translate("Versions", "headquarters does not have all of its files."),
        "unusable": translate("Versions", "it does not work on this kiosk; the one before stays in use."),
    }
    return known.get(refusal.code, refusal.reason)
