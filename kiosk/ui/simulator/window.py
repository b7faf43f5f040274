"""The simulator's window and the store behind it: made together, ended together."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QUrl
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from firmware_bridge.simulator import Simulator
from kiosk.app.view_state import Language
from kiosk.ui.errors import WindowError
from kiosk.ui.language import Speech
from kiosk.ui.simulator.engine import Engine, Listener
from kiosk.ui.simulator.model import SimulatorModel
from kiosk.ui.simulator.products import load_products
from kiosk.ui.simulator.shelf import ShelfName
from kiosk.ui.window import QML, load_fonts

PAGE = Path(__file__).parent / "qml" / "Simulator.qml"


class SimulatorWindow:
    """A context: entering shows nothing yet but starts the store, leaving ends both. Qt's thread only."""

    def __init__(
        self, simulator: Simulator, shelves: Sequence[ShelfName], catalog: Path, host: str, port: int
    ) -> None:
        """Raises WindowError where the catalog's products or the window's own files are missing."""
        self._closed = False
        load_fonts()
        self.model = SimulatorModel(shelves, load_products(catalog), catalog, simulator.state)
        listener = Listener(
            changed=self.model.heard_store.emit,
            connected=self.model.heard_connected.emit,
            scanned=self.model.heard_scan.emit,
            failed=self.model.heard_failure.emit,
        )
        self._store = Engine(simulator, host, port, listener)
        self.model.attach(self._store)
        self._engine = QQmlApplicationEngine()
        self._engine.addImportPath(str(QML))
        self._speech = Speech(self._engine)
        self.model.languageChanged.connect(self._speak)
        self._engine.setInitialProperties({"simulator": self.model})
        self.quick = self._load()
        self._speak()

    def _load(self) -> QQuickWindow:
        said: list[str] = []
        self._engine.warnings.connect(lambda errors: said.extend(error.toString() for error in errors))
        self._engine.load(QUrl.fromLocalFile(str(PAGE)))
        roots = self._engine.rootObjects()
        if not roots or not isinstance(roots[0], QQuickWindow):
            raise WindowError("the simulator's window cannot be loaded:\n" + "\n".join(said))
        return roots[0]

    def _speak(self) -> None:
        self._speech.speak(Language(self.model.property("language")))

    def start(self) -> None:
        """Start the store; its news arrive while Qt's loop runs."""
        self._store.start()

    def close(self) -> None:
        """End the store, join its thread, take the window down. Safe to call twice."""
        if self._closed:
            return
        self._closed = True
        self._store.stop()
        self.quick.close()
        self._speech.fall_silent()
        self._engine.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # the pages go before the model
