"""What a shopper who agreed to it leaves on this kiosk: what they took, visit by visit, what they said of
their taste, and what is not them.

Nothing else is kept: suggestions and interests are counted anew from the visits each time, so what is
corrected here is corrected everywhere.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum, auto

from kiosk.domain.own_words import NOTHING_SAID, OwnWords

MOST_VISITS = 200
MOST_TAKEN = 60  # products of one visit
MOST_CORRECTIONS = 500
SAME_VISIT = timedelta(hours=2)  # a card shown again within it goes on with the visit
LATELY = 8  # visits

YEAR_MONTHS = 12

TypeOf = Callable[[str], str]  # product id → id of its type, "" where it is not known


def expiry(last_visit: datetime, keep_days: int) -> date:
    """From when on a profile is deleted: the first of a month, which tells little of the day of the visit."""
    last = last_visit + timedelta(days=keep_days)
    return date(last.year + last.month // YEAR_MONTHS, last.month % YEAR_MONTHS + 1, 1)


class About(StrEnum):
    """What an interest is about."""

    PRODUCT = auto()
    TYPE = auto()  # products of one type
    NEW = auto()  # trying new products
    SAID = auto()  # something in their own words


@dataclass(frozen=True, slots=True)
class Topic:
    """What a shopper says is not them."""

    about: About
    id: str = ""  # of the product or the type, or the words

    @property
    def key(self) -> str:
        return f"{self.about.value}:{self.id}"

    @classmethod
    def parse(cls, key: str) -> "Topic":
        """Raises ValueError."""
        about, _, found = key.partition(":")
        return cls(About(about), found)


@dataclass(frozen=True, slots=True)
class Visit:
    at: datetime  # aware UTC, its end
    taken: tuple[str, ...]  # product ids lifted and not put back


@dataclass(frozen=True, slots=True)
class Profile:
    agreed_at: datetime
    visits: tuple[Visit, ...] = ()  # oldest first
    not_me: frozenset[Topic] = frozenset()
    words: OwnWords = NOTHING_SAID

    def with_visit(self, at: datetime, taken: tuple[str, ...], type_of: TypeOf) -> "Profile":
        """One more visit, without what the shopper said is not them."""
        wanted = tuple(each for each in dict.fromkeys(taken) if not self._unwanted(each, type_of))
        earlier, last = self.visits, self.visits[-1] if self.visits else None
        if last is not None and abs(at - last.at) < SAME_VISIT:
            earlier, wanted = earlier[:-1], tuple(dict.fromkeys((*last.taken, *wanted)))
        visits = (*earlier, Visit(at, wanted[:MOST_TAKEN]))
        return replace(self, visits=visits[-MOST_VISITS:])

    def without(self, topic: Topic, type_of: TypeOf) -> "Profile":
        """The topic is not them: what belongs to it is forgotten now and, unless they said it themselves, not
        kept again."""
        if topic.about is About.SAID:
            return replace(self, words=self.words.without(topic.id))
        if topic not in self.not_me and len(self.not_me) >= MOST_CORRECTIONS:
            raise ValueError(f"more than {MOST_CORRECTIONS} corrections")
        corrected = replace(self, not_me=self.not_me | {topic})
        return replace(
            corrected,
            visits=tuple(
                replace(visit, taken=tuple(p for p in visit.taken if not corrected._unwanted(p, type_of)))
                for visit in self.visits
            ),
        )

    def _unwanted(self, product_id: str, type_of: TypeOf) -> bool:
        kind = type_of(product_id)
        return Topic(About.PRODUCT, product_id) in self.not_me or (
            bool(kind) and Topic(About.TYPE, kind) in self.not_me
        )

    @property
    def baskets(self) -> tuple[Visit, ...]:
        """Visits on which something was taken."""
        return tuple(visit for visit in self.visits if visit.taken)

    @property
    def refused(self) -> frozenset[str]:
        """Products that the shopper said are not them."""
        return frozenset(topic.id for topic in self.not_me if topic.about is About.PRODUCT)

    def lately(self, product_id: str) -> tuple[int, int]:
        """On how many of how many last visits the product was taken."""
        last = self.visits[-LATELY:]
        return sum(product_id in visit.taken for visit in last), len(last)

    def taken(self) -> dict[str, int]:
        """Product id → visits on which it was taken; the latest taken first."""
        counts: dict[str, int] = {}
        for visit in reversed(self.visits):
            for product_id in visit.taken:
                counts[product_id] = counts.get(product_id, 0) + 1
        return counts
