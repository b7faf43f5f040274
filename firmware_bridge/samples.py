"""Raw samples that wait to be looked at: bounded in number and bytes, each sender with its share. Pure.

What is too much is shed from the topic that holds the most, its oldest first, and topics take turns in being
looked at: one device that floods neither drives out nor delays the samples of the others.
"""

from collections import OrderedDict, deque
from typing import Generic, Protocol, TypeVar

OVERHEAD_BYTES = 200  # of a message beside its payload


class Sized(Protocol):
    """A message; only where it comes from and its size matter here."""

    topic: str
    payload: bytes


Message = TypeVar("Message", bound=Sized)


def _size(message: Sized) -> int:
    return len(message.payload) + OVERHEAD_BYTES


class _Lane(Generic[Message]):
    """What waits of one topic."""

    __slots__ = ("bytes", "messages", "topic")

    def __init__(self, topic: str) -> None:
        self.topic = topic
        self.messages: deque[Message] = deque()
        self.bytes = 0

    def append(self, message: Message) -> int:
        size = _size(message)
        self.messages.append(message)
        self.bytes += size
        return size

    def popleft(self) -> tuple[Message, int]:
        message = self.messages.popleft()
        size = _size(message)
        self.bytes -= size
        return message, size


class SampleQueue(Generic[Message]):
    """First in, first out within a topic."""

    def __init__(self, most: int, most_bytes: int) -> None:
        self.shed = 0  # messages, since it was made
        self._most = most
        self._most_bytes = most_bytes
        self._lanes: OrderedDict[str, _Lane[Message]] = OrderedDict()  # the next turn first
        self._longest: _Lane[Message] = _Lane("")  # a good guess, so that shedding looks at few
        self._count = 0
        self._bytes = 0

    def __len__(self) -> int:
        return self._count

    def append(self, message: Message) -> None:
        lane = self._lanes.get(message.topic)
        if lane is None:
            lane = self._lanes[message.topic] = _Lane(message.topic)
        self._bytes += lane.append(message)
        self._count += 1
        if lane.bytes > self._longest.bytes:
            self._longest = lane
        while self._count > self._most or self._bytes > self._most_bytes:
            self._shed_one()

    def popleft(self) -> Message:
        """The oldest of the topic whose turn it is; IndexError when nothing waits."""
        if not self._lanes:
            raise IndexError("no sample waits")
        topic, lane = next(iter(self._lanes.items()))
        self._lanes.move_to_end(topic)
        return self._take(lane)

    def _shed_one(self) -> None:
        if self._longest.bytes * len(self._lanes) < self._bytes:  # less than its share: the guess is stale
            self._longest = max(self._lanes.values(), key=lambda lane: lane.bytes)
        self._take(self._longest)
        self.shed += 1

    def _take(self, lane: _Lane[Message]) -> Message:
        message, size = lane.popleft()
        self._count -= 1
        self._bytes -= size
        if not lane.messages:
            del self._lanes[lane.topic]
        return message
