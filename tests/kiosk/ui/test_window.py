"""The window takes states from any thread and measures itself."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop

from kiosk.app.view_state import Language, Screen
from kiosk.ui.paint_probe import Painted, PaintProbe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kiosk.ui.gallery import Gallery
    from kiosk.ui.studio import Studio

SIZE = (1080, 1920)


def wait_for(done: Callable[[], bool]) -> None:
    deadline = QDeadlineTimer(5000)
    while not done() and not deadline.hasExpired():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
    assert done()


@pytest.fixture
def painted(studio: Studio) -> Iterator[list[Painted]]:
    """What the window has painted since."""
    frames: list[Painted] = []
    before, studio.window.probe = studio.window.probe, PaintProbe(frames.append)
    yield frames
    studio.window.probe = before


def test_a_state_shown_from_another_thread_is_painted_under_its_trace(
    studio: Studio, galleries: dict[Language, Gallery], painted: list[Painted]
) -> None:
    gallery = galleries[Language.EN]
    studio.pose(gallery.attract(), SIZE)
    began_ns = time.monotonic_ns()
    state = replace(gallery.product(), trace="event-7")
    thread = threading.Thread(target=studio.window.show, args=(state,), name="runtime")
    thread.start()
    wait_for(lambda: bool(painted))
    thread.join()
    assert [(frame.trace, frame.complete) for frame in painted] == [("event-7", True)]
    assert began_ns < painted[0].monotonic_ns <= time.monotonic_ns()
    assert painted[0].frame_ms >= painted[0].apply_ms > 0


def test_a_page_without_its_suggestions_is_painted_first_and_is_not_complete(
    studio: Studio, galleries: dict[Language, Gallery], painted: list[Painted]
) -> None:
    gallery = galleries[Language.EN]
    studio.window.show(replace(gallery.product_waiting(), trace="event-8"))
    wait_for(lambda: len(painted) == 1)
    studio.window.show(replace(gallery.product(), trace="event-8"))
    wait_for(lambda: len(painted) == 2)
    assert [frame.complete for frame in painted] == [False, True]


def test_a_state_that_a_newer_one_overtakes_is_skipped(
    studio: Studio, galleries: dict[Language, Gallery], painted: list[Painted]
) -> None:
    gallery = galleries[Language.EN]
    for at in range(50):
        studio.window.show(replace(gallery.product(), trace=f"event-{at}"))
    wait_for(lambda: bool(painted))
    assert [frame.trace for frame in painted] == ["event-49"]


def test_the_language_comes_with_the_state(studio: Studio, galleries: dict[Language, Gallery]) -> None:
    studio.pose(galleries[Language.ZH].attract(), SIZE)
    assert studio.window.model.language == "zh"
    studio.pose(galleries[Language.EN].attract(), SIZE)
    assert studio.window.model.language == "en"


def test_every_screen_has_a_page(studio: Studio) -> None:
    pages = type(studio.window.model).Page
    assert [page.value for page in pages] == list(range(len(Screen)))
    assert [page.name for page in pages] == [
        "".join(word.capitalize() for word in screen.value.split("_")) for screen in Screen
    ]
