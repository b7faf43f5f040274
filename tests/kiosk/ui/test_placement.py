"""Where the windows stand: nothing hides anything, and a kiosk fills its screen."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow

from kiosk.ui import placement
from kiosk.ui.placement import Place, side_by_side

SCREENS = [
    Place(0, 0, 1920, 1080),
    Place(0, 27, 1366, 741),  # below a panel
    Place(0, 0, 1080, 1920),
    Place(64, 0, 2496, 1440),
    Place(1920, 0, 3840, 2160),  # beside another screen
]


@pytest.mark.parametrize("free", SCREENS)
def test_on_a_desk_no_window_hides_the_other(free: Place) -> None:
    shelves, kiosk = side_by_side(free)
    apart = shelves.x + shelves.width <= kiosk.x or shelves.y + shelves.height <= kiosk.y
    assert apart
    for window in (shelves, kiosk):
        assert free.x <= window.x and window.x + window.width <= free.x + free.width
        assert free.y <= window.y and window.y + window.height <= free.y + free.height


@pytest.mark.parametrize("free", SCREENS)
def test_on_a_desk_the_kiosk_is_portrait_and_at_the_right(free: Place) -> None:
    _, kiosk = side_by_side(free)
    assert kiosk.width / kiosk.height == pytest.approx(9 / 16, abs=0.01)
    assert free.x + free.width - (kiosk.x + kiosk.width) <= placement.GAP


def test_a_wide_screen_gives_the_kiosk_its_whole_height() -> None:
    _, kiosk = side_by_side(Place(0, 0, 1920, 1080))
    assert kiosk.height >= 1080 - placement.TITLE_BAR - 2 * placement.GAP


def test_full_screen_is_the_screen_without_a_window_manager(application: QGuiApplication) -> None:
    window = QQuickWindow()
    placement.show_full_screen(window)
    try:
        assert window.geometry() == application.primaryScreen().geometry()
    finally:
        window.close()
