"""Raw samples that wait to be looked at: bounded in number and bytes, and the oldest are shed first. Pure."""

from collections import deque
from typing import Generic, Protocol, TypeVar


class Sized(Protocol):
    """A message; only its size matters here."""

    payload: bytes


Message = TypeVar("Message", bound=Sized)


class SampleQueue(Generic[Message]):
    """First in, first out."""

    def __init__(self, most: int, most_bytes: int) -> None:
        self.shed = 0  # messages, since it was made
        self._most = most
        self._most_bytes = most_bytes
        self._waiting: deque[Message] = deque()
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._waiting)

    def append(self, message: Message) -> None:
        self._waiting.append(message)
        self._bytes += len(message.payload)
        while len(self._waiting) > self._most or self._bytes > self._most_bytes:
            self.popleft()
            self.shed += 1

    def popleft(self) -> Message:
        """The oldest; IndexError when there is none."""
        message = self._waiting.popleft()
        self._bytes -= len(message.payload)
        return message
