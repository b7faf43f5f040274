"""Keys of a scanner and keys of a person, told apart by their pace."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QEventLoop, Qt
from PySide6.QtGui import QKeyEvent

from kiosk.app.commands import EnterCode, SetQuery, SubmitQuery, Touch
from kiosk.app.view_state import Language
from kiosk.ui.input_filter import InputFilter
from tests.kiosk.ui.touching import text_of, touch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.app.commands import Command
    from kiosk.ui.gallery import Gallery
    from kiosk.ui.studio import Studio

SCANNER_S, PERSON_S = 0.005, 0.120


class Pace:
    """A clock that moves on by one step for each key."""

    def __init__(self) -> None:
        self.now = 100.0
        self.step = PERSON_S

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def pace() -> Pace:
    return Pace()


@pytest.fixture
def input_filter(studio: Studio, galleries: dict[Language, Gallery], pace: Pace) -> Iterator[InputFilter]:
    studio.pose(galleries[Language.EN].search_empty(), (1080, 1920))
    model = studio.window.model
    keys = InputFilter(studio.window.quick, model.enterCode, model.touch, pace)
    studio.commands.clear()
    yield keys
    studio.window.quick.removeEventFilter(keys)
    keys.deleteLater()
    QCoreApplication.processEvents()


def press(studio: Studio, pace: Pace, text: str, step: float) -> None:
    for sign in text:
        pace.now += step
        key = Qt.Key.Key_Return if sign == "\n" else Qt.Key(ord(sign.upper()))
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, sign.replace("\n", "\r"))
            event.setTimestamp(round(pace.now * 1000))
            QCoreApplication.sendEvent(studio.window.quick, event)


def asked(studio: Studio) -> list[Command]:
    return [command for command in studio.commands if not isinstance(command, Touch)]


def test_a_fast_burst_with_enter_is_a_scanned_code_and_reaches_no_field(
    studio: Studio, input_filter: InputFilter, pace: Pace
) -> None:
    press(studio, pace, "4006381333931\n", SCANNER_S)
    input_filter.release()
    assert asked(studio) == [EnterCode("4006381333931")]
    assert text_of(studio.window.quick, "searchInput") == ""


def test_what_a_person_types_reaches_the_field(studio: Studio, input_filter: InputFilter, pace: Pace) -> None:
    press(studio, pace, "milk", PERSON_S)
    input_filter.release()
    assert asked(studio) == [SetQuery(text) for text in ("m", "mi", "mil", "milk")]


def test_a_person_who_types_digits_and_enter_scans_nothing(
    studio: Studio, input_filter: InputFilter, pace: Pace
) -> None:
    press(studio, pace, "1234567", PERSON_S)
    press(studio, pace, "\n", PERSON_S)
    input_filter.release()
    assert not [command for command in asked(studio) if isinstance(command, EnterCode)]
    assert text_of(studio.window.quick, "searchInput") == "1234567"


def test_a_short_burst_is_a_persons(studio: Studio, input_filter: InputFilter, pace: Pace) -> None:
    press(studio, pace, "ab\n", SCANNER_S)
    input_filter.release()
    assert asked(studio) == [SetQuery("a"), SetQuery("ab"), SubmitQuery("ab")]


def test_typing_before_a_scan_stays_in_the_field(
    studio: Studio, input_filter: InputFilter, pace: Pace
) -> None:
    press(studio, pace, "oa", PERSON_S)
    pace.now += 1.0
    press(studio, pace, "4006381333931\n", SCANNER_S)
    input_filter.release()
    assert EnterCode("4006381333931") in asked(studio)
    assert text_of(studio.window.quick, "searchInput") == "oa"


@pytest.mark.usefixtures("input_filter")
def test_held_keys_are_let_go_by_themselves(studio: Studio, pace: Pace) -> None:
    press(studio, pace, "x", PERSON_S)
    deadline = QDeadlineTimer(2000)
    while not asked(studio) and not deadline.hasExpired():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
    assert asked(studio) == [SetQuery("x")]


@pytest.mark.usefixtures("input_filter")
def test_touches_and_keys_say_once_a_second_that_somebody_is_here(studio: Studio, pace: Pace) -> None:
    for _ in range(5):
        touch(studio.window.quick, "key-a")
    assert studio.commands.count(Touch()) == 1
    pace.now += 1.5
    press(studio, pace, "b", 0.0)
    assert studio.commands.count(Touch()) == 2


def test_a_code_is_read_whole_although_the_window_was_busy(
    studio: Studio, input_filter: InputFilter, pace: Pace
) -> None:
    """The keys' own times count, not when the window came to look at them."""
    for sign in "4006381333931\n":
        press(studio, pace, sign, SCANNER_S)
        time.sleep(0.01)
    input_filter.release()
    assert asked(studio) == [EnterCode("4006381333931")]
