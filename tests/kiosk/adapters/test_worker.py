"""One thread for long work."""

import asyncio
import threading

import pytest

from kiosk.adapters.worker import THREAD, Worker


async def test_work_runs_on_its_own_named_thread_and_answers_in_the_loop() -> None:
    answered: asyncio.Future[tuple[str, str]] = asyncio.get_running_loop().create_future()
    with Worker() as worker:
        worker.run(
            lambda: threading.current_thread().name,
            lambda name: answered.set_result((name, threading.current_thread().name)),
            answered.set_exception,
        )
        worked_on, answered_on = await asyncio.wait_for(answered, 5)
    assert worked_on == THREAD
    assert answered_on == threading.current_thread().name
    assert THREAD not in {thread.name for thread in threading.enumerate()}


async def test_a_failure_is_reported_and_the_next_job_runs() -> None:
    failed: asyncio.Future[Exception] = asyncio.get_running_loop().create_future()
    done: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    with Worker() as worker:
        worker.run(lambda: 1 // 0, lambda _: None, failed.set_result)
        worker.run(lambda: 2, done.set_result, done.set_exception)
        assert isinstance(await asyncio.wait_for(failed, 5), ZeroDivisionError)
        assert await asyncio.wait_for(done, 5) == 2


async def test_a_newer_question_replaces_one_that_still_waits() -> None:
    begun, go_on = threading.Event(), threading.Event()
    answers: list[str] = []
    last: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def hold() -> str:
        begun.set()
        go_on.wait(5)
        return "first"

    with Worker() as worker:
        worker.run(hold, answers.append, pytest.fail, replaces="suggest")
        await asyncio.to_thread(begun.wait, 5)
        worker.run(lambda: "second", answers.append, pytest.fail, replaces="suggest")
        worker.run(lambda: "a PIN", answers.append, pytest.fail)
        worker.run(lambda: "third", answers.append, pytest.fail, replaces="suggest")
        worker.run(lambda: None, lambda _: last.set_result(None), pytest.fail)
        go_on.set()
        await asyncio.wait_for(last, 5)
    assert answers == ["first", "a PIN", "third"]


async def test_what_still_waits_at_the_end_is_dropped() -> None:
    begun, go_on = threading.Event(), threading.Event()

    def hold() -> None:
        begun.set()
        go_on.wait(5)

    with Worker() as worker:
        worker.run(hold, lambda _: pytest.fail("closed"), pytest.fail)
        await asyncio.to_thread(begun.wait, 5)
        worker.run(lambda: pytest.fail("dropped"), lambda _: None, pytest.fail)
        go_on.set()
