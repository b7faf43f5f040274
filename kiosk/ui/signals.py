"""SIGINT and SIGTERM for a program whose main thread is in Qt's loop."""

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QSocketNotifier


@contextmanager
def ended_by_signals(end: Callable[[], None]) -> Iterator[None]:
    """SIGINT and SIGTERM end the application, from Qt's loop.

    Python runs a handler between any two lines of it, perhaps inside a slot that Qt calls while it paints; to
    close the window there takes it away under Qt's feet. So the handlers do nothing: the signal's number in
    a socket wakes the loop, and the loop ends the application.
    """
    ours, pythons = socket.socketpair()
    pythons.setblocking(False)
    ours.setblocking(False)
    old_fd = signal.set_wakeup_fd(pythons.fileno())
    handled = {signal.SIGINT, signal.SIGTERM}
    before = {number: signal.signal(number, lambda *_: None) for number in handled}
    notifier = QSocketNotifier(ours.fileno(), QSocketNotifier.Type.Read)

    def told() -> None:
        if not handled.isdisjoint(ours.recv(64)):
            end()

    notifier.activated.connect(told)
    try:
        yield
    finally:
        notifier.setEnabled(False)
        for number, handler in before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(old_fd)
        ours.close()
        pythons.close()
