"""Where a shopper can be on the screen, and how a product came there."""

from dataclasses import dataclass
from enum import StrEnum, auto


class Via(StrEnum):
    """How a product came to the screen."""

    LIFT = auto()
    SCAN = auto()
    SEARCH = auto()
    BROWSE = auto()
    SUGGESTION = auto()
    ATTRACT = auto()
    COMPARE = auto()
    RETURN = auto()  # what is left in the hand after another was put back


@dataclass(frozen=True, slots=True)
class Home:
    """Also what is seen while nobody is here."""


HOME = Home()


@dataclass(frozen=True, slots=True)
class AtProduct:
    product_id: str
    via: Via


@dataclass(frozen=True, slots=True)
class Comparing:
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class NotSold:
    code: str


@dataclass(frozen=True, slots=True)
class Browsing:
    department: str | None = None
    category: str | None = None
    pages: int = 1


@dataclass(frozen=True, slots=True)
class Searching:
    query: str = ""
    pages: int = 1


class MemberList(StrEnum):
    """What a member looks at of what this kiosk knows about them."""

    INTERESTS = auto()
    REPEAT = auto()  # suggestions among what they took before
    DISCOVER = auto()  # suggestions among the rest


@dataclass(frozen=True, slots=True)
class Consenting:
    """A loyalty card was shown that this kiosk keeps no profile for: may it?"""


@dataclass(frozen=True, slots=True)
class AtInterests:
    showing: MemberList = MemberList.INTERESTS


@dataclass(frozen=True, slots=True)
class Forgotten:
    """The profile was deleted."""


Place = Home | AtProduct | Comparing | NotSold | Browsing | Searching | Consenting | AtInterests | Forgotten
