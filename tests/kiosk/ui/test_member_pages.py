"""A shopper with a loyalty card touches every button of their pages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kiosk.app.commands import (
    AnswerConsent,
    CorrectInterest,
    DeleteProfile,
    EndSession,
    OpenInterests,
    OpenProduct,
)
from kiosk.app.view_state import InterestKind, InterestView, Language, MemberList
from kiosk.ui.interests_wording import interest_row
from kiosk.ui.studio import seen_items
from tests.kiosk.ui.touching import LANDSCAPE, PORTRAIT, is_seen, seen, show, texts, touch

if TYPE_CHECKING:
    from kiosk.app.commands import Command
    from kiosk.ui.gallery import Gallery
    from kiosk.ui.studio import Studio


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
def test_both_answers_are_equally_at_hand(
    studio: Studio, gallery: Gallery, commands: list[Command], size: tuple[int, int]
) -> None:
    show(studio, gallery.consent(), size)
    yes, no = (seen(studio.window.quick, name) for name in ("consentYes", "consentNo"))
    assert (yes.width(), yes.height(), yes.property("kind")) == (no.width(), no.height(), no.property("kind"))
    touch(studio.window.quick, "consentYes")
    touch(studio.window.quick, "consentNo")
    assert commands == [AnswerConsent(True), AnswerConsent(False)]


def test_where_profiles_cannot_be_used_there_is_no_yes(
    studio: Studio, gallery: Gallery, commands: list[Command]
) -> None:
    show(studio, gallery.consent(failed=True), PORTRAIT)
    assert not is_seen(studio.window.quick, "consentYes")
    touch(studio.window.quick, "consentNo")
    assert commands == [AnswerConsent(False)]


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
def test_the_lists_and_the_way_out_send_their_commands(
    studio: Studio, gallery: Gallery, commands: list[Command], size: tuple[int, int]
) -> None:
    show(studio, gallery.interests(), size)
    for name in ("listRepeat", "listDiscover", "listInterests", "signOut"):
        touch(studio.window.quick, name)
    assert commands == [
        OpenInterests(MemberList.REPEAT),
        OpenInterests(MemberList.DISCOVER),
        OpenInterests(MemberList.INTERESTS),
        EndSession(),
    ]


def test_each_interest_can_be_said_to_be_wrong(
    studio: Studio, gallery: Gallery, commands: list[Command]
) -> None:
    state = gallery.interests()
    assert state.interests is not None
    show(studio, state, PORTRAIT)
    keys = [row.key for row in state.interests.interests[:4]]
    for key in keys:
        touch(studio.window.quick, f"notMe-{key}")
    assert commands == [CorrectInterest(key) for key in keys]


def test_deleting_asks_first_and_forgets_its_question(
    studio: Studio, gallery: Gallery, commands: list[Command]
) -> None:
    show(studio, gallery.interests(), PORTRAIT)
    touch(studio.window.quick, "deleteProfile")
    touch(studio.window.quick, "confirmNo")
    assert not is_seen(studio.window.quick, "confirmYes")
    touch(studio.window.quick, "deleteProfile")
    show(studio, gallery.product_member(), PORTRAIT)  # a product was lifted meanwhile
    show(studio, gallery.interests(), PORTRAIT)
    assert not is_seen(studio.window.quick, "confirmYes")
    touch(studio.window.quick, "deleteProfile")
    touch(studio.window.quick, "confirmYes")
    assert commands == [DeleteProfile()]


def test_a_suggestion_of_a_list_opens_its_product(
    studio: Studio, gallery: Gallery, commands: list[Command]
) -> None:
    state = gallery.member_list(MemberList.DISCOVER)
    assert state.interests is not None
    show(studio, state, LANDSCAPE)
    grid = seen(studio.window.quick, "memberList")
    cards = [
        item
        for item in seen_items(studio.window.quick)
        if item.inherits("QQuickAbstractButton") and grid.isAncestorOf(item)
    ]
    assert len(cards) == len(state.interests.suggestions)
    cards[0].click()  # type: ignore[attr-defined]
    ids = {each.product.product_id for each in state.interests.suggestions}
    assert len(commands) == 1
    assert isinstance(commands[0], OpenProduct)
    assert commands[0].from_suggestion
    assert commands[0].product_id in ids


def test_while_a_card_is_in_use_every_page_says_so_and_leads_out(
    studio: Studio, gallery: Gallery, commands: list[Command]
) -> None:
    show(studio, gallery.product(), PORTRAIT)
    assert not is_seen(studio.window.quick, "memberLeave")
    show(studio, replace(gallery.departments(), signed_in=True), PORTRAIT)
    touch(studio.window.quick, "memberInterests")
    touch(studio.window.quick, "memberLeave")
    assert commands == [OpenInterests(), EndSession()]


def test_nothing_of_the_shopper_stays_in_the_window_when_they_have_left(
    studio: Studio, gallery: Gallery
) -> None:
    show(studio, gallery.interests(), PORTRAIT)
    names = [row.title for row in studio.window.model.member.interests.rows]
    assert names
    show(studio, gallery.attract(), PORTRAIT)
    member = studio.window.model.member
    assert (member.interests.rows, member.suggestions.rows) == ((), ())
    assert not member.property("signedIn")
    assert member.property("basis") == ""


def test_after_deletion_the_page_says_so(studio: Studio, gallery: Gallery, commands: list[Command]) -> None:
    show(studio, gallery.forgotten(), LANDSCAPE)
    assert "Everything is deleted" in texts(studio.window.quick)
    touch(studio.window.quick, "forgottenDone")
    assert commands == [EndSession()]


@pytest.mark.parametrize(
    ("kind", "numbers", "english", "chinese"),
    [
        (
            InterestKind.REGULAR,
            {"times": 9.0, "days_between": 6.8, "lately": 6.0, "of": 8.0},
            "Picked up 9 times, about every 7 days · on 6 of your last 8 visits",
            "选购过 9 次，大约每 7 天一次 · 最近 8 次来店中有 6 次",
        ),
        (
            InterestKind.REGULAR,
            {"times": 20.0, "days_between": 16.2, "days_since": 20.7, "lately": 0.0, "of": 8.0},
            "Picked up 20 times, about every 16 days · last 21 days ago",
            "选购过 20 次，大约每 16 天一次 · 上次在 21 天前",
        ),
        (  # several times a day is no rhythm of days
            InterestKind.REGULAR,
            {"times": 4.0, "days_between": 0.2, "lately": 4.0, "of": 4.0},
            "Picked up 4 times · on 4 of your last 4 visits",
            "选购过 4 次 · 最近 4 次来店中有 4 次",
        ),
        (InterestKind.TAKEN, {"times": 1.0, "lately": 1.0, "of": 1.0}, "Picked up once", "选购过一次"),
        (InterestKind.TAKEN, {"times": 3.0, "lately": 0.0, "of": 8.0}, "Picked up 3 times", "选购过 3 次"),
        (
            InterestKind.FAVOURITE_TYPE,
            {"times": 12.0, "products": 4.0},
            "Several of a kind: picked up 12 times, 4 different products",
            "同类商品：选购过 12 次，共 4 种",
        ),
        (
            InterestKind.EXPLORES,
            {"percent_new": 42.6, "baskets": 6.0},
            "Of what you picked up on your last 6 shopping visits, 43% was new to you",
            "最近 6 次选购的商品中，43% 是您第一次选购",
        ),
    ],
)
@pytest.mark.parametrize("language", list(Language))
def test_an_interest_says_its_numbers_and_nothing_else(
    studio: Studio,
    galleries: dict[Language, Gallery],
    language: Language,
    kind: InterestKind,
    numbers: dict[str, float],
    english: str,
    chinese: str,
) -> None:
    gallery = galleries[language]
    studio.window.apply(gallery.attract())  # installs the language
    view = InterestView("k", kind, (gallery.hero(),), tuple(numbers.items()))
    assert interest_row(view).sentence == (chinese if language is Language.ZH else english)
