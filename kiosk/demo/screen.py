"""What the person at the terminal sees of the running demo."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.table import Table
from rich.text import Text

from kiosk.demo.supervisor import Condition, Report

SIGNS = {
    Condition.WAITING: ("·", "dim"),
    Condition.STARTING: ("◌", "yellow"),
    Condition.RUNNING: ("●", "green"),
    Condition.ENDED: ("○", "red"),
    Condition.STOPPED: ("·", "dim"),
}
"""Which sign stands before a process."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to know: what it is called and what it is."""

    name: str
    text: str


class StatusScreen:
    """A calm table on a terminal, redrawn only when something changes; plain lines elsewhere.

    A context: leaving it gives the terminal back.
    """

    def __init__(self, console: Console, details: dict[str, str], facts: Sequence[Line]) -> None:
        """`details` says for a process what it is doing here; `facts` stand below the processes."""
        self._console = console
        self._details = details
        self._facts = facts
        self._live = Live(console=console, auto_refresh=False) if console.is_terminal else None
        self._told: dict[str, Report] = {}

    def __enter__(self) -> "StatusScreen":
        if self._live:
            self._live.start()
        else:
            for line in self._facts:
                self._console.print(f"{line.name}: {line.text}", highlight=False, soft_wrap=True)
        return self

    def __exit__(self, *exc_info: object) -> None:
        if self._live:
            self._live.stop()

    def show(self, reports: Sequence[Report]) -> None:
        if self._live:
            self._live.update(self._picture(reports), refresh=True)
            return
        for report in reports:
            if self._told.get(report.name) != report and report.condition is not Condition.WAITING:
                detail = self._details.get(report.name, "") if report.condition is Condition.RUNNING else ""
                words = ", ".join(filter(None, (_words(report), detail)))
                self._console.print(f"{report.name}: {words}", highlight=False, soft_wrap=True)
            self._told[report.name] = report

    def _picture(self, reports: Sequence[Report]) -> RenderableType:
        processes = Table.grid(padding=(0, 2))
        for report in reports:
            sign, style = SIGNS[report.condition]
            detail = self._details.get(report.name, "")
            processes.add_row(
                Text(sign, style), report.name, Text(_words(report), style), Text(detail, "dim")
            )
        facts = Table.grid(padding=(0, 2))
        for line in self._facts:
            facts.add_row(Text(line.name, "dim"), line.text)
        return Group("", processes, "", facts, "", Text("Ctrl-C ends it.", "dim"))


def _words(report: Report) -> str:
    words: str = report.condition.value
    if report.condition is Condition.ENDED:
        words = f"ended ({_why(report.exit_code)}), starts again"
    if report.restarts and report.condition is Condition.RUNNING:
        words += ", started again " + ("once" if report.restarts == 1 else f"{report.restarts} times")
    return words


def _why(exit_code: int | None) -> str:
    if exit_code is not None and exit_code < 0:
        return f"signal {-exit_code}"
    return f"exit code {exit_code}"
