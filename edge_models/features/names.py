"""The features by name and by the signal that they carry, in the order of the matrix."""

from enum import StrEnum, auto


class Signal(StrEnum):
    """Where a feature comes from; a reason speaks of one signal."""

    SHOPPER = auto()  # about the shopper or the request as a whole: the same for every product
    PRODUCT = auto()  # how the product sells everywhere
    STORE = auto()  # how it sells in this store
    BASKET = auto()  # how it goes with what is in the hand or in the basket
    PERSONAL = auto()  # this shopper's own purchases of this very product
    TASTE = auto()  # this shopper's purchases of the same type, or of products that go with it


_SIGNALS: dict[Signal, tuple[str, ...]] = {
    Signal.SHOPPER: (
        "basket_size",
        "visits",
        "visit_size",
        "visit_gap",
        "visit_last",
        "hour",
        "own_products",
        "loyalty",
        "store_known",
    ),
    Signal.PRODUCT: (
        "share",
        "share_28",
        "share_91",
        "support",
        "buyers",
        "rebuy",
        "gap",
        "company",
        "share_in_type",
        "type_share",
        "type_products",
        "type_fresh",
        "look_products",
    ),
    Signal.STORE: ("here_share", "here_lift", "here_count", "here_weeks", "type_here", "look_here"),
    Signal.BASKET: (
        "together_sum",
        "together_rel",
        "together_max",
        "together_percent",
        "together_cosine",
        "together_back",
        "together_lift",
        "together_hits",
        "type_together",
        "kin_together",
        "look_together",
        "same_type",
        "same_category",
        "same_department",
        "same_brand",
    ),
    Signal.PERSONAL: (
        "times",
        "times_20",
        "times_60",
        "times_180",
        "times_rel",
        "visit_share",
        "times_visits_3",
        "times_visits_10",
        "times_hour",
        "rate_visits",
        "rate_days",
        "visits_due",
        "days_since",
        "visits_since",
        "own_gap",
        "last_gap",
        "due",
        "share_of_type",
    ),
    Signal.TASTE: (
        "type_times",
        "type_60",
        "type_visits_10",
        "type_rate",
        "type_since",
        "type_due",
        "category_60",
        "category_since",
        "brand_60",
        "look_60",
        "follows",
        "follows_rel",
        "alike",
        "alike_rel",
        "kin_follows",
        "kin_alike",
    ),
}

FEATURES: tuple[str, ...] = tuple(name for names in _SIGNALS.values() for name in names)
SIGNAL_OF: tuple[Signal, ...] = tuple(signal for signal, names in _SIGNALS.items() for _ in names)
COLUMN: dict[str, int] = {name: i for i, name in enumerate(FEATURES)}


def span(signal: Signal) -> slice:
    """The columns of the matrix that carry this signal; they stand beside each other."""
    first = SIGNAL_OF.index(signal)
    return slice(first, first + len(_SIGNALS[signal]))
