"""The kiosk's window: takes view states from any thread, shows them on Qt's."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import shiboken6
from PySide6.QtCore import QObject, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QFontDatabase
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from kiosk.app.view_state import ViewState
from kiosk.ui.errors import WindowError
from kiosk.ui.language import Speech
from kiosk.ui.models.kiosk import KioskModel
from kiosk.ui.models.submit import Submit
from kiosk.ui.paint_probe import PaintProbe

HERE = Path(__file__).parent
QML = HERE / "qml"
FONTS = ("EndcapSans-Regular.otf", "EndcapSans-Bold.otf", "EndcapIcons.ttf")


def load_fonts() -> None:
    """Make the window's own fonts known to Qt. Raises WindowError for a missing or broken file."""
    for name in FONTS:
        if QFontDatabase.addApplicationFont(str(HERE / "fonts" / name)) < 0:
            raise WindowError(f"cannot load the font {HERE / 'fonts' / name}; reinstall endcap")


class KioskWindow(QObject):
    """Owns the engine, the root model and the window. Made, used and closed on Qt's thread but for `show`."""

    _arrived = Signal()

    def __init__(
        self,
        submit: Submit,
        *,
        diagonal_mm: float,
        probe: PaintProbe | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__()
        self.probe = probe or PaintProbe()
        self._latest: ViewState | None = None
        self._lock = threading.Lock()
        self._on_seen: Callable[[], None] | None = None
        load_fonts()
        self._model = KioskModel(submit, now)
        self._engine = QQmlApplicationEngine()
        self._engine.addImportPath(str(QML))
        self._speech = Speech(self._engine)
        self._engine.setInitialProperties({"kiosk": self._model, "diagonalMm": diagonal_mm})
        self._window = self._load()
        self._window.frameSwapped.connect(self._frame_swapped)
        self._arrived.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def _load(self) -> QQuickWindow:
        said: list[str] = []
        self._engine.warnings.connect(lambda errors: said.extend(error.toString() for error in errors))
        self._engine.load(QUrl.fromLocalFile(str(QML / "Main.qml")))
        roots = self._engine.rootObjects()
        if not roots or not isinstance(roots[0], QQuickWindow):
            raise WindowError("the window's pages cannot be loaded:\n" + "\n".join(said))
        return roots[0]

    @property
    def quick(self) -> QQuickWindow:
        """Qt's window."""
        return self._window

    @property
    def model(self) -> KioskModel:
        """The root model that the pages are bound to."""
        return self._model

    def show(self, state: ViewState) -> None:
        """Show this state soon. Any thread; never blocks. A state that a newer one overtakes is skipped."""
        with self._lock:
            waiting, self._latest = self._latest is not None, state
        if not waiting:
            self._arrived.emit()

    @Slot()
    def _take(self) -> None:
        with self._lock:
            state, self._latest = self._latest, None
        if state is not None:
            self.apply(state)

    def apply(self, state: ViewState) -> None:
        """Show this state now. Qt's thread only."""
        began_ns = time.monotonic_ns()
        self._speech.speak(state.language)
        self._model.apply(state)
        self.probe.applied(state, began_ns)
        self._window.update()

    def when_seen(self, act: Callable[[], None]) -> None:
        """Do this once, on Qt's thread, after the first frame that shows a state is on the screen."""
        self._on_seen = act

    @Slot()
    def _frame_swapped(self) -> None:
        self.probe.swapped()
        if self._on_seen is not None and self.probe.applied_count:
            act, self._on_seen = self._on_seen, None
            act()

    def warm_up(self) -> None:
        """Make the pages that have not been seen yet, bit by bit."""
        self._window.setProperty("warm", True)

    def close(self) -> None:
        """Take the window down, before the application goes."""
        self._window.close()
        self._speech.fall_silent()
        shiboken6.delete(self._engine)  # and its pages with it, while the models that they read still stand
