"""A profile: visits, what they say, and what the shopper says is not them."""

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.domain.profile import MOST_CORRECTIONS, MOST_VISITS, About, Profile, Topic, Visit

AT = datetime(2026, 11, 24, 8, 15, tzinfo=UTC)
DAY = timedelta(days=1)
TYPES = {"oat": "milk", "cow": "milk", "rice": "grain"}


def type_of(product_id: str) -> str:
    return TYPES.get(product_id, "")


def visited(*baskets: tuple[str, ...]) -> Profile:
    profile = Profile(AT)
    for n, basket in enumerate(baskets):
        profile = profile.with_visit(AT + n * DAY, basket, type_of)
    return profile


def test_visits_are_kept_in_order_each_product_once() -> None:
    assert visited(("oat", "oat"), ("rice",)).visits == (Visit(AT, ("oat",)), Visit(AT + DAY, ("rice",)))


def test_a_card_shown_again_soon_goes_on_with_the_visit() -> None:
    profile = visited(("oat",)).with_visit(AT + timedelta(minutes=20), ("rice", "oat"), type_of)
    assert profile.visits == (Visit(AT + timedelta(minutes=20), ("oat", "rice")),)


def test_a_product_that_is_not_them_is_forgotten_and_not_kept_again() -> None:
    profile = visited(("oat", "rice"), ("oat",)).without(Topic(About.PRODUCT, "oat"), type_of)
    assert profile.taken() == {"rice": 1}
    again = profile.with_visit(AT + 9 * DAY, ("oat", "rice"), type_of)
    assert again.taken() == {"rice": 2}
    assert again.refused == {"oat"}


def test_a_type_that_is_not_them_takes_every_product_of_it_along() -> None:
    profile = visited(("oat", "cow", "rice"), ("strange",)).without(Topic(About.TYPE, "milk"), type_of)
    assert profile.taken() == {"strange": 1, "rice": 1}
    assert profile.with_visit(AT + 9 * DAY, ("cow",), type_of).taken() == {"strange": 1, "rice": 1}


def test_products_of_no_known_type_are_not_of_one_type() -> None:
    profile = visited(("strange", "odd")).without(Topic(About.TYPE, ""), type_of)
    assert profile.taken() == {"strange": 1, "odd": 1}


def test_lately_counts_visits_without_purchases_too() -> None:
    profile = visited(*[("oat",)] * 3, (), ("oat",), *[()] * 3, ("oat",), ("rice",))
    assert profile.lately("oat") == (3, 8)
    assert profile.taken() == {"rice": 1, "oat": 5}
    assert len(profile.baskets) == 6


def test_a_profile_does_not_grow_for_ever() -> None:
    profile = visited(*[("oat",)] * (MOST_VISITS + 3))
    assert len(profile.visits) == MOST_VISITS
    assert profile.visits[0].at == AT + 3 * DAY
    for n in range(MOST_CORRECTIONS):
        profile = profile.without(Topic(About.PRODUCT, str(n)), type_of)
    with pytest.raises(ValueError, match="more than"):
        profile.without(Topic(About.PRODUCT, "one more"), type_of)


def test_a_topic_is_its_key_and_nonsense_is_none() -> None:
    for topic in (Topic(About.PRODUCT, "a:b"), Topic(About.NEW)):
        assert Topic.parse(topic.key) == topic
    with pytest.raises(ValueError, match="weather"):
        Topic.parse("weather:rain")
