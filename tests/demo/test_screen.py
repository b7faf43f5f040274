import io

from rich.console import Console

from kiosk.demo.screen import Line, StatusScreen
from kiosk.demo.supervisor import Condition, Report

RUNS = Report("bridge", Condition.RUNNING, 7, 0, None)
KILLED = Report("bridge", Condition.ENDED, None, 1, -9)
BACK = Report("bridge", Condition.RUNNING, 8, 1, -9)


def test_pipe_gets_each_change_once_as_a_line() -> None:
    out = io.StringIO()
    with StatusScreen(
        Console(file=out, width=200), {"bridge": "two shelves"}, [Line("Staff PIN", "123456")]
    ) as screen:
        for report in (RUNS, RUNS, KILLED, BACK):
            screen.show([report])
    assert out.getvalue().splitlines() == [
        "Staff PIN: 123456",
        "bridge: running, two shelves",
        "bridge: ended (signal 9), starts again",
        "bridge: running, started again once, two shelves",
    ]


def test_terminal_shows_processes_and_facts() -> None:
    out = io.StringIO()
    console = Console(file=out, width=120, force_terminal=True)
    with StatusScreen(console, {"bridge": "two shelves"}, [Line("Staff PIN", "123456")]) as screen:
        screen.show([BACK])
    text = out.getvalue()
    assert all(words in text for words in ("●", "two shelves", "123456", "started again", "Ctrl-C"))
