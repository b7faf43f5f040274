"""What a shopper does, and what the screen does."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.session import (
    AtProduct,
    Began,
    Browsing,
    CannotDo,
    Comparing,
    EndReason,
    Home,
    NotSold,
    Phase,
    Searching,
    Session,
    Step,
    SuggestionTaken,
    Timing,
    Via,
    Viewed,
    Wiped,
    fresh,
    step,
)
from kiosk.domain.shopper_events import (
    AccessibilityChosen,
    Browsed,
    CompareOpened,
    Ended,
    Event,
    LanguageChosen,
    Lifted,
    MoreWanted,
    ProductOpened,
    PutBack,
    QueryTyped,
    Scanned,
    Ticked,
    Touched,
    WentBack,
    WentHome,
)
from kiosk.domain.text import Language

TIMING = Timing(idle_s=60, accessible_idle_s=120, warning_s=20)
NOBODY = fresh(Language.EN)


def take(session: Session, event: Event, at: float = 0.0) -> Step:
    return step(session, event, at, TIMING, Language.EN)


def after(*events: Event, session: Session = NOBODY, at: float = 0.0) -> Session:
    for event in events:
        session = take(session, event, at).session
    return session


# ---- the hand and the screen


def test_a_lifted_product_is_shown_and_begins_a_session() -> None:
    result = take(NOBODY, Lifted("milk"))
    assert result.session.place == AtProduct("milk", Via.LIFT)
    assert result.session.phase is Phase.PRESENT
    assert result.effects == (Began(), Viewed("milk", Via.LIFT))


def test_a_second_lifted_product_is_compared_with_the_first() -> None:
    session = after(Lifted("milk"), Lifted("bread"))
    assert session.place == Comparing("milk", "bread")
    assert session.held == ("milk", "bread")


def test_a_third_is_compared_with_the_second() -> None:
    assert after(Lifted("milk"), Lifted("bread"), Lifted("jam")).place == Comparing("bread", "jam")


def test_two_of_the_same_are_no_comparison() -> None:
    session = after(Lifted("milk"), Lifted("milk", 2))
    assert session.place == AtProduct("milk", Via.LIFT)
    assert session.hand == ("milk",) * 3


def test_putting_one_back_leads_to_what_is_still_held() -> None:
    session = after(Lifted("milk"), Lifted("bread"), PutBack("bread"))
    assert session.place == AtProduct("milk", Via.RETURN)
    assert after(Lifted("milk"), Lifted("bread"), PutBack("milk")).place == AtProduct("bread", Via.RETURN)


def test_putting_one_of_three_back_compares_the_other_two() -> None:
    session = after(Lifted("milk"), Lifted("bread"), Lifted("jam"), PutBack("jam"))
    assert session.place == Comparing("milk", "bread")


def test_putting_the_last_back_leads_home() -> None:
    session = after(Lifted("milk"), PutBack("milk"))
    assert session.place == Home()
    assert session.trail == ()
    assert session.phase is Phase.PRESENT


def test_putting_one_of_two_equal_pieces_back_keeps_the_page() -> None:
    session = after(Lifted("milk", 2), PutBack("milk"))
    assert session.place == AtProduct("milk", Via.LIFT)
    assert session.hand == ("milk",)


def test_putting_back_does_not_take_away_a_page_about_something_else() -> None:
    session = after(Lifted("milk"), ProductOpened("jam", from_suggestion=True), PutBack("milk"))
    assert session.place == AtProduct("jam", Via.SUGGESTION)
    assert after(Lifted("milk"), QueryTyped("ja"), PutBack("milk")).place == Searching("ja")


def test_what_was_lifted_by_a_shopper_who_has_gone_starts_nothing_when_it_comes_back() -> None:
    assert take(NOBODY, PutBack("milk")) == Step(NOBODY)


def test_back_never_leads_to_a_comparison_with_what_was_put_back() -> None:
    session = after(Lifted("milk"), Lifted("bread"), PutBack("bread"), WentBack())
    assert not isinstance(session.place, Comparing)


def test_comparing_needs_two_products_in_the_hand() -> None:
    with pytest.raises(CannotDo):
        take(after(Lifted("milk")), CompareOpened())
    session = after(Lifted("milk"), Lifted("bread"), WentHome(), CompareOpened())
    assert session.place == Comparing("milk", "bread")


# ---- scanning, browsing, searching


def test_a_scanned_product_is_shown_and_belongs_to_the_basket() -> None:
    result = take(NOBODY, Scanned("jam", "123"))
    assert result.session.place == AtProduct("jam", Via.SCAN)
    assert result.effects == (Began(), Viewed("jam", Via.SCAN))
    assert after(Scanned("jam", "1"), Lifted("milk"), Scanned("jam", "1")).basket == ("jam", "milk")


def test_what_was_put_back_is_not_in_the_basket() -> None:
    assert after(Lifted("milk"), Lifted("jam"), PutBack("milk")).basket == ("jam",)


def test_an_unknown_code_gets_a_plain_answer() -> None:
    session = after(Scanned(None, "4006381333931"))
    assert session.place == NotSold("4006381333931")
    assert session.basket == ()


def test_browsing_goes_down_and_back_up() -> None:
    session = after(Browsed(), Browsed("dairy"), Browsed("dairy", "milk"), MoreWanted())
    assert session.place == Browsing("dairy", "milk", pages=2)
    session = after(WentBack(), session=session)
    assert session.place == Browsing("dairy")
    assert after(WentBack(), WentBack(), session=session).place == Home()


def test_typing_is_one_step_to_go_back_over() -> None:
    session = after(Browsed(), QueryTyped(), QueryTyped("m"), QueryTyped("mi"), QueryTyped("mil"))
    assert session.place == Searching("mil")
    assert after(WentBack(), session=session).place == Browsing()


def test_a_new_query_starts_on_its_first_page() -> None:
    assert after(QueryTyped("m"), MoreWanted(), QueryTyped("mi")).place == Searching("mi", pages=1)


def test_a_query_of_any_length_is_cut() -> None:
    place = after(QueryTyped("x" * 10_000)).place
    assert isinstance(place, Searching)
    assert len(place.query) == 80


def test_there_is_no_more_of_what_is_no_list() -> None:
    with pytest.raises(CannotDo):
        take(NOBODY, MoreWanted())


@pytest.mark.parametrize(
    ("before", "via"),
    [
        (QueryTyped("m"), Via.SEARCH),
        (Browsed(), Via.BROWSE),
        (Touched(), Via.ATTRACT),
        (Lifted("jam"), Via.BROWSE),
    ],
)
def test_how_a_product_came_to_the_screen_is_known(before: Event, via: Via) -> None:
    assert Viewed("milk", via) in take(after(before), ProductOpened("milk")).effects


def test_a_suggestion_that_is_taken_is_told() -> None:
    result = take(after(Lifted("jam")), ProductOpened("milk", from_suggestion=True))
    assert result.effects == (SuggestionTaken("milk"), Viewed("milk", Via.SUGGESTION))


def test_the_way_back_is_not_endless() -> None:
    session = after(*(ProductOpened(f"p{number}") for number in range(100)))
    assert len(session.trail) == 30


# ---- language and accessibility


@pytest.mark.parametrize("place", [Lifted("milk"), Browsed(), QueryTyped("m"), Scanned(None, "1"), Touched()])
def test_the_language_can_be_changed_anywhere_and_the_place_stays(place: Event) -> None:
    session = after(place)
    changed = after(LanguageChosen(Language.ZH), session=session)
    assert changed.language is Language.ZH
    assert changed.place == session.place


# ---- leaving


def test_silence_is_asked_about_and_then_everything_is_wiped() -> None:
    session = after(
        LanguageChosen(Language.ZH), AccessibilityChosen(False), Lifted("milk"), Scanned("jam", "1")
    )
    assert after(Ticked(), session=session, at=59.9).phase is Phase.PRESENT
    asked = after(Ticked(), session=session, at=60.0)
    assert asked.phase is Phase.ASKED
    assert after(Ticked(), session=asked, at=79.9) == asked
    result = take(asked, Ticked(), 80.0)
    assert result == Step(NOBODY, (Wiped(EndReason.IDLE),))


def test_the_accessible_mode_waits_longer() -> None:
    session = after(AccessibilityChosen(True))
    assert after(Ticked(), session=session, at=119.9).phase is Phase.PRESENT
    assert after(Ticked(), session=session, at=120.0).phase is Phase.ASKED


@pytest.mark.parametrize(
    "sign", [Touched(), QueryTyped("m"), Lifted("jam"), Scanned("jam", "1"), PutBack("milk")]
)
def test_any_sign_of_life_extends(sign: Event) -> None:
    asked = after(Ticked(), session=after(Lifted("milk")), at=60.0)
    alive = after(sign, session=asked, at=79.0)
    assert alive.phase is Phase.PRESENT
    assert after(Ticked(), session=alive, at=138.9).phase is Phase.PRESENT


def test_somebody_who_types_is_never_asked() -> None:
    session = NOBODY
    for second in range(0, 600, 30):
        session = after(QueryTyped("x" * (second // 30 + 1)), Ticked(), session=session, at=float(second))
        assert session.phase is Phase.PRESENT


def test_the_end_can_be_asked_for() -> None:
    assert take(after(Lifted("milk")), Ended()) == Step(NOBODY, (Wiped(EndReason.ASKED_FOR),))
    assert take(NOBODY, Ended()) == Step(NOBODY)


def test_nobody_is_never_asked() -> None:
    assert take(NOBODY, Ticked(), 1e9) == Step(NOBODY)


ids = st.sampled_from(["milk", "bread", "jam"])
any_event = st.one_of(
    st.builds(Lifted, ids, st.integers(1, 3)),
    st.builds(PutBack, ids, st.integers(1, 3)),
    st.builds(Scanned, st.one_of(st.none(), ids), st.text(max_size=5)),
    st.builds(ProductOpened, ids, st.booleans()),
    st.builds(Browsed, st.one_of(st.none(), ids)),
    st.builds(QueryTyped, st.one_of(st.none(), st.text(max_size=3))),
    st.builds(LanguageChosen, st.sampled_from(Language)),
    st.builds(AccessibilityChosen, st.booleans()),
    st.sampled_from([Touched(), WentHome(), WentBack(), CompareOpened(), MoreWanted(), Ended(), Ticked()]),
)


@given(st.lists(st.tuples(any_event, st.floats(0, 70)), max_size=40))
def test_whatever_happens_the_session_makes_sense(happened: list[tuple[Event, float]]) -> None:
    session, at = NOBODY, 0.0
    for event, passed in happened:
        at += passed
        try:
            result = take(session, event, at)
        except CannotDo:
            continue
        session = result.session
        if session.phase is Phase.NOBODY:
            assert session == NOBODY
        else:
            assert session.deadline is not None
        if isinstance(session.place, Comparing):
            assert session.place.left != session.place.right
        if any(isinstance(effect, Wiped) for effect in result.effects):
            assert session == NOBODY
    wiped = after(Ended(), session=session)
    assert wiped == NOBODY == replace(wiped, hand=(), trail=(), scanned=())
