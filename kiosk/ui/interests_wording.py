"""What a kiosk knows of a shopper, in words: each number is counted in their own visits, and what they said
is called theirs."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QUrl

from kiosk.app.view_state import InterestKind, InterestsView, InterestView, Language
from kiosk.ui.formatting import day, number
from kiosk.ui.wording import picture, title_and_size, unbroken

ICONS = {
    InterestKind.REGULAR: "repeat",
    InterestKind.FAVOURITE_TYPE: "similar",
    InterestKind.EXPLORES: "sparkles",
    InterestKind.TAKEN: "basket",
    InterestKind.SAID: "person",
}
CALM_TINT = 11  # the theme's, where no product gives the colour
_MONTH_DAYS = 30.4
_NAMES = 2  # of the products that a favourite kind names


@dataclass(frozen=True, slots=True)
class InterestRow:
    key: str
    title: str
    sentence: str
    icon: str
    picture: QUrl
    tint: int
    undo: str  # what the button says that takes it back


@dataclass(frozen=True, slots=True)
class OfferedWord:
    """A word for the letters that a shopper types."""

    word: str


def interest_row(view: InterestView) -> InterestRow:
    first = view.products[0] if view.products else None
    said = view.kind is InterestKind.SAID
    return InterestRow(
        view.key,
        _title(view),
        _sentence(view),
        ICONS[view.kind],
        QUrl() if first is None else picture(first.picture),
        CALM_TINT if first is None else first.tint,
        QCoreApplication.translate("Interests", "Take back")
        if said
        else QCoreApplication.translate("Interests", "Not me"),
    )


def _title(view: InterestView) -> str:
    match view.kind:
        case InterestKind.EXPLORES:
            return QCoreApplication.translate("Interests", "You try new things")
        case InterestKind.FAVOURITE_TYPE:
            names = [title_and_size(product)[0] for product in view.products]
            return " · ".join(dict.fromkeys(names[:_NAMES]))
        case InterestKind.SAID if not dict(view.numbers)["wanted"]:
            return QCoreApplication.translate("Interests", "Less of: %1").replace("%1", view.words)
        case InterestKind.SAID:
            return view.words
        case _:
            return unbroken(view.products[0].name)


def _sentence(view: InterestView) -> str:
    numbers = dict(view.numbers)
    match view.kind:
        case InterestKind.REGULAR if numbers.get("days_between", 0) >= 1:
            text = QCoreApplication.translate("Interests", "Picked up %1 times, about every %2 days")
            rhythm = text.replace("%1", number(numbers["times"]))
            return _with_visits(rhythm.replace("%2", f"{numbers['days_between']:.0f}"), numbers)
        case InterestKind.FAVOURITE_TYPE:
            text = QCoreApplication.translate(
                "Interests", "Several of a kind: picked up %1 times, %2 different products"
            )
            return text.replace("%1", number(numbers["times"])).replace("%2", number(numbers["products"]))
        case InterestKind.EXPLORES:
            text = QCoreApplication.translate(
                "Interests", "Of what you picked up on your last %2 shopping visits, %1% was new to you"
            )
            percent = f"{numbers['percent_new']:.0f}"
            return text.replace("%1", percent).replace("%2", number(numbers["baskets"]))
        case InterestKind.SAID:
            return _said(view, numbers)
        case _:
            return _with_visits(_times(round(numbers.get("times", 0))), numbers)


def _said(view: InterestView, numbers: dict[str, float]) -> str:
    """What the words were taken to mean here, or that they mean nothing here."""
    if not numbers["read"]:
        return QCoreApplication.translate("Interests", "You said this")
    names = dict.fromkeys(title_and_size(product)[0] for product in view.products)
    if not names:
        return QCoreApplication.translate("Interests", "You said this. No match was found in this store.")
    text = (
        QCoreApplication.translate("Interests", "You said this. More like: %1")
        if numbers["wanted"]
        else QCoreApplication.translate("Interests", "You said this. Fewer like: %1")
    )
    return text.replace("%1", " · ".join(names))


def _times(times: int) -> str:
    if times == 1:
        return QCoreApplication.translate("Interests", "Picked up once")
    return QCoreApplication.translate("Interests", "Picked up %1 times").replace("%1", str(times))


def _with_visits(text: str, numbers: dict[str, float]) -> str:
    """How often of late, or when last, where that says more than the count."""
    lately, of = numbers.get("lately", 0), numbers.get("of", 0)
    ago = numbers.get("days_since", 0)
    if lately < 2 and ago >= 2:
        last = QCoreApplication.translate("Interests", "last %1 days ago")
        return f"{text} · {last.replace('%1', f'{ago:.0f}')}"
    if lately < 2 or of < 2:
        return text
    visits = QCoreApplication.translate("Interests", "on %1 of your last %2 visits")
    return f"{text} · {visits.replace('%1', number(lately)).replace('%2', number(of))}"


def months(days: int) -> str:
    """ "12 months", or "20 days" where it is less than two months."""
    if days < 2 * _MONTH_DAYS:
        return QCoreApplication.translate("Interests", "%1 days").replace("%1", str(days))
    whole = str(round(days / _MONTH_DAYS))
    return QCoreApplication.translate("Interests", "%1 months").replace("%1", whole)


def basis(view: InterestsView, language: Language) -> str:
    """What all of it rests on."""
    if view.since is None:
        return ""
    text = (
        QCoreApplication.translate("Interests", "Nothing is known yet: you agreed on %2.")
        if not view.visits
        else QCoreApplication.translate("Interests", "From one visit, on %2.")
        if view.visits == 1
        else QCoreApplication.translate("Interests", "From %1 visits since %2.")
    )
    kept = QCoreApplication.translate("Interests", "Kept on this kiosk only, encrypted.")
    told = text.replace("%1", str(view.visits)).replace("%2", _date(view.since, language))
    return told + kept if language is Language.ZH else f"{told} {kept}"


def more(view: InterestsView) -> str:
    """How much is kept besides the rows, "" where nothing is."""
    if not view.more:
        return ""
    text = QCoreApplication.translate("Interests", "And %1 more products that you picked up longer ago.")
    return text.replace("%1", str(view.more))


def _date(moment: datetime, language: Language) -> str:
    """With its year: it may be long ago."""
    local = moment.astimezone()
    if language is Language.ZH:
        return f"{local.year}年{local.month}月{local.day}日"
    return f"{day(moment, language)}, {local.year}"
