"""`endcap shelves`: the simulated store in a window."""

import os
import sys
from pathlib import Path
from typing import Any

import click

from firmware_bridge.cli import log_to_stderr
from firmware_bridge.planogram import load_planogram
from firmware_bridge.store_command import make_store, store_options
from kiosk.app.view_state import Language
from kiosk.ui.errors import PlatformError


@click.command()
@click.option(
    "--planogram",
    type=click.Path(path_type=Path),
    required=True,
    help="planogram.json of a catalog package.",
)
@store_options
@click.option(
    "--language",
    type=click.Choice([language.value for language in Language]),
    default=Language.EN.value,
    show_default=True,
    help="The language it begins with.",
)
@click.option("--on-desk", is_flag=True, help="Stand beside a kiosk's window that is started so, too.")
def shelves(
    address: tuple[str, int], planogram: Path, verbose: bool, language: str, on_desk: bool, **options: Any
) -> None:
    """The simulated shelves and scanner in a window: lift, put back, restock, scan.

    The same store as `endcap simulate`, over the same real MQTT; it obeys the same topics. Without a display,
    QT_QPA_PLATFORM=vnc shows it to a VNC viewer.
    """
    log_to_stderr(verbose)
    if not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        raise PlatformError(
            "there is no display for the simulator's window; "
            "use endcap simulate, or set QT_QPA_PLATFORM=vnc and look with a VNC viewer"
        )
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    placed = load_planogram(planogram)
    store = make_store(planogram, **options)
    from PySide6.QtGui import QGuiApplication  # slow to load, and not needed for --help

    from kiosk.ui import placement
    from kiosk.ui.signals import ended_by_signals
    from kiosk.ui.simulator.shelf import ShelfName
    from kiosk.ui.simulator.window import SimulatorWindow

    application = QGuiApplication(sys.argv[:1])
    application.setApplicationDisplayName("Endcap")
    names = [ShelfName(shelf.id, shelf.name_en, shelf.name_zh) for shelf in placed]
    window = SimulatorWindow(store, names, planogram.absolute().parent, *address)
    try:
        window.model.speak(Language(language))
        window.start()
        if on_desk:
            placement.show_at(window.quick, placement.side_by_side(placement.free_part())[0])
        else:
            window.quick.show()
        with ended_by_signals(application.quit):
            application.exec()
    finally:
        window.close()
