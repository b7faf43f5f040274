"""What a shopper does at the screen and the shelf, for `kiosk.domain.session`."""

from dataclasses import dataclass, field

from kiosk.domain.diet import Contents
from kiosk.domain.places import MemberList
from kiosk.domain.text import Language


@dataclass(frozen=True, slots=True)
class Touched:
    pass


@dataclass(frozen=True, slots=True)
class WentHome:
    pass


@dataclass(frozen=True, slots=True)
class WentBack:
    pass


@dataclass(frozen=True, slots=True)
class ProductOpened:
    product_id: str
    from_suggestion: bool = False


@dataclass(frozen=True, slots=True)
class CompareOpened:
    pass


@dataclass(frozen=True, slots=True)
class Browsed:
    department: str | None = None
    category: str | None = None


@dataclass(frozen=True, slots=True)
class MoreWanted:
    pass


@dataclass(frozen=True, slots=True)
class QueryTyped:
    text: str | None = None  # None: the search was opened


@dataclass(frozen=True, slots=True)
class Scanned:
    product_id: str | None  # None: not sold here
    code: str


@dataclass(frozen=True, slots=True)
class Lifted:
    product_id: str
    pieces: int = 1


@dataclass(frozen=True, slots=True)
class PutBack:
    product_id: str
    pieces: int = 1


@dataclass(frozen=True, slots=True)
class LanguageChosen:
    language: Language


@dataclass(frozen=True, slots=True)
class AccessibilityChosen:
    on: bool


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Suggestions with these contents are wanted no more, or (`on` false) again."""

    contents: Contents
    on: bool


@dataclass(frozen=True, slots=True)
class CardShown:
    """A loyalty card."""

    card: str = field(repr=False)  # its seal
    known: bool  # this kiosk keeps a profile for it


@dataclass(frozen=True, slots=True)
class ConsentAnswered:
    """To whether this kiosk may keep a profile."""

    agreed: bool


@dataclass(frozen=True, slots=True)
class InterestsOpened:
    showing: MemberList = MemberList.INTERESTS


@dataclass(frozen=True, slots=True)
class ProfileForgotten:
    """The shopper's profile was deleted, as they asked."""


@dataclass(frozen=True, slots=True)
class Ended:
    """The shopper asked for the end, or staff took over the screen."""


@dataclass(frozen=True, slots=True)
class Ticked:
    """Time has passed."""


Event = (
    Touched
    | WentHome
    | WentBack
    | ProductOpened
    | CompareOpened
    | Browsed
    | MoreWanted
    | QueryTyped
    | Scanned
    | Lifted
    | PutBack
    | LanguageChosen
    | AccessibilityChosen
    | LeftOut
    | CardShown
    | ConsentAnswered
    | InterestsOpened
    | ProfileForgotten
    | Ended
    | Ticked
)
