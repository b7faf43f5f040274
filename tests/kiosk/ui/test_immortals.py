"""PySide6 drops references that it never took; see kiosk.ui.immortals."""

import subprocess
import sys

STEAL = """
import os
os.environ["QT_QPA_PLATFORM"] = "offscreen"
{hold}
from PySide6.QtCore import QCoreApplication, QObject, Signal

class Bell(QObject):
    rang = Signal()

application = QCoreApplication([])
bell = Bell()
for _ in range(20000):
    application.processEvents()
    bell.rang.emit()
print("alive")
"""


def run(hold: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", STEAL.format(hold=hold)], capture_output=True, text=True, check=False
    )


def test_the_window_outlives_calls_that_steal_references() -> None:
    done = run("import kiosk.ui")
    assert done.returncode == 0, done.stderr
    assert done.stdout == "alive\n"


def test_the_guard_is_still_needed() -> None:
    """When this fails, PySide6 has mended it: delete kiosk/ui/immortals.py."""
    assert run("").returncode != 0
