"""What a caller asks of the recommender, and what it gets back: plain frozen values."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum, auto

from edge_models.errors import RequestError
from edge_models.features.tables import FloatArray


class ReasonKind(StrEnum):
    BOUGHT_TOGETHER = auto()  # evidence: a product; numbers: percent, baskets (common), of (the evidence's)
    BOUGHT_BEFORE = auto()  # numbers: times, and days_between, days_since where they are known
    POPULAR_HERE = auto()  # numbers: baskets, days; chain: 1 where they are those of all stores
    SIMILAR = auto()  # evidence: a product of the same type
    NEW_HERE = auto()  # never sold in the store; evidence: a product that it resembles, or none
    YOU_SAID = auto()  # evidence: no product, but the shopper's words that it is like


class Want(StrEnum):
    """Which list the shopper asked for."""

    ALL = auto()
    REPEAT = auto()  # only what this shopper has bought before
    DISCOVER = auto()  # only what this shopper has never bought


@dataclass(frozen=True, slots=True, eq=False)
class Liking:
    """One thing that the shopper said they like or want less of."""

    words: str
    wanted: bool
    vector: FloatArray  # (384,) of length 1, by the encoder of the bundle that is asked


@dataclass(frozen=True, slots=True)
class Request:
    """One question to the recommender. Products are ids; those that the bundle does not know are ignored.

    Times may be naive (the store's clock) or aware, but all of one kind. A missing `time` is taken to be
    the shopper's usual gap after the last of `history_time`, or, without it, the end of the training data.
    """

    history: Sequence[Sequence[str]] = ()  # earlier baskets, oldest first
    history_time: Sequence[datetime] = ()  # one for each basket of `history`, or empty where unknown
    basket: Sequence[str] = ()  # what is in the hand or in the basket now
    store: str | None = None
    time: datetime | None = None
    candidates: Sequence[str] | None = None  # rank only these; None: the whole assortment
    exclude: AbstractSet[str] = frozenset()  # never suggest these
    promoted: AbstractSet[str] = frozenset()  # marked in the answer; does not move the score
    want: Want = Want.ALL
    likings: Sequence[Liking] = ()  # only for a bundle with a text part

    def check(self) -> None:
        """Raises `RequestError` unless there are as many times as baskets, or none."""
        if self.history_time and len(self.history_time) != len(self.history):
            raise RequestError(
                "history_time and history differ in length: "
                f"{len(self.history_time)} times for {len(self.history)} baskets"
            )


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a product is suggested: the signal that moved its score most, with figures that hold in the
    data."""

    kind: ReasonKind
    evidence: tuple[str, ...] = ()  # product ids that the reason speaks of; of YOU_SAID the words
    numbers: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Suggestion:
    product_id: str
    score: float  # higher is better; comparable within one answer only
    reason: Reason
    promoted: bool = False
