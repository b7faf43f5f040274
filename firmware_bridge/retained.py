"""The retained values that the bridge stands for: what was said last, and what has still to be said.

A broker that was killed may have forgotten them, so after every connect all of them are said again.
"""

import asyncio
from collections.abc import Callable, Coroutine
from itertools import islice
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

    async def flush(self, publish: Publish, most: int) -> None:
        """Publish the `most` that wait longest, together; what fails stays dirty and its error rises."""
        batch = {topic: self._values[topic] for topic in islice(self._dirty, most)}
        answers = await asyncio.gather(
            *(publish(topic, payload) for topic, payload in batch.items()), return_exceptions=True
        )
        for (topic, payload), answer in zip(batch.items(), answers, strict=True):
            if answer is None and self._values[topic] == payload:
                self._dirty.pop(topic, None)
        for answer in answers:
            if answer is not None:
                raise answer
