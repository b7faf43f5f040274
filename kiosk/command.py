"""`endcap kiosk`: the window, the kiosk behind it, and inspection where it is asked for."""

import gc
import logging
from concurrent.futures import Future
from pathlib import Path

import click

from kiosk.adapters.inspection import InspectionServer
from kiosk.app.commands import Command
from kiosk.app.settings import Settings
from kiosk.app.view_state import ViewState
from kiosk.bootstrap import build_kiosk, read_settings
from kiosk.pairs import ADDRESS, PIXELS
from kiosk.ui.runtime import Show
from kiosk.ui.settings import SCREEN_DIAGONAL_MM, WindowSettings
from sync.places import state_option


class _Window:
    """The kiosk as the window sees it, with its latest view kept for inspection."""

    def __init__(self, settings: Settings, inspect: Path | None, show: Show) -> None:
        self._view: ViewState | None = None
        self._show = show
        self._kiosk = build_kiosk(settings, self._seen)
        self._inspection = InspectionServer(inspect, self) if inspect else None

    def _seen(self, view: ViewState) -> None:
        self._view = view
        self._show(view)

    def view(self) -> ViewState | None:
        return self._view

    def ask(self, command: Command) -> "Future[None]":
        return self._kiosk.ask(command)

    def submit(self, command: Command) -> None:
        self._kiosk.submit(command)

    def start(self) -> None:
        self._kiosk.start()
        if self._inspection:
            self._inspection.start()
        # What was loaded stays until the end; looking through it for garbage would hold up the window for
        # 40 ms at a time.
        gc.collect()
        gc.freeze()

    def stop(self) -> None:
        if self._inspection:
            self._inspection.stop()
        self._kiosk.stop()


@click.command()
@state_option("The device's folder; kiosk.toml in it has the settings.")
@click.option(
    "--broker",
    type=ADDRESS,
    help="The MQTT broker, if not that of kiosk.toml.",
)
@click.option("--language", type=click.Choice(["en", "zh"]), help="Language to which the screen returns.")
@click.option(
    "--platform", help="Qt platform: xcb, wayland, eglfs, linuxfb, vnc, offscreen.  [default: what there is]"
)
@click.option(
    "--size",
    type=PIXELS,
    help="A window of this size.  [default: full screen]",
)
@click.option(
    "--on-desk", is_flag=True, help="A portrait window beside the simulated shelves, instead of full screen."
)
@click.option(
    "--diagonal",
    type=click.FloatRange(50, 3000),
    default=SCREEN_DIAGONAL_MM,
    show_default=True,
    help="The screen's diagonal in mm, so that touch targets have their true size.",
)
@click.option(
    "--vnc-port", type=click.IntRange(1, 65535), default=5900, show_default=True, help="Where to serve VNC."
)
@click.option("--inspect", type=click.Path(path_type=Path), help="Open an inspection socket here.")
@click.option("--report-ready", is_flag=True, help='Write "ready" to stderr when the screen can be touched.')
@click.option(
    "--paint-log", type=click.Path(path_type=Path), help="Write a JSON line for each painted state."
)
@click.option("-v", "--verbose", is_flag=True, help="Log more.")
def kiosk(
    state: Path,
    broker: tuple[str, int] | None,
    language: str | None,
    platform: str | None,
    size: tuple[int, int] | None,
    on_desk: bool,
    diagonal: float,
    vnc_port: int,
    inspect: Path | None,
    report_ready: bool,
    paint_log: Path | None,
    verbose: bool,
) -> int:
    """Show the kiosk that customers and staff use, until its window is closed."""
    from kiosk.ui.app import run_kiosk

    logging.basicConfig(
        level=logging.DEBUG if verbose else logging.INFO,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    host, port = broker or (None, None)
    settings = read_settings(state, {"broker_host": host, "broker_port": port, "language": language})
    window = WindowSettings(
        platform=platform,
        windowed=size,
        on_desk=on_desk,
        screen_diagonal_mm=diagonal,
        vnc_port=vnc_port,
        report_ready=report_ready,
        paint_log=paint_log,
    )
    return run_kiosk(lambda show: _Window(settings, inspect, show), window)
