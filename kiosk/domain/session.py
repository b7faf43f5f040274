"""What one shopper does at the screen and the shelf.

    NOBODY ── touch, lift, scan ──► PRESENT ── silent, idle_s ──► ASKED ── silent, warning_s ──► NOBODY, wiped
                                       ▲──────── any sign of life ──────┘

The screen follows the hand: a lifted product is shown, a second one is compared with it, and putting one back
leads to what is still held, or home. `step` is the whole behaviour; it reads no clock.
"""

from dataclasses import dataclass, field, replace
from enum import Enum, StrEnum, auto

from kiosk.domain.diet import Contents
from kiosk.domain.places import HOME
from kiosk.domain.places import AtInterests as AtInterests
from kiosk.domain.places import AtProduct as AtProduct
from kiosk.domain.places import Browsing as Browsing
from kiosk.domain.places import Comparing as Comparing
from kiosk.domain.places import Consenting as Consenting
from kiosk.domain.places import Forgotten as Forgotten
from kiosk.domain.places import Home as Home
from kiosk.domain.places import MemberList as MemberList
from kiosk.domain.places import NotSold as NotSold
from kiosk.domain.places import Place as Place
from kiosk.domain.places import Searching as Searching
from kiosk.domain.places import Via as Via
from kiosk.domain.shopper_events import (
    AccessibilityChosen,
    Browsed,
    CardShown,
    CompareOpened,
    ConsentAnswered,
    Ended,
    Event,
    InterestsOpened,
    LanguageChosen,
    LeftOut,
    Lifted,
    MoreWanted,
    ProductOpened,
    ProfileForgotten,
    PutBack,
    QueryTyped,
    Scanned,
    Ticked,
    Touched,
    WentBack,
    WentHome,
)
from kiosk.domain.text import Language

LONGEST_TRAIL = 30
LONGEST_QUERY = 80
LONGEST_CODE = 64


class Phase(Enum):
    NOBODY = auto()  # the invitation runs
    PRESENT = auto()  # somebody is here
    ASKED = auto()  # silent too long: "are you still there?" is on the screen


@dataclass(frozen=True, slots=True)
class Session:
    """Everything that is known of the shopper; wiping is replacing it by a new one."""

    language: Language
    phase: Phase = Phase.NOBODY
    accessible: bool = False
    place: Place = HOME
    trail: tuple[Place, ...] = ()  # places to go back to, newest last
    hand: tuple[str, ...] = ()  # product ids lifted and not put back, once for each piece, oldest first
    scanned: tuple[str, ...] = ()  # product ids, oldest first
    left_out: frozenset[Contents] = frozenset()  # what the shopper wants no suggestions with
    card: str = field(default="", repr=False)  # seal of the loyalty card that was shown, "" for none
    member: bool = False  # that card's profile is in use
    deadline: float | None = None  # monotonic seconds of the next question or wipe; None while nobody is here

    @property
    def held(self) -> tuple[str, ...]:
        """Different products in the hand, the latest lifted last."""
        return tuple(reversed(dict.fromkeys(reversed(self.hand))))

    @property
    def basket(self) -> tuple[str, ...]:
        """Today's lifts and scans, each product once."""
        return tuple(dict.fromkeys((*self.scanned, *self.hand)))


@dataclass(frozen=True, slots=True)
class Timing:
    idle_s: float = 60.0
    accessible_idle_s: float = 120.0
    warning_s: float = 20.0


# ---- Effects


@dataclass(frozen=True, slots=True)
class Began:
    pass


@dataclass(frozen=True, slots=True)
class Viewed:
    product_id: str
    via: Via


@dataclass(frozen=True, slots=True)
class SuggestionTaken:
    product_id: str


class EndReason(StrEnum):
    IDLE = auto()
    ASKED_FOR = auto()  # also by another shopper, who showed a card


@dataclass(frozen=True, slots=True)
class Wiped:
    """Every trace of the shopper must go, wherever it was put."""

    reason: EndReason


Effect = Began | Viewed | SuggestionTaken | Wiped


@dataclass(frozen=True, slots=True)
class Step:
    session: Session
    effects: tuple[Effect, ...] = field(default=())


class CannotDo(ValueError):
    """The event makes no sense in this session; the message says why. Nothing has changed."""


def fresh(language: Language) -> Session:
    """Nobody is here."""
    return Session(language)


def step(session: Session, event: Event, at: float, timing: Timing, default: Language) -> Step:
    """The session after `event` at monotonic second `at`. Raises CannotDo for what is impossible here.

    `default`: the language that the screen returns to when everything is wiped.
    """
    if isinstance(event, Ticked):
        return _passed(session, at, timing, default)
    if isinstance(event, Ended):
        return _wiped(session, EndReason.ASKED_FOR, default)
    if isinstance(event, PutBack) and event.product_id not in session.hand:
        return Step(session)  # lifted before this session, or by a shopper who has gone
    if isinstance(event, CardShown) and session.card not in ("", event.card):
        gone = step(session, Ended(), at, timing, session.language)
        came = step(gone.session, event, at, timing, default)
        return Step(came.session, gone.effects + came.effects)
    began: tuple[Effect, ...] = (Began(),) if session.phase is Phase.NOBODY else ()
    moved, effects = _moved(session, event)
    idle_s = timing.accessible_idle_s if moved.accessible else timing.idle_s
    return Step(replace(moved, phase=Phase.PRESENT, deadline=at + idle_s), began + effects)


def _passed(session: Session, at: float, timing: Timing, default: Language) -> Step:
    if session.deadline is None or at < session.deadline:
        return Step(session)
    if session.phase is Phase.PRESENT:
        return Step(replace(session, phase=Phase.ASKED, deadline=at + timing.warning_s))
    return _wiped(session, EndReason.IDLE, default)


def _wiped(session: Session, reason: EndReason, default: Language) -> Step:
    if session.phase is Phase.NOBODY:
        return Step(fresh(default))
    return Step(fresh(default), (Wiped(reason),))


def _moved(session: Session, event: Event) -> tuple[Session, tuple[Effect, ...]]:
    """Where an event other than the passing of time leads."""
    match event:
        case Touched():
            return session, ()
        case WentHome():
            return replace(session, place=Home(), trail=()), ()
        case WentBack():
            if not session.trail:
                return replace(session, place=Home()), ()
            return replace(session, place=session.trail[-1], trail=session.trail[:-1]), ()
        case ProductOpened(product_id, from_suggestion):
            return _opened(session, product_id, from_suggestion)
        case CompareOpened():
            if len(session.held) < 2:
                raise CannotDo("two products must be lifted to be compared")
            return _go(session, Comparing(*session.held[-2:])), ()
        case Browsed(department, category):
            return _go(session, Browsing(department, category)), ()
        case MoreWanted():
            return _more(session), ()
        case QueryTyped(text):
            return _searched(session, text), ()
        case Scanned(product_id, code):
            return _scanned(session, product_id, code)
        case Lifted(product_id, pieces):
            return _lifted(session, product_id, pieces)
        case PutBack(product_id, pieces):
            return _put_back(session, product_id, pieces), ()
        case LanguageChosen(language):
            return replace(session, language=language), ()
        case AccessibilityChosen(on):
            return replace(session, accessible=on), ()
        case LeftOut(contents, on):
            others = session.left_out - {contents}
            return replace(session, left_out=others | {contents} if on else others), ()
        case CardShown(card, known):
            place: Place = AtInterests() if known else Consenting()
            return _go(replace(session, card=card, member=known), place), ()
        case ConsentAnswered(agreed):
            return _consented(session, agreed), ()
        case InterestsOpened(showing):
            return _at_interests(session, showing), ()
        case ProfileForgotten():
            if not session.card:
                raise CannotDo("no card was shown")
            return replace(session, card="", member=False, place=Forgotten(), trail=()), ()
        case Ended() | Ticked():
            raise AssertionError("handled by step")


def _go(session: Session, place: Place) -> Session:
    """To a new place, remembering the present one."""
    if place == session.place:
        return session
    trail = session.trail if isinstance(session.place, Home) else (*session.trail, session.place)
    return replace(session, place=place, trail=trail[-LONGEST_TRAIL:])


def _consented(session: Session, agreed: bool) -> Session:
    if not session.card or session.member:
        raise CannotDo("nobody was asked")
    trail = tuple(place for place in session.trail if not isinstance(place, Consenting))
    if agreed:
        return replace(session, member=True, place=AtInterests(), trail=trail)
    place = trail[-1] if trail else Home()
    return replace(session, card="", place=place, trail=trail[:-1])


def _at_interests(session: Session, showing: MemberList) -> Session:
    """Another list is shown in place: it is not a step to go back over."""
    if not session.member:
        raise CannotDo("no card was shown")
    if isinstance(session.place, AtInterests):
        return replace(session, place=AtInterests(showing))
    return _go(session, AtInterests(showing))


def _opened(session: Session, product_id: str, from_suggestion: bool) -> tuple[Session, tuple[Effect, ...]]:
    match session.place:
        case _ if from_suggestion:
            via = Via.SUGGESTION
        case Searching():
            via = Via.SEARCH
        case Comparing():
            via = Via.COMPARE
        case Home():
            via = Via.ATTRACT
        case _:
            via = Via.BROWSE
    taken: tuple[Effect, ...] = (SuggestionTaken(product_id),) if from_suggestion else ()
    return _go(session, AtProduct(product_id, via)), (*taken, Viewed(product_id, via))


def _more(session: Session) -> Session:
    match session.place:
        case Browsing() | Searching() as listing:
            return replace(session, place=replace(listing, pages=listing.pages + 1))
        case _:
            raise CannotDo("there is no list to show more of")


def _searched(session: Session, text: str | None) -> Session:
    """Typing replaces the query in place: each letter is not a step to go back over."""
    if text is None:
        return session if isinstance(session.place, Searching) else _go(session, Searching())
    typed = Searching(text[:LONGEST_QUERY])
    if isinstance(session.place, Searching):
        return replace(session, place=typed)
    return _go(session, typed)


def _scanned(session: Session, product_id: str | None, code: str) -> tuple[Session, tuple[Effect, ...]]:
    if product_id is None:
        return _go(session, NotSold(code[:LONGEST_CODE])), ()
    known = session.scanned if product_id in session.scanned else (*session.scanned, product_id)
    return _go(replace(session, scanned=known), AtProduct(product_id, Via.SCAN)), (
        Viewed(product_id, Via.SCAN),
    )


def _lifted(session: Session, product_id: str, pieces: int) -> tuple[Session, tuple[Effect, ...]]:
    hand = (*session.hand, *(product_id,) * max(1, pieces))
    holding = replace(session, hand=hand)
    if len(holding.held) >= 2:
        place: Place = Comparing(*holding.held[-2:])
    else:
        place = AtProduct(product_id, Via.LIFT)
    return _go(holding, place), (Viewed(product_id, Via.LIFT),)


def _put_back(session: Session, product_id: str, pieces: int) -> Session:
    hand = list(session.hand)
    for _ in range(min(max(1, pieces), hand.count(product_id))):
        hand.reverse()
        hand.remove(product_id)
        hand.reverse()
    left = replace(session, hand=tuple(hand))
    if product_id in left.hand or not _shows(session.place, product_id):
        return left
    trail = tuple(
        place for place in left.trail if not isinstance(place, Comparing) and place != session.place
    )
    match left.held:
        case ():
            return replace(left, place=Home(), trail=())
        case (only,):
            return replace(left, place=AtProduct(only, Via.RETURN), trail=trail)
        case (*_, older, newer):
            return replace(left, place=Comparing(older, newer), trail=trail)
    raise AssertionError("held is a tuple")


def _shows(place: Place, product_id: str) -> bool:
    match place:
        case AtProduct(shown, _):
            return shown == product_id
        case Comparing(left, right):
            return product_id in (left, right)
        case _:
            return False
