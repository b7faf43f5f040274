"""Staff sign in: the PIN, its lock, and whoever walks away."""

from datetime import timedelta

import pytest

from kiosk.app import commands
from kiosk.app.errors import CommandRefused
from kiosk.app.view_state import (
    Language,
    Screen,
)
from tests.kiosk.app.house import PIN, House
from tests.kiosk.small_store import MILK

pytestmark = pytest.mark.usefixtures("shelves_are_heard")


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
