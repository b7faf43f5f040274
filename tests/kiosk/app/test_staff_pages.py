"""Health, versions and the audit log, and who may no longer see them."""

from datetime import timedelta

import pytest

from firmware_bridge.messages import EventKind
from firmware_bridge.values import AlertText
from kiosk.app import commands
from kiosk.app.bridge_alerts import MOST
from kiosk.app.condition import Unusable
from kiosk.app.errors import CommandRefused
from kiosk.app.view_state import (
    Language,
    Screen,
    StaffView,
    ViewState,
)
from kiosk.store.staff_register import remove
from sync.database import DatabaseFull, connect
from sync.releases import NothingToGoBackTo
from sync.status import Refusal, record_refusal
from sync.wire import ReleaseId, ReleaseKind
from tests.kiosk.app.house import House
from tests.kiosk.small_store import MILK

pytestmark = pytest.mark.usefixtures("shelves_are_heard")


def take(house: House, product_id: str) -> ViewState:
    task = house.restocking.task_for(product_id)
    assert task is not None
    return house.do(commands.TakeTask(task.work.task_id))


def staff_of(view: ViewState) -> StaffView:
    assert view.staff is not None
    return view.staff


def bridge_state(house: House) -> str:
    health = staff_of(house.do(commands.ShowHealth())).health
    assert health is not None
    return next(device.state for device in health.devices if device.kind == "bridge")


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


def test_what_is_wrong_with_the_bridge_is_said_on_the_pages_about_devices_until_it_is_over(
    house: House,
) -> None:
    alerts, since = house.dispatcher.alerts, house.clock.now()
    house.shelves.heard_state("bridge", "ready")
    alerts.heard("load", AlertText(since + timedelta(seconds=9), "too many"))
    alerts.heard("journal", AlertText(since, "full"))
    house.sign_in()
    for command in (commands.ShowHealth(), commands.ShowDevices()):
        view = house.do(command)
        assert view.staff is not None
        assert [(each.name, each.text, each.since) for each in view.staff.alerts] == [
            ("journal", "full", since),
            ("load", "too many", since + timedelta(seconds=9)),
        ]
    assert bridge_state(house) == "alert"
    alerts.heard("journal", None)
    assert [each.name for each in staff_of(house.do(commands.ShowDevices())).alerts] == ["load"]
    alerts.heard("load", None)
    assert bridge_state(house) == "ready"
    assert staff_of(house.view).alerts == ()


def test_of_a_bridge_that_is_gone_no_alert_is_known(house: House) -> None:
    house.shelves.heard_state("bridge", "ready")
    house.dispatcher.alerts.heard("load", AlertText(None, "too many"))
    house.sign_in()
    house.shelves.heard_state("bridge", "lost")
    assert bridge_state(house) == "lost"
    assert staff_of(house.view).alerts == ()
    house.shelves.heard_state("bridge", "ready")
    assert staff_of(house.do(commands.ShowHealth())).alerts != ()
    house.dispatcher.alerts.forget()
    assert staff_of(house.do(commands.ShowHealth())).alerts == ()


def test_a_bridge_cannot_fill_the_page_with_alerts(house: House) -> None:
    for number in range(MOST + 5):
        house.dispatcher.alerts.heard(f"a{number}", AlertText(None, "?"))
    assert len(house.dispatcher.alerts.views()) == MOST


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
