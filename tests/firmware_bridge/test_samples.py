from dataclasses import dataclass

from firmware_bridge.samples import SampleQueue


@dataclass
class Message:
    payload: bytes


def test_over_its_number_the_oldest_are_shed() -> None:
    queue = SampleQueue[Message](3, 1000)
    for n in range(5):
        queue.append(Message(b"%d" % n))
    assert [queue.popleft().payload for _ in range(len(queue))] == [b"2", b"3", b"4"]
    assert queue.shed == 2


def test_over_its_bytes_the_oldest_are_shed_however_few_they_are() -> None:
    queue = SampleQueue[Message](100, 1000)
    for size in (400, 400, 400):
        queue.append(Message(b"x" * size))
    assert (len(queue), queue.shed) == (2, 1)
    queue.popleft()
    queue.append(Message(b"x" * 500))
    assert (len(queue), queue.shed) == (2, 1)
    queue.append(Message(b"x" * 5000))
    assert (len(queue), queue.shed) == (0, 4)
