"""A shopper writes what they like, sees what it was taken to mean, and leaves nothing for the next."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtTest import QTest

from kiosk.app.commands import OfferWords, SayWords
from kiosk.app.view_state import Language
from kiosk.domain.own_words import LONGEST_WORDS
from tests.kiosk.ui.touching import LANDSCAPE, PORTRAIT, is_seen, seen, show, text_of, texts, touch

if TYPE_CHECKING:
    from PySide6.QtQuick import QQuickItem

    from kiosk.app.commands import Command
    from kiosk.ui.gallery import Gallery
    from kiosk.ui.studio import Studio


def write(studio: Studio, text: str) -> None:
    for letter in text:
        touch(studio.window.quick, "keySpace" if letter == " " else f"key-{letter}")


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
def test_words_are_written_with_the_pages_keys_and_kept(
    studio: Studio, gallery: Gallery, commands: list[Command], size: tuple[int, int]
) -> None:
    show(studio, gallery.interests_unsaid(), size)
    window = studio.window.quick
    touch(window, "sayWords")
    touch(window, "stem-0")
    write(studio, "oat milkk")
    touch(window, "keyErase")
    touch(window, "stem-2")
    touch(window, "stem-1")
    write(studio, "tea")
    touch(window, "wordsSave")
    assert SayWords("I like oat milk, no tea") in commands
    assert not is_seen(window, "wordsInput")


def test_a_real_keyboard_writes_as_well_and_enter_keeps(
    studio: Studio, gallery: Gallery, commands: list[Command]
) -> None:
    show(studio, gallery.interests_said(), PORTRAIT)
    window = studio.window.quick
    touch(window, "sayWords")
    assert text_of(window, "wordsInput") == "I love oat milk and running shoes, no coffee"  # to be changed
    touch(window, "keyClear")
    for key in "Tee":
        QTest.keyClick(window, key)
        QTest.qWait(80)  # slower than a scanner
    QTest.keyClick(window, Qt.Key.Key_Return)
    assert commands[-1] == SayWords("Tee")


def test_nothing_that_was_begun_is_left_for_the_next(
    studio: Studio, gallery: Gallery, commands: list[Command]
) -> None:
    state = gallery.interests_unsaid()
    assert state.interests is not None
    another = replace(state, interests=replace(state.interests, guest=state.interests.guest + 1))
    window = studio.window.quick
    for after in (another, gallery.product_member(), gallery.attract()):
        show(studio, state, PORTRAIT)
        touch(window, "sayWords")
        write(studio, "secret")
        studio.window.apply(after)
        studio.window.apply(replace(state, interests=after.interests or state.interests))
        assert not is_seen(window, "wordsInput")
        touch(window, "sayWords")
        assert text_of(window, "wordsInput") == ""
        touch(window, "wordsCancel")
    assert not any(isinstance(command, SayWords) for command in commands)


def test_no_more_is_written_than_is_kept(studio: Studio, gallery: Gallery, commands: list[Command]) -> None:
    show(studio, gallery.interests_unsaid(), PORTRAIT)
    window = studio.window.quick
    touch(window, "sayWords")
    for _ in range(LONGEST_WORDS // 7 + 2):
        touch(window, "stem-0")
    touch(window, "wordsSave")
    (said,) = (command for command in commands if isinstance(command, SayWords))
    assert len(said.text) == LONGEST_WORDS


def test_a_word_that_is_offered_takes_the_place_of_its_letters(
    studio: Studio, galleries: dict[Language, Gallery], commands: list[Command]
) -> None:
    state = galleries[Language.ZH].interests_unsaid()
    assert state.interests is not None
    show(studio, state, PORTRAIT)
    window = studio.window.quick
    touch(window, "sayWords")
    touch(window, "stem-1")
    write(studio, "cha")
    assert commands[-1] == OfferWords("cha")
    studio.window.apply(replace(state, interests=replace(state.interests, offered=("茶", "绿茶"))))
    studio.settle()
    touch(window, "offer-1")
    assert text_of(window, "wordsInput") == "不要绿茶"
    assert commands[-1] == OfferWords("")
    touch(window, "wordsSave")
    assert commands[-1] == SayWords("不要绿茶")


@pytest.mark.parametrize("accessible", [False, True])
@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
def test_on_the_sheet_everything_has_its_place(
    studio: Studio, galleries: dict[Language, Gallery], size: tuple[int, int], accessible: bool
) -> None:
    state = replace(galleries[Language.ZH].interests_said(), accessible=accessible)
    assert state.interests is not None
    offered = ("咖啡", "咖啡豆", "速溶咖啡", "咖啡伴侣", "研磨咖啡", "冰咖啡饮料")
    show(studio, replace(state, interests=replace(state.interests, offered=offered)), size)
    window = studio.window.quick
    touch(window, "sayWords")
    studio.settle()
    names = ["wordsSave", "wordsCancel", "key-q", "key-0", "keyErase", "keyClear", "keySpace"]
    names += [f"stem-{n}" for n in range(3)] + [f"offer-{n}" for n in range(len(offered))]
    places = {name: _place(seen(window, name)) for name in ("wordsInput", *names)}
    for one, other in combinations(places, 2):
        assert not places[one].intersects(places[other]), f"{one} and {other}"
    for name, place in places.items():
        assert QRectF(0, 0, *size).contains(place), name


def _place(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def test_what_was_said_and_what_it_means_here_is_read_out(studio: Studio, gallery: Gallery) -> None:
    show(studio, gallery.interests_said(), PORTRAIT)
    shown = texts(studio.window.quick)
    assert "running shoes" in shown and "Less of: coffee" in shown
    assert "You said this. No match was found in this store." in shown
    assert any(text.startswith("You said this. More like: ") for text in shown)
    assert any(text.startswith("You said this. Fewer like: ") for text in shown)


def test_where_words_cannot_be_read_the_page_offers_none(studio: Studio, gallery: Gallery) -> None:
    show(studio, gallery.interests(), PORTRAIT)
    assert not is_seen(studio.window.quick, "sayWords")
