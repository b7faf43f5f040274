"""Sees every key and touch of the window before its pages do.

- A keyboard-wedge scanner types a code faster than a person can and ends with Enter: that becomes one
  command and no key of it reaches a page. Keys are held back until the pace tells which it is; what a person
  typed then arrives with the delay of `FASTEST_PERSON_S`, too short to notice. The pace is that of the
  keys' own time stamps, so that a busy window does not tear a code apart.
- Any touch or key says that somebody is here.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtQuick import QQuickWindow

FASTEST_PERSON_S = 0.05  # between two keys; scanners send them 1 to 30 ms apart
LEAST_CODE = 6  # characters; the shortest retail code, UPC-E, has 6 to 8
_TOUCH_EVERY_S = 1.0
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CHORDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
_TOUCHES = (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin)


class InputFilter(QObject):
    """Installed on the window. `on_code` gets each scanned code; `on_touch` comes once a second at most."""

    def __init__(
        self,
        window: QQuickWindow,
        on_code: Callable[[str], None],
        on_touch: Callable[[], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._on_code = on_code
        self._on_touch = on_touch
        self._clock = clock
        self._held: list[QKeyEvent] = []
        self._releasing = False
        self._last_key_s = float("-inf")
        self._last_touch_s = float("-inf")
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setTimerType(Qt.TimerType.PreciseTimer)
        self._patience.setInterval(round(FASTEST_PERSON_S * 1000))
        self._patience.timeout.connect(self._look_once_more)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802
        """True for a key that is held back."""
        kind = event.type()
        if kind in _TOUCHES:
            self._somebody()
        elif kind == QEvent.Type.KeyPress and not self._releasing and isinstance(event, QKeyEvent):
            self._somebody()
            return self._pressed(event)
        return False

    def _somebody(self) -> None:
        now = self._clock()
        if now - self._last_touch_s >= _TOUCH_EVERY_S:
            self._last_touch_s = now
            self._on_touch()

    def _pressed(self, event: QKeyEvent) -> bool:
        now = event.timestamp() / 1000 or self._clock()
        fast = now - self._last_key_s <= FASTEST_PERSON_S
        self._last_key_s = now
        if event.key() in _ENTER and fast and len(self._held) >= LEAST_CODE:
            self._scanned()
            return True
        if not _could_be_scanned(event):
            self.release()
            return False
        if not fast:
            self.release()
        self._held.append(QKeyEvent(event.clone()))
        self._patience.start()
        return True

    def _scanned(self) -> None:
        self._patience.stop()
        code = "".join(event.text() for event in self._held)
        self._held.clear()
        self._on_code(code)

    def _look_once_more(self) -> None:
        """Time is up; keys that came while the window was busy are still in the queue and go first."""
        waiting = len(self._held)
        QTimer.singleShot(0, self, lambda: self.release() if len(self._held) == waiting else None)

    def release(self) -> None:
        """Hand what was held back to the pages: a person typed it."""
        self._patience.stop()
        held, self._held = self._held, []
        self._releasing = True
        try:
            for event in held:
                QCoreApplication.sendEvent(self._window, event)
        finally:
            self._releasing = False


def _could_be_scanned(event: QKeyEvent) -> bool:
    text = event.text()
    plain = len(text) == 1 and text.isprintable() and text.isascii()
    return plain and not event.isAutoRepeat() and not event.modifiers() & _CHORDS
