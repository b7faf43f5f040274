"""Staff: PIN, what to restock, filling a slot, and what stands in the audit log."""

from datetime import timedelta

import pytest

from firmware_bridge.messages import EventKind
from kiosk.app import commands
from kiosk.app.condition import Unusable
from kiosk.app.errors import CommandRefused
from kiosk.app.view_state import (
    ActiveTaskView,
    Language,
    Screen,
    TaskState,
    TaskStep,
    Urgency,
    ViewState,
)
from kiosk.store.staff_register import remove
from sync.database import DatabaseFull, connect
from sync.releases import NothingToGoBackTo
from sync.status import Refusal, record_refusal
from sync.wire import ReleaseId, ReleaseKind
from tests.kiosk.app.house import PIN, House
from tests.kiosk.small_store import CHEESE, CRACKERS, MILK, SHOES, SKIM, gtin


@pytest.fixture(autouse=True)
def shelves_are_heard(house: House) -> None:
    for product_id, count in ((MILK, 0), (CHEESE, 3), (CRACKERS, 12), (SKIM, 4), (SHOES, 12)):
        house.stock(product_id, count)
    for shelf in ("shelf-a", "shelf-b"):
        house.shelves.heard_state(shelf, "ready")


def active(view: ViewState) -> ActiveTaskView:
    assert view.staff is not None
    assert view.staff.active is not None
    return view.staff.active


def take(house: House, product_id: str) -> ViewState:
    task = house.restocking.task_for(product_id)
    assert task is not None
    return house.do(commands.TakeTask(task.work.task_id))


def names(view: ViewState) -> list[tuple[str, Urgency]]:
    assert view.staff is not None
    return [(task.product.product_id, task.urgency) for task in view.staff.tasks]


# ---- the PIN


def test_the_right_pin_leads_to_what_to_restock(house: House) -> None:
    view = house.sign_in()
    assert view.screen is Screen.STAFF_RESTOCK
    assert view.staff is not None
    assert view.staff.name == "Mia"
    assert house.audited() == ["signed_in"]


def test_a_shopper_who_came_upon_the_pin_pad_goes_on_in_their_language(house: House) -> None:
    house.do(commands.SwitchLanguage(Language.ZH))
    house.do(commands.OpenStaff())
    view = house.do(commands.OpenBrowse())
    assert (view.screen, view.language, view.pin) == (Screen.BROWSE, Language.ZH, None)
    house.do(commands.OpenStaff())
    with pytest.raises(CommandRefused):
        house.do(commands.OpenProduct("there is no such product"))
    assert house.view.screen is Screen.STAFF_PIN


def test_whoever_is_signed_in_leaves_before_shopping(house: House) -> None:
    house.sign_in()
    with pytest.raises(CommandRefused, match="leave the staff pages"):
        house.do(commands.OpenBrowse())
    assert house.view.screen is Screen.STAFF_RESTOCK


def test_a_wrong_pin_is_said_and_audited_without_the_pin(house: House) -> None:
    house.add_staff()
    house.do(commands.OpenStaff())
    view = house.do(commands.SubmitPin("000111"))
    assert view.pin is not None
    assert view.pin.wrong
    assert view.pin.locked_until is None
    assert house.audited() == ["pin_wrong"]
    assert b"000111" not in house.settings.device_db.read_bytes()


def test_five_wrong_pins_lock_and_a_restart_or_a_clock_does_not_unlock(house: House) -> None:
    house.add_staff()
    house.do(commands.OpenStaff())
    for _ in range(5):
        view = house.do(commands.SubmitPin("000111"))
    assert view.pin is not None
    assert view.pin.locked_until == house.clock.now() + timedelta(seconds=30)
    assert house.audited()[-1] == "pin_locked"
    house.clock.jump_s(86_400)
    house.restart()
    house.do(commands.OpenStaff())
    with pytest.raises(CommandRefused, match="too many"):
        house.do(commands.SubmitPin(PIN))
    assert house.view.screen is Screen.STAFF_PIN
    house.clock.boot = "boot-2"
    house.clock.monotonic = 3.0
    house.restart()
    house.do(commands.OpenStaff())
    with pytest.raises(CommandRefused):
        house.do(commands.SubmitPin(PIN))
    house.clock.pass_s(29)
    with pytest.raises(CommandRefused):
        house.do(commands.SubmitPin(PIN))
    house.clock.pass_s(2)
    assert house.do(commands.SubmitPin(PIN)).screen is Screen.STAFF_RESTOCK


def test_a_sixth_wrong_pin_locks_for_longer_and_a_right_one_forgives(house: House) -> None:
    house.add_staff()
    house.do(commands.OpenStaff())
    for _ in range(5):
        house.do(commands.SubmitPin("000111"))
    house.clock.pass_s(30)
    house.do(commands.OpenStaff())
    view = house.do(commands.SubmitPin("000111"))
    assert view.pin is not None
    assert view.pin.locked_until == house.clock.now() + timedelta(seconds=60)
    house.clock.pass_s(60)
    house.do(commands.SubmitPin(PIN))
    assert house.facts.attempts().failures == 0


def test_an_attempt_counts_before_it_is_checked(house: House) -> None:
    house.add_staff()
    house.pins.hold = True
    house.do(commands.OpenStaff())
    view = house.do(commands.SubmitPin(PIN))
    assert view.pin is not None
    assert view.pin.checking
    house.restart()
    assert house.facts.attempts().failures == 1


def test_a_check_that_fails_asks_again(house: House) -> None:
    house.add_staff()
    house.pins.hold = True
    house.do(commands.OpenStaff())
    house.do(commands.SubmitPin(PIN))
    house.pins.waiting.pop()()
    assert house.view.pin is not None
    assert not house.view.pin.checking
    assert not house.view.pin.wrong


@pytest.mark.parametrize("pin", ["", "12345", "1234567890123", "abcdef", "１２３４５６"])
def test_what_is_no_pin_is_wrong_and_costs_nothing(house: House, pin: str) -> None:
    house.do(commands.OpenStaff())
    view = house.do(commands.SubmitPin(pin))
    assert view.pin is not None
    assert view.pin.wrong
    assert house.facts.attempts().failures == 0


def test_opening_the_staff_pages_ends_the_shoppers_session_and_keeps_the_language(house: House) -> None:
    house.do(commands.SwitchLanguage(Language.ZH))
    house.lift(MILK)
    view = house.sign_in()
    assert view.language is Language.ZH
    assert view.lifted == ()
    assert len(house.told("session_end")) == 1
    assert house.do(commands.LeaveStaff()).language is Language.EN


def test_staff_who_walk_away_are_asked_and_signed_out(house: House) -> None:
    house.sign_in()
    assert house.pass_s(180).idle.warning
    assert not house.do(commands.ExtendSession()).idle.warning
    house.pass_s(180)
    assert house.pass_s(20).screen is Screen.ATTRACT
    assert house.audited() == ["signed_in", "signed_out"]


def test_without_a_pin_nothing_of_the_staffs_can_be_done(house: House) -> None:
    house.do(commands.OpenStaff())
    for command in (
        commands.ShowAudit(),
        commands.RollBackModel(),
        commands.SyncNow(),
        commands.TakeTask("x"),
    ):
        with pytest.raises(CommandRefused):
            house.do(command)
    assert house.versions.model == "2026.11.2"


# ---- what to restock


def test_the_list_starts_with_what_is_most_urgent(house: House) -> None:
    house.lift(CHEESE, 8)
    house.stock(CHEESE, 3)
    view = house.sign_in()
    assert names(view) == [(MILK, Urgency.EMPTY), (CHEESE, Urgency.HIGH), (SKIM, Urgency.LOW)]
    assert view.staff is not None
    cheese = view.staff.tasks[1]
    assert (cheese.needed, cheese.capacity, cheese.threshold) == (9, 12, 4)
    assert cheese.sold_per_day == pytest.approx(48)  # 8 pieces over the least exposure of 4 h, a day of 24 h
    assert cheese.hours_left == pytest.approx(1.5)


def test_a_slot_that_was_filled_again_leaves_the_list(house: House) -> None:
    house.sign_in()
    house.stock(MILK, 12)
    assert (MILK, Urgency.EMPTY) not in names(house.do(commands.ShowRestock()))


def test_a_silent_sensor_says_go_and_look_after_a_minute(house: House) -> None:
    house.sign_in()
    house.shelves.heard_state("shelf-b", "lost")
    assert SHOES not in dict(names(house.pass_s(35)))
    house.pass_s(35)
    assert dict(names(house.pass_s(35)))[SHOES] is Urgency.UNKNOWN


def test_looking_at_a_silent_slot_closes_its_task_for_a_while(house: House) -> None:
    house.sign_in()
    house.shelves.heard_state("shelf-b", "lost")
    for _ in range(3):
        house.pass_s(35)
    active(take(house, SHOES))
    task = house.desk.active_task
    assert task is not None
    view = house.do(commands.FinishTask(task))
    assert SHOES not in dict(names(view))
    assert house.audited()[-1] == "slot_checked"
    assert SHOES not in dict(names(house.pass_s(60)))


# ---- one task


def test_scan_fill_and_the_weight_confirms(house: House) -> None:
    house.sign_in()
    view = take(house, MILK)
    assert view.screen is Screen.STAFF_TASK
    assert active(view).step is TaskStep.FIND_SLOT
    assert active(house.scan(gtin(CHEESE))).message_kind == "wrong_product"
    assert active(house.view).wrong_code == gtin(CHEESE).lstrip("0")
    assert active(house.scan(gtin(MILK))).step is TaskStep.FILL
    view = house.hear(house.shelf(EventKind.RESTOCK, MILK, 8))
    assert (active(view).step, active(view).put, active(view).grams) == (TaskStep.CONFIRMED, 8, 2000.0)
    view = house.hear(house.shelf(EventKind.PICK, MILK, 1))
    assert (active(view).put, active(view).message_kind) == (7, "removed")
    house.stock(MILK, 7)
    view = house.do(commands.FinishTask(active(view).task.task_id))
    assert view.screen is Screen.STAFF_RESTOCK
    assert MILK not in dict(names(view))
    restock = house.told("restock")
    assert [
        (event.payload["qty"], event.payload["confirmed"], event.payload["finished"]) for event in restock
    ] == [(7, True, True)]
    assert house.told("lift") == []
    assert house.audited() == [
        *("signed_in", "task_taken", "wrong_product", "goods_put", "goods_removed", "restock_confirmed")
    ]


def test_the_slot_may_be_picked_by_hand(house: House) -> None:
    house.sign_in()
    take(house, MILK)
    assert active(house.do(commands.PickSlot("shelf-a", "a2"))).message_kind == "wrong_slot"
    assert active(house.do(commands.PickSlot("shelf-a", "a1"))).step is TaskStep.FILL


def test_goods_on_the_wrong_slot_are_said_and_not_counted(house: House) -> None:
    house.sign_in()
    take(house, MILK)
    view = house.hear(house.shelf(EventKind.RESTOCK, CHEESE, 4))
    assert (active(view).message_kind, active(view).put) == ("wrong_slot", 0)
    assert house.told("restock")[0].payload["product_id"] == CHEESE


def test_a_scan_on_the_list_takes_the_task_for_that_product(house: House) -> None:
    house.sign_in()
    view = house.scan(gtin(CHEESE))
    assert active(view).task.product.product_id == CHEESE
    assert active(view).step is TaskStep.FILL


def test_a_shopper_beside_the_member_of_staff_still_buys(house: House) -> None:
    house.sign_in()
    take(house, MILK)
    view = house.hear(house.shelf(EventKind.PICK, SKIM, 2))
    assert view.screen is Screen.STAFF_TASK
    assert [event.payload["product_id"] for event in house.told("lift")] == [SKIM]


def test_nothing_put_is_nothing_to_finish(house: House) -> None:
    house.sign_in()
    view = take(house, MILK)
    with pytest.raises(CommandRefused, match="nothing has been put"):
        house.do(commands.FinishTask(active(view).task.task_id))


def test_a_kiosk_that_is_killed_in_the_middle_forgets_nothing(house: House) -> None:
    house.sign_in()
    task_id = active(take(house, MILK)).task.task_id
    house.hear(house.shelf(EventKind.RESTOCK, MILK, 5))
    house.restart()
    house.hear(house.shelf(EventKind.RESTOCK, MILK, 3))  # put on while the kiosk was away, nobody signed in
    house.stock(MILK, 8)
    house.sign_in()
    view = house.do(commands.TakeTask(task_id))
    assert (active(view).put, active(view).step) == (8, TaskStep.CONFIRMED)
    house.do(commands.FinishTask(task_id))
    assert [event.payload["qty"] for event in house.told("restock")] == [8]


def test_a_task_may_be_taken_over_and_given_back(house: House) -> None:
    house.sign_in()
    task_id = active(take(house, MILK)).task.task_id
    house.hear(house.shelf(EventKind.RESTOCK, MILK, 2))
    house.do(commands.LeaveStaff())
    view = house.sign_in("Jun", "846201")
    assert view.staff is not None
    assert (view.staff.tasks[0].state, view.staff.tasks[0].taken_by) == (TaskState.TAKEN, "Mia")
    assert active(house.do(commands.TakeTask(task_id))).put == 2
    view = house.do(commands.ReleaseTask(task_id))
    assert view.staff is not None
    assert view.staff.tasks[0].taken_by is None
    assert [event.payload["finished"] for event in house.told("restock")] == [False]


def test_a_task_that_is_gone_is_refused(house: House) -> None:
    house.sign_in()
    with pytest.raises(CommandRefused, match="no longer exists"):
        house.do(commands.TakeTask("gone"))


def test_back_leads_to_the_list_and_then_out(house: House) -> None:
    house.sign_in()
    take(house, MILK)
    assert house.do(commands.GoBack()).screen is Screen.STAFF_RESTOCK
    assert house.do(commands.GoBack()).screen is Screen.ATTRACT


# ---- the other pages


def test_health_names_every_device_and_what_is_silent(house: House) -> None:
    house.shelves.heard_state("bridge", "ready")
    house.shelves.heard_state("scanner-1", "ready")
    house.shelves.heard_description("scanner-1", "Hand scanner", "scanner")
    house.sign_in()
    view = house.do(commands.ShowHealth())
    assert view.staff is not None
    health = view.staff.health
    assert health is not None
    assert health.broker_connected
    assert {
        device.device_id: (device.kind, device.state, device.silent_slots) for device in health.devices
    } == {
        "bridge": ("bridge", "ready", 0),
        "shelf-a": ("shelf", "ready", 0),
        "shelf-b": ("shelf", "ready", 1),
        "scanner-1": ("scanner", "ready", 0),
    }


def test_a_lost_bridge_takes_its_shelves_with_it(house: House) -> None:
    house.shelves.heard_state("bridge", "lost")
    house.sign_in()
    view = house.do(commands.ShowHealth())
    assert view.staff is not None
    assert view.staff.health is not None
    states = {device.device_id: device.state for device in view.staff.health.devices}
    assert states["shelf-a"] == states["shelf-b"] == "lost"
    assert all(
        device.silent_slots == device.slots for device in view.staff.health.devices if device.kind == "shelf"
    )


def test_going_back_to_the_previous_model_is_told_and_audited(house: House) -> None:
    house.sign_in()
    view = house.do(commands.ShowVersions())
    assert view.staff is not None
    assert view.staff.versions is not None
    assert view.staff.versions.model is not None
    assert view.staff.versions.catalog is not None
    assert (view.staff.versions.model.version, view.staff.versions.catalog.products) == ("2026.11.2", 12)
    house.do(commands.RollBackModel())
    assert house.told("model_rolled_back")[0].payload == {"from": "2026.11.2", "to": "2026.11.1"}
    assert house.audited()[-2:] == ["roll_back_asked", "model_rolled_back"]
    with pytest.raises(CommandRefused, match="no previous model"):
        house.do(commands.RollBackModel())


def test_a_crash_right_after_going_back_loses_neither_its_event_nor_its_audit_row(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pull_the_plug() -> None:
        raise KeyboardInterrupt

    house.sign_in()
    monkeypatch.setattr(house.desk, "note_roll_backs", pull_the_plug)
    with pytest.raises(KeyboardInterrupt):
        house.do(commands.RollBackModel())
    assert house.told("model_rolled_back") == []
    for _ in range(2):
        house.restart()
        house.pass_s(60)
    assert [each.payload for each in house.told("model_rolled_back")] == [
        {"from": "2026.11.2", "to": "2026.11.1"}
    ]
    [entry] = house.facts.audit_entries(10, "model_rolled_back")
    assert (entry.who, entry.detail) == ("Mia", "2026.11.2 → 2026.11.1")


def test_a_going_back_that_failed_is_not_told(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> str:
        raise NothingToGoBackTo("the release before is damaged")

    house.sign_in()
    monkeypatch.setattr(house.versions, "roll_back_model", refuse)
    with pytest.raises(CommandRefused, match="damaged"):
        house.do(commands.RollBackModel())
    house.pass_s(60)
    assert house.told("model_rolled_back") == []
    assert house.audited()[-1] == "roll_back_asked"


def test_what_is_not_used_is_said_with_a_code_to_translate(house: House) -> None:
    house.condition.unusable[ReleaseKind.MODEL] = Unusable("2026.11.3", "the graph does not load")
    release = ReleaseId(ReleaseKind.CATALOG, "2026.11.25-1")
    db = connect(house.settings.device_db)
    now = house.clock.now()
    record_refusal(db, Refusal(release, "signature", "the signature is wrong", 1, now, now))
    db.close()
    house.sign_in()
    view = house.do(commands.ShowVersions())
    assert view.staff is not None
    assert view.staff.versions is not None
    assert [(each.code, each.kind, each.version) for each in view.staff.versions.refusals] == [
        ("signature", "catalog", "2026.11.25-1"),
        ("unusable", "model", "2026.11.3"),
    ]


def test_whoever_is_removed_from_the_staff_is_signed_out_at_the_next_action(house: House) -> None:
    house.sign_in()
    db = connect(house.settings.device_db)
    remove(db, "Mia")
    db.close()
    with pytest.raises(CommandRefused, match="no longer on the list"):
        house.do(commands.ShowAudit())
    assert house.view.screen is Screen.ATTRACT
    assert house.audited()[-1] == "signed_out"
    with pytest.raises(CommandRefused, match="for staff"):
        house.do(commands.ShowAudit())


def test_whoever_is_removed_from_the_staff_is_signed_out_without_an_action(house: House) -> None:
    house.sign_in()
    db = connect(house.settings.device_db)
    remove(db, "Mia")
    db.close()
    assert house.pass_s(1).screen is Screen.ATTRACT


def test_staff_who_walk_away_are_signed_out_although_the_disk_is_full(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise DatabaseFull("no room")

    house.sign_in()
    house.do(commands.SwitchLanguage(Language.ZH))
    monkeypatch.setattr(house.facts, "audit", full)
    house.pass_s(200)
    view = house.pass_s(30)
    assert (view.screen, view.language) == (Screen.ATTRACT, Language.EN)
    assert house.condition.lost_rows == 1


def test_a_sync_can_be_asked_for(house: House) -> None:
    house.sign_in()
    house.do(commands.SyncNow())
    assert house.facts.sync_status().running
    assert house.audited()[-1] == "sync_requested"


def test_the_audit_log_shows_the_newest_first(house: House) -> None:
    house.sign_in()
    take(house, MILK)
    view = house.do(commands.ShowAudit())
    assert view.staff is not None
    assert [row.action for row in view.staff.audit] == ["task_taken", "signed_in"]


def test_the_audit_log_names_goods_in_the_readers_language(house: House) -> None:
    house.sign_in()
    take(house, MILK)
    house.hear(house.shelf(EventKind.RESTOCK, MILK, 2, grams=700))
    rows = {}
    for language in Language:
        house.do(commands.SwitchLanguage(language))
        view = house.do(commands.ShowAudit())
        assert view.staff is not None
        rows[language] = next(row.goods for row in view.staff.audit if row.action == "goods_put")
    english, chinese = rows[Language.EN], rows[Language.ZH]
    assert english is not None
    assert chinese is not None
    assert (english.slot, english.pieces, english.grams) == ("A1", 2, 700.0)
    product = house.dispatcher.catalog.product(MILK) if house.dispatcher.catalog else None
    assert product is not None
    assert (english.product, chinese.product) == (product.name.en, product.name.zh)
    assert english.shelf != chinese.shelf != "shelf-a"


def test_a_task_that_is_taken_over_says_from_whom(house: House) -> None:
    house.sign_in()
    take(house, MILK)
    house.do(commands.LeaveStaff())
    house.sign_in("Jonas", "582931")
    take(house, MILK)
    newest = house.facts.audit_entries(1)[0]
    assert (newest.who, newest.action, newest.detail) == ("Jonas", "task_taken", "Mia")
