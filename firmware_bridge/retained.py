"""The retained values that the bridge stands for: what was said last, and what has still to be said.

A broker that was killed may have forgotten them, so after every connect all of them are said again.
"""

from collections.abc import Callable, Coroutine
from typing import Any

Publish = Callable[[str, bytes], Coroutine[Any, Any, None]]


class RetainedValues:
    """Topics with their newest payload; `dirty` topics have not been published since the last change."""

    def __init__(self) -> None:
        self._values: dict[str, bytes] = {}
        self._dirty: dict[str, None] = {}  # a set that keeps its order

    def set(self, topic: str, payload: bytes) -> None:
        if self._values.get(topic) != payload:
            self._values[topic] = payload
            self._dirty[topic] = None

    def get(self, topic: str) -> bytes | None:
        return self._values.get(topic)

    def say_all_again(self) -> None:
        self._dirty = dict.fromkeys(self._values)

    @property
    def dirty(self) -> bool:
        return bool(self._dirty)

    async def flush(self, publish: Publish) -> None:
        """Publish what is dirty; what fails stays dirty and its error rises."""
        while self._dirty:
            topic = next(iter(self._dirty))
            payload = self._values[topic]
            await publish(topic, payload)
            if self._values[topic] == payload:
                self._dirty.pop(topic, None)
