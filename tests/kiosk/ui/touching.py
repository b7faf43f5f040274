"""Fingers: find an item of a window by its name, touch it, read it."""

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

from kiosk.app.view_state import ViewState
from kiosk.ui.studio import Studio, seen_items

PORTRAIT, LANDSCAPE = (1080, 1920), (1920, 1080)  # px


def seen(window: QQuickWindow, name: str) -> QQuickItem:
    """The one visible item of this name."""
    found = [item for item in seen_items(window) if item.objectName() == name]
    assert len(found) == 1, f"{len(found)} items called {name}"
    return found[0]


def is_seen(window: QQuickWindow, name: str) -> bool:
    return any(item.objectName() == name for item in seen_items(window))


def middle(item: QQuickItem) -> QPoint:
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()


def touch(window: QQuickWindow, name: str) -> None:
    """Press and release in the middle of the item of this name."""
    QTest.mouseClick(
        window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle(seen(window, name))
    )
    QCoreApplication.processEvents()


def text_of(window: QQuickWindow, name: str) -> str:
    return str(seen(window, name).property("text"))


def texts(window: QQuickWindow) -> list[str]:
    """Every text that is on the screen."""
    values = (item.property("text") for item in seen_items(window))
    return [value for value in values if isinstance(value, str) and value]


def show(studio: Studio, state: ViewState, size: tuple[int, int]) -> None:
    """Pose, and paint once: lists make and drop their rows when a frame is made."""
    studio.pose(state, size)
    studio.window.quick.grabWindow()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    studio.settle()
