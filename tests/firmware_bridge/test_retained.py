import asyncio

import pytest

from firmware_bridge.errors import NotConnectedError
from firmware_bridge.retained import RetainedValues


class Broker:
    """Takes values until it refuses a topic."""

    def __init__(self, refuses: str = "") -> None:
        self.got: list[tuple[str, bytes]] = []
        self.refuses = refuses

    async def publish(self, topic: str, payload: bytes) -> None:
        if topic == self.refuses:
            raise NotConnectedError("gone")
        self.got.append((topic, payload))
        await asyncio.sleep(0)


async def test_the_values_that_wait_longest_go_first_and_only_so_many_at_once() -> None:
    values, broker = RetainedValues(), Broker()
    for n in range(5):
        values.set(f"t/{n}", b"1")
    await values.flush(broker.publish, 3)
    assert [topic for topic, _ in broker.got] == ["t/0", "t/1", "t/2"]
    assert values.dirty
    await values.flush(broker.publish, 3)
    assert not values.dirty


async def test_only_news_is_said() -> None:
    values, broker = RetainedValues(), Broker()
    values.set("t", b"1")
    await values.flush(broker.publish, 10)
    values.set("t", b"1")
    assert not values.dirty
    values.say_all_again()
    await values.flush(broker.publish, 10)
    assert broker.got == [("t", b"1")] * 2


async def test_what_fails_stays_to_be_said_and_the_rest_is_said() -> None:
    values, broker = RetainedValues(), Broker(refuses="t/1")
    for n in range(3):
        values.set(f"t/{n}", b"1")
    with pytest.raises(NotConnectedError):
        await values.flush(broker.publish, 10)
    assert [topic for topic, _ in broker.got] == ["t/0", "t/2"]
    broker.refuses = ""
    await values.flush(broker.publish, 10)
    assert broker.got[2:] == [("t/1", b"1")]


async def test_a_value_that_changes_while_it_is_said_is_said_again() -> None:
    values, broker = RetainedValues(), Broker()
    values.set("t", b"1")
    flushing = asyncio.create_task(values.flush(broker.publish, 10))
    await asyncio.sleep(0)
    values.set("t", b"2")
    await flushing
    await values.flush(broker.publish, 10)
    assert broker.got == [("t", b"1"), ("t", b"2")]
