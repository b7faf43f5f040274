"""The window's process: Qt's application around a `KioskWindow` and the runtime behind it."""

import json
import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, TextIO

from kiosk.ui import platform
from kiosk.ui.runtime import BuildRuntime
from kiosk.ui.settings import WindowSettings
from kiosk.ui.signals import ended_by_signals

if TYPE_CHECKING:  # Qt is imported when its platform has been chosen
    from kiosk.ui.paint_probe import Painted
    from kiosk.ui.window import KioskWindow

PORTRAIT = (1080, 1920)  # px of a screen that is not there
# How long the runtime's thread may keep Python from the window's. A page reads some hundred properties, and
# each reading may wait that long; Python's own 5 ms would be seen.
SWITCH_INTERVAL_S = 0.00005
# px. Qt keeps the pictures of letters up to 64 px and fills the outlines of larger ones anew in each frame:
# headline, price and invitation took a third of a frame that is drawn in software.
LARGEST_GLYPH = 256

log = logging.getLogger(__name__)
qt_log = logging.getLogger("qt")


def run_kiosk(build: BuildRuntime, settings: WindowSettings) -> int:
    """Show the kiosk until its window is closed or the process is told to end; returns the exit code.

    `build` gets the window's `show` and returns the runtime, which is started once the window stands and
    stopped before this returns. Raises WindowError where no window can be made.
    """
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    size = settings.windowed or PORTRAIT
    choice = platform.choose(settings.platform, settings.vnc_port, size, os.environ)
    os.environ["QT_QPA_PLATFORM"] = choice.name
    os.environ["QT_QUICK_CONTROLS_STYLE"] = "Basic"
    if choice.software:
        os.environ.setdefault("QT_QUICK_BACKEND", "software")
        os.environ.setdefault("QT_MAX_CACHED_GLYPH_SIZE", str(LARGEST_GLYPH))
    if choice.advice:
        print(choice.advice, file=sys.stderr, flush=True)
    with ExitStack() as stack:
        stack.enter_context(_qt_messages_logged())
        return _run(build, settings, stack)


def _run(build: BuildRuntime, settings: WindowSettings, stack: ExitStack) -> int:
    from PySide6.QtGui import QGuiApplication

    from kiosk.ui import placement
    from kiosk.ui.input_filter import InputFilter
    from kiosk.ui.models.submit import Late
    from kiosk.ui.paint_probe import Painted, PaintProbe
    from kiosk.ui.window import KioskWindow

    application = QGuiApplication(sys.argv[:1])
    application.setApplicationName("endcap")
    application.setDesktopFileName("endcap")
    stack.enter_context(ended_by_signals(application.quit))

    write_paint: Callable[[Painted], None] | None = None
    if settings.paint_log is not None:
        lines = stack.enter_context(settings.paint_log.open("a", buffering=1))
        write_paint = _paint_writer(lines)
    submit = Late()
    window = KioskWindow(submit, diagonal_mm=settings.screen_diagonal_mm, probe=PaintProbe(write_paint))
    stack.callback(window.close)
    runtime = build(window.show)
    submit.to(runtime.submit)
    stack.callback(runtime.stop)
    InputFilter(window.quick, window.model.enterCode, window.model.touch)
    window.when_seen(_first_frame(window, settings))
    if settings.on_desk:
        place = placement.side_by_side(placement.free_part())[1]
        placement.show_at(window.quick, place.of_size(*settings.windowed) if settings.windowed else place)
    elif settings.windowed is not None:
        window.quick.resize(*settings.windowed)
        window.quick.show()
    else:
        placement.show_full_screen(window.quick)
    runtime.start()
    return application.exec()


def _first_frame(window: "KioskWindow", settings: WindowSettings) -> Callable[[], None]:
    def seen() -> None:
        if settings.report_ready:
            print("ready", file=sys.stderr, flush=True)
        window.warm_up()

    return seen


def _paint_writer(lines: TextIO) -> "Callable[[Painted], None]":
    def write(painted: "Painted") -> None:
        entry = {
            "trace": painted.trace,
            "complete": painted.complete,
            "monotonic_ns": painted.monotonic_ns,
            "apply_ms": round(painted.apply_ms, 3),
            "frame_ms": round(painted.frame_ms, 3),
        }
        lines.write(json.dumps(entry) + "\n")

    return write


@contextmanager
def _qt_messages_logged() -> Iterator[None]:
    """Qt's own messages go to the log "qt"."""
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

    levels = {
        QtMsgType.QtDebugMsg: logging.DEBUG,
        QtMsgType.QtInfoMsg: logging.INFO,
        QtMsgType.QtWarningMsg: logging.WARNING,
        QtMsgType.QtCriticalMsg: logging.ERROR,
        QtMsgType.QtFatalMsg: logging.CRITICAL,
    }

    def handle(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:  # noqa: ARG001
        qt_log.log(levels.get(kind, logging.WARNING), message)

    before = qInstallMessageHandler(handle)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
