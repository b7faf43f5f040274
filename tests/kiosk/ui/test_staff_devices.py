"""The devices' page, as staff touch it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.app.commands import (
    AdoptDevice,
    BindProduct,
    CalibrateCell,
    ChooseCell,
    ChooseDevice,
    CountSlot,
    ForgetDevice,
    GoBack,
    OpenTeachIn,
    ShowDevices,
)
from kiosk.app.view_state import CellView, Language, ViewState
from tests.kiosk.ui.touching import LANDSCAPE, PORTRAIT, is_seen, seen, show, text_of, texts, touch

if TYPE_CHECKING:
    from kiosk.app.commands import Command
    from kiosk.ui.gallery import Gallery
    from kiosk.ui.studio import Studio


TAKEN = "scale-1 / w lies under shelf-a / a1: forget it first, or name this cell"


def with_devices(state: ViewState, **parts: Any) -> ViewState:
    assert state.staff is not None
    assert state.staff.devices is not None
    devices = replace(state.staff.devices, **parts)
    return replace(state, staff=replace(state.staff, devices=devices))


def press(studio: Studio, *names: str) -> None:
    """Touch one after the other, each where the last one has led."""
    for name in names:
        touch(studio.window.quick, name)
        studio.settle()


def type_amount(studio: Studio, digits: str) -> None:
    for digit in digits:
        touch(studio.window.quick, f"pad{digit}")


# ---- the list


def test_teach_in_is_opened_and_counts_down(
    studio: Studio, gallery: Gallery, commands: list[Command]
) -> None:
    show(studio, gallery.devices_quiet(), PORTRAIT)
    touch(studio.window.quick, "staffDevices")
    touch(studio.window.quick, "teachIn")
    assert commands == [ShowDevices(), OpenTeachIn()]
    show(studio, gallery.devices(), PORTRAIT)
    assert text_of(studio.window.quick, "teachIn") == "Teach-in is open: 47 s"
    touch(studio.window.quick, "teachIn")
    assert commands == [ShowDevices(), OpenTeachIn()]


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
def test_a_new_device_is_chosen_then_its_slot_then_which_cell_it_is(
    studio: Studio, gallery: Gallery, commands: list[Command], size: tuple[int, int]
) -> None:
    state = gallery.devices()
    show(studio, with_devices(state, adopting=None), size)
    touch(studio.window.quick, "stranger-shelf-esp-2")
    assert commands == [ChooseDevice("esphome", "shelf-esp-2", "slot_a4")]
    commands.clear()
    show(studio, state, size)
    touch(studio.window.quick, "cell-shelf-a-a4")
    assert "Which cell of A4 is it?" in texts(studio.window.quick)
    touch(studio.window.quick, "cellAlone")
    assert commands == [AdoptDevice("shelf-a", "a4", "")]
    assert not is_seen(studio.window.quick, "cellAlone")


def test_one_of_several_cells_gets_a_usual_name_or_one_of_its_own(
    studio: Studio, gallery: Gallery, commands: list[Command]
) -> None:
    show(studio, gallery.devices(), PORTRAIT)
    press(studio, "cell-shelf-a-a4", "cellNamed-left", "cell-shelf-a-a4", "cellOther")
    assert seen(studio.window.quick, "cellUse").property("enabled") is False
    press(studio, "key-b", "keySpace", "key-2", "key-3", "keyErase")
    assert text_of(studio.window.quick, "cellTyped") == "b-2"
    press(studio, "cellUse")
    assert commands == [AdoptDevice("shelf-a", "a4", "left"), AdoptDevice("shelf-a", "a4", "b-2")]


def test_another_slot_may_be_chosen_and_the_next_question_begins_anew(
    studio: Studio, gallery: Gallery, commands: list[Command]
) -> None:
    show(studio, gallery.devices(), PORTRAIT)
    press(studio, "cell-shelf-a-a4", "cellOther", "key-x", "cellNone", "cell-shelf-a-a1")
    assert "Which cell of A1 is it?" in texts(studio.window.quick)
    press(studio, "cellOther")
    assert text_of(studio.window.quick, "cellTyped") == "Letters, digits and hyphens"
    assert commands == []


def test_the_question_goes_with_the_device(studio: Studio, gallery: Gallery) -> None:
    state = gallery.devices()
    show(studio, state, PORTRAIT)
    touch(studio.window.quick, "cell-shelf-a-a4")
    studio.window.apply(with_devices(state, adopting=None))
    studio.settle()
    assert not is_seen(studio.window.quick, "cellAlone")
    studio.window.apply(state)
    studio.settle()
    assert not is_seen(studio.window.quick, "cellAlone")


@pytest.mark.parametrize(("language", "name"), [(Language.EN, "A1 / Left"), (Language.ZH, "A1 / 左")])
def test_cells_of_one_slot_are_listed_by_their_names(
    studio: Studio, galleries: dict[Language, Gallery], language: Language, name: str
) -> None:
    state = galleries[language].devices_quiet()
    left = CellView("shelf-a", "a1", "left", "Shelf A", "ok")
    show(studio, with_devices(state, cells=(left, replace(left, cell="b-2"))), PORTRAIT)
    found = texts(studio.window.quick)
    assert f"{name} · Shelf A" in found
    assert "A1 / b-2 · Shelf A" in found


# ---- one slot


def test_a_slot_is_opened_from_the_list_and_left_again(
    studio: Studio, gallery: Gallery, commands: list[Command]
) -> None:
    show(studio, gallery.devices_quiet(), PORTRAIT)
    touch(studio.window.quick, "cell-shelf-a-a2")
    show(studio, gallery.slot_setup(), LANDSCAPE)
    touch(studio.window.quick, "devicesBack")
    assert commands == [ChooseCell("shelf-a", "a2", ""), GoBack()]


def test_zero_reference_and_check_are_sent_with_what_was_typed(
    studio: Studio, gallery: Gallery, commands: list[Command]
) -> None:
    show(studio, gallery.slot_setup("zero"), LANDSCAPE)
    touch(studio.window.quick, "calibrate")
    show(studio, gallery.slot_setup("reference"), LANDSCAPE)
    touch(studio.window.quick, "calibrate")  # a weight was not typed
    type_amount(studio, "50")
    assert text_of(studio.window.quick, "calibrate") == "Calibrate with 50 g"
    type_amount(studio, "<")
    type_amount(studio, "00")
    touch(studio.window.quick, "calibrate")
    show(studio, gallery.slot_setup("check"), LANDSCAPE)
    type_amount(studio, "C")
    type_amount(studio, "1000")
    touch(studio.window.quick, "calibrate")
    assert commands == [
        CalibrateCell("zero", 0),
        CalibrateCell("reference", 500),
        CalibrateCell("check", 1000),
    ]


def test_the_tare_is_set_again_at_any_step(studio: Studio, gallery: Gallery, commands: list[Command]) -> None:
    show(studio, gallery.slot_setup("zero"), LANDSCAPE)
    assert not is_seen(studio.window.quick, "tare")
    show(studio, gallery.slot_setup("check"), LANDSCAPE)
    scroll_to_the_end(studio)
    touch(studio.window.quick, "tare")
    assert commands == [CalibrateCell("zero", 0)]


def test_a_count_is_sent_once_it_was_typed(studio: Studio, gallery: Gallery, commands: list[Command]) -> None:
    show(studio, gallery.slot_setup(), LANDSCAPE)
    type_amount(studio, "C")
    touch(studio.window.quick, "countSlot")
    type_amount(studio, "12")
    assert text_of(studio.window.quick, "countSlot") == "I counted 12 pieces"
    touch(studio.window.quick, "countSlot")
    assert commands == [CountSlot(12)]


def test_a_scanned_product_is_bound(studio: Studio, gallery: Gallery, commands: list[Command]) -> None:
    show(studio, gallery.slot_setup("check"), LANDSCAPE)
    touch(studio.window.quick, "bindProposed")
    assert commands == [BindProduct(gallery.hero().product_id)]


def test_forgetting_is_asked_once_more(studio: Studio, gallery: Gallery, commands: list[Command]) -> None:
    show(studio, gallery.slot_setup(), PORTRAIT)
    scroll_to_the_end(studio)
    touch(studio.window.quick, "forgetDevice")
    touch(studio.window.quick, "confirmNo")
    assert commands == []
    touch(studio.window.quick, "forgetDevice")
    touch(studio.window.quick, "confirmYes")
    assert commands == [ForgetDevice()]


def scroll_to_the_end(studio: Studio) -> None:
    flickable = seen(studio.window.quick, "slotSetup")
    flickable.setProperty("contentY", flickable.property("contentHeight") - flickable.height())
    studio.settle()


# ---- what went wrong


@pytest.mark.parametrize(
    ("language", "remark", "detail", "words"),
    [
        (Language.EN, "not_connected", "", "No connection to the broker"),
        (Language.ZH, "not_connected", "", "未连接消息服务"),
        (Language.EN, "no_answer", "", "did not answer"),
        (
            Language.EN,
            "refused",
            TAKEN,
            "Another device lies there",
        ),
        (Language.ZH, "refused", TAKEN, "那里已有另一台设备"),
        (Language.EN, "weight_range", "", "10 g to 50 kg"),
        (Language.ZH, "count_range", "", "10,000"),
        (Language.EN, "refused", "something new of the bridge", "something new of the bridge"),
    ],
)
def test_what_was_refused_is_said_on_the_page(
    studio: Studio,
    galleries: dict[Language, Gallery],
    language: Language,
    remark: str,
    detail: str,
    words: str,
) -> None:
    for state in (galleries[language].devices_quiet(), galleries[language].slot_setup()):
        show(studio, with_devices(state, remark=remark, detail=detail), PORTRAIT)
        assert any(words in text for text in texts(studio.window.quick))


def test_while_the_bridge_is_asked_nothing_else_is(
    studio: Studio, gallery: Gallery, commands: list[Command]
) -> None:
    show(studio, with_devices(gallery.slot_setup("check"), waiting=True), LANDSCAPE)
    for name in ("calibrate", "tare", "countSlot", "forgetDevice"):
        assert seen(studio.window.quick, name).property("enabled") is False
    touch(studio.window.quick, "calibrate")
    assert commands == []
