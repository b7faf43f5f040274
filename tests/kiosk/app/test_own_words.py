"""What a member says of their taste: kept, read, shown, taken back; and told to nobody."""

import logging

import pytest

from kiosk.app import commands
from kiosk.app.errors import CommandRefused
from kiosk.app.ports import Portrait, Suggested
from kiosk.app.view_state import InterestKind, InterestsView, InterestView, Language, ReasonKind, Screen
from kiosk.domain.own_words import NOTHING_SAID, Thing
from tests.kiosk.app.house import House
from tests.kiosk.app.test_members import kept, member
from tests.kiosk.small_store import CRACKERS, MILK, SHOES, SKIM, TEA

TEXT = "I love milk, no tea"
LIKED, UNLIKED = Thing("milk", True, b"1"), Thing("tea", False, b"2")
SAY = commands.SayWords(TEXT)


@pytest.fixture
def at_home(house: House) -> House:
    """A member is at the page of their interests."""
    member(house, (CRACKERS,))
    house.show_card()
    return house


def interests(house: House) -> InterestsView:
    view = house.view.interests
    assert view is not None
    return view


def said(house: House) -> list[InterestView]:
    return [row for row in interests(house).interests if row.kind is InterestKind.SAID]


def say(house: House) -> None:
    house.do(SAY)
    house.answers.understand(LIKED, UNLIKED)


def test_words_are_kept_before_they_are_read_and_again_with_what_they_name(at_home: House) -> None:
    at_home.do(SAY)
    assert interests(at_home).words == TEXT and not said(at_home)
    assert at_home.answers.heard[-1][0] == TEXT
    at_home.restart()
    at_home.show_card()
    assert interests(at_home).words == TEXT  # they survived, and are read now
    at_home.answers.understand(LIKED, UNLIKED)
    at_home.restart()
    at_home.show_card()
    assert len(at_home.answers.heard) == 2  # nothing is read twice
    assert [row.words for row in said(at_home)] == ["milk", "tea"]


def test_the_page_says_what_they_were_taken_to_mean(at_home: House) -> None:
    say(at_home)
    assert [dict(row.numbers) for row in said(at_home)] == [
        {"wanted": 1.0, "read": 0.0},
        {"wanted": 0.0, "read": 0.0},
    ]
    at_home.answers.portrayed[-1][1](Portrait(meant=(("milk", (MILK, SKIM)), ("tea", ()))))
    liked, unliked = said(at_home)
    assert [product.product_id for product in liked.products] == [MILK, SKIM]
    assert dict(unliked.numbers) == {"wanted": 0.0, "read": 1.0} and not unliked.products
    assert interests(at_home).interests[2].kind is InterestKind.TAKEN


def test_they_change_the_next_suggestions_with_the_words_as_reason(at_home: House) -> None:
    at_home.do(commands.OpenProduct(SHOES))
    assert at_home.answers.asked[-1][0].words == NOTHING_SAID
    at_home.do(commands.GoBack())
    say(at_home)
    assert at_home.answers.portrayed[-1][0].words.things == (LIKED, UNLIKED)
    at_home.do(commands.OpenProduct(SHOES))
    ask, answered = at_home.answers.asked[-1]
    assert ask.words.things == (LIKED, UNLIKED)
    answered([Suggested(MILK, "you_said", ("milk",), ())])
    (shown,) = at_home.view.suggestions
    assert (shown.reason.kind, shown.reason.evidence) == (ReasonKind.YOU_SAID, "milk")


def test_suggestions_on_the_screen_are_asked_anew_when_the_words_have_been_read(at_home: House) -> None:
    at_home.do(SAY)
    at_home.do(commands.OpenProduct(SHOES))
    asked = len(at_home.answers.asked)
    at_home.answers.understand(LIKED)
    assert len(at_home.answers.asked) == asked + 1
    assert at_home.answers.asked[-1][0].words.things == (LIKED,)


def test_one_thing_is_taken_back_and_everything_with_the_profile(at_home: House) -> None:
    say(at_home)
    at_home.do(commands.CorrectInterest("said:tea"))
    assert interests(at_home).words == "milk"
    assert [row.words for row in said(at_home)] == ["milk"]
    assert at_home.answers.portrayed[-1][0].words.things == (LIKED,)
    at_home.do(commands.SayWords(""))
    assert at_home.members.words == NOTHING_SAID
    say(at_home)
    assert at_home.do(commands.DeleteProfile()).screen is Screen.FORGOTTEN
    assert at_home.show_card().screen is Screen.CONSENT


def test_another_encoder_reads_them_anew(at_home: House) -> None:
    say(at_home)
    at_home.answers.reads = "encoder-2"
    at_home.shopping.suggest_again()
    assert len(at_home.answers.heard) == 2
    at_home.answers.understand(LIKED)
    assert at_home.members.words.encoder == "encoder-2"
    at_home.shopping.suggest_again()
    assert len(at_home.answers.heard) == 2


def test_where_the_model_reads_no_words_none_are_asked_for(at_home: House) -> None:
    say(at_home)
    at_home.answers.reads = None
    at_home.shopping.suggest_again()
    at_home.stage.refresh()
    assert not interests(at_home).may_say
    assert [row.words for row in said(at_home)] == ["milk", "tea"]  # kept, so shown, and may be taken back
    with pytest.raises(CommandRefused, match="reads no words"):
        at_home.do(commands.SayWords("bread"))
    at_home.do(commands.CorrectInterest("said:tea"))
    assert [row.words for row in said(at_home)] == ["milk"]


def test_an_answer_that_comes_too_late_is_for_nobody(at_home: House) -> None:
    at_home.do(SAY)
    _, understood = at_home.answers.heard[-1]
    at_home.do(commands.SayWords("bread"))
    at_home.answers.heard.reverse()
    at_home.answers.understand(LIKED)
    assert at_home.members.words.text == "bread" and not at_home.members.words.things
    at_home.do(commands.EndSession())
    understood(None)
    assert at_home.members.words == NOTHING_SAID
    assert at_home.view.interests is None


def test_words_that_cannot_be_read_stay_and_the_page_says_so(at_home: House) -> None:
    at_home.do(SAY)
    at_home.answers.heard[-1][1](None)
    assert interests(at_home).failed and interests(at_home).words == TEXT


def test_without_a_card_nothing_can_be_said(house: House) -> None:
    for command in (SAY, commands.OfferWords("nai")):
        with pytest.raises(CommandRefused):
            house.do(command)
    house.show_card()  # asked, not agreed
    with pytest.raises(CommandRefused):
        house.do(SAY)


def test_chinese_is_written_by_its_sounds(at_home: House) -> None:
    at_home.do(commands.OfferWords("lvcha"))
    assert interests(at_home).offered == ()  # English needs no help
    at_home.do(commands.SwitchLanguage(Language.ZH))
    at_home.do(commands.OfferWords("lvcha"))
    assert "绿茶" in interests(at_home).offered
    at_home.do(commands.OfferWords(""))
    assert interests(at_home).offered == ()


def test_nothing_of_them_is_in_a_file_a_log_or_an_event(
    at_home: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    secret = "zebra cheese"
    at_home.do(commands.SayWords(f"I love {secret}"))
    at_home.answers.understand(Thing(secret, True, b"z"))
    at_home.do(commands.OpenProduct(TEA))
    at_home.answers.asked[-1][1]([Suggested(MILK, "you_said", (secret,), ())])
    at_home.do(commands.OpenProduct(MILK, from_suggestion=True))
    at_home.do(commands.EndSession())
    assert secret.encode() not in kept(at_home)
    assert secret not in caplog.text + repr([event.payload for event in at_home.told()])
    told = (commands.SayWords(secret), commands.OfferWords(secret), commands.CorrectInterest(secret))
    assert secret not in repr(told)
