"""A loyalty card: recognised, asked, remembered, corrected, forgotten; and told to nobody."""

import json
import logging
from pathlib import Path

import pytest

from kiosk.app import commands
from kiosk.app.errors import CommandRefused
from kiosk.app.members import MOST_UNKNOWN
from kiosk.app.ports import Interest, Portrait, Suggested
from kiosk.app.view_state import InterestKind, Language, MemberList, Screen
from tests.kiosk.app.house import House
from tests.kiosk.small_store import CHEESE, CRACKERS, MILK, SHOES, SKIM

CARD = "LOY-4711"


def member(house: House, *visits: tuple[str, ...]) -> None:
    """The card's owner agreed, and took these things visit by visit, a week apart."""
    house.show_card()
    house.do(commands.AnswerConsent(True))
    for at, taken in enumerate(visits):
        if at:
            house.show_card()
        for product_id in taken:
            house.lift(product_id)
        house.do(commands.EndSession())
        for product_id in taken:
            house.put_back(product_id)  # restocked by somebody
        house.do(commands.EndSession())
        house.pass_s(7 * 86_400)


def kept(house: House) -> bytes:
    """Everything that the device keeps, but the catalog."""
    state = Path(house.settings.state)
    return b"".join(path.read_bytes() for name in ("device.db*", "profiles.db*") for path in state.glob(name))


# ---- recognised and asked


@pytest.mark.parametrize("raw", [CARD, "]C0LOY-4711", " LOY-4711 "])
def test_a_card_is_asked_about_whether_it_is_scanned_or_typed(house: House, raw: str) -> None:
    scanned = house.show_card()
    assert scanned.screen is Screen.CONSENT
    assert scanned.consent is not None
    assert not scanned.consent.failed
    house.do(commands.EndSession())
    typed = house.do(commands.EnterCode(raw))
    assert typed.screen is Screen.CONSENT
    house.do(commands.AnswerConsent(True))
    house.do(commands.EndSession())
    assert house.show_card().screen is Screen.INTERESTS  # the bridge's seal is the kiosk's


def test_no_screen_log_or_file_shows_a_cards_number_or_its_seal(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    house.do(commands.EnterCode(CARD))
    seal = house.shopping.session.card
    assert seal.startswith("loyalty:")
    member(house, (MILK,))
    house.show_card()
    with pytest.raises(CommandRefused):
        house.do(commands.CorrectInterest("weather:rain"))
    seen = caplog.text + repr(house.shown) + repr(house.shopping.session) + repr(commands.EnterCode(CARD))
    for secret in ("4711", seal, seal.removeprefix("loyalty:")):
        assert secret not in seen
        assert secret.encode() not in kept(house)


def test_who_says_no_goes_on_and_nothing_is_kept(house: House) -> None:
    house.do(commands.OpenProduct(SHOES))
    house.show_card()
    view = house.do(commands.AnswerConsent(False))
    assert view.screen is Screen.PRODUCT
    assert not view.signed_in
    house.lift(MILK)
    house.do(commands.EndSession())
    assert house.show_card().screen is Screen.CONSENT
    with pytest.raises(CommandRefused, match="no card"):
        house.do(commands.OpenInterests())


def test_a_card_is_no_code_that_is_not_sold_and_staff_cards_show_nothing(house: House) -> None:
    view = house.show_card("STAFF-7")
    assert (view.screen, view.not_sold_code) == (Screen.NOT_SOLD, "")
    view = house.do(commands.EnterCode("STAFF-7"))
    assert (view.screen, view.not_sold_code) == (Screen.NOT_SOLD, "")
    assert all(event.payload["gtin"] is None for event in house.told("scan"))


def test_at_the_staffs_pages_a_card_means_nothing(house: House) -> None:
    house.sign_in()
    for view in (house.show_card(), house.do(commands.EnterCode(CARD))):
        assert view.screen is Screen.STAFF_RESTOCK
    assert house.shopping.session.card == ""


def test_a_card_that_was_scanned_long_ago_signs_nobody_in(house: House) -> None:
    member(house, (MILK,))
    assert house.show_card(age_s=120).screen is Screen.ATTRACT
    assert house.members.profile is None
    assert house.show_card(age_s=1).screen is Screen.INTERESTS


def test_a_card_typed_by_hand_into_the_search_field_is_one_when_enter_is_pressed(house: House) -> None:
    for at in range(1, len(CARD) + 1):
        view = house.do(commands.SetQuery(CARD[:at]))
        assert view.screen is Screen.SEARCH
    view = house.do(commands.SubmitQuery(CARD))
    assert view.screen is Screen.CONSENT
    view = house.do(commands.GoBack())
    assert view.search is not None
    assert view.search.query == ""
    house.do(commands.SetQuery("milk"))
    assert house.do(commands.SubmitQuery("milk")).screen is Screen.SEARCH
    assert "4711" not in repr(commands.SubmitQuery(CARD))


# ---- remembered


def test_what_was_taken_and_not_put_back_is_kept_when_the_session_ends(house: House) -> None:
    house.lift(MILK)  # before the card
    house.show_card()
    house.do(commands.AnswerConsent(True))
    house.lift(CHEESE)
    house.lift(CRACKERS)
    house.put_back(CHEESE)
    house.do(commands.OpenProduct(SHOES))  # looked at only
    house.pass_s(61)
    view = house.pass_s(21)  # idle
    assert (view.screen, view.signed_in, view.interests) == (Screen.ATTRACT, False, None)
    assert house.members.profile is None
    house.restart()
    view = house.show_card()
    assert view.interests is not None
    assert view.interests.visits == 1
    rows = {row.products[0].product_id: dict(row.numbers) for row in view.interests.interests}
    assert rows == {each: {"times": 1.0, "lately": 1.0, "of": 1.0} for each in (MILK, CRACKERS)}


def test_the_history_changes_suggestions_at_once(house: House) -> None:
    member(house, (MILK, SKIM), (MILK,))
    house.do(commands.OpenProduct(SHOES))
    assert house.answers.asked[-1][0].visits == ()
    house.show_card()
    house.do(commands.GoBack())
    ask = house.answers.asked[-1][0]
    assert [visit.taken for visit in ask.visits] == [(MILK, SKIM), (MILK,)]
    house.do(commands.EndSession())
    house.do(commands.OpenProduct(SHOES))
    assert house.answers.asked[-1][0].visits == ()


def test_another_card_ends_the_session_of_the_first(house: House) -> None:
    member(house, (MILK,))
    house.show_card()
    house.lift(CHEESE)
    view = house.show_card("LOY-9")
    assert view.screen is Screen.CONSENT
    assert not view.signed_in
    assert view.lifted == ()
    assert [event.payload["reason"] for event in house.told("session_end")] == ["asked_for"] * 2
    house.do(commands.EndSession())
    view = house.show_card()
    assert view.interests is not None
    assert {row.products[0].product_id for row in view.interests.interests} == {MILK, CHEESE}


def test_interests_and_lists_come_from_the_recommender_with_counted_numbers(house: House) -> None:
    member(house, (MILK, CRACKERS), (MILK,), (), (MILK,), (MILK,))
    view = house.show_card()
    assert view.interests is not None
    assert view.interests.pending
    asked = len(house.answers.portrayed)
    house.answers.portrayed[-1][1](
        Portrait(
            (Interest("regular", (MILK,), (("times", 4.0), ("days_between", 9.3))),),
            (Suggested(MILK, "bought_before", (), (("times", 4.0),)),),
            (Suggested(SKIM, "similar", (MILK,), ()),),
        )
    )
    view = house.view
    assert view.interests is not None
    first, second = view.interests.interests
    assert (first.kind, dict(first.numbers)) == (
        InterestKind.REGULAR,
        {"times": 4.0, "days_between": 9.3, "lately": 4.0, "of": 5.0},
    )
    assert (second.kind, second.products[0].product_id) == (InterestKind.TAKEN, CRACKERS)
    for showing, product_id in ((MemberList.REPEAT, MILK), (MemberList.DISCOVER, SKIM)):
        view = house.do(commands.OpenInterests(showing))
        assert view.interests is not None
        assert [each.product.product_id for each in view.interests.suggestions] == [product_id]
    house.pass_s(1)  # time alone asks nothing anew, nor another tab
    assert len(house.answers.portrayed) == asked
    back = house.do(commands.GoBack())
    assert back.screen is Screen.ATTRACT


def test_what_has_the_name_of_something_taken_is_not_called_new(house: House) -> None:
    member(house, (MILK,))
    house.show_card()
    views = [Suggested(each, "similar", (MILK,), ()) for each in (MILK, SKIM)]
    house.answers.portrayed[-1][1](Portrait((), (), tuple(views)))
    view = house.do(commands.OpenInterests(MemberList.DISCOVER))
    assert view.interests is not None
    assert [each.product.product_id for each in view.interests.suggestions] == [SKIM]


def test_an_answer_for_a_shopper_who_has_left_is_for_nobody(house: House) -> None:
    member(house, (MILK,))
    house.show_card()
    answer = house.answers.portrayed[-1][1]
    house.do(commands.EndSession())
    answer(Portrait((Interest("regular", (MILK,)),)))
    assert house.members.asked is None
    assert house.view.interests is None


# ---- corrected and forgotten


def test_a_corrected_product_goes_at_once_and_stays_away(house: House) -> None:
    member(house, (MILK, CRACKERS), (MILK,))
    house.show_card()
    house.answers.portrayed[-1][1](
        Portrait((Interest("regular", (MILK,)),), (Suggested(MILK, "bought_before", (), ()),), ())
    )
    view = house.do(commands.CorrectInterest(f"product:{MILK}"))
    assert view.interests is not None
    assert [row.products[0].product_id for row in view.interests.interests] == [CRACKERS]
    assert MILK in house.answers.portrayed[-1][0].exclude
    view = house.do(commands.OpenInterests(MemberList.REPEAT))
    assert view.interests is not None
    assert view.interests.suggestions == ()
    house.lift(MILK)
    house.do(commands.EndSession())
    house.restart()
    house.show_card()
    assert all(MILK not in visit.taken for visit in house.members.visits)


def test_a_corrected_kind_takes_its_products_along_and_trying_new_things_only_the_words(
    house: House,
) -> None:
    member(house, (MILK, SKIM, CRACKERS), (SKIM,))
    house.show_card()
    found = (Interest("favourite_type", (SKIM, MILK)), Interest("explores", (CRACKERS,)))
    house.answers.portrayed[-1][1](Portrait(found))
    assert house.view.interests is not None
    keys = [row.key for row in house.view.interests.interests]
    assert keys[:2] == ["type:milk.all", "new:"]
    house.do(commands.CorrectInterest("new:"))
    view = house.do(commands.CorrectInterest("type:milk.all"))
    assert view.interests is not None
    assert [row.key for row in view.interests.interests] == [f"product:{CRACKERS}"]
    assert [visit.taken for visit in house.members.visits] == [(CRACKERS,)]


def test_what_is_deleted_is_gone_and_the_card_is_new_again(house: House) -> None:
    member(house, (MILK,), (CHEESE,))
    house.show_card()
    house.lift(CRACKERS)
    view = house.do(commands.DeleteProfile())
    assert (view.screen, view.signed_in) == (Screen.FORGOTTEN, False)
    assert not view.can_go_back or house.shopping.session.trail == ()
    house.do(commands.EndSession())
    assert house.show_card().screen is Screen.CONSENT
    db = house.profiles._db
    assert db.execute("select count(*) from profiles").fetchone() == (0,)


def test_what_is_deleted_at_the_service_desk_meanwhile_does_not_come_back(house: House) -> None:
    member(house, (MILK,))
    house.show_card()
    house.lift(CHEESE)
    house.profiles.delete(house.shopping.session.card)
    house.do(commands.CorrectInterest(f"product:{MILK}"))
    house.do(commands.EndSession())
    assert house.show_card().screen is Screen.CONSENT


def test_a_profile_is_deleted_by_itself_when_its_shopper_stays_away(house: House) -> None:
    member(house, (MILK,))
    house.pass_s(358 * 86_400)
    assert house.show_card().screen is Screen.INTERESTS
    house.do(commands.EndSession())
    house.pass_s(400 * 86_400)
    assert house.show_card().screen is Screen.CONSENT


def test_commands_without_a_card_are_refused(house: House) -> None:
    for command in (
        commands.AnswerConsent(True),
        commands.OpenInterests(),
        commands.CorrectInterest("new:"),
        commands.DeleteProfile(),
    ):
        with pytest.raises(CommandRefused):
            house.do(command)


# ---- when the store fails


def test_a_profile_that_cannot_be_read_is_said_and_the_shopper_goes_on(house: House) -> None:
    member(house, (MILK,))
    house.profiles._db.execute("update profiles set expires = '2099-01-01'")
    view = house.show_card()
    assert view.screen is Screen.CONSENT
    assert view.consent is not None
    assert view.consent.failed
    assert house.do(commands.AnswerConsent(False)).screen is Screen.ATTRACT
    view = house.show_card("LOY-2")
    assert view.consent is not None
    assert not view.consent.failed


def test_what_cannot_be_written_is_not_said_to_be_kept_or_gone(house: House) -> None:
    house.show_card()
    house.profiles._db.execute("pragma query_only = on")
    with pytest.raises(CommandRefused, match="later"):
        house.do(commands.AnswerConsent(True))
    assert house.view.screen is Screen.CONSENT
    assert house.view.consent is not None
    assert house.view.consent.failed
    house.profiles._db.execute("pragma query_only = off")
    assert house.do(commands.AnswerConsent(True)).screen is Screen.INTERESTS
    house.profiles._db.execute("pragma query_only = on")
    with pytest.raises(CommandRefused, match="later"):
        house.do(commands.DeleteProfile())
    assert house.view.screen is Screen.INTERESTS
    assert house.view.interests is not None
    assert house.view.interests.failed


def test_who_tries_one_number_after_the_other_finds_nobody(house: House) -> None:
    member(house, (MILK,))
    for number in range(MOST_UNKNOWN - 1):  # the member's own card was unknown once
        view = house.show_card(f"LOY-{number:04}")
        assert view.screen is Screen.CONSENT
        house.do(commands.EndSession())
    view = house.show_card()
    assert view.screen is Screen.INTERESTS  # that time was a week ago
    house.do(commands.EndSession())
    house.show_card("LOY-9999")
    house.do(commands.EndSession())
    view = house.show_card()
    assert view.consent is not None
    assert view.consent.failed
    with pytest.raises(CommandRefused):
        house.do(commands.AnswerConsent(True))
    house.do(commands.EndSession())
    house.pass_s(601)
    assert house.show_card().screen is Screen.INTERESTS


# ---- told to nobody


def test_headquarters_learns_nothing_of_who_it_was_nor_what_the_profile_says(house: House) -> None:
    member(house, (MILK, CRACKERS), (MILK,))
    house.show_card()
    seal = house.shopping.session.card
    house.do(commands.SwitchLanguage(Language.ZH))
    house.do(commands.OpenProduct(SHOES))
    house.answers.answer(MILK, CHEESE)
    house.do(commands.OpenProduct(MILK, from_suggestion=True))
    house.do(commands.CorrectInterest(f"product:{MILK}"))
    house.do(commands.DeleteProfile())
    house.do(commands.EndSession())
    told = [(event.kind, json.dumps(event.payload)) for event in house.told()]
    assert {kind for kind, _ in told} == {"view", "lift", "return", "session_end"}
    for _, payload in told:
        for word in ("4711", seal, "loyalty", "card", "member", "interest", "profile", "regular", "bought"):
            assert word not in payload
    sessions = {json.loads(payload)["session"] for kind, payload in told if kind == "session_end"}
    assert len(sessions) == len([1 for kind, _ in told if kind == "session_end"])  # none is found again
