from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firmware_bridge.samples import OVERHEAD_BYTES, SampleQueue


@dataclass
class Message:
    payload: bytes
    topic: str = "a"


def drain(queue: SampleQueue[Message]) -> list[bytes]:
    return [queue.popleft().payload for _ in range(len(queue))]


def test_over_its_number_the_oldest_are_shed() -> None:
    queue = SampleQueue[Message](3, 100_000)
    for n in range(5):
        queue.append(Message(b"%d" % n))
    assert drain(queue) == [b"2", b"3", b"4"]
    assert queue.shed == 2
    with pytest.raises(IndexError):
        queue.popleft()


def test_over_its_bytes_the_oldest_are_shed_however_few_they_are() -> None:
    queue = SampleQueue[Message](100, 1000 + 3 * OVERHEAD_BYTES)
    for size in (400, 400, 700):
        queue.append(Message(b"x" * size))
    assert (len(queue), queue.shed) == (2, 1)
    queue.append(Message(b"x" * 5000))
    assert (len(queue), queue.shed) == (0, 4)


def test_one_sender_that_floods_drives_out_only_its_own_and_delays_nobody() -> None:
    queue = SampleQueue[Message](100, 1_000_000)
    for n in range(10):
        queue.append(Message(b"calm %d" % n, f"calm-{n % 5}"))
    for n in range(1000):
        queue.append(Message(b"loud %d" % n, "loud"))
    assert (len(queue), queue.shed) == (100, 910)
    first = [queue.popleft().payload for _ in range(12)]
    assert {payload for payload in first if payload.startswith(b"calm")} == {
        b"calm %d" % n for n in range(10)
    }
    assert [payload for payload in first if b"loud" in payload] == [b"loud 910", b"loud 911"]


def test_a_sender_of_few_large_messages_is_the_loud_one_too() -> None:
    queue = SampleQueue[Message](1000, 50_000)
    for n in range(100):
        queue.append(Message(b"x" * 100, f"calm-{n}"))
    for _ in range(50):
        queue.append(Message(b"x" * 10_000, "loud"))
    left = drain(queue)
    assert left.count(b"x" * 100) == 100
    assert left.count(b"x" * 10_000) == 1


@given(
    st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 40)) | st.none(), max_size=300),
    st.integers(1, 20),
)
def test_whatever_comes_it_stays_within_its_bounds_and_in_order(
    steps: list[tuple[str, int] | None], most: int
) -> None:
    queue = SampleQueue[Message](most, 10 * (OVERHEAD_BYTES + 20))
    heard: dict[str, list[int]] = {}
    put = taken = 0
    for number, step in enumerate(steps):
        if step is not None:
            topic, size = step
            queue.append(Message(b"%08d" % number + b"x" * size, topic))
            put += 1
        elif len(queue):
            message = queue.popleft()
            heard.setdefault(message.topic, []).append(int(message.payload[:8]))
            taken += 1
        assert len(queue) <= most
        assert put == taken + queue.shed + len(queue)
    assert all(numbers == sorted(numbers) for numbers in heard.values())
