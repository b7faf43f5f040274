from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPointF

from kiosk.app.commands import (
    FinishTask,
    LeaveStaff,
    OpenBrowse,
    PickSlot,
    ReleaseTask,
    RollBackModel,
    ShowAudit,
    ShowHealth,
    ShowRestock,
    ShowVersions,
    SubmitPin,
    SyncNow,
    TakeTask,
)
from kiosk.app.view_state import (
    ActiveTaskView,
    AuditRowView,
    GoodsView,
    HealthView,
    Language,
    PinView,
    StockState,
    StockView,
    SyncView,
    TaskStep,
    TaskView,
    ViewState,
)
from kiosk.ui.gallery import NOW
from kiosk.ui.studio import seen_items
from tests.kiosk.ui.touching import LANDSCAPE, PORTRAIT, is_seen, seen, show, text_of, texts, touch

if TYPE_CHECKING:
    from kiosk.app.commands import Command
    from kiosk.ui.gallery import Gallery
    from kiosk.ui.studio import Studio


def with_staff(state: ViewState, **parts: Any) -> ViewState:
    assert state.staff is not None
    return replace(state, staff=replace(state.staff, **parts))


def with_active(state: ViewState, **parts: Any) -> ViewState:
    assert state.staff is not None
    assert state.staff.active is not None
    return with_staff(state, active=replace(state.staff.active, **parts))


def type_pin(studio: Studio, digits: str) -> None:
    for digit in digits:
        touch(studio.window.quick, f"pin{digit}")


# ---- the PIN


def test_digits_are_sent_only_when_asked_and_never_shown(
    studio: Studio, gallery: Gallery, commands: list[Command]
) -> None:
    show(studio, gallery.pin(), PORTRAIT)
    type_pin(studio, "40715")
    assert not seen(studio.window.quick, "pinEnter").isEnabled()
    type_pin(studio, "82")
    touch(studio.window.quick, "pinErase")
    assert commands == []
    on_screen = texts(studio.window.quick)
    assert not any("40" in text or "07" in text for text in on_screen)
    touch(studio.window.quick, "pinEnter")
    assert commands == [SubmitPin("407158")]
    assert studio.window.model.staff.pin.length == 0


def test_what_was_typed_is_forgotten_where_somebody_walks_away(studio: Studio, gallery: Gallery) -> None:
    show(studio, gallery.pin(), PORTRAIT)
    type_pin(studio, "123")
    show(studio, gallery.attract(), PORTRAIT)
    show(studio, gallery.pin(), PORTRAIT)
    assert studio.window.model.staff.pin.length == 0


def test_a_lock_counts_down_and_takes_no_digits(studio: Studio, gallery: Gallery) -> None:
    locked = PinView(wrong=True, locked_until=NOW + timedelta(seconds=90))
    show(studio, gallery.pin(locked), PORTRAIT)
    assert text_of(studio.window.quick, "pinLocked") == "1:30"
    assert not is_seen(studio.window.quick, "pin1")


def test_a_pin_that_is_being_checked_takes_no_more_digits(studio: Studio, gallery: Gallery) -> None:
    show(studio, gallery.pin(PinView(checking=True)), PORTRAIT)
    type_pin(studio, "123")
    assert studio.window.model.staff.pin.length == 0


def test_a_wrong_pin_is_told_until_the_next_digit(studio: Studio, gallery: Gallery) -> None:
    show(studio, gallery.pin(PinView(wrong=True)), PORTRAIT)
    assert "not right" in text_of(studio.window.quick, "pinRemark")
    type_pin(studio, "1")
    assert "not right" not in text_of(studio.window.quick, "pinRemark")


# ---- what to restock


def test_rows_stand_in_the_order_of_urgency_that_was_given(studio: Studio, gallery: Gallery) -> None:
    show(studio, gallery.restock(), PORTRAIT)
    rows = [item for item in seen_items(studio.window.quick) if item.objectName().startswith("task-")]
    by_place = sorted(rows, key=lambda row: row.mapToScene(QPointF(0, 0)).y())
    assert [row.objectName() for row in by_place][:4] == [
        "task-task-0",
        "task-task-1",
        "task-task-2",
        "task-task-3",
    ]


def test_touching_a_row_takes_its_task(studio: Studio, gallery: Gallery, commands: list[Command]) -> None:
    show(studio, gallery.restock(), PORTRAIT)
    touch(studio.window.quick, "task-task-2")
    assert commands == [TakeTask("task-2")]


def test_the_button_goes_on_with_ones_own_task_else_starts_the_most_urgent(
    studio: Studio, gallery: Gallery, commands: list[Command]
) -> None:
    show(studio, gallery.restock(), PORTRAIT)
    touch(studio.window.quick, "restockStart")
    others = tuple(replace(task, taken_by="Jonas" if task.taken_by else None) for task in gallery.tasks())
    show(studio, with_staff(gallery.restock(), tasks=others), PORTRAIT)
    touch(studio.window.quick, "restockStart")
    assert commands == [TakeTask("task-1"), TakeTask("task-0")]


def test_full_shelves_are_said_to_be_full(studio: Studio, gallery: Gallery) -> None:
    show(studio, gallery.restock_done(), PORTRAIT)
    assert "All shelves are full" in texts(studio.window.quick)
    assert not is_seen(studio.window.quick, "restockStart")


def row_texts(studio: Studio, gallery: Gallery, task: TaskView) -> list[str]:
    show(studio, with_staff(gallery.restock(), tasks=(task,)), PORTRAIT)
    return texts(studio.window.quick)


def test_a_count_that_nobody_knows_is_no_figure(studio: Studio, gallery: Gallery) -> None:
    silent = next(task for task in gallery.tasks() if task.product.stock.state is StockState.UNKNOWN)
    shown = row_texts(studio, gallery, silent)
    assert "?" in shown
    assert "Go and look" in shown
    assert "Count and fill" in shown


def test_a_stale_count_is_not_shown_as_fresh(studio: Studio, gallery: Gallery) -> None:
    task = gallery.tasks()[2]
    old = replace(task.product, stock=StockView(StockState.STALE, 1, NOW - timedelta(minutes=9)))
    assert "Not fresh: the shelf is silent" in row_texts(studio, gallery, replace(task, product=old))


@pytest.mark.parametrize(
    ("hours", "count", "sold_per_day", "said"),
    [
        (0.4, 1, 30.0, "Under an hour left"),
        (3.2, 2, 9.0, "About 3 h left"),
        (40.0, 6, 1.5, "About 4 days left"),
    ],
)
def test_how_soon_a_slot_is_empty_is_said_in_hours_or_days(
    studio: Studio, gallery: Gallery, hours: float, count: int, sold_per_day: float, said: str
) -> None:
    task = gallery.tasks()[2]
    product = replace(task.product, stock=StockView(StockState.MEASURED, count, NOW))
    shown = row_texts(
        studio, gallery, replace(task, product=product, hours_left=hours, sold_per_day=sold_per_day)
    )
    assert said in shown


# ---- the taken task


def test_the_slot_is_picked_by_the_button_or_on_the_map(
    studio: Studio, gallery: Gallery, commands: list[Command]
) -> None:
    show(studio, gallery.task(TaskStep.FIND_SLOT, 0), PORTRAIT)
    touch(studio.window.quick, "taskHere")
    touch(studio.window.quick, "slot-a4")
    assert commands == [PickSlot("shelf-a", "a1"), PickSlot("shelf-a", "a4")]


def test_a_wrong_product_and_a_wrong_slot_are_told_plainly(studio: Studio, gallery: Gallery) -> None:
    state = gallery.task(TaskStep.FIND_SLOT, 0, "wrong_product")
    show(studio, state, PORTRAIT)
    assert "04006381333931 is another product" in text_of(studio.window.quick, "taskMessage")
    show(studio, with_active(state, message_kind="wrong_slot"), PORTRAIT)
    assert "The right one is A1" in text_of(studio.window.quick, "taskMessage")


def test_a_task_cannot_be_closed_before_anything_was_put(
    studio: Studio, gallery: Gallery, commands: list[Command]
) -> None:
    show(studio, gallery.task(TaskStep.FILL, 0), PORTRAIT)
    touch(studio.window.quick, "taskClose")
    assert commands == []


def test_pieces_are_counted_as_they_come_and_confirmed_by_weight(
    studio: Studio, gallery: Gallery, commands: list[Command]
) -> None:
    show(studio, gallery.task(TaskStep.FILL, 0), PORTRAIT)
    assert text_of(studio.window.quick, "taskPut") == "0"
    show(studio, gallery.task(TaskStep.CONFIRMED, 1), PORTRAIT)
    assert text_of(studio.window.quick, "taskConfirmed") == "1 piece, confirmed by weight"
    show(studio, gallery.task(TaskStep.CONFIRMED, 3), PORTRAIT)
    assert text_of(studio.window.quick, "taskPut") == "3"
    assert "of 8 pieces" in texts(studio.window.quick)
    touch(studio.window.quick, "taskClose")
    assert commands == [FinishTask("task-0")]


def test_an_unsure_weight_is_no_confirmation(studio: Studio, gallery: Gallery) -> None:
    show(studio, gallery.task(TaskStep.FILL, 2, "unsure"), PORTRAIT)
    assert not is_seen(studio.window.quick, "taskConfirmed")
    assert "no whole number" in text_of(studio.window.quick, "taskMessage")
    assert text_of(studio.window.quick, "taskClose") == "Close without confirmation"


def test_a_silent_slot_can_be_looked_after_without_a_count(
    studio: Studio, gallery: Gallery, commands: list[Command]
) -> None:
    task = next(each for each in gallery.tasks() if each.product.stock.state is StockState.UNKNOWN)
    active = ActiveTaskView(task, TaskStep.FIND_SLOT, 0, 0.0)
    show(studio, with_staff(gallery.task(), active=active), PORTRAIT)
    assert "sensor is silent" in text_of(studio.window.quick, "taskMessage")
    touch(studio.window.quick, "taskClose")
    assert commands == [FinishTask(task.task_id)]


def test_a_task_can_be_given_back(studio: Studio, gallery: Gallery, commands: list[Command]) -> None:
    show(studio, gallery.task(), LANDSCAPE)
    touch(studio.window.quick, "taskRelease")
    assert commands == [ReleaseTask("task-0")]


# ---- health


def test_a_sync_is_asked_for_once_at_a_time(
    studio: Studio, gallery: Gallery, commands: list[Command]
) -> None:
    show(studio, gallery.health(), PORTRAIT)
    touch(studio.window.quick, "syncNow")
    running = HealthView(True, (), SyncView(NOW, 3, "", running=True), 0, 0)
    show(studio, with_staff(gallery.health(), health=running), PORTRAIT)
    touch(studio.window.quick, "syncNow")
    assert commands == [SyncNow()]


def test_health_says_who_is_lost_what_waits_and_what_went_wrong(studio: Studio, gallery: Gallery) -> None:
    show(studio, gallery.health(), PORTRAIT)
    shown = texts(studio.window.quick)
    assert {"Lost", "12 silent", "Heard 7 min ago · 12 slots", "12 events wait to be sent"} <= set(shown)
    show(studio, gallery.health_down(), PORTRAIT)
    assert "connection refused" in text_of(studio.window.quick, "syncError")
    assert "Shelves and scanners cannot be heard" in texts(studio.window.quick)
    assert "No device has been heard yet" in texts(studio.window.quick)


@pytest.mark.parametrize("scene", ["staff-health-alerts", "staff-devices-alerts"])
@pytest.mark.parametrize(
    ("language", "what", "todo", "ago"),
    [
        (Language.EN, "Too many readings arrive", "have it send fewer", "(12 min ago)"),
        (Language.ZH, "读数过多", "降低其发送频率", "（12 分钟前）"),
    ],
)
def test_an_alert_says_what_happened_what_to_do_and_since_when_and_goes_when_it_is_over(
    studio: Studio,
    galleries: dict[Language, Gallery],
    scene: str,
    language: Language,
    what: str,
    todo: str,
    ago: str,
) -> None:
    state = galleries[language].scenes()[scene]
    for size in (PORTRAIT, LANDSCAPE):
        show(studio, state, size)
        said = "\n".join(texts(studio.window.quick))
        assert all(part in said for part in (what, todo, ago))
    show(studio, with_staff(state, alerts=()), PORTRAIT)
    assert what not in texts(studio.window.quick)
    assert not is_seen(studio.window.quick, "alert-load")


def test_an_alert_that_this_kiosk_does_not_know_is_said_in_the_bridges_words(
    studio: Studio, gallery: Gallery
) -> None:
    show(studio, gallery.devices_alerts(), PORTRAIT)
    assert "The board is at 92 °C. Give it air." in texts(studio.window.quick)


# ---- versions


def test_going_back_is_asked_once_more(studio: Studio, gallery: Gallery, commands: list[Command]) -> None:
    quick = studio.window.quick
    show(studio, gallery.versions(), PORTRAIT)
    touch(quick, "versionBack")
    assert "Go back to 2026.11.17-2?" in texts(quick)
    touch(quick, "confirmNo")
    assert not is_seen(quick, "confirmYes")
    assert commands == []
    touch(quick, "versionBack")
    touch(quick, "confirmYes")
    assert commands == [RollBackModel()]
    assert not is_seen(quick, "confirmYes")


def test_the_question_is_withdrawn_with_the_page(studio: Studio, gallery: Gallery) -> None:
    show(studio, gallery.versions(), PORTRAIT)
    touch(studio.window.quick, "versionBack")
    show(studio, gallery.attract(), PORTRAIT)
    show(studio, gallery.versions(), PORTRAIT)
    assert not is_seen(studio.window.quick, "confirmYes")


def test_without_an_earlier_model_there_is_no_way_back(studio: Studio, gallery: Gallery) -> None:
    show(studio, gallery.versions_first(), PORTRAIT)
    assert not is_seen(studio.window.quick, "versionBack")
    assert "does not carry headquarters’ signature" in text_of(studio.window.quick, "versionRefused")


# ---- the log


def test_the_log_says_every_action_in_words_and_keeps_unknown_ones(studio: Studio, gallery: Gallery) -> None:
    rows = (
        AuditRowView(NOW, "kiosk", "pin_locked", ""),
        AuditRowView(NOW, "Mei", "restock_unconfirmed", "", GoodsView("Shelf A", "A1", "Oats", 2, 700)),
        AuditRowView(NOW, "Mei", "something_new", ""),
    )
    show(studio, with_staff(gallery.audit(), audit=rows), PORTRAIT)
    shown = texts(studio.window.quick)
    assert {"Kiosk", "Too many wrong PINs: locked", "Restocked, not confirmed", "something_new"} <= set(shown)


def test_an_empty_log_says_so(studio: Studio, gallery: Gallery) -> None:
    show(studio, gallery.audit_empty(), PORTRAIT)
    assert "Nothing has been written yet" in texts(studio.window.quick)


# ---- all of them


def test_nothing_leads_from_the_staffs_pages_into_the_shop_but_leaving(
    studio: Studio, gallery: Gallery, commands: list[Command]
) -> None:
    show(studio, gallery.restock(), PORTRAIT)
    for name in ("navBrowse", "navSearch"):
        assert not seen(studio.window.quick, name).isEnabled()
    show(studio, gallery.pin(), PORTRAIT)
    touch(studio.window.quick, "navBrowse")
    assert commands == [OpenBrowse()]


def test_the_head_leads_to_every_page_and_out(
    studio: Studio, gallery: Gallery, commands: list[Command]
) -> None:
    show(studio, gallery.audit(), LANDSCAPE)
    for name in ("staffRestock", "staffHealth", "staffVersions", "staffAudit", "staffLeave"):
        touch(studio.window.quick, name)
    assert commands == [ShowRestock(), ShowHealth(), ShowVersions(), ShowAudit(), LeaveStaff()]


STAFF_SCENES = (
    "staff-pin",
    "staff-pin-locked",
    "staff-restock",
    "staff-restock-done",
    "staff-task-find",
    "staff-task",
    "staff-task-unsure",
    "staff-task-confirmed",
    "staff-health",
    "staff-health-down",
    "staff-health-alerts",
    "staff-versions",
    "staff-audit",
)


@pytest.mark.parametrize("name", STAFF_SCENES)
def test_chinese_pages_hold_no_english_of_ours(
    studio: Studio, galleries: dict[Language, Gallery], name: str
) -> None:
    show(studio, galleries[Language.EN].scenes()[name], PORTRAIT)
    english = {text for text in texts(studio.window.quick) if any(char.isalpha() for char in text)}
    show(studio, galleries[Language.ZH].scenes()[name], PORTRAIT)
    chinese = set(texts(studio.window.quick))
    shared = {text for text in english & chinese if text.isascii() and len(text) > 3}
    authored = {"Scanner 1", "Bridge", "Jonas", "catalog 2026.11.24-2"}
    authored |= {text for text in shared if "https://" in text or text == "English"}
    assert shared <= authored
