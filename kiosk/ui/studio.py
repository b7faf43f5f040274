"""Paints view states into pictures, without a display."""

import sys
import time
from datetime import datetime
from types import TracebackType
from typing import Self

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.app.commands import Command
from kiosk.app.view_state import Screen, ViewState
from kiosk.ui.errors import WindowError
from kiosk.ui.gallery import NOW
from kiosk.ui.settings import SCREEN_DIAGONAL_MM
from kiosk.ui.window import KioskWindow

_PATIENCE_S = 10.0
_FRAMES_TO_SETTLE = 2  # one lays out, what it moved is laid out with the next


class Studio:
    """A window that stands still: no motion, a clock that stays at the gallery's moment."""

    def __init__(self) -> None:
        self._application = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
        self.commands: list[Command] = []
        self.window = KioskWindow(self.commands.append, diagonal_mm=SCREEN_DIAGONAL_MM, now=self._moment)
        self._frames = 0
        self.window.quick.frameSwapped.connect(self._swapped)
        self._still()

    def _swapped(self) -> None:
        self._frames += 1

    @staticmethod
    def _moment() -> datetime:
        return NOW

    def _still(self) -> None:
        self.window.quick.setProperty("still", True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, err: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Take the window down."""
        self.window.close()
        _delete_what_was_left()
        QCoreApplication.processEvents()

    def settle(self) -> None:
        """Go on until every page and picture that is seen has been loaded."""
        deadline = time.monotonic() + _PATIENCE_S
        last = self._frames + _FRAMES_TO_SETTLE
        self.window.quick.update()
        while time.monotonic() < deadline:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
            if self._frames >= last and not any(map(_is_loading, seen_items(self.window.quick))):
                _delete_what_was_left()
                return
            self.window.quick.update()
        raise WindowError(f"a page or picture was still loading after {_PATIENCE_S:.0f} s")

    def pose(self, state: ViewState, size: tuple[int, int]) -> None:
        """Show this state in a window of this size, px."""
        quick = self.window.quick
        if (quick.width(), quick.height()) != size:
            quick.resize(*size)
        if not quick.isVisible():
            quick.show()
        # Each page is entered anew, from the first screen in the same language and reading size.
        self.window.apply(ViewState(Screen.ATTRACT, state.language, accessible=state.accessible))
        self.window.apply(state)
        self.settle()

    def paint(self, state: ViewState, size: tuple[int, int]) -> QImage:
        """The state as a picture of this size, px."""
        self.pose(state, size)
        return self.window.quick.grabWindow()


def _delete_what_was_left() -> None:
    """Pages that were left wait for a running event loop to delete them; the studio has none, and each that
    stays makes every later change of theme or language slower.
    """
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def seen_items(window: QQuickWindow) -> list[QQuickItem]:
    """Every item that can be seen, parents before children."""
    items, waiting = [], [window.contentItem()]
    while waiting:
        item = waiting.pop()
        if item.isVisible() and item.opacity() > 0:
            items.append(item)
            waiting += item.childItems()
    return items


def _is_loading(item: QObject) -> bool:
    if not item.metaObject().className().startswith("QQuickImage"):
        return False
    return not item.property("source").isEmpty() and item.property("progress") < 1.0
