"""Telling others that something has changed, without knowing them."""

from collections.abc import Callable


class Bell:
    """Rings in the thread that pulls it."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[], None]] = []

    def listen(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call `listener` at every ring, in the order of listening; returns what stops it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def ring(self) -> None:
        for listener in tuple(self._listeners):
            listener()
