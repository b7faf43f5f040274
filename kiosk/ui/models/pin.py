"""The PIN pad: what has been typed stays here, and only its length is shown."""

from collections.abc import Callable
from datetime import datetime
from math import ceil

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.app.commands import SubmitPin
from kiosk.app.staff_desk import LONGEST_PIN, SHORTEST_PIN
from kiosk.app.view_state import PinView
from kiosk.ui.models.submit import Submit

QML_IMPORT_NAME = "Endcap.Models"
QML_IMPORT_MAJOR_VERSION = 1

_NO_PIN = PinView()


@QmlElement
@QmlUncreatable("The PIN pad belongs to the staff's pages")
class PinModel(QObject):  # type: ignore[operator]  # stub: no __call__
    """Digits typed so far, and what the desk says of the last PIN."""

    changed = Signal()
    typed = Signal()

    def __init__(self, submit: Submit, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._submit = submit
        self._now = now
        self._view = _NO_PIN
        self._digits = ""

    def show(self, view: PinView | None) -> None:
        """Become this view. What was typed is forgotten where no PIN is asked for."""
        if view is None:
            self._forget()
        shown = view or _NO_PIN
        if shown != self._view:
            self._view = shown
            self.changed.emit()

    def grow_older(self) -> None:
        """A second of a lock has gone by."""
        if self._view.locked_until is not None:
            self.changed.emit()

    def _locked_s(self) -> int:
        if self._view.locked_until is None:
            return 0
        return max(0, ceil((self._view.locked_until - self._now()).total_seconds()))

    def _forget(self) -> None:
        if self._digits:
            self._digits = ""
            self.typed.emit()

    @Property(int, notify=typed)
    def length(self) -> int:
        """Digits typed."""
        return len(self._digits)

    @Property(bool, notify=typed)
    def ready(self) -> bool:
        """Enough digits for a PIN."""
        return len(self._digits) >= SHORTEST_PIN

    @Property(int, constant=True)
    def shortest(self) -> int:
        return SHORTEST_PIN

    @Property(bool, notify=changed)
    def wrong(self) -> bool:
        return self._view.wrong

    @Property(bool, notify=changed)
    def checking(self) -> bool:
        return self._view.checking

    @Property(int, notify=changed)
    def lockedSeconds(self) -> int:  # noqa: N802
        """Seconds until the next attempt is allowed, 0 when it is now."""
        return self._locked_s()

    @Property(str, notify=changed)
    def lockedText(self) -> str:  # noqa: N802
        """ "1:30"."""
        minutes, seconds = divmod(self._locked_s(), 60)
        return f"{minutes}:{seconds:02d}"

    @Slot(int)
    def press(self, digit: int) -> None:
        """A key of the pad, 0 to 9."""
        if 0 <= digit <= 9 and len(self._digits) < LONGEST_PIN and not self._view.checking:
            self._digits += str(digit)
            self.typed.emit()

    @Slot()
    def erase(self) -> None:
        """Take the last digit back."""
        if self._digits:
            self._digits = self._digits[:-1]
            self.typed.emit()

    @Slot()
    def enter(self) -> None:
        """Ask the desk about what was typed, and forget it here."""
        if self.ready:
            digits = self._digits
            self._forget()
            self._submit(SubmitPin(digits))
