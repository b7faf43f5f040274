"""The runtime's thread: it starts, refuses, and leaves nothing behind."""

import threading

import pytest

from kiosk.adapters.worker import THREAD as WORKER
from kiosk.app.commands import GoHome, OpenStaff, ShowAudit, SubmitPin
from kiosk.app.errors import CommandRefused, KioskError
from kiosk.app.runtime import THREAD
from kiosk.app.view_state import Screen
from kiosk.bootstrap import build_kiosk, read_settings
from kiosk.store.device import open_device
from kiosk.store.staff_register import add
from sync.database import DatabaseCorrupt
from tests.kiosk.small_store import Device
from tests.kiosk.whole_kiosk import running

PIN = "493817"


def threads() -> set[str]:
    return {thread.name for thread in threading.enumerate()} & {THREAD, WORKER}


def test_two_named_threads_run_and_are_joined(device: Device) -> None:
    with running(device):
        assert threads() == {THREAD, WORKER}
    assert threads() == set()


def test_stopping_is_safe_before_starting_and_twice(device: Device) -> None:
    kiosk = build_kiosk(read_settings(device.state, {"broker_port": 1}), lambda _: None)
    kiosk.stop()
    kiosk.start()
    with pytest.raises(KioskError, match="already"):
        kiosk.start()
    kiosk.stop()
    kiosk.stop()


def test_a_command_to_a_kiosk_that_does_not_run_is_refused(device: Device) -> None:
    kiosk = build_kiosk(read_settings(device.state, {"broker_port": 1}), lambda _: None)
    with pytest.raises(CommandRefused, match="not running"):
        kiosk.ask(GoHome()).result(5)
    kiosk.start()
    kiosk.stop()
    with pytest.raises(CommandRefused, match="not running"):
        kiosk.ask(GoHome()).result(5)


def test_a_damaged_device_db_is_told_to_whoever_starts(device: Device) -> None:
    (device.state / "device.db").write_bytes(b"noise" * 1000)
    kiosk = build_kiosk(read_settings(device.state, {"broker_port": 1}), lambda _: None)
    with pytest.raises(DatabaseCorrupt):
        kiosk.start()
    assert threads() == set()


def test_a_refusal_reaches_its_sender_and_submit_only_logs_it(
    device: Device, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    with running(device) as kiosk:
        with pytest.raises(CommandRefused):
            kiosk.do(ShowAudit())
        kiosk.kiosk.submit(ShowAudit())
        kiosk.do(GoHome())
    assert "ShowAudit() was refused" in caplog.text


def test_staff_sign_in_with_a_real_hash_off_the_loop(
    device: Device, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    db = open_device(device.state / "device.db")
    add(db, "Mia", PIN)
    db.close()
    with running(device) as kiosk:
        kiosk.do(OpenStaff())
        kiosk.kiosk.submit(SubmitPin("000111"))
        kiosk.shown.until(lambda v: v.pin and v.pin.wrong, "a wrong PIN")
        kiosk.kiosk.submit(SubmitPin(PIN))
        view = kiosk.shown.until(lambda v: v.screen is Screen.STAFF_RESTOCK, "the list")
        assert view.staff is not None
        assert view.staff.name == "Mia"
    assert PIN not in caplog.text
